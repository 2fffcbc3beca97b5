"""Disc: a widget's soft disc with its line icon, as it is drawn wherever a widget is shown."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPen, QPixmap

from satsuma.ui.icons import draw_path
from satsuma.ui.theme import px, theme

ICON_SHARE = 0.54
"""How much of the disc's width its icon takes."""


def draw_disc(painter: QPainter, center: QPointF, diameter: float, spec: Any, *,
              ring: float = 0.0) -> None:
    """Draw the disc of a widget, with a ring of that width around it."""
    colors = theme().category(spec.category)
    painter.setPen(QPen(colors.ring, ring) if ring else Qt.PenStyle.NoPen)
    painter.setBrush(colors.disc)
    painter.drawEllipse(center, diameter / 2, diameter / 2)
    side = diameter * ICON_SHARE
    rect = QRectF(center.x() - side / 2, center.y() - side / 2, side, side)
    draw_path(painter, spec.icon, rect, colors.icon)


def disc_pixmap(spec: Any, diameter: float, ratio: float) -> QPixmap:
    """The disc at so many design pixels, for a screen of that device pixel ratio."""
    side = px(diameter)
    made = QPixmap(QSize(side, side) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_disc(painter, QPointF(side / 2, side / 2), side - 2, spec, ring=1)
    painter.end()
    return made
