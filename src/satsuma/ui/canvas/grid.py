"""The dots on the ground of the canvas.

A thousand round points drawn one by one cost more than everything else on the canvas together. One
row of them is drawn once for a zoom, as a strip of pixels, and stamped for every row.
"""

from __future__ import annotations

import math
from functools import lru_cache

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPixmap, QTransform

from satsuma.ui.theme import theme

GRID = 32.0
"""Design pixels from dot to dot."""

DOT = 2.0
_ROOM = 64
"""Strips begin and end at multiples of so many dots: few are made, and where only a part of the
window is painted anew, its dots meet those beside it."""


def draw_grid(painter: QPainter, rect: QRectF) -> None:
    """Draw the dots of this part of the scene."""
    shown = painter.worldTransform()
    scale, ratio = shown.m11(), painter.device().devicePixelRatioF()
    left = math.floor(rect.left() / GRID / _ROOM) * _ROOM
    across = math.ceil((rect.right() / GRID - left + 1) / _ROOM) * _ROOM
    strip = _strip(across, scale, ratio, theme().colors.grid.name())
    half = strip.height() / ratio / 2
    painter.save()
    painter.setWorldTransform(QTransform())
    for row in range(math.floor(rect.top() / GRID), math.ceil(rect.bottom() / GRID) + 1):
        corner = shown.map(QPointF(left * GRID, row * GRID)) - QPointF(half, half)
        painter.drawPixmap(QPointF(_whole(corner.x(), ratio), _whole(corner.y(), ratio)), strip)
    painter.restore()


@lru_cache(maxsize=8)
def _strip(count: int, scale: float, ratio: float, color: str) -> QPixmap:
    """A row of so many dots."""
    across = math.ceil(DOT * scale * ratio) + 2
    strip = QPixmap(math.ceil(count * GRID * scale * ratio) + across, across)
    strip.setDevicePixelRatio(ratio)
    strip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(strip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    middle, radius = across / ratio / 2, DOT * scale / 2
    for number in range(count):
        painter.drawEllipse(QPointF(middle + number * GRID * scale, middle), radius, radius)
    painter.end()
    return strip


def _whole(at: float, ratio: float) -> float:
    """The nearest place that is a whole pixel of the screen."""
    return round(at * ratio) / ratio
