"""Rows, chosen: which rows are picked, kept as a mark for each row of the table.

Qt's own selection takes 1.5 seconds to select a hundred thousand rows; this takes none.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.data.selection import Selection, selected_rows
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Changed, Clicked
from satsuma.ui.painters.rows_model import TableModel


class ChosenRows(QObject):
    """Turns picks into gestures. Places are those on the screen, from the top."""

    gesture = pyqtSignal(object)
    changed = pyqtSignal()

    def __init__(self, model: TableModel) -> None:
        super().__init__(model)
        self._model = model
        self._anchor: int | None = None
        self._before: np.ndarray | None = None
        self._told: tuple[Table | None, Any] = (None, None)

    @property
    def count(self) -> int:
        return int(np.count_nonzero(self._model.chosen))

    def show(self, table: Table, selected: Selection) -> None:
        """Show what the setting holds, unless a hand is just picking."""
        if self._before is not None or (self._told[0] is table and self._told[1] is selected):
            return
        self._told = (table, selected)
        marks = np.zeros(len(table), bool)
        marks[slice(None) if selected == "all" else selected_rows(table, selected)] = True
        self._mark(marks)

    def is_chosen(self, place: int) -> bool:
        return bool(self._model.chosen[self._model.row_at(place)])

    # One row

    def pick(self, place: int) -> None:
        """This row only."""
        row = self._model.row_at(place)
        marks = np.zeros(len(self._model.chosen), bool)
        marks[row] = True
        self._anchor = row
        if not np.array_equal(marks, self._model.chosen):
            self._send(marks, Clicked(self._model.table.ids[row]))

    def toggle(self, place: int) -> None:
        """This row too, or no longer."""
        row = self._model.row_at(place)
        marks = self._model.chosen.copy()
        marks[row] = not marks[row]
        self._anchor = row
        everything = bool(self._model.chosen.all())
        self._send(marks, Boxed(self._ids(marks)) if everything
                   else Clicked(self._model.table.ids[row], toggle=True))

    def extend(self, place: int, *, add: bool = False) -> None:
        """All from the last picked row to this one; `add` keeps the others."""
        marks = self._model.chosen.copy() if add else np.zeros(len(self._model.chosen), bool)
        marks[self._between(self._anchor, place)] = True
        if not np.array_equal(marks, self._model.chosen):
            self._send(marks, Boxed(self._ids(marks)))

    def start_at(self, place: int) -> None:
        """What is picked next with Shift begins here."""
        self._anchor = self._model.row_at(place)

    def all(self) -> None:
        """All rows that are shown."""
        marks = np.zeros(len(self._model.chosen), bool)
        marks[self._model.rows] = True
        if np.array_equal(marks, self._model.chosen):
            return
        everything = len(self._model.rows) == len(marks)
        self._send(marks, Changed("selected", "all") if everything else Boxed(self._ids(marks)))

    def none(self) -> None:
        if self._model.chosen.any():
            self._send(np.zeros(len(self._model.chosen), bool), Clicked(None))

    # Several rows with the mouse held down

    def begin(self, place: int, *, add: bool) -> None:
        """A stroke over rows begins here; nothing is told before it ends."""
        self._before = self._model.chosen.copy() if add else np.zeros(len(self._model.chosen), bool)
        self._anchor = self._model.row_at(place)

    def stroke(self, place: int) -> None:
        """The stroke goes on to here."""
        if self._before is not None:
            marks = self._before.copy()
            marks[self._between(self._anchor, place)] = True
            self._mark(marks)

    def end(self) -> None:
        """The stroke is over."""
        if self._before is not None:
            self._before = None
            marks = self._model.chosen
            self._send(marks, Boxed(self._ids(marks)))

    @property
    def stroking(self) -> bool:
        return self._before is not None

    def _between(self, anchor: int | None, place: int) -> np.ndarray:
        begin = self._model.place_of(anchor) if anchor is not None else None
        if begin is None:
            begin = place
            self._anchor = self._model.row_at(place)
        return self._model.rows[min(begin, place):max(begin, place) + 1]

    def _ids(self, marks: np.ndarray) -> tuple[str, ...]:
        ids = self._model.table.ids
        return tuple([ids[row] for row in np.flatnonzero(marks).tolist()])

    def _send(self, marks: np.ndarray, gesture: Any) -> None:
        # What the setting says then is looked at anew, unless it is this very selection.
        told = gesture.items if isinstance(gesture, Boxed) else None
        self._told = (self._model.table, told) if told is not None else (None, None)
        self._mark(marks)
        self.gesture.emit(gesture)

    def _mark(self, marks: np.ndarray) -> None:
        self._model.chosen = marks
        self.changed.emit()
