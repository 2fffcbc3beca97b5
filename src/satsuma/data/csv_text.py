"""What has to be found out of a text file before its cells can be read: encoding and separator.

A byte order mark tells the encoding; without one UTF-16 shows by its zeros, and all else is UTF-8,
or Windows-1252 when it cannot be UTF-8, with a warning. A first line `sep=;` is obeyed, as Excel
does; else the separator is the one of comma, semicolon, tab and | that finds the names that the
header is known to have, or that cuts the first lines into equally many cells, and into the most.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from satsuma.data.table_suffix import plain_suffix
from satsuma.data.text_file import bytes_of
from satsuma.problem import Problem
from satsuma.run import Run

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"),
          (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",;\t|"
_SEPARATOR_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "the sign |"}
_ENCODING_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252",
                   "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_SAMPLE_LINES = 20
_SAMPLE_LETTERS = 1 << 20


@dataclass(frozen=True)
class CsvText:
    """A file's bytes, and how to read them. `skip` is the number of lines before the header."""

    data: bytes
    encoding: str
    separator: str
    skip: int = 0

    def told(self) -> str:
        """How it is read, as a sentence."""
        name = _ENCODING_NAMES.get(self.encoding, self.encoding.upper())
        return f"Read as {name}, with {_SEPARATOR_NAMES.get(self.separator, self.separator)} " \
            "between the cells."

    def most_rows(self) -> int:
        """A number of rows that it surely does not exceed."""
        return max(self.data.count(b"\n"), self.data.count(b"\r")) * 2 + 1 \
            if b"\r" in self.data else self.data.count(b"\n") + 1

    def lines(self) -> Iterator[str]:
        """The lines from the header on, with their ends."""
        lines = io.TextIOWrapper(io.BytesIO(self.data), self.encoding, newline="")
        return itertools.islice(lines, self.skip, None)


def csv_text(file: Path, run: Run, known: Collection[str] = ()) -> CsvText:
    """Read a file and find out how; `known` are names that its header should have.

    Raises Problem when it is missing or no text.
    """
    data = bytes_of(file)
    encoding = _encoding(data, file, run)
    usual = "," if plain_suffix(file) == ".csv" else "\t"
    text = CsvText(data, encoding, usual)
    first = next(text.lines(), "").rstrip("\r\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return CsvText(data, encoding, first[4], skip=1)
    return CsvText(data, encoding, _separator(text, frozenset(known), usual))


def _encoding(data: bytes, file: Path, run: Run) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding, file)
    start = data[:1000]
    if start[1:2] == b"\0" != start[:1] and start[1::2].count(0) > len(start) // 4:
        return _checked(data, "utf-16-le", file)
    if start[:1] == b"\0" != start[1:2] and start[::2].count(0) > len(start) // 4:
        return _checked(data, "utf-16-be", file)
    if data.isascii():
        return "utf-8"
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise Problem(f"“{file}” cannot be read: it is no text.") from error
        _checked(data, "cp1252", file)
        line = data.count(b"\n", 0, error.start) + 1
        run.warn(f"“{file.name}” is not in UTF-8 (see line {line:,}); it was read as "
                 "Windows-1252. If letters look wrong, save it as UTF-8.")
        return "cp1252"
    return "utf-8"


def _checked(data: bytes, encoding: str, file: Path) -> str:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Problem(f"“{file}” cannot be read: line {line:,} is no text in UTF-8 or any "
                      "other encoding that we know. Save the table as UTF-8.") from error
    return encoding


def _separator(text: CsvText, known: frozenset[str], usual: str) -> str:
    """The separator that fits the first lines best; the usual one where none does better."""
    allow_long_cells()
    sample = "".join(itertools.islice(text.lines(), _SAMPLE_LINES))[:_SAMPLE_LETTERS]
    others = [separator for separator in _SEPARATORS if separator != usual]
    if usual == "\t" and usual in sample.partition("\n")[0]:
        return usual  # who writes tabs into a .tsv means them
    return max([usual, *others], key=lambda separator: _fit(sample, separator, known))


def _fit(sample: str, separator: str, known: frozenset[str]) -> tuple[int, bool, int]:
    rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if row]
    names = rows[0] if rows else []
    widths = [len(row) for row in rows]
    if len(widths) > 2:
        widths.pop()  # the sample may end amid a row
    even = bool(widths) and min(widths) == max(widths) > 1
    return len(known.intersection(names)), even, len(names)


def allow_long_cells() -> None:
    """Let the csv module read cells of any length; by itself it stops at 131,072 letters."""
    csv.field_size_limit(min(sys.maxsize, 2 ** 31 - 1))
