"""Palette: the colors of clusters and categories, the same for the same value in every window.

Eight hues that differ in lightness too, so that most people who see colors otherwise can tell them
apart; after these the same ones come again with broken lines. The accent is not among them.
"""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor

from satsuma.ui.theme import theme

_LIGHT = ("#3B6FB6", "#1B8E7E", "#8F4FB3", "#7A7A12", "#C24A78", "#1F86A8", "#3F8F3A", "#8A5A3C")
_DARK = ("#84AEEA", "#58CDB9", "#C79AE8", "#D3CF5E", "#F291B4", "#6CC7E6", "#8FD486", "#D2A585")

HUES = len(_LIGHT)


def color_of(code: int) -> QColor:
    """The color of a code: 0 for the first cluster or category."""
    return QColor((_DARK if theme().dark else _LIGHT)[code % HUES])


def line_of(code: int) -> Qt.PenStyle:
    """How lines of a code are drawn: broken from the ninth code on."""
    styles = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
    return styles[min(code // HUES, len(styles) - 1)]
