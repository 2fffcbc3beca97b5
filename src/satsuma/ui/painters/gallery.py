"""Gallery: pictures side by side, each in its own proportions on a neutral ground."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from satsuma.data.names import file_of
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.picked_rows import PickedRows
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import font, px, theme
from satsuma.views import Gallery

_FILE = Qt.ItemDataRole.UserRole


class GalleryModel(QAbstractListModel):
    """The pictures of a table: their captions and files, read when they are seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view: Gallery | None = None

    def show(self, view: Gallery) -> None:
        """Put another view in the place; the items stay when only its size is another."""
        old = self.view
        same = old is not None and old.table.ids == view.table.ids \
            and (old.image, old.captions) == (view.image, view.captions) \
            and old.table[old.image] is view.table[view.image]
        if same:
            self.view = view
            return
        self.beginResetModel()
        self.view = view
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        if self.view is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.view.table)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.view is None:
            return None
        table, row = self.view.table, index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return " · ".join(table[name].shown(row) for name in self.view.captions)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return table.ids[row]
        if role == _FILE:
            column = table[self.view.image]
            value = column.values[row]
            return file_of(column.folder, value) if value else None
        return None


class PictureItems(QStyledItemDelegate):
    """Draws a picture, a hairline around it, and its caption."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.side = 128

    def cell(self) -> QSize:
        """The size of one picture with what stands around it."""
        return QSize(px(self.side + 16), px(self.side + 36))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        return self.cell()

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem,
              index: QModelIndex) -> None:
        if painter is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        cell = option.rect.adjusted(px(2), px(2), -px(2), -px(2))
        _draw_ground(painter, cell, chosen, current)
        side = px(self.side)
        area = QRect(cell.left() + (cell.width() - side) // 2, cell.top() + px(4), side, side)
        self._draw_picture(painter, area, index.data(_FILE))
        _draw_caption(painter, cell, area, index.data(), chosen)
        painter.restore()

    def _draw_picture(self, painter: QPainter, area: QRect, file: Path | None) -> None:
        colors = theme().colors
        if file is None:
            _draw_sign(painter, area, "file", colors.link)
            return
        found = self._thumbnails.get(file, decoded_side(area.width(), _ratio(painter)))
        if found is None:
            painter.fillRect(area.adjusted(px(8), px(8), -px(8), -px(8)), colors.panel)
        elif found.pixmap is None:
            _draw_sign(painter, area, "broken", colors.warning)
        else:
            size = found.pixmap.size()
            if size.width() > area.width() or size.height() > area.height():
                size.scale(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.drawPixmap(place, found.pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(colors.line, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0, 0, -1, -1))


def decoded_side(side: int, ratio: float) -> int:
    """How large a picture is decoded: by steps, so that not every size is decoded anew."""
    wanted = side * ratio
    return next((step for step in (64, 128, 192, 256, 384, 512, 768) if step >= wanted), 1024)


def _ratio(painter: QPainter) -> float:
    device = painter.device()
    return device.devicePixelRatio() if device is not None else 1.0


def _draw_ground(painter: QPainter, cell: QRect, chosen: bool, current: bool) -> None:
    colors = theme().colors
    if not chosen and not current:
        return
    painter.setPen(QPen(colors.accent, px(2) if chosen else 1))
    painter.setBrush(colors.selection if chosen else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(cell, px(8), px(8))


def _draw_sign(painter: QPainter, area: QRect, name: str, color: Any) -> None:
    side = min(px(28), area.width())
    place = QRect(0, 0, side, side)
    place.moveCenter(area.center())
    draw_path(painter, path_of(name), place.toRectF(), color)


def _draw_caption(painter: QPainter, cell: QRect, area: QRect, text: str, chosen: bool) -> None:
    painter.setFont(font(11))
    painter.setPen(theme().colors.text if chosen else theme().colors.secondary)
    below = QRect(cell.left() + px(4), area.bottom() + px(2), cell.width() - px(8),
                  cell.bottom() - area.bottom() - px(2))
    elided = QFontMetrics(painter.font()).elidedText(
        text or "", Qt.TextElideMode.ElideMiddle, below.width())
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, elided)


class GalleryPainter(Painter):
    """Pictures that can be picked with mouse, keys and rubber band."""

    step = "Select pictures"

    def __init__(self) -> None:
        super().__init__()
        self.model = GalleryModel(self)
        self.thumbnails = Thumbnails(self)
        self.list = QListView()
        self.items = PictureItems(self.thumbnails, self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.items)
        self.list.setAccessibleName("Pictures")
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setSelectionRectVisible(True)
        self.list.verticalScrollBar().valueChanged.connect(self.thumbnails.forget_wishes)
        self.thumbnails.arrived.connect(self._repaint)
        self.picked = PickedRows(self.list)
        self.picked.watch()
        self.picked.gesture.connect(self.gesture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), 0, 0)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)
        theme().changed.connect(self._lay_out)

    def show_view(self, view: Gallery) -> None:
        self.model.show(view)
        if view.size != self.items.side or not self.list.gridSize().isValid():
            self.items.side = view.size
            self._lay_out()
        self.picked.show(view.table, view.selected)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """As many pictures in a row as fit, with the rest of the room between them."""
        cell = self.items.cell()
        room = self.width() - px(32)
        count = max(1, room // cell.width())
        self.list.setGridSize(QSize(max(cell.width(), room // count), cell.height()))
        self.list.viewport().update()

    def _repaint(self, _file: Path) -> None:
        self.list.viewport().update()
