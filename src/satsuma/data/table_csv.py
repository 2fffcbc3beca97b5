"""Tables as text: .csv (separated by commas), .tsv and .tab (by tabs), and these packed (.csv.gz).

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

A .tab has three header rows, as Orange writes and reads them: names, types and flags (see
`annotations`); so kinds, roles and folders of pictures survive without the second file too. The
others have them where that is wished. Orange takes a mark at the beginning for a part of the first
name, so none is put in front of these.

Not every text has a place in UTF-8: a lone half of a surrogate pair, as in file names that are no
text, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from satsuma.data.annotation_rows import annotation_rows
from satsuma.data.column import Column, Kind
from satsuma.data.csv_rows import Rows
from satsuma.data.csv_text import csv_text
from satsuma.data.flat import header, recorded
from satsuma.data.number_lines import number_lines
from satsuma.data.number_text import time_texts, vector_texts, vectors_from
from satsuma.data.side_file import check_side, write_side
from satsuma.data.table import Table
from satsuma.data.table_suffix import plain_suffix
from satsuma.data.text_file import text_written
from satsuma.problem import Problem
from satsuma.run import Run

_BOM = b"\xef\xbb\xbf"
_NUMBERS_AT_ONCE = 1 << 20


def separator_of(file: Path) -> str:
    """What stands between the cells of a file with this suffix."""
    return "," if plain_suffix(file) == ".csv" else "\t"


def write_csv(table: Table, file: Path, *, for_orange: bool = False) -> None:
    """Write the table and its second file, each atomically.

    `for_orange` gives it the three header rows that a .tab always has.
    """
    check_side(file)
    record = replace(recorded(table, file), annotated=for_orange)
    separator = separator_of(file)
    width = sum(column.width for column in table.columns.values())
    step = max(1, _NUMBERS_AT_ONCE // max(1, width))
    annotated = for_orange or plain_suffix(file) == ".tab"
    with text_written(file) as opened:
        marked = not annotated and not _is_ascii(table)  # the mark is for spreadsheets
        _write_head(header(record), marked, separator, opened)
        for words in annotation_rows(table, file) if annotated else ():
            _write_rows([[word] for word in _quoted(words, separator)], separator, opened)
        runs = _runs([column for column in table.columns.values() if column.width])
        for start in range(0, len(table), step):
            rows = slice(start, start + step)
            _write_rows([_quoted(table.ids[rows], separator, first=True),
                         *(_cells([one.rows(rows) for one in run], separator) for run in runs)],
                        separator, opened)
    write_side(record, file)


def write_square(ids: Sequence[str], dtype: np.dtype, blocks: Iterator[np.ndarray],
                 file: Path) -> None:
    """Write a square matrix, given in blocks of rows of this type, with ids above and left."""
    separator, start = separator_of(file), 0
    with text_written(file) as opened:
        _write_head(["id", *ids], not "".join(ids).isascii(), separator, opened)
        for block in blocks:
            names = ids[start:start + len(block)]
            start += len(block)
            _write_rows([_quoted(names, separator, first=True),
                         vector_texts(block.astype(dtype, copy=False), separator)],
                        separator, opened)


def _runs(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns one by one, but numbers side by side together, which are written at once."""
    runs: list[list[Column]] = []
    for column in columns:
        if runs and Kind.NUMBER is column.kind is runs[-1][0].kind:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


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


def _cells(run: Sequence[Column], separator: str) -> list[str]:
    column = run[0]
    match column.kind:
        case Kind.NUMBER:
            return number_lines([one.values for one in run], separator)
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
        part = vectors_from([row[1] for row in chunk], text.separator, width) if width else None
        if part is None:
            raise Problem(f"“{file}” holds no square of distances: line {rows.number:,} or one "
                          "shortly before it holds something else than numbers.")
        parts.append(part)
    if ids != rows.names[1:]:
        raise Problem(f"“{file}” holds no square of distances: the ids above and at the left "
                      "differ.")
    return tuple(ids), np.concatenate(parts)
