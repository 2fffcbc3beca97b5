"""Picked rows: the selection of a list or table, brought together with that of the setting.

Qt knows best how rows are picked with mouse, keys and rubber band. What comes of it is sent as one
gesture when the hand rests; what the setting holds is shown without sending anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QAbstractItemView, QApplication

from satsuma.data.selection import Selection, selected_rows
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked

REST = 60
"""Milliseconds without a change after which a selection is sent."""


class PickedRows(QObject):
    """Follows the selection of an item view whose rows are those of a table."""

    gesture = pyqtSignal(object)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._table: Table | None = None
        self._shown: set[int] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._send)

    def watch(self) -> None:
        """Follow the selection of the present model; to be called once it has one."""
        self._view.selectionModel().selectionChanged.connect(self._changed)

    def show(self, table: Table, selected: Selection) -> None:
        """Show what the setting holds."""
        self._table = table
        rows = selected_rows(table, selected)
        if self._rest.isActive() or set(rows) == self._now():
            self._shown = set(rows) if not self._rest.isActive() else self._shown
            return
        self._shown = set(rows)
        model = self._view.selectionModel()
        model.blockSignals(True)
        model.select(self._selection(rows), QItemSelectionModel.SelectionFlag.ClearAndSelect
                     | QItemSelectionModel.SelectionFlag.Rows)
        model.blockSignals(False)
        self._view.viewport().update()

    def _selection(self, rows: Sequence[int]) -> QItemSelection:
        """The rows as runs of neighbors: a range costs as much as a single row."""
        model, found = self._view.model(), QItemSelection()
        for first, end in runs(rows):
            found.select(model.index(first, 0), model.index(end, 0))
        return found

    def _now(self) -> set[int]:
        ranges = self._view.selectionModel().selection()
        return {row for part in ranges for row in range(part.top(), part.bottom() + 1)}

    def _changed(self, *_: Any) -> None:
        self._rest.start()

    def _send(self) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._rest.start()  # the rubber band is still being drawn
            return
        rows = self._now()
        if self._table is None or rows == self._shown:
            return
        self._shown = rows
        ids = tuple(self._table.ids[row] for row in sorted(rows))
        if len(ids) == 1:
            self.gesture.emit(Clicked(ids[0]))
        else:
            self.gesture.emit(Boxed(ids) if ids else Clicked(None))


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs: the first and the last of each."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
