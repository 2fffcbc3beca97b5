"""Hairline: a thin line between two parts of a window, upright or level."""

from __future__ import annotations

from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from satsuma.ui.theme import theme


class Hairline(QWidget):
    """One pixel wide, in the theme's color of lines."""

    def __init__(self, *, upright: bool = True) -> None:
        super().__init__()
        (self.setFixedWidth if upright else self.setFixedHeight)(1)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), theme().colors.line)
