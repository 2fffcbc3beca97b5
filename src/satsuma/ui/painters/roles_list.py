"""Roles, list: columns of one role below each other, to be dragged and carried."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    QSize,
    Qt,
    pyqtSignal,
)
from PyQt6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
)
from PyQt6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget
from PyQt6.QtWidgets import QStyleOptionViewItem as Option

from satsuma.data.column import Kind
from satsuma.data.table import Table
from satsuma.ui.theme import font, px, theme

MIME = "application/x-satsuma-columns"
ROW = 28

_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
         Qt.Key.Key_Down: (0, 1)}


def _names_in(mime: QMimeData) -> list[str]:
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
        kind = "picture" if column.kind is Kind.IMAGE else column.kind.value
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


class _Entries(QStyledItemDelegate):
    """The name at the left, what it holds at the right."""

    def sizeHint(self, option: Option, index: QModelIndex) -> QSize:  # noqa: N802
        return QSize(px(80), px(ROW))

    def paint(self, painter: QPainter | None, option: Option, index: QModelIndex) -> None:
        if painter is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, state = theme().colors, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.selection if chosen else colors.hover)
            painter.drawRoundedRect(option.rect.adjusted(px(4), 1, -px(4), -1), px(6), px(6))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colors.accent_line)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(px(4), 1, -px(4), -2), px(6), px(6))
        self._write(painter, option, index)
        painter.restore()

    def _write(self, painter: QPainter, option: Option, index: QModelIndex) -> None:
        room = option.rect.adjusted(px(12), 0, -px(12), 0)
        note = index.model().note(index.row())
        painter.setFont(font(11))
        wide = painter.fontMetrics().horizontalAdvance(note)
        fresh = index.model().names[index.row()] in index.model().new
        name = QFontMetrics(font(bold=fresh)).horizontalAdvance(index.data())
        if name + px(12) + wide > room.width():
            wide = 0  # the name comes first; what it holds is told under the mouse
        else:
            painter.setPen(theme().colors.secondary)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                             note)
        painter.setFont(font(bold=fresh))
        painter.setPen(theme().colors.text)
        left = room.adjusted(0, 0, -(wide + px(8) if wide else 0), 0)
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideMiddle,
                                                left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class RoleList(QListView):
    """One of the lists. `dropped` carries names and the shown row in front of which they go;
    `carried` says that the picked ones shall go so many lists to the right, or rows down."""

    dropped = pyqtSignal(object, int)
    carried = pyqtSignal(int, int)
    focused = pyqtSignal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = NamesModel(self)
        self.setModel(self.names)
        self.setItemDelegate(_Entries(self))
        self.setAccessibleName(title)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def picked(self) -> tuple[str, ...]:
        """The picked names, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.names.names[row] for row in rows)

    def pick(self, names: Sequence[str]) -> None:
        """Pick these, where they are shown, and bring the first in sight."""
        choice = self.selectionModel()
        choice.clear()
        wanted = set(names)
        rows = [row for row, name in enumerate(self.names.names) if name in wanted]
        for row in rows:
            choice.select(self.names.index(row), choice.SelectionFlag.Select)
        if rows:
            choice.setCurrentIndex(self.names.index(rows[0]), choice.SelectionFlag.NoUpdate)
            self.scrollTo(self.names.index(rows[0]))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier \
                and event.key() in _WAYS:
            self.carried.emit(*_WAYS[event.key()])
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.focused.emit()

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802
        if event is not None and event.mimeData().hasFormat(MIME):
            super().dragEnterEvent(event)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:  # noqa: N802
        if event is not None and event.mimeData().hasFormat(MIME):
            super().dragMoveEvent(event)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802
        if event is None or not event.mimeData().hasFormat(MIME):
            return
        names = _names_in(event.mimeData())
        place = self.place_at(event.position().toPoint().y())
        # Qt would take the rows out itself if it were told of a move.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        super().dragLeaveEvent(QDragLeaveEvent())  # ends the marks and the scrolling
        self.viewport().update()
        self.dropped.emit(names, place)

    def place_at(self, y: int) -> int:
        """The row in front of which a drop at this height goes."""
        index = self.indexAt(QPoint(px(20), y))
        if not index.isValid():
            return len(self.names.names)
        rect = self.visualRect(index)
        return index.row() + (y > rect.center().y())
