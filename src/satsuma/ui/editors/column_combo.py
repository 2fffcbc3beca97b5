"""A list of columns to choose one from; a name that the table lacks stays, struck through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import QComboBox

from satsuma.data.column import Kind
from satsuma.data.table import Table
from satsuma.ui.editors.column import KINDS
from satsuma.ui.editors.editor import guard_wheel
from satsuma.ui.tool_tips import as_it_is

MOST = 2_000
"""More columns than this are not offered: a list of them could not be used."""


class ColumnCombo(QComboBox):
    """`chosen` carries the name, or None for the first entry where that has words of its own."""

    chosen = pyqtSignal(object)

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(spoken)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        guard_wheel(self)
        self._told: tuple[Any, ...] = ()
        self.activated.connect(self._activated)

    def show_columns(self, table: Table | None, kinds: Sequence[Kind], stored: str | None,
                     none: str = "") -> bool:
        """Offer the columns of these kinds, `none` above them; whether the stored one is there."""
        names = table.named(kinds)[:MOST] if table is not None else []
        there = stored in names or (stored is None and bool(none)) or table is None
        told = (names, stored, none, there)
        if told != self._told and not self.view().isVisible():  # nothing moves under a hand
            self._told = told
            self._fill(table, names, stored, none, there)
        return there

    def _fill(self, table: Table | None, names: Sequence[str], stored: str | None, none: str,
              there: bool) -> None:
        self.clear()
        if none:
            self.addItem(none, None)
        for name in names:
            self.addItem(name, name)
            kind = KINDS[table[name].kind] if table is not None else ""
            self.setItemData(self.count() - 1, as_it_is(f"{name}: {kind}"),
                             Qt.ItemDataRole.ToolTipRole)
        if stored is not None and stored not in names:
            self.addItem(stored, stored)
            struck = QFont(self.font())
            struck.setStrikeOut(not there)
            self.setItemData(self.count() - 1, struck, Qt.ItemDataRole.FontRole)
        self.setCurrentIndex(self.findData(stored))
        # The style sheet of the program decides the fonts, so this is said in its language.
        self.setStyleSheet("" if there else "QComboBox { text-decoration: line-through; }")
        self.setAccessibleDescription("" if there else f"The table has no column “{stored}”.")
        self.setToolTip(as_it_is(self.currentText() if there else f"{stored}: not in this table"))

    def _activated(self, place: int) -> None:
        self.chosen.emit(self.itemData(place))
