"""The table that the cells of a sheet make, with the help of what the file says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from satsuma.data.annotations import Purpose
from satsuma.data.column import Column, Kind, Role, categorical, texts, vectors
from satsuma.data.conversion import cells_of_column, column_of, converted
from satsuma.data.flat import ID, Layout, Span
from satsuma.data.found_table import FoundTable, Guess, Wish
from satsuma.data.guess import guessed
from satsuma.data.nearly_numbers import Odd, nearly_numbers
from satsuma.data.noted import noted_column
from satsuma.data.number_text import lenient_numbers_from, times_from
from satsuma.data.table import free_name
from satsuma.data.table_record import TableRecord, rebuilt, vector_digest
from satsuma.run import Run

_MOST_TOLD = 3

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


def table_from(sheet: Sheet, record: TableRecord | None, file: Path, run: Run, *, name: str = "",
               wish: Wish = Wish(), decimal_comma: bool = False) -> FoundTable:
    """The table that the cells make, with the help of the record or by guessing.

    `name` is that of the table where the record does not say it.
    """
    reader = _Reader(sheet, file, run, wish, decimal_comma)
    columns: dict[str, Column] = {}
    guesses: dict[str, Guess] = {}
    ids = sheet.ids
    if ids is None or len(set(ids)) != len(ids):
        if ids is not None:
            run.warn(f"The values of the column “{wish.ids or ID}” repeat, so the rows are "
                     "numbered instead.")
            if not wish.ids:
                columns[ID] = texts(ids)
        ids = None
    for span in sheet.layout.spans:
        for title, (column, guess) in reader.columns(span).items():
            title = free_name(title, columns)
            columns[title], guesses[title] = column, guess
    _tell_odd(guesses, wish, run)
    believed = record is not None and (
        not record.columns or any(span.record for span in sheet.layout.spans))
    table = rebuilt(_numbered(sheet.rows) if ids is None else ids, columns,
                    record.name if record and believed else name or file.stem)
    return FoundTable(table, guesses, "" if ids is None else wish.ids or ID)


def _numbered(rows: int) -> list[str]:
    return [str(row) for row in range(1, rows + 1)]


@dataclass(frozen=True)
class _Reader:
    sheet: Sheet
    file: Path
    run: Run
    wish: Wish
    decimal_comma: bool

    def columns(self, span: Span) -> dict[str, tuple[Column, Guess]]:
        """The column of a span; several where what looked like a vector is none."""
        if not span.is_vector:
            return {span.name: self._wished(span, self._plain(span))}
        width = span.stop - span.start
        block = (self.sheet.blocks[span.start] if width
                 else np.empty((self.sheet.rows, 0), np.float32))
        if block is not None:
            column = self._vectors(block, span)
            return {span.name: (column, Guess(column.kind, column.role, span.record is not None))}
        if span.record is not None:
            self._warn(span, "not all numbers any more")
        return {one.name: self._wished(one, self._guess(one)) for one in self._singles(span)}

    def _singles(self, span: Span) -> list[Span]:
        names = self.sheet.layout.names
        return [Span(names[place], place, place + 1, False)
                for place in range(span.start, span.stop)]

    def _wished(self, span: Span, column: Column) -> tuple[Column, Guess]:
        """The column as the person wants it, and what it was taken for."""
        note = span.note
        purpose: Purpose = column.role
        if note is not None and note.purpose == "skip":
            purpose = "skip"
        known = span.record is not None or (note is not None and note.kind is not None)
        cells, home = self.sheet.cells[span.start], self.file.parent
        guess = Guess(column.kind, purpose, known, None if known else _odd(column, cells))
        kind = self.wish.kinds.get(span.name, column.kind)
        if kind is column.kind or kind is Kind.VECTOR:
            return column, guess
        if isinstance(cells, Column):
            return converted(cells.with_role(column.role), kind, span.name, home, self.run), guess
        return column_of(cells, kind, span.name, home, self.run, column.role), guess

    def _vectors(self, block: np.ndarray, span: Span) -> Column:
        if span.record is None:
            note = span.note
            marked = note is not None and isinstance(note.purpose, Role)
            return vectors(block, role=note.purpose if marked else Role.FEATURE)  # type: ignore
        record = span.record
        if record.passport is not None and record.digest != vector_digest(block):
            self.run.warn(f"The vectors in “{span.name}” are not those that were written, so it "
                          "is no longer known which network they come from.")
            record = replace(record, passport=None)
        return record.column(block, self.file)

    def _plain(self, span: Span) -> Column:
        record, cells = span.record, self.sheet.cells[span.start]
        if record is None:
            return self._guess(span)
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
        return self._guess(span).with_role(record.role)

    def _guess(self, span: Span) -> Column:
        cells = self.sheet.cells[span.start]
        if span.note is not None and not isinstance(cells, Column):
            noted = noted_column(span.note, cells, span.name, self.file.parent, self.run)
            if noted is not None:
                return noted
        column = cells if isinstance(cells, Column) else guessed(
            cells, span.name, self.file.parent, decimal_comma=self.decimal_comma,
            beside_vectors=bool(self.sheet.layout.vectors))
        purpose = span.note.purpose if span.note is not None else None
        return column.with_role(purpose) if isinstance(purpose, Role) else column

    def _warn(self, span: Span, what: str) -> None:
        self.run.warn(f"The values of “{span.name}” are {what}; its kind is guessed.")


def _odd(column: Column, cells: Cells) -> Odd | None:
    """The few values without which it would be a column of numbers."""
    if column.kind not in (Kind.TEXT, Kind.CATEGORY):
        return None
    return nearly_numbers(cells_of_column(cells) if isinstance(cells, Column) else cells)


def _tell_odd(guesses: Mapping[str, Guess], wish: Wish, run: Run) -> None:
    """Warn of columns that are surely meant to be numbers, where nobody has chosen their kind."""
    told = [(name, guess.odd, guess.kind.word) for name, guess in guesses.items()
            if guess.odd is not None and guess.odd.is_striking and name not in wish.kinds]
    for name, odd, kind in told[:_MOST_TOLD]:
        run.warn(f"“{name}” is read as {kind}: {odd.text}. Choose “Number” as its kind in the list "
                 f"of columns, and what is none is missing; or “{kind.capitalize()}”, and it stays "
                 "so.")
    if len(told) > _MOST_TOLD:
        run.warn(f"{len(told) - _MOST_TOLD:,} more columns are nearly numbers; the list of columns "
                 "says which.")


def _values(kind: Kind, cells: Sequence[str]) -> np.ndarray | None:
    match kind:
        case Kind.NUMBER:
            return lenient_numbers_from(cells)
        case Kind.TIME:
            return times_from(cells)
        case _:
            return texts(cells).values
