"""Choice button: a button that looks like a list that opens, for what no plain list can offer."""

from __future__ import annotations

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QPushButton

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import px, theme


class ChoiceButton(QPushButton):
    """Its text stands at the left, the sign of a list at the right; a click opens the choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "choice")

    @property
    def room(self) -> int:
        """How wide the text can be."""
        return max(px(40), self.width() - px(44))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(12)
        place = QRectF(self.width() - px(18), (self.height() - side) / 2, side, side)
        draw_path(painter, path_of("chevron-down"), place, theme().colors.secondary)
