"""Palette: the colors of clusters and categories, the same for the same value in every window.

Eight hues that differ in lightness too, so that people who see colors otherwise can tell them
apart; after these the same ones come again with broken lines. The accent is not among them.
"""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor

from satsuma.ui.theme import theme

# Found by a search for the largest smallest difference (CIE 1976) in full color vision, protanopia,
# deuteranopia and tritanopia (Machado et al. 2009), the accent counted in; it is about 19, of
# tritanopia 12.
_LIGHT = ("#269E95", "#BF4D6C", "#8F4FB3", "#589E50", "#655E18", "#878CBE", "#154259", "#5E3530")
_DARK = ("#3EA67A", "#D35056", "#BE619F", "#C2F0F0", "#C5CC85", "#8473DE", "#73A3DE", "#ECAEB4")

HUES = len(_LIGHT)


def color_of(code: int) -> QColor:
    """The color of a code: 0 for the first cluster or category."""
    return QColor((_DARK if theme().dark else _LIGHT)[code % HUES])


def line_of(code: int) -> Qt.PenStyle:
    """How lines of a code are drawn: broken from the ninth code on."""
    styles = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
    return styles[min(code // HUES, len(styles) - 1)]


def far_color() -> QColor:
    """The end of a ramp from near to far, which begins at the ground."""
    return color_of(6)
