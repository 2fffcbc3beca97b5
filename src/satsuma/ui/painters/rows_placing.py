"""Rows, placing: how wide columns are, which stay in view, and that what is seen stays seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QObject

from satsuma.ui.painters.rows_stuck import naming
from satsuma.ui.painters.rows_view import RowsView
from satsuma.ui.painters.rows_widths import Widths
from satsuma.views import Rows


@dataclass(frozen=True)
class Place:
    """How far a table is scrolled, and the row and the column that have the focus."""

    across: int
    down: int
    focus: tuple[int, str] | None


class Placing(QObject):
    """Sizes the columns of a view. Those that nobody pulled at follow the width of the view."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view, self._model = view, view.table_model
        self._widths = Widths(view.head, view.table_model)
        view.room_changed.connect(self._share)

    def lay_out(self, view: Rows, before: Rows | None) -> None:
        """Other columns, or other values in them."""
        table = self._view
        table.numbers.fit()
        table.numbers.setDefaultSectionSize(table.cells.height(self._model.columns))
        table.head.keeps = naming(self._model.columns) if view.keep_names else ()
        self._widths.measure(view.pictures)
        self._widths.keep(view.widths)
        table.updateGeometries()
        # Where one column was pulled at, the others stay as they are.
        if before is None or before.widths == view.widths or before.table is not view.table:
            self._share()
        self._set()

    def _share(self) -> None:
        if self._widths.known:  # while a table is put in place, they are not yet
            self._widths.share(self._view.viewport().width())
            self._set()

    def _set(self) -> None:
        with self._view.head.quiet():
            self._widths.set()
        self._view.updateGeometries()
        self._view.draw_anew()

    def place(self) -> Place:
        """Where one is, before rows or columns change."""
        view, model = self._view, self._model
        bars, index, focus = _bars(view), view.currentIndex(), None
        if index.isValid() and index.row() < len(model.rows):
            focus = model.row_at(index.row()), model.columns[index.column()].name
        return Place(bars[0].value(), bars[1].value(), focus)

    def stay(self, place: Place) -> None:
        """Be there again, as far as there is such a place."""
        model, focus = self._model, place.focus
        if focus is not None and focus[0] < len(model.table):
            row, column = model.place_of(focus[0]), model.column_named(focus[1])
            if row is not None:
                self._view.set_current(row, column or 0)
        for bar, value in zip(_bars(self._view), (place.across, place.down), strict=True):
            bar.setValue(value)


def _bars(view: RowsView) -> tuple[Any, Any]:
    return view.horizontalScrollBar(), view.verticalScrollBar()


def look(view: Rows) -> tuple[Any, ...]:
    """What decides the columns and their sizes."""
    return view.hidden, view.order, view.unfolded, view.widths, view.pictures, view.keep_names
