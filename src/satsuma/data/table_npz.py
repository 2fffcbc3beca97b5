"""Tables as .npz: lossless, and readable by plain `numpy.load(file)["embedding"]`.

`ids` holds the row ids as texts, and every column is one array under its own name: numbers as
float64, vectors as one n × d float32 block, times as datetime64[us], texts, pictures and categories
as texts, "" where missing. All else (see `table_record`) is in the text array `satsuma`, as JSON.

- A column whose name cannot be an array's ("", `ids`, `satsuma`, one with / \\ : or control
  characters, over 200 letters ...) is stored as `column 3`, by its place.
- numpy pads texts to the longest one. Where this would take far more than the texts themselves
  they lie as UTF-8 in `NAME.utf8`, with the ends in `NAME.ends`.

A .npz that another program wrote is read as well: `ids` if there is one, else the rows are
numbered; every array of that many rows becomes a column.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from satsuma.data.column import Column, Kind, categorical, numbers, texts, times, vectors
from satsuma.data.npz_file import Blocks, NpzFile, write_arrays
from satsuma.data.number_text import narrowed
from satsuma.data.table import Table, free_name
from satsuma.data.table_record import (
    IDS,
    ColumnRecord,
    TableRecord,
    from_json,
    rebuilt,
    record_of,
    to_json,
)
from satsuma.problem import Problem
from satsuma.run import Run

Arrays = dict[str, np.ndarray | Blocks]

RECORD = "satsuma"
_RESERVED = ("ids", RECORD)
_UNFIT = re.compile(r"[/\\:\x00-\x1f\ud800-\udfff]|^$|^\.|\.(npy|utf8|ends)$")
_PADDED_AT_MOST = 64 << 20
_NULLS_AT_MOST = 1 << 20
_WORDS = (Kind.CATEGORY, Kind.TEXT, Kind.IMAGE)


def write_npz(table: Table, file: Path) -> None:
    """Write the table, atomically."""
    arrays, record = packed(table, file)
    write_arrays(arrays | {RECORD: np.array(to_json(record))}, file)


def packed(table: Table, file: Path, start: str = "") -> tuple[Arrays, TableRecord]:
    """The table as arrays, and the record that makes it a table again.

    `start` is put before the names of all arrays but `ids`.
    """
    arrays: Arrays = {}
    ids = _store_texts(arrays, table.ids, IDS)
    taken = {*_RESERVED, *(name for name in table.columns if _fits(name))}
    records = []
    for number, (name, column) in enumerate(table.columns.items(), start=1):
        key = name if _fits(name) else free_name(f"column {number}", taken)
        taken.add(key)
        record = record_of(column, name, start + key, file)
        if column.kind in _WORDS:
            record = _store_texts(arrays, _words(column), record)
        else:
            arrays[record.key] = column.values
        records.append(replace(record, digest=""))  # nothing but us writes this file
    return arrays, TableRecord(table.name, tuple(records), ids=ids)


def _fits(name: str) -> bool:
    return name not in _RESERVED and len(name) <= 200 and not _UNFIT.search(name)


def _words(column: Column) -> Sequence[str]:
    if column.kind is not Kind.CATEGORY:
        return column.values.tolist()
    names = (*column.categories, "")  # code -1 picks the last
    return [names[code] for code in column.values.tolist()]


def _store_texts(arrays: Arrays, words: Sequence[str], record: ColumnRecord) -> ColumnRecord:
    longest = max(map(len, words), default=0)
    padded = 4 * longest * len(words)
    nulls = {str(row): len(word) - len(word.rstrip("\0"))
             for row, word in enumerate(words) if word.endswith("\0")}
    uneven = padded > _PADDED_AT_MOST and padded > 8 * sum(map(len, words))
    if uneven or sum(nulls.values()) > _NULLS_AT_MOST:
        coded = [word.encode("utf-8", "surrogatepass") for word in words]
        arrays[f"{record.key}.utf8"] = np.frombuffer(b"".join(coded), np.uint8)
        arrays[f"{record.key}.ends"] = np.cumsum([len(word) for word in coded], dtype=np.int64)
        return replace(record, packed=True)
    arrays[record.key] = np.array(words, dtype=np.str_)
    return replace(record, nulls=nulls)


def read_npz(file: Path, run: Run = Run()) -> Table:
    """Read a table. Raises Problem, naming the file, for everything that is wrong."""
    with NpzFile(file) as arrays:
        if RECORD not in arrays:
            return _foreign(arrays, run)
        text = arrays.text(RECORD)
        try:
            record = from_json(text)
            if record.metric is not None:
                raise Problem("It holds distances, not a table.")
            return unpacked(arrays, record)
        except Problem as error:
            raise named(error, file) from error


def named(error: Problem, file: Path) -> Problem:
    """The problem with the file's name in front."""
    text = str(error)
    return error if str(file) in text else Problem(f"“{file}” cannot be read. {text}")


