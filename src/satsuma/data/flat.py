"""A table as a sheet: one row of names, below it one row of cells per table row.

The ids come first, under `id`. A vector column takes as many cells as it has numbers. The names in
the header are unique: a column called `id`, one without a name, and one called like a number of a
vector get a number, and the record (see `table_record`) keeps their real names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from satsuma.data.column import Column, Kind, categorical, texts, vectors
from satsuma.data.guess import guessed, is_id, vector_runs
from satsuma.data.number_text import lenient_numbers_from, times_from
from satsuma.data.table import Table, free_name, vector_names
from satsuma.data.table_record import ColumnRecord, TableRecord, rebuilt, record_of, vector_digest
from satsuma.run import Run

ID = "id"


def recorded(table: Table, file: Path) -> TableRecord:
    """The record of a table that is written as a sheet; the keys are the header's names."""
    of_vectors = {n: vector_names(table, n) for n in table.named((Kind.VECTOR,))}
    taken = {ID, *(cell for cells in of_vectors.values() for cell in cells)}
    records = []
    for number, (name, column) in enumerate(table.columns.items(), start=1):
        if name in of_vectors:
            key = of_vectors[name][0][:-1] if column.width else f"{name}.n"
        else:
            key = free_name(name or f"column {number}", taken)
            taken.add(key)
        records.append(record_of(column, name, key, file))
    return TableRecord(table.name, tuple(records))


def header(record: TableRecord) -> list[str]:
    """The names in the first row."""
    return [ID, *(cell for column in record.columns for cell in cells_of(column))]


def cells_of(record: ColumnRecord) -> list[str]:
    """What the cells of a column are called in the header."""
    if record.kind is not Kind.VECTOR:
        return [record.key]
    return [f"{record.key}{i}" for i in range(record.width)]


@dataclass(frozen=True)
class Span:
    """Cells of a row that make one column: from `start` to before `stop`.

    Where there is no `record` the kind is guessed. Only the cells of vectors are many or none.
    """

    name: str
    start: int
    stop: int
    is_vector: bool
    record: ColumnRecord | None = None


@dataclass(frozen=True)
class Layout:
    """What stands where in a sheet; `id_place` is None where no column holds the ids."""

    width: int
    id_place: int | None
    spans: tuple[Span, ...]
    names: tuple[str, ...]

    @property
    def vectors(self) -> list[Span]:
        return [span for span in self.spans if span.is_vector and span.stop > span.start]


def layout(names: Sequence[str], record: TableRecord | None, run: Run) -> Layout:
    """How to read a sheet with these names in its header.

    Warns of what the record says about columns that are not there.
    """
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    spans, free = _recorded_spans(places, len(names), record, run)
    ids = [place for place, name in enumerate(names) if place in free and is_id(name)]
    id_place = places[ID] if ID in places and record is not None else next(iter(ids), None)
    free.discard(id_place)  # type: ignore[arg-type]
    clean = _unique([name.strip() for name in names])
    spans += _guessed_spans(clean, free, {span.name for span in spans})
    order = tuple(sorted(spans, key=lambda span: span.start))
    return Layout(len(names), id_place, order, tuple(clean))


def _recorded_spans(places: Mapping[str, int], count: int, record: TableRecord | None,
                    run: Run) -> tuple[list[Span], set[int]]:
    free = set(range(count))
    spans: list[Span] = []
    gone: list[str] = []
    for one in record.columns if record else ():
        where = [places.get(cell, -1) for cell in cells_of(one)]
        start = where[0] if where else (spans[-1].stop if spans else 0)
        if where != list(range(start, start + len(where))) or not free.issuperset(where):
            gone.append(one.name)
            continue
        free.difference_update(where)
        spans.append(Span(one.name, start, start + len(where), one.kind is Kind.VECTOR, one))
    if gone:
        run.warn(f"The table was changed since it was written: {_some(gone)} cannot be found.")
    return spans, free


def _guessed_spans(names: Sequence[str], free: set[int], taken: set[str]) -> list[Span]:
    runs = {start: (stop, stem) for start, stop, stem in
            vector_runs([name if place in free else "" for place, name in enumerate(names)])}
    spans, place = [], 0
    while place < len(names):
        stop, stem = runs.get(place, (place + 1, names[place]))
        if place in free:
            name = free_name(stem or "embedding", taken)
            taken.add(name)
            spans.append(Span(name, place, stop, place in runs))
        place = stop
    return spans


