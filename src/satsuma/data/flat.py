"""A table as a sheet: one row of names, below it one row of cells per table row.

The ids come first, under `id`. A vector column takes as many cells as it has numbers. The names in
the header are unique: a column called `id`, one without a name, and one called like a number of a
vector get a number, and the record (see `table_record`) keeps their real names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from satsuma.data.annotations import Annotation
from satsuma.data.column import Kind
from satsuma.data.guess import is_id, vector_runs
from satsuma.data.table import Table, free_name, vector_names
from satsuma.data.table_record import ColumnRecord, TableRecord, record_of
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

    Where there is no `record` the kind is guessed, or the `note` in the header says it. Only the
    cells of vectors are many or none.
    """

    name: str
    start: int
    stop: int
    is_vector: bool
    record: ColumnRecord | None = None
    note: Annotation | None = None

    @property
    def width(self) -> int:
        return self.stop - self.start


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


def layout(names: Sequence[str], record: TableRecord | None, run: Run,
           notes: Sequence[Annotation] = (), ids: str | None = None) -> Layout:
    """How to read a sheet with these names in its header, and these notes on them.

    `ids` names the column with the row ids, see `Wish`. Warns of what the record says about columns
    that are not there.
    """
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    spans, free = _recorded_spans(places, len(names), record, run)
    clean = _unique([name.strip() for name in names])
    id_place = _id_place(names, free, record) if ids is None else \
        next((place for place, name in enumerate(clean) if name == ids and ids), None)
    if ids is None:  # a column that was chosen stays a column too
        free.discard(id_place)  # type: ignore[arg-type]
    if ids and id_place is None:
        run.warn(f"There is no column “{ids}” for the row ids, so the rows are numbered.")
    spans += _guessed_spans(clean, free, {span.name for span in spans}, notes)
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


def _id_place(names: Sequence[str], free: set[int], record: TableRecord | None) -> int | None:
    if record is not None and ID in names:
        return list(names).index(ID)
    return next((place for place, name in enumerate(names) if place in free and is_id(name)), None)


def _guessed_spans(names: Sequence[str], free: set[int], taken: set[str],
                   notes: Sequence[Annotation]) -> list[Span]:
    runs = {start: (stop, stem) for start, stop, stem in
            vector_runs([name if place in free else "" for place, name in enumerate(names)])}
    spans, place = [], 0
    numbers: dict[str, int] = {}
    while place < len(names):
        stop, stem = runs.get(place, (place + 1, names[place]))
        if place in free:
            name = free_name(stem or "embedding", taken, numbers)
            taken.add(name)
            note = notes[place] if place < len(notes) else None
            spans.append(Span(name, place, stop, place in runs, note=note))
        place = stop
    return spans


def _unique(names: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    unique = []
    for number, name in enumerate(names, start=1):
        unique.append(free_name(name or f"column {number}", taken, numbers))
        taken.add(unique[-1])
    return unique


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:5])
    return shown + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")
