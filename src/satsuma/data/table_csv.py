"""Tables as .csv (separated by commas) and .tsv (by tabs).

One header row, the ids first under `id`, one row per line, vectors as columns `n0`, `n1` ...;
so every spreadsheet and every other program reads it. UTF-8; a byte order mark is put in front
where there are letters beyond ASCII, without which Excel would garble them. Text is data and is
never changed, also where it begins with = + - or @. Numbers keep every bit (see `number_text`),
times are ISO 8601 in UTC, missing values are empty cells.

Kinds, roles, the order of categories, folders and passports stand in a second file beside it (see
`side_file`). With it the table comes back as it was. Without it they are guessed (see `guess`);
then lost are: roles, passports, the names and the order of vector columns among each other where
they cannot be guessed, categories that no row has, folders, and the table's name, which becomes the
file's.

Not every text has a place in UTF-8: a lone half of a surrogate pair, as in file names that are no
text, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from satsuma.data.atomic import atomic_write
from satsuma.data.column import Column, Kind
from satsuma.data.csv_rows import NUMBERS_AT_ONCE, Rows
from satsuma.data.csv_text import csv_text
from satsuma.data.flat import Layout, Sheet, Span, header, layout, recorded, table_from
from satsuma.data.number_text import (
    lenient_numbers_from,
    narrowed,
    number_texts,
    time_texts,
    vector_texts,
    vectors_from,
)
from satsuma.data.side_file import check_side, read_side, write_side
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Run

_BOM = b"\xef\xbb\xbf"


def separator_of(file: Path) -> str:
    """What stands between the cells of a file with this suffix."""
    return "\t" if file.suffix.lower() == ".tsv" else ","


def write_csv(table: Table, file: Path) -> None:
    """Write the table and its second file, each atomically."""
    check_side(file)
    record = recorded(table, file)
    separator = separator_of(file)
    width = sum(column.width for column in table.columns.values())
    step = max(1, NUMBERS_AT_ONCE // max(1, width))
    with atomic_write(file) as opened:
        _write_head(header(record), not _is_ascii(table), separator, opened)
        for start in range(0, len(table), step):
            rows = slice(start, start + step)
            parts = [column.rows(rows) for column in table.columns.values() if column.width]
            _write_rows([_quoted(table.ids[rows], separator, first=True),
                         *(_cells(part, separator) for part in parts)], separator, opened)
    write_side(record, file)


def write_square(ids: Sequence[str], dtype: np.dtype, blocks: Iterator[np.ndarray],
                 file: Path) -> None:
    """Write a square matrix, given in blocks of rows of this type, with ids above and left."""
    separator, start = separator_of(file), 0
    with atomic_write(file) as opened:
        _write_head(["id", *ids], not "".join(ids).isascii(), separator, opened)
        for block in blocks:
            names = ids[start:start + len(block)]
            start += len(block)
            _write_rows([_quoted(names, separator, first=True),
                         vector_texts(block.astype(dtype, copy=False), separator)],
                        separator, opened)


def _is_ascii(table: Table) -> bool:
    words = [*table.ids, *table.columns]
    for column in table.columns.values():
        words += column.categories
        words += column.values.tolist() if column.values.dtype == object else []
    return all(map(str.isascii, words))


def _write_head(names: Sequence[str], marked: bool, separator: str, opened: BinaryIO) -> None:
    opened.write(_BOM if marked else b"")
    _write_rows([[name] for name in _quoted(names, separator)], separator, opened)


def _write_rows(columns: Sequence[Sequence[str]], separator: str, opened: BinaryIO) -> None:
    lines = map(separator.join, zip(*columns, strict=True))
    text = "".join(f"{line}\n" for line in lines)
    try:
        opened.write(text.encode())
    except UnicodeEncodeError as error:
        near = text[max(0, error.start - 20):error.start]
        raise Problem(f"The text after “{near}” holds a letter that no text file can hold "
                      f"(U+{ord(text[error.start]):04X}). Save the table as .npz.") from error


def _cells(column: Column, separator: str) -> list[str]:
    match column.kind:
        case Kind.NUMBER:
            return number_texts(column.values)
        case Kind.TIME:
            return time_texts(column.values)
        case Kind.VECTOR:
            return vector_texts(column.values, separator)
        case Kind.CATEGORY:
            names = [*_quoted(column.categories, separator), ""]  # code -1 picks the last
            return [names[code] for code in column.values.tolist()]
        case _:
            return _quoted(column.values.tolist(), separator)


def _quoted(words: Sequence[str], separator: str, *, first: bool = False) -> list[str]:
    """The texts, in quotation marks where one holds a separator, a mark or the end of a line.

    An empty text at the beginning of a row has them as well: alone it would be an empty line.
    """
    special = re.compile(f'[{separator}"\r\n]' + ("|^$" if first else "")).search
    return ['"' + word.replace('"', '""') + '"' if special(word) else word for word in words]


def read_csv(file: Path, run: Run = Run()) -> Table:
    """Read a table, with its second file where there is one.

    Raises Problem, naming the file and the line, for everything that is wrong.
    """
    record = read_side(file, run)
    if record is not None and record.metric is not None:
        raise Problem(f"“{file}” holds distances, not a table.")
    text = csv_text(file, run, header(record) if record else ())
    laid = layout(Rows(text, file).names, record, run)
    wide = max(laid.vectors, key=lambda span: span.stop - span.start, default=None)
    sheet = _with_block(Rows(text, file), laid, wide, run) if wide else None
    if sheet is None:
        sheet = _cell_by_cell(Rows(text, file), laid, run)
    return table_from(sheet, record, file, run, decimal_comma=text.separator in ";\t")


def read_square(file: Path, run: Run, known: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray]:
    """The ids and the float64 matrix of a square with ids above and left.

    `known` are names that the header should have. Raises Problem when it is no square of numbers.
    """
    text = csv_text(file, run, known)
    rows = Rows(text, file)
    width = len(rows.names) - 1
    ids: list[str] = []
    parts = [np.empty((0, width))]
    for chunk in rows.chunks(1, width + 1):
        run.check()
        ids += [row[0] for row in chunk]
        part = vectors_from([row[1] for row in chunk], text.separator, width)
        if part is None:
            raise Problem(f"“{file}” holds no square of distances: line {rows.number:,} or one "
                          "shortly before it holds something else than numbers.")
        parts.append(part)
    if ids != rows.names[1:]:
        raise Problem(f"“{file}” holds no square of distances: the ids above and at the left "
                      "differ.")
    return tuple(ids), np.concatenate(parts)


def _with_block(rows: Rows, laid: Layout, wide: Span, run: Run) -> Sheet | None:
    """All cells, those of one span as a block of numbers; None where one is no number."""
    plain: list[list[str]] = []
    parts = [np.empty((0, wide.stop - wide.start), np.float32)]
    for chunk in rows.chunks(wide.start, wide.stop):
        run.check()
        segments = [row.pop(wide.start) for row in chunk]
        part = vectors_from(segments, rows.text.separator, wide.stop - wide.start)
        narrow = None if part is None else narrowed(part)
        if narrow is None:
            return None
        parts.append(narrow)
        plain += chunk
    places = [place for place in range(laid.width) if not wide.start <= place < wide.stop]
    return _made(laid, places, plain, {wide.start: np.concatenate(parts)})


def _cell_by_cell(rows: Rows, laid: Layout, run: Run) -> Sheet:
    plain: list[list[str]] = []
    for chunk in rows.chunks(laid.width, laid.width):
        run.check()
        plain += chunk
    return _made(laid, range(laid.width), plain, {})


def _made(laid: Layout, places: Sequence[int], rows: Sequence[Sequence[str]],
          blocks: dict[int, np.ndarray | None]) -> Sheet:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(places)
    cells = dict(zip(places, columns, strict=True))
    for span in laid.vectors:
        if span.start not in blocks:
            blocks[span.start] = _block([cells[i] for i in range(span.start, span.stop)])
    ids = None if laid.id_place is None else cells[laid.id_place]
    return Sheet(laid, len(rows), ids, cells, blocks)


def _block(columns: Sequence[Sequence[str]]) -> np.ndarray | None:
    found = []
    for cells in columns:
        values = lenient_numbers_from(cells)
        if values is None:
            return None
        found.append(values)
    return narrowed(np.column_stack(found))
