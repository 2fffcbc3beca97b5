"""A small button that is only a sign, quiet until the mouse or the focus is on it."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import px, theme


class SignButton(QAbstractButton):
    """An icon by name, in secondary color. Its accessible name says what it does."""

    def __init__(self, name: str, side: int = 22, sign: int = 14) -> None:
        super().__init__()
        self._name, self._side, self._sign = name, side, sign
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(self._side), px(self._side))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, alive = theme().colors, self.underMouse() or self.hasFocus()
        if alive:
            painter.setPen(QPen(colors.accent if self.hasFocus() else colors.line, 1))
            painter.setBrush(colors.hover)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(5), px(5))
        side = px(self._sign)
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(self.rect()).center())
        ink = colors.text if alive else colors.secondary if self.isEnabled() else colors.line
        draw_path(painter, path_of(self._name), area, ink)
