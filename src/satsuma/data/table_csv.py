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
`annotations`); so kinds, roles and folders of pictures survive without the second file too.

Not every text has a place in UTF-8: a lone half of a surrogate pair, as in file names that are no
text, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from satsuma.data.annotations import flag_words, type_word
from satsuma.data.column import Column, Kind
from satsuma.data.csv_rows import NUMBERS_AT_ONCE, Rows
from satsuma.data.csv_text import csv_text
from satsuma.data.flat import header, recorded
from satsuma.data.number_text import number_texts, time_texts, vector_texts, vectors_from
from satsuma.data.side_file import check_side, write_side
from satsuma.data.table import Table
from satsuma.data.table_record import place_of
from satsuma.data.table_suffix import plain_suffix
from satsuma.data.text_file import text_written
from satsuma.problem import Problem
from satsuma.run import Run

_BOM = b"\xef\xbb\xbf"


def separator_of(file: Path) -> str:
    """What stands between the cells of a file with this suffix."""
    return "," if plain_suffix(file) == ".csv" else "\t"


def write_csv(table: Table, file: Path) -> None:
    """Write the table and its second file, each atomically."""
    check_side(file)
    record = recorded(table, file)
    separator = separator_of(file)
    width = sum(column.width for column in table.columns.values())
    step = max(1, NUMBERS_AT_ONCE // max(1, width))
    annotated = plain_suffix(file) == ".tab"
    with text_written(file) as opened:
        marked = not annotated and not _is_ascii(table)  # the mark is for spreadsheets
        _write_head(header(record), marked, separator, opened)
        if annotated:
            _write_annotations(table, file, separator, opened)
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
    with text_written(file) as opened:
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


def _write_annotations(table: Table, file: Path, separator: str, opened: BinaryIO) -> None:
    types, flags = ["string"], ["meta"]
    for column in table.columns.values():
        hidden = column.kind is Kind.VECTOR
        types += [type_word(column)] * column.width
        place = place_of(column.folder, file)
        origin = place.get("full") or place.get("relative") or place.get("given", "")
        flags += [flag_words(column, origin, hidden=hidden)] * column.width
    for words in (types, flags):
        _write_rows([[word] for word in _quoted(words, separator)], separator, opened)


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
