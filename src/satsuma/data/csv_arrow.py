"""Large text tables by pyarrow: as quick as can be, and the same values.

It reads what looks like numbers as numbers and everything else as texts. A column that holds
something else further down, or a number that would not come back as it is, is read as texts too.
What pyarrow stumbles over altogether, such as a row with a cell too few, is read by `csv_rows`;
nothing depends on which of the two did it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from satsuma.data.csv_letters import any_leading_zero, are_quotes_sound, has_quotes
from satsuma.data.csv_text import CsvText
from satsuma.data.flat import Layout, Span
from satsuma.data.number_text import MISSING
from satsuma.run import Run

_AT_ONCE = 16 << 20
_LOOKED_AT_ONCE = 8 * _AT_ONCE
_WORTH_IT = 4 << 20
_TOO_LONG = 1e15
_TILE = 64
_ODD = r"^[ \t]*[+-]?(0[0-9]|[0-9]{16,}[ \t]*$)"
"""What as a number would not come back: `007`, and whole numbers of over 15 digits."""


@dataclass(frozen=True)
class ArrowCells:
    """What was read: blocks of vectors by their first place, numbers and texts by place."""

    rows: int
    blocks: dict[int, np.ndarray]
    numbers: dict[int, np.ndarray]
    texts: dict[int, list[str]]


def is_for_arrow(text: CsvText) -> bool:
    """Whether the file is so large that loading pyarrow is worth it."""
    return len(text.data) >= _WORTH_IT


def read_by_arrow(text: CsvText, lines: int, laid: Layout, singles: Sequence[Span],
                  run: Run) -> ArrowCells | None:
    """All cells of a large file; None where they are better read otherwise.

    `lines` is the number of lines above the values, `singles` the columns that may be numbers.
    """
    data = _utf8(text, lines)
    quotes = has_quotes(data)
    if quotes and not are_quotes_sound(data, text.separator):
        return None  # pyarrow would take the rows up to the next one for a single cell
    source = _Source(data, text.separator, laid.width, text.most_rows(), quotes)
    wanted = _Wanted(tuple(laid.vectors), tuple(singles))
    found = None
    if not (wanted.singles and any_leading_zero(data, text.separator)):
        found = _cells(source, wanted, run)
    if found is None:
        sound = _sound(source, wanted, run)
        found = None if sound is None else _cells(source, sound, run)
    return found


@dataclass(frozen=True)
class _Source:
    """UTF-8 without its header."""

    data: memoryview
    separator: str
    width: int
    most_rows: int
    has_quotes: bool

    def batches(self, types: dict[int, Any], only: Collection[int] = (),
                at_once: int = _AT_ONCE) -> Iterator[Any]:
        """Some rows at a time, of all columns or some; what no type is given for is text."""
        import pyarrow
        from pyarrow import csv

        if not len(self.data):
            return
        names = [str(place) for place in range(self.width)]
        every = {str(place): types.get(place, pyarrow.string()) for place in range(self.width)}
        yield from csv.open_csv(
            pyarrow.BufferReader(pyarrow.py_buffer(self.data)),
            csv.ReadOptions(column_names=names, block_size=at_once),
            csv.ParseOptions(delimiter=self.separator, newlines_in_values=self.has_quotes),
            csv.ConvertOptions(column_types=every, null_values=sorted(MISSING),
                               strings_can_be_null=False,
                               include_columns=[str(place) for place in sorted(only)]))


@dataclass(frozen=True)
class _Wanted:
    """What is to be read as numbers."""

    vectors: tuple[Span, ...]
    singles: tuple[Span, ...]

    @property
    def places(self) -> list[int]:
        return [place for span in (*self.vectors, *self.singles)
                for place in range(span.start, span.stop)]

    def in_pieces(self, odd: Collection[int]) -> _Wanted:
        """The same, with the numbers of vectors that hold something odd one by one."""
        whole = [one for one in self.vectors
                 if not any(place in odd for place in range(one.start, one.stop))]
        pieces = [Span("", place, place + 1, False) for one in self.vectors if one not in whole
                  for place in range(one.start, one.stop)]
        return _Wanted(tuple(whole), (*self.singles, *pieces))

    def types(self) -> dict[int, Any]:
        import pyarrow

        return {**{place: pyarrow.float32() for one in self.vectors
                   for place in range(one.start, one.stop)},
                **{one.start: pyarrow.float64() for one in self.singles}}


@dataclass
class _Filling:
    """The arrays that the batches fill from above to below."""

    wanted: _Wanted
    width: int
    rows: int
    done: int = 0
    blocks: dict[int, np.ndarray] = field(init=False)
    numbers: np.ndarray = field(init=False)
    texts: dict[int, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.blocks = {one.start: np.empty((self.rows, one.stop - one.start), np.float32)
                       for one in self.wanted.vectors}
        self.numbers = np.empty((len(self.wanted.singles), self.rows))  # each in one piece
        beside = set(range(self.width)).difference(self.wanted.places)
        self.texts = {place: [] for place in sorted(beside)}

    def take(self, batch: Any) -> bool:
        """Whether the numbers can be kept: none is too large, or would not come back."""
        rows = slice(self.done, self.done + batch.num_rows)
        for span in self.wanted.vectors:
            part = self.blocks[span.start][rows]
            for at in range(0, span.width, _TILE):  # all at once they would leave the cache
                columns = range(at, min(at + _TILE, span.width))
                part[:, at:columns.stop] = np.stack(
                    [_numbers(batch.column(span.start + place)) for place in columns]).T
        for row, span in enumerate(self.wanted.singles):
            self.numbers[row, rows] = _numbers(batch.column(span.start))
        for place, cells in self.texts.items():
            cells += batch.column(place).to_pylist()
        self.done = rows.stop
        return not (_any_beyond(self.numbers[:, rows], _TOO_LONG) or any(
            _any_beyond(block[rows], np.inf) for block in self.blocks.values()))

    def made(self) -> ArrowCells:
        return ArrowCells(
            self.done, {place: block[:self.done] for place, block in self.blocks.items()},
            {span.start: self.numbers[row, :self.done]
             for row, span in enumerate(self.wanted.singles)}, self.texts)


def _cells(source: _Source, wanted: _Wanted, run: Run) -> ArrowCells | None:
    from pyarrow.lib import ArrowException

    filling = _Filling(wanted, source.width, source.most_rows)
    try:
        for batch in source.batches(wanted.types()):
            run.check()
            if not filling.take(batch):
                return None
    except ArrowException:
        return None
    return filling.made()


def _sound(source: _Source, wanted: _Wanted, run: Run) -> _Wanted | None:
    """What is wanted without columns that are no numbers, or would not come back; None where the
    rows cannot be read at all."""
    odd = _odd_places(source, wanted, run)
    if odd is not None and any(place in odd for one in wanted.vectors
                               for place in range(one.start, one.stop)):
        wanted = wanted.in_pieces(odd)
        odd = _odd_places(source, wanted, run)
    if odd is None:
        return None
    return _Wanted(wanted.vectors, tuple(one for one in wanted.singles if one.start not in odd))


def _odd_places(source: _Source, wanted: _Wanted, run: Run) -> set[int] | None:
    """Which columns are no numbers that come back; None where the rows cannot be read at all."""
    from pyarrow.lib import ArrowException

    types, odd = wanted.types(), set[int]()
    if not types:
        return None
    try:
        for batch in source.batches({}, types, _LOOKED_AT_ONCE):
            run.check()
            odd.update(place for place, type_ in types.items() if place not in odd
                       and _is_odd(batch.column(str(place)), type_))
    except ArrowException:
        return None
    return odd


def _is_odd(cells: Any, type_: Any) -> bool:
    import pyarrow
    from pyarrow import compute

    empty = compute.is_in(cells, pyarrow.array(sorted(MISSING)))
    present = compute.utf8_trim(cells.filter(compute.invert(empty)), " \t")
    try:
        values = present.cast(type_).to_numpy(zero_copy_only=False)
    except pyarrow.ArrowException:
        return True
    if type_ == pyarrow.float32():
        return _any_beyond(values, np.inf)
    return _any_beyond(values, _TOO_LONG) or bool(
        compute.any(compute.match_substring_regex(present, _ODD)).as_py())


def _numbers(array: Any) -> np.ndarray:
    found: np.ndarray = array.to_numpy(zero_copy_only=False)
    return found


def _any_beyond(part: np.ndarray, limit: float) -> bool:
    highest = np.fmax.reduce(part, axis=None, initial=0)  # these pass over NaN
    return bool(highest >= limit or np.fmin.reduce(part, axis=None, initial=0) <= -limit)


def _utf8(text: CsvText, lines: int) -> memoryview:
    """The text below these lines, in UTF-8."""
    above = sum(len(line.encode()) for line in itertools.islice(text.lines(), lines))
    if text.skip or text.encoding not in ("utf-8", "utf-8-sig"):
        whole = "".join(text.lines()).encode()
        return memoryview(whole)[above:]
    mark = 3 if text.encoding == "utf-8-sig" else 0
    return memoryview(text.data)[mark + above:]
