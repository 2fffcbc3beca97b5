"""Picking in a gallery: what mouse and keys mean for the selection, as gestures.

Rows are numbers of the table, places count them as they are shown. Nothing here knows Qt.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from satsuma.data.selection import Selection
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked, Gesture, picked

ALL: Literal["all"] = "all"


def mask_of(table: Table, selected: Selection) -> np.ndarray:
    """n booleans: which rows are selected."""
    mask = np.zeros(len(table), bool)
    if selected == ALL:
        mask[:] = True
    elif selected:
        known = table.row_of
        mask[[known[one] for one in selected if one in known]] = True
    return mask


class Picking:
    """What is selected in a table whose rows are shown in the order `rows`.

    `mask` is what is drawn. It runs ahead of the setting while something is on its way there.
    """

    def __init__(self) -> None:
        self.table: Table | None = None
        self.selected: Selection = ()
        self.mask = np.zeros(0, bool)
        self._told = self.mask
        self.anchor: int | None = None

    def show(self, table: Table, selected: Selection) -> None:
        """Take over what the setting holds."""
        if self.table is not None and self.anchor is not None and table.ids != self.table.ids:
            self.anchor = table.row_of.get(self.table.ids[self.anchor])
        if self.table is None or table.ids != self.table.ids or selected != self.selected:
            self._told = mask_of(table, selected)
        self.mask = self._told
        self.table, self.selected = table, selected

    def show_ahead(self, table: Table, selected: Selection, gesture: Gesture) -> bool:
        """The same, with a gesture that is on its way; whether its rows are still there."""
        self.show(table, selected)
        items = gesture.items if isinstance(gesture, Boxed) else (gesture.item,) \
            if isinstance(gesture, Clicked) and gesture.item is not None else ()
        if items == ALL:
            self.mask = mask_of(table, ALL)
            return True
        if any(one not in table.row_of for one in items):
            return False
        self.mask = mask_of(table, picked(() if selected == ALL else selected, gesture))
        return True

    @property
    def missing(self) -> int:
        """How many are selected that the table lacks: they were there once, and may come back."""
        if self.table is None or self.selected == ALL:
            return 0
        return len(set(self.selected) - self.table.row_of.keys()) if self.selected else 0

    def one(self, row: int) -> Gesture:
        """Only this row; clicking the only one again keeps it."""
        self.anchor = row
        self._mark([row], keep=False)
        return Clicked(self._id(row))

    def toggle(self, row: int) -> Gesture:
        """This row as well, or no longer."""
        self.anchor = row
        self.mask = self.mask.copy()
        self.mask[row] = not self.mask[row]
        if self.selected == ALL:  # the word cannot tell what was taken out
            return Boxed(self._ids(np.flatnonzero(self.mask)))
        return Clicked(self._id(row), toggle=True)

    def several(self, rows: Iterable[int], *, extend: bool) -> Gesture:
        """These rows, in this order; with `extend` those that were selected stay."""
        rows = list(rows)
        if extend and self.selected == ALL:
            return Boxed(ALL)
        self._mark(rows, keep=extend)
        if not rows and not extend:
            return Clicked(None)
        return Boxed(self._ids(rows), extend=extend)

    def reach(self, row: int, rows: np.ndarray, places: np.ndarray, *, extend: bool) -> Gesture:
        """From where the last pick was to this row, in the order that is seen."""
        start = int(places[self.anchor]) if self.anchor is not None else -1
        end = int(places[row])
        if start < 0:
            return self.one(row)
        run = rows[start:end + 1] if start <= end else rows[end:start + 1][::-1]
        return self.several(run.tolist(), extend=extend)

    def everything(self, rows: np.ndarray) -> Gesture:
        """All that is shown: the word, where that is all there is."""
        if len(rows) == len(self.mask):
            self.mask = np.ones(len(self.mask), bool)
            return Boxed(ALL)
        return self.several(rows.tolist(), extend=False)

    def nothing(self) -> Gesture:
        self.mask = np.zeros(len(self.mask), bool)
        return Clicked(None)

    def preview(self, rows: list[int], *, extend: bool) -> None:
        """Show these as picked while the rubber band is drawn."""
        self._mark(rows, keep=extend, base=self._told)

    def give_up(self) -> None:
        """Show what the setting holds."""
        self.mask = self._told

    @property
    def _there(self) -> Table:
        assert self.table is not None
        return self.table

    def _mark(self, rows: list[int], *, keep: bool, base: np.ndarray | None = None) -> None:
        before = self.mask if base is None else base
        self.mask = before.copy() if keep else np.zeros(len(before), bool)
        self.mask[rows] = True

    def _id(self, row: int) -> str:
        return self._there.ids[row]

    def _ids(self, rows: Iterable[int]) -> tuple[str, ...]:
        ids = self._there.ids
        return tuple(ids[row] for row in rows)
