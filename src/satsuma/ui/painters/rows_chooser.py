"""Rows, chooser: which columns are shown, as a list with marks that comes up over the table."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from satsuma.data.column import Kind
from satsuma.data.table import Table
from satsuma.ui.painters.rows_columns import KINDS, ROLES, shown_name
from satsuma.ui.popup import Popup
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is

_SEARCHED_FROM = 12
"""Columns from which there is a line to search them."""


class ColumnChooser(Popup):
    """`chosen` carries the hidden columns after each change."""

    chosen = pyqtSignal(object)

    def __init__(self, table: Table, names: Iterable[str], hidden: Iterable[str]) -> None:
        super().__init__("Columns")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._gone = [name for name in hidden if name not in table]
        self.search = SearchLine("Find a column")
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName("Columns that are shown")
        hidden = set(hidden)
        for name in names:
            self._add(table, name, shown=name not in hidden)
        self.list.itemChanged.connect(self._tell)
        self.all = QPushButton("Show all")
        self.none = QPushButton("Hide all")
        self.all.clicked.connect(self._show_all)
        self.none.clicked.connect(self._hide_all)
        self._lay_out(len(table.columns))

    def _add(self, table: Table, name: str, *, shown: bool) -> None:
        column = table[name]
        kind = "vectors" if column.kind is Kind.VECTOR else KINDS[column.kind]
        item = QListWidgetItem(shown_name(name), self.list)
        item.setData(Qt.ItemDataRole.UserRole, name)
        item.setToolTip(as_it_is(f"{name}: {kind}, {ROLES[column.role]}"))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
                      | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)

    def _lay_out(self, count: int) -> None:
        layout, buttons = QVBoxLayout(self), QHBoxLayout()
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(8))
        self.search.setVisible(count >= _SEARCHED_FROM)
        for part in (self.search, self.list):
            layout.addWidget(part)
        buttons.addWidget(self.all)
        buttons.addWidget(self.none)
        layout.addLayout(buttons)
        row = max(px(24), self.list.sizeHintForRow(0))
        self.list.setFixedHeight(min(px(360), px(8) + row * max(2, count)))
        self.setFixedWidth(px(280))
        (self.list if self.search.isHidden() else self.search).setFocus()

    def _narrow(self, text: str) -> None:
        low = text.strip().casefold()
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(low not in item.text().casefold())

    def _show_all(self) -> None:
        self._mark(Qt.CheckState.Checked)

    def _hide_all(self) -> None:
        self._mark(Qt.CheckState.Unchecked)

    def _mark(self, state: Qt.CheckState) -> None:
        """All that are in the list now, with one edit."""
        self.list.blockSignals(True)
        for at in range(self.list.count()):
            if not self.list.item(at).isHidden():
                self.list.item(at).setCheckState(state)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._tell()

    def _tell(self, _item: object = None) -> None:
        items = (self.list.item(at) for at in range(self.list.count()))
        hidden = [item.data(Qt.ItemDataRole.UserRole) for item in items
                  if item.checkState() is Qt.CheckState.Unchecked]
        self.chosen.emit((*self._gone, *hidden))
