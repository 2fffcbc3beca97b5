"""Popup: a frameless window with round corners that closes when one clicks elsewhere."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QRectF, Qt
from PyQt6.QtGui import QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PyQt6.QtWidgets import QFrame, QStyle, QStyleOption, QStylePainter, QWidget

from satsuma.ui.compositing import can_see_through
from satsuma.ui.theme import px, theme

_ROUND = 7
"""Where windows cannot be seen through; a little less than the style sheet's, which is smooth."""


class Popup(QFrame):
    """The ground of menus and lists that come up over the window."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint
                         | Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, can_see_through())
        self.setProperty("surface", "popup")
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        # Qt paints no ground where one sees through; only the corners are meant. Where nobody
        # does, the pixels there that are a part of the edge's curve have its color.
        painter = QStylePainter(self)
        if not self.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground):
            painter.fillRect(self.rect(), theme().colors.line)
        option = QStyleOption()
        option.initFrom(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground):
            return
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), px(_ROUND), px(_ROUND))
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def place(self, wanted: QRect) -> None:
        """Move there, or as near as the screen allows."""
        self.move(within(wanted, self._room(wanted)))

    def _room(self, wanted: QRect) -> QRect:
        screen = self.screen()
        for other in screen.virtualSiblings() if screen is not None else ():
            if other.geometry().contains(wanted.topLeft()):
                screen = other
        return screen.availableGeometry() if screen is not None else wanted


def within(wanted: QRect, room: QRect) -> QPoint:
    """The upper left corner from which all of a window is seen, or its upper left part."""
    edge = px(4)
    left = min(wanted.left(), room.right() + 1 - wanted.width() - edge)
    top = min(wanted.top(), room.bottom() + 1 - wanted.height() - edge)
    return QPoint(max(left, room.left() + edge), max(top, room.top() + edge))