def _unique(names: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    unique = []
    for number, name in enumerate(names, start=1):
        unique.append(free_name(name or f"column {number}", taken))
        taken.add(unique[-1])
    return unique


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:5])
    return shown + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")


Cells = Sequence[str] | Column
"""A column's cells as texts; or as a column, where the file itself tells numbers from texts."""


@dataclass(frozen=True)
class Sheet:
    """The cells of a file, by where their column starts: texts, and blocks of vectors.

    A block is float32, or None where a cell is no such number; then its cells are among `cells`.
    """

    layout: Layout
    rows: int
    ids: Sequence[str] | None
    cells: Mapping[int, Cells]
    blocks: Mapping[int, np.ndarray | None]


def table_from(sheet: Sheet, record: TableRecord | None, file: Path, run: Run, *,
               decimal_comma: bool = False) -> Table:
    """The table that the cells make, with the help of the record or by guessing."""
    reader = _Reader(sheet, file, run, decimal_comma)
    columns: dict[str, Column] = {}
    ids = sheet.ids
    if ids is None or len(set(ids)) != len(ids):
        if ids is not None:
            run.warn("The values of the column “id” repeat, so the rows are numbered instead.")
            columns[ID] = texts(ids)
        ids = [str(row) for row in range(1, sheet.rows + 1)]
    for span in sheet.layout.spans:
        for name, column in reader.columns(span).items():
            columns[free_name(name, columns)] = column
    believed = record is not None and (
        not record.columns or any(span.record for span in sheet.layout.spans))
    return rebuilt(ids, columns, record.name if record and believed else file.stem)


@dataclass(frozen=True)
class _Reader:
    sheet: Sheet
    file: Path
    run: Run
    decimal_comma: bool

    def columns(self, span: Span) -> dict[str, Column]:
        """The column of a span; several where what looked like a vector is none."""
        if not span.is_vector:
            return {span.name: self._plain(span)}
        width = span.stop - span.start
        block = (self.sheet.blocks[span.start] if width
                 else np.empty((self.sheet.rows, 0), np.float32))
        if block is not None:
            return {span.name: self._vectors(block, span)}
        if span.record is not None:
            self._warn(span, "not all numbers any more")
        names = self.sheet.layout.names
        return {names[place]: self._guess(place, names[place])
                for place in range(span.start, span.stop)}

    def _vectors(self, block: np.ndarray, span: Span) -> Column:
        if span.record is None:
            return vectors(block)
        record = span.record
        if record.passport is not None and record.digest != vector_digest(block):
            self.run.warn(f"The vectors in “{span.name}” are not those that were written, so it "
                          "is no longer known which network they come from.")
            record = replace(record, passport=None)
        return record.column(block, self.file)

    def _plain(self, span: Span) -> Column:
        record, cells = span.record, self.sheet.cells[span.start]
        if record is None:
            return self._guess(span.start, span.name)
        if isinstance(cells, Column):
            return cells
        if record.kind is Kind.CATEGORY:
            names = list(dict.fromkeys([*record.categories, *cells]))
            column = categorical(cells, record.role, [name for name in names if name])
            return replace(record, categories=column.categories).column(column.values, self.file)
        values = _values(record.kind, cells)
        if values is not None:
            return record.column(values, self.file)
        self._warn(span, f"not all {record.kind.value}s any more")
        return self._guess(span.start, span.name).with_role(record.role)

    def _guess(self, place: int, name: str) -> Column:
        cells = self.sheet.cells[place]
        if isinstance(cells, Column):
            return cells
        return guessed(cells, name, self.file.parent, decimal_comma=self.decimal_comma,
                       beside_vectors=bool(self.sheet.layout.vectors))

    def _warn(self, span: Span, what: str) -> None:
        self.run.warn(f"The values of “{span.name}” are {what}; its kind is guessed.")


def _values(kind: Kind, cells: Sequence[str]) -> np.ndarray | None:
    match kind:
        case Kind.NUMBER:
            return lenient_numbers_from(cells)
        case Kind.TIME:
            return times_from(cells)
        case _:
            return texts(cells).values
