"""Hairline: a thin upright line between two parts of a window."""

from __future__ import annotations

from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from satsuma.ui.theme import theme


class Hairline(QWidget):
    """One pixel wide, in the theme's color of lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), theme().colors.line)
