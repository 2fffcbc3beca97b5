"""The rows of a text file, cut into cells only as far as needed.

A table with vectors has thousands of cells in a row, nearly all of them numbers of one block.
Cutting these apart would take longer than reading them, so a row comes as the cells before the
block, the block as one text, and the cells behind it.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

from satsuma.data.csv_text import CsvText, allow_long_cells
from satsuma.problem import Problem

NUMBERS_AT_ONCE = 1 << 17


class Rows:
    """The header `names`, and once the rows below it. `number` is that of the last line read.

    Raises Problem when there is no header, or a row has other cells than the header, but for empty
    ones at the end.
    """

    def __init__(self, text: CsvText, file: Path, heading: int = 1) -> None:
        """`heading` is the number of rows that the header takes up."""
        allow_long_cells()
        self.text = text
        self.number = text.skip
        self._file = file
        self._lines = self._counted()
        self.names: list[str] = []
        while not self.names and (line := next(self._lines, None)) is not None:
            self.names = self._cut(line)
        if not self.names:
            raise Problem(f"“{file}” cannot be read: it is empty. A table begins with a row of "
                          "column names.")
        for _ in range(1, heading):
            if (line := next(self._lines, None)) is not None:
                self._cut(line)

    def chunks(self, start: int, stop: int) -> Iterator[list[list[str]]]:
        """The rows, some hundred thousand cells at a time.

        The cells from `start` to before `stop` come as one text, with separators between them;
        where there are none, none is put in their place.
        """
        rows = self._rows(start, stop)
        step = max(1, NUMBERS_AT_ONCE // len(self.names))
        while chunk := list(itertools.islice(rows, step)):
            yield chunk

    def _counted(self) -> Iterator[str]:
        for line in self.text.lines():
            self.number += 1
            yield line

    def _rows(self, start: int, stop: int) -> Iterator[list[str]]:
        separator, width = self.text.separator, len(self.names)
        behind = width - stop
        for line in self._lines:
            body = line.rstrip("\r\n")
            if '"' in body or body.count(separator) != width - 1:
                yield from self._quoted_row(line, start, stop)
            elif body and start == stop:
                yield body.split(separator)
            elif body:
                row = body.split(separator, start)
                row += row.pop().rsplit(separator, behind)
                yield row

    def _quoted_row(self, line: str, start: int, stop: int) -> Iterator[list[str]]:
        """The row, if any, that begins with this line; it may go on over the next ones."""
        begin = self.number
        row = self._cut(line)
        if not row:
            return
        cells = self._fitting(row, begin)
        if start == stop:
            yield cells
        else:
            yield [*cells[:start], self.text.separator.join(cells[start:stop]), *cells[stop:]]

    def _cut(self, line: str) -> list[str]:
        """The cells of the row that begins with this line; none when it is empty."""
        begin = self.number
        lines = itertools.chain([line], self._lines)
        try:
            return next(csv.reader(lines, delimiter=self.text.separator, strict=True))
        except csv.Error as error:
            raise Problem(f"“{self._file}” cannot be read: the row that begins in line {begin:,} "
                          f"has a quotation mark too many or too few ({error}).") from error

    def _fitting(self, row: list[str], line: int) -> list[str]:
        width = len(self.names)
        if len(row) < width or any(row[width:]):
            raise Problem(f"“{self._file}” cannot be read: the row in line {line:,} has "
                          f"{len(row):,} cells, but the header has {width:,}. Is a quotation "
                          "mark or a separator missing or too many?")
        return row[:width]
