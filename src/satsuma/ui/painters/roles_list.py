"""Roles, list: columns of one role below each other, to be dragged and carried."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QCursor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PyQt6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget
from PyQt6.QtWidgets import QStyleOptionViewItem as Option

from satsuma.ui.painters.roles_names import MIME, NamesModel, names_in
from satsuma.ui.theme import font, px, theme

ROW = 28

_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
         Qt.Key.Key_Down: (0, 1)}


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
        if chosen or self._is_under_mouse(option):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.selection if chosen else colors.hover)
            painter.drawRoundedRect(option.rect.adjusted(px(4), 1, -px(4), -1), px(6), px(6))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colors.accent_line)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(px(4), 1, -px(4), -2), px(6), px(6))
        self._write(painter, option, index)
        painter.restore()

    @staticmethod
    def _is_under_mouse(option: Option) -> bool:
        """Asked of the mouse: after a drag Qt still believes in the place where it began."""
        port = option.widget.viewport() if isinstance(option.widget, QListView) else None
        return bool(option.state & QStyle.StateFlag.State_MouseOver and port is not None
                    and option.rect.contains(port.mapFromGlobal(QCursor.pos())))

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


def _carried(names: Sequence[str], ratio: float) -> QPixmap:
    """The picture of columns that are dragged: the first by name, and how many more."""
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    metrics = QFontMetrics(font())
    text = metrics.elidedText(names[0] if names else "", Qt.TextElideMode.ElideMiddle,
                              px(220)) + more
    size = QSize(metrics.horizontalAdvance(text) + px(24), px(ROW))
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme().colors.accent_line)
    painter.setBrush(theme().colors.selection)
    area = QRectF(0, 0, size.width(), size.height())
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
    painter.setFont(font())
    painter.setPen(theme().colors.text)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return picture


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
        self.setDropIndicatorShown(False)  # Qt shows none below the last entry
        self._mark: int | None = None
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
            self._show_mark(self.place_at(event.position().toPoint().y()))

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:  # noqa: N802
        super().dragLeaveEvent(event)
        self._show_mark(None)

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802
        if event is None or not event.mimeData().hasFormat(MIME):
            return
        names = names_in(event.mimeData())
        place = self.place_at(event.position().toPoint().y())
        # Qt would take the rows out itself if it were told of a move.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dragLeaveEvent(QDragLeaveEvent())  # ends the mark and the scrolling
        self.dropped.emit(names, place)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """What is carried lies beside the mouse, so that the mark of its place can be seen."""
        names = self.picked()
        drag = QDrag(self)
        drag.setMimeData(self.names.mimeData(self.selectionModel().selectedIndexes()))
        drag.setPixmap(_carried(names, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-px(12), -px(6)))
        drag.exec(actions, Qt.DropAction.MoveAction)
        self.viewport().update()

    def _show_mark(self, place: int | None) -> None:
        if place != self._mark:
            self._mark = place
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        super().paintEvent(event)
        if self._mark is not None:
            painter = QPainter(self.viewport())
            painter.fillRect(px(8), self._height_of(self._mark), self.viewport().width() - px(16),
                             max(2, px(2)), theme().colors.accent)

    def _height_of(self, place: int) -> int:
        """Where the mark of a place goes: above its row, or below the last one."""
        if place < len(self.names.names):
            return max(0, self.visualRect(self.names.index(place)).top() - px(1))
        last = self.visualRect(self.names.index(place - 1))
        return last.bottom() if place else 0

    def place_at(self, y: int) -> int:
        """The row in front of which a drop at this height goes."""
        index = self.indexAt(QPoint(px(20), y))
        if not index.isValid():
            return len(self.names.names)
        rect = self.visualRect(index)
        return index.row() + (y > rect.center().y())
