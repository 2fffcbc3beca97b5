"""The fonts of nodes and links, made once and not at every paint, and text that fits into a line.

Sizes are design pixels: the view makes text larger with everything else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QFontMetricsF
from PyQt6.QtWidgets import QApplication

MOST = 240
"""No line shows more letters; measuring ten thousand of them would take longer than a frame."""

TITLE, SMALL = 13, 11


def text_font(size: int, *, bold: bool = False) -> QFont:
    """The interface font at a size."""
    return _made(QApplication.font().family(), size, bold)[0]


def metrics(size: int, *, bold: bool = False) -> QFontMetricsF:
    """How wide text is in that font."""
    return _made(QApplication.font().family(), size, bold)[1]


@lru_cache(maxsize=16)
def _made(family: str, size: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
    font = QFont(QApplication.font())
    font.setFamily(family)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font, QFontMetricsF(font)


def one_line(text: str) -> str:
    """The text without line breaks, and no longer than anybody could see."""
    return " ".join(text.lstrip()[:MOST].split())


@lru_cache(maxsize=8192)
def fitted(text: str, size: int, width: float, bold: bool = False) -> str:
    """As much of a text as there is room for, with … in the middle; a number at its end stays."""
    line, measure = one_line(text), metrics(size, bold=bold)
    number = re.search(r" \(\d{1,9}\)$", line)
    if number is None or measure.horizontalAdvance(line) <= width:
        return measure.elidedText(line, Qt.TextElideMode.ElideMiddle, width)
    room = width - measure.horizontalAdvance(number.group())
    name = measure.elidedText(line[:number.start()], Qt.TextElideMode.ElideRight, room)
    return name + number.group()


@lru_cache(maxsize=8192)
def fitted_parts(line: str, size: int, width: float) -> str:
    """As many of the parts between the dots as there is room for."""
    parts = one_line(line).split(" · ")
    measure = metrics(size)
    while len(parts) > 1 and measure.horizontalAdvance(" · ".join(parts)) > width:
        parts.pop()
    return measure.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, width)
