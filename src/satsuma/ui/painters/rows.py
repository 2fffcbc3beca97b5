"""Rows: a table as rows and columns. Only what is seen is read."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout

from satsuma.data.column import Kind, Role
from satsuma.data.table import Table
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.picked_rows import PickedRows
from satsuma.ui.theme import font, px, theme
from satsuma.views import Rows

_ROLES = {Role.FEATURE: "a feature", Role.TARGET: "the target", Role.META: "about the row"}


class TableModel(QAbstractTableModel):
    """A table as Qt wants it: a value is put into words when it is seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = Table(())
        self._names: list[str] = []

    def show(self, table: Table) -> None:
        """Put another table in the place."""
        if table is self.table:
            return
        self.beginResetModel()
        self.table, self._names = table, list(table.columns)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.table)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._names)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.table[self._names[index.column()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.shown(index.row()) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            at_right = column.kind in (Kind.NUMBER, Kind.VECTOR)
            side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and column.kind is Kind.VECTOR:
            return theme().colors.secondary
        return None

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.table.ids[section]
            return f"{section + 1:,}" if role == Qt.ItemDataRole.DisplayRole else None
        name = self._names[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            column = self.table[name]
            return f"{name}: {column.kind.value}, {_ROLES[column.role]}"
        return None


class RowsPainter(Painter):
    """A table whose rows can be picked."""

    step = "Select rows"

    def __init__(self) -> None:
        super().__init__()
        self.model = TableModel(self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName("Table")
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setWordWrap(False)
        self.view.setCornerButtonEnabled(False)
        self.view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.view.verticalHeader().setDefaultSectionSize(px(28))
        self.picked = PickedRows(self.view)
        self.picked.watch()
        self.picked.gesture.connect(self.gesture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        theme().changed.connect(self._dress)

    def show_view(self, view: Rows) -> None:
        others = list(view.table.columns) != list(self.model.table.columns)
        self.model.show(view.table)
        if others:
            self._fit_columns()
        self.picked.show(view.table, view.selected)

    def _fit_columns(self) -> None:
        """Wide enough for the name and the first values; all of them would take too long."""
        metrics = self.view.fontMetrics()
        table = self.model.table
        for place, (name, column) in enumerate(table.columns.items()):
            texts = [name + "  ", *(column.shown(row) for row in range(min(len(table), 30)))]
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            self.view.setColumnWidth(place, min(max(widest + px(24), px(64)), px(320)))

    def _dress(self) -> None:
        self.view.setFont(font())
        self.view.verticalHeader().setDefaultSectionSize(px(28))
        self._fit_columns()