def unpacked(arrays: NpzFile, record: TableRecord) -> Table:
    """The table that `packed` took apart."""
    columns = {one.name: _column(arrays, one) for one in record.columns}
    return rebuilt(_stored_texts(arrays, record.ids), columns, record.name)


def _column(arrays: NpzFile, record: ColumnRecord) -> Column:
    if record.kind not in _WORDS:
        return _rebuilt(record, arrays[record.key], arrays.file)
    words = _stored_texts(arrays, record)
    try:
        values = (categorical(words, record.role, record.categories)
                  if record.kind is Kind.CATEGORY else texts(words)).values
    except ValueError as error:
        raise Problem(f"Its column “{record.name}” is damaged: {error}.") from error
    return _rebuilt(record, values, arrays.file)


def _rebuilt(record: ColumnRecord, values: np.ndarray, file: Path) -> Column:
    try:
        return record.column(values, file)
    except (TypeError, ValueError) as error:
        raise Problem(f"Its column “{record.name}” is damaged: {error}.") from error


def _stored_texts(arrays: NpzFile, record: ColumnRecord) -> list[str]:
    if record.packed:
        return _from_utf8(arrays[f"{record.key}.utf8"], arrays[f"{record.key}.ends"], record)
    array = arrays[record.key]
    if array.dtype.kind != "U" or array.ndim != 1:
        raise Problem(f"Its array “{record.key}” does not hold texts.")
    return _with_nulls(array.tolist(), record.nulls)


def _with_nulls(words: list[str], nulls: Mapping[str, int]) -> list[str]:
    if sum(map(abs, nulls.values())) > _NULLS_AT_MOST:
        raise Problem("What it says of its texts is damaged.")
    for row, count in nulls.items():
        if not (row.isdecimal() and int(row) < len(words)):
            raise Problem("What it says of its texts is damaged.")
        words[int(row)] += "\0" * count
    return words


def _from_utf8(coded: np.ndarray, ends: np.ndarray, record: ColumnRecord) -> list[str]:
    whole = coded.tobytes()
    damaged = Problem(f"The texts of “{record.name}” are damaged.")
    if ends.dtype.kind not in "iu":
        raise damaged
    borders = [0, *ends.reshape(-1).tolist()]
    if borders[-1] != len(whole) or any(map(operator.gt, borders, borders[1:])):
        raise damaged  # each text may be the whole of it, so they would be endless together
    try:
        return [whole[start:end].decode("utf-8", "surrogatepass")
                for start, end in zip(borders, borders[1:], strict=False)]
    except UnicodeDecodeError as error:
        raise damaged from error


def _foreign(arrays: NpzFile, run: Run) -> Table:
    """A table from arrays that some other program has named."""
    shapes = {name: arrays.shape(name) for name in arrays.names}
    flat = {name: shape for name, shape in shapes.items() if len(shape) in (1, 2)}
    if not flat:
        raise Problem(f"“{arrays.file}” holds no array of one or two dimensions, so no table.")
    model = "ids" if len(shapes.get("ids", ())) == 1 else max(
        flat, key=lambda name: len(flat[name]))
    n = flat[model][0]
    fitting = [name for name, shape in flat.items() if shape[0] == n]
    if left_out := [name for name in shapes if name not in fitting]:
        run.warn(f"Arrays that do not have {n:,} rows are left out: {', '.join(left_out)}.")
    ids = [str(one) for one in arrays["ids"].tolist()] if model == "ids" else \
        [str(row) for row in range(1, n + 1)]
    if len(set(ids)) != n:
        raise Problem(f"“{arrays.file}” cannot be read: its ids repeat.")
    columns = {name: _guessed(arrays[name]) for name in fitting if name != model or model != "ids"}
    return Table(tuple(ids), columns, arrays.file.stem)


def _guessed(array: np.ndarray) -> Column:
    is_block = array.ndim == 2 and array.dtype.kind in "biuf"
    if is_block and (narrow := narrowed(array)) is not None:
        return vectors(narrow)
    if array.ndim == 2:
        return texts([", ".join(map(str, row)) for row in array.tolist()])
    match array.dtype.kind:
        case "f":
            return numbers(array)
        case "i" | "u":
            exact = (np.abs(array.astype(np.float64)) < 2 ** 53).all()
            return numbers(array) if exact else texts(map(str, array.tolist()))
        case "b":
            return categorical(["Yes" if one else "No" for one in array.tolist()])
        case "M":
            return times(array)
        case "S":
            return texts(one.decode("utf-8", "replace") for one in array.tolist())
        case _:
            return texts(array.tolist())
