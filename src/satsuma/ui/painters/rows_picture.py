"""Rows, picture: a table as it goes into a file or a report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PyQt6.QtCore import QRect, QSize
from PyQt6.QtGui import QPainter

from satsuma.data.column import Kind
from satsuma.data.names import file_of
from satsuma.ui.painters.rows_cells import Block
from satsuma.ui.painters.rows_head_drawing import HEIGHT, draw_head
from satsuma.ui.painters.rows_numbers import draw_number
from satsuma.ui.painters.rows_view import RowsView
from satsuma.ui.theme import px, theme

MOST_ROWS = 200
WIDEST = 2_400
"""Design pixels; further columns are left out."""


class RowsPicture:
    """All rows where they are few, else those from the first one in view."""

    def __init__(self, view: RowsView) -> None:
        self._view, self._model = view, view.table_model
        # What is shown may change while the picture is being drawn.
        self._columns, self._chosen = list(self._model.columns), self._model.chosen
        count = self._model.rowCount()
        self.first = 0 if count <= MOST_ROWS else max(0, view.rowAt(0))
        self.places = range(self.first, min(count, self.first + MOST_ROWS))
        self._rows = self._model.rows[self.places.start:self.places.stop].tolist()
        self.sections = self._sections()

    def _sections(self) -> list[tuple[int, int]]:
        """Column and width of those that fit, from the first one in view where not all do."""
        head = self._view.head
        widths = [head.sectionSize(at) for at in range(len(self._model.columns))]
        begin, found, room = 0, [], px(WIDEST)
        if sum(widths) > px(WIDEST):
            begin = max(0, self._view.columnAt(self._view.stuck_end))
            found = [(one.section, one.width) for one in head.stuck()]
            room -= sum(width for _, width in found)
        for at in range(begin, len(widths)):
            if widths[at] > room and found:
                break
            room -= widths[at]
            found.append((at, widths[at]))
        return found

    def size(self) -> QSize:
        wide = self._view.numbers.width() + sum(width for _, width in self.sections)
        high = self._view.numbers.defaultSectionSize()
        return QSize(max(wide, px(120)), px(HEIGHT) + high * max(1, len(self.places)))

    def remark(self) -> str:
        """What the picture leaves out."""
        rows, columns = self._model.rowCount(), len(self._model.columns)
        parts = []
        if len(self.places) < rows:
            parts.append(f"rows {self.first + 1:,} to {self.places[-1] + 1:,} of {rows:,}")
        if len(self.sections) < columns:
            parts.append(f"{len(self.sections):,} of {columns:,} columns")
        return f"The picture shows {' and '.join(parts)}." if parts else ""

    def files(self) -> list[Path]:
        """The pictures in it."""
        found = []
        for at, _ in self.sections:
            column = self._model.columns[at]
            if column.kind is Kind.IMAGE and self._view.cells.pictures != "none":
                values = (column.column.values[self._model.row_at(place)] for place in self.places)
                found += [file_of(column.column.folder, value) for value in values if value]
        return found

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw the heads, then row by row, from the corner on."""
        model, beside, top = self._model, self._view.numbers.width(), px(HEIGHT)
        high = self._view.numbers.defaultSectionSize()
        painter.fillRect(0, 0, beside, top, theme().colors.panel)
        left, columns = beside, []
        for at, width in self.sections:
            draw_head(painter, QRect(left, 0, width, top), model, at)
            columns.append((self._columns[at], left, width))
            left += width
        yield
        for number, row in enumerate(self._rows):
            begin = top + high * number
            self._view.cells.draw(painter, Block(columns, [(row, begin)], high, beside, left),
                                  self._chosen)
            draw_number(painter, QRect(0, begin, beside, high), row, self._chosen)
            yield
