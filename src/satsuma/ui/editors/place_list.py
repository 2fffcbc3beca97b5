"""A list of places on disk: each by its name, with where it is below, or that it is missing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QDropEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from satsuma.data.names import escape
from satsuma.ui.colors import mixed
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import font, px, theme

PATH = Qt.ItemDataRole.UserRole
MISSING = Qt.ItemDataRole.UserRole + 1
FOLDER = Qt.ItemDataRole.UserRole + 2


def look(paths: tuple[str, ...]) -> dict[str, str]:
    """What is at each place: `folder`, `file`, or "" where there is nothing."""
    return {path: "folder" if os.path.isdir(path) else "file" if os.path.exists(path) else ""
            for path in paths}


class PlaceItems(QStyledItemDelegate):
    """A name, and below it in small letters where it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        return QSize(px(80), px(40))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem,
              index: QModelIndex) -> None:
        if painter is None:
            return
        colors = theme().colors
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.selection)
            painter.drawRoundedRect(option.rect.adjusted(px(3), px(2), -px(3), -px(1)),
                                    px(6), px(6))
        missing = bool(index.data(MISSING))
        sign = "warning" if missing else "folder" if index.data(FOLDER) else "file"
        side = px(16)
        area = QRect(option.rect)
        sign_area = QRect(area.left() + px(6), area.top() + px(5), side, side)
        draw_path(painter, path_of(sign), sign_area.toRectF(),
                  colors.warning if missing else colors.secondary)
        area.setLeft(sign_area.right() + px(7))
        area.setRight(area.right() - px(4))
        path = Path(index.data(PATH))
        upper = area.adjusted(0, px(3), 0, -area.height() // 2)
        lower = area.adjusted(0, area.height() // 2, 0, -px(3))
        _draw(painter, upper, escape(path.name) or str(path), 13, colors.text)
        where = "Not found" if missing else escape(str(path.parent))
        quiet = colors.warning_text if missing and not chosen else \
            colors.text if chosen else colors.secondary
        _draw(painter, lower, where, 11, quiet)
        painter.restore()


def _draw(painter: QPainter, area: QRect, text: str, size: float, color: Any) -> None:
    painter.setFont(font(size))
    painter.setPen(color)
    elided = QFontMetrics(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideMiddle, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)


class PlaceList(QListWidget):
    """The list itself; an empty one says what to drop onto it."""

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        self._draw_ground()
        super().paintEvent(event)

    def _draw_ground(self) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().colors
        taking = bool(self.property("taking"))
        edge = mixed(colors.line, colors.control, 0.35)  # as fields have it
        line = QPen(colors.accent if taking else edge, px(2) if taking else 1)
        if not self.count():
            line.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(line)
        painter.setBrush(colors.panel if theme().dark else colors.window)
        half = line.widthF() / 2
        frame = QRectF(self.viewport().rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, px(7), px(7))
        if not self.count():
            painter.setPen(colors.secondary)
            painter.drawText(self.viewport().rect().adjusted(px(12), 0, -px(12), 0),
                             Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                             "Drop folders or pictures here")


def dropped_paths(event: QDropEvent) -> list[str]:
    """The local files and folders that a drop carries."""
    data = event.mimeData()
    urls = data.urls() if data is not None else []
    return [url.toLocalFile() for url in urls if url.isLocalFile()]
