"""Search line: a line to type in with a magnifying glass that grows with the scale."""

from __future__ import annotations

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QLineEdit, QWidget

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import px, theme

_GLASS = 16
_EDGE = 10


class SearchLine(QLineEdit):
    """Its invitation is also what a screen reader calls it."""

    def __init__(self, invitation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(invitation)
        self.setAccessibleName(invitation)
        self._scale()
        theme().changed.connect(self._scale)

    def _scale(self) -> None:
        self.setTextMargins(px(_GLASS + 6), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(_GLASS)
        place = QRectF(px(_EDGE), (self.height() - side) / 2, side, side)
        draw_path(painter, path_of("search"), place, theme().colors.secondary)
