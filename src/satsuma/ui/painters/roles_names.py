"""Roles, names: the columns of one role as a model of Qt, and as what a drag carries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, Qt

from satsuma.data.column import Kind
from satsuma.data.table import Table

MIME = "application/x-satsuma-columns"


def names_in(mime: QMimeData) -> list[str]:
    """The names that are dropped; none where another program made them up."""
    try:
        found = json.loads(bytes(mime.data(MIME)))
    except (ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


class NamesModel(QAbstractListModel):
    """The names of one list that contain what is looked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = ()
        self.table = Table(())
        self.new: frozenset[str] = frozenset()

    def show(self, names: Sequence[str], table: Table, new: frozenset[str]) -> None:
        if (tuple(names), new) == (self.names, self.new) and table is self.table:
            return
        self.beginResetModel()
        self.names, self.table, self.new = tuple(names), table, new
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.names)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.names):
            return None
        name = self.names[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(name.split()) or "(no name)"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{name}, {self.note(index.row())}"
        return None

    def note(self, row: int) -> str:
        """What the column holds; `new` where it came after the lists were settled."""
        column = self.table[self.names[row]]
        kind = column.kind.word
        if column.kind is Kind.VECTOR:
            kind = f"vector of {column.width:,}"
        return f"new, {kind}" if self.names[row] in self.new else kind

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsDragEnabled)

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [MIME]

    def mimeData(self, indexes: Any) -> QMimeData:  # noqa: N802
        rows = sorted({index.row() for index in indexes})
        made = QMimeData()
        made.setData(MIME, json.dumps([self.names[row] for row in rows]).encode())
        return made
