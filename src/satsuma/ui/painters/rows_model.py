"""Rows, model: a table as Qt wants it. A value is put into words when it is asked for.

The rows are shown through an array of row numbers, so that sorting a hundred thousand of them
moves nothing but these. Cells are drawn by `rows_cells.py`; what is told here is for tool tips and
screen readers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from satsuma.data.order import read_sort_key
from satsuma.data.table import Table
from satsuma.ui.painters.rows_columns import MISSING, ShownColumn, shown_name
from satsuma.ui.tool_tips import as_it_is

_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
          Qt.ItemDataRole.AccessibleTextRole)


class TableModel(QAbstractTableModel):
    """`rows` holds the row of the table for each row shown; `chosen` a mark for each of the table.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = Table(())
        self.columns: list[ShownColumn] = []
        self.rows = np.arange(0)
        self.chosen = np.zeros(0, bool)
        self.sort: dict[str, tuple[int, bool]] = {}

    # What is shown

    def show(self, table: Table, columns: list[ShownColumn], rows: np.ndarray) -> None:
        """Put another table, or other columns of it, in the place."""
        self.beginResetModel()
        if len(self.chosen) != len(table):
            self.chosen = np.zeros(len(table), bool)
        self.table, self.columns, self.rows = table, columns, rows
        self.endResetModel()

    def show_sort(self, sort: tuple[str, ...]) -> None:
        """Mark the columns that decide the order, with their rank and direction."""
        read = [read_sort_key(text) for text in sort]
        self.sort = {name: (place, descending) for place, (name, descending) in enumerate(read, 1)}

    def row_at(self, place: int) -> int:
        """The row of the table that is shown there."""
        return int(self.rows[place])

    def place_of(self, row: int) -> int | None:
        """Where a row of the table is shown, if it is."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else None

    def column_named(self, name: str) -> int | None:
        """Where a column is shown, if it is."""
        return next((at for at, one in enumerate(self.columns) if one.name == name), None)

    # What Qt asks

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.row_at(index.row())
        if role in _TEXTS:
            exact = role == Qt.ItemDataRole.ToolTipRole
            return as_it_is(column.full(row) or MISSING) if exact else column.text(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "selected" if self.chosen[row] else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            row = self.row_at(section)
            if role == Qt.ItemDataRole.ToolTipRole:
                return as_it_is(self.table.ids[row])
            return f"{row + 1:,}" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].name
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_it_is(self.described(section))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.described(section)
        return None

    def described(self, section: int) -> str:
        """A column in words: its name, what it holds, what for, and how it sorts."""
        one = self.columns[section]
        words = [shown_name(one.name), one.detail.replace(" · ", ", ")]
        if (place := self.sort.get(one.name)) is not None:
            direction = "descending" if place[1] else "ascending"
            rank = f" as number {place[0]} of {len(self.sort)}" if len(self.sort) > 1 else ""
            words.append(f"sorted {direction}{rank}")
        return ", ".join(words)
