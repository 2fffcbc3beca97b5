"""Blocks: columns side by side that hold nothing but numbers, which are most of a large file.

A block is read as one text, many rows at a time. A vector column is one; so is a long run of
columns whose first rows are all numbers. Where it turns out further down that one of them is none,
the file is read again without it. Large files are read by pyarrow (see `csv_arrow`), this way only
where it stumbles.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from satsuma.data.column import Column, Kind, Role, numbers
from satsuma.data.csv_text import CsvText
from satsuma.data.flat import Layout, Span
from satsuma.data.found_table import Wish
from satsuma.data.heading import Heading
from satsuma.data.number_text import narrowed, numbers_from, vectors_from

_WORTH_IT = 32
"""Columns from which on a run of numbers is read as a block."""

_SAMPLE_ROWS = 50


@dataclass(frozen=True)
class Block:
    """Cells from `start` to before `stop`; a vector where there are no `spans`, else columns."""

    start: int
    stop: int
    spans: tuple[Span, ...] = ()
    role: Role = Role.FEATURE

    @property
    def width(self) -> int:
        return self.stop - self.start

    def room(self, rows: int) -> np.ndarray:
        """Where so many rows have their place; columns lie in one piece each."""
        if self.spans:
            return np.empty((self.width, rows)).T
        return np.empty((rows, self.width), np.float32)

    def numbers(self, segments: Sequence[str], separator: str) -> np.ndarray | None:
        """The numbers of some rows, which are texts; None where one is none."""
        part = vectors_from(segments, separator, self.width, strict=bool(self.spans))
        return part if part is None or self.spans else narrowed(part)

    def wrong_places(self, segments: Sequence[str], separator: str) -> list[int]:
        """Which of the columns do not hold numbers in these rows; all when it is a vector."""
        if not self.spans:
            return list(range(self.start, self.stop))
        columns = zip(*(line.split(separator) for line in segments), strict=False)
        bad = [self.start + i for i, cells in enumerate(columns) if numbers_from(cells) is None]
        return bad or list(range(self.start, self.stop))

    def made(self, values: np.ndarray) -> tuple[
            dict[int, np.ndarray | None], dict[int, Sequence[str] | Column]]:
        """The blocks and the columns by place."""
        if not self.spans:
            return {self.start: values}, {}
        return {}, {span.start: number_column(values[:, place], span, self.role)
                    for place, span in enumerate(self.spans)}


def block_of(laid: Layout) -> Block | None:
    """The widest vector."""
    wide = max(laid.vectors, key=lambda span: span.stop - span.start, default=None)
    return Block(wide.start, wide.stop) if wide else None


def number_spans(text: CsvText, heading: Heading, laid: Layout, wish: Wish) -> list[Span]:
    """The columns that may hold numbers, by their first rows."""
    columns = _sample(text, heading, laid.width)
    return [span for span in laid.spans
            if span.start != laid.id_place and span.start < len(columns)
            and _may_be_number(span, wish) and _are_numbers(columns[span.start])]


def number_block(spans: Sequence[Span], laid: Layout, tabu: set[int]) -> Block | None:
    """The longest run of these columns, without those in `tabu`; None if it is short."""
    best: list[Span] = []
    run: list[Span] = []
    for span in spans:
        if span.start in tabu:
            continue
        run = [*run, span] if run and run[-1].stop == span.start else [span]
        best = max(best, run, key=len)
    if len(best) < _WORTH_IT:
        return None
    return Block(best[0].start, best[-1].stop, tuple(best), number_role(laid))


def number_role(laid: Layout) -> Role:
    """Numbers beside a vector speak about the row."""
    return Role.META if laid.vectors else Role.FEATURE


def number_column(values: np.ndarray, span: Span | None, role: Role) -> Column:
    """A column of these numbers, in the role that the file says, or else this one."""
    record = None if span is None else span.record
    return numbers(values, role if record is None else record.role)


def _sample(text: CsvText, heading: Heading, width: int) -> list[tuple[str, ...]]:
    lines = csv.reader(text.lines(), delimiter=text.separator)
    rows = list(itertools.islice((row for row in lines if row),
                                 heading.rows, heading.rows + _SAMPLE_ROWS))
    full = [row[:width] for row in rows if len(row) >= width]
    return list(zip(*full, strict=True))


def _may_be_number(span: Span, wish: Wish) -> bool:
    said = [span.record.kind if span.record else None, span.note.kind if span.note else None,
            wish.kinds.get(span.name)]
    image = span.note is not None and span.note.is_image
    return not span.is_vector and not image and all(k in (None, Kind.NUMBER) for k in said)


def _are_numbers(cells: Sequence[str]) -> bool:
    values = numbers_from(cells)
    return values is not None and not np.isnan(values).all()

