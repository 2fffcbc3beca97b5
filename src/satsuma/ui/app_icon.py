"""The program's icon: a satsuma, drawn."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from satsuma.ui.colors import DARK, LIGHT

SIZES = (16, 24, 32, 48, 64, 128, 256)


def app_icon() -> QIcon:
    """The icon in all sizes that systems ask for."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_drawn(size))
    return icon


def _drawn(size: int) -> QPixmap:
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 64, size / 64)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(LIGHT.accent)
    painter.drawEllipse(QRectF(5, 11, 54, 50))
    painter.setBrush(DARK.accent)
    painter.drawEllipse(QRectF(14, 18, 22, 16))
    _draw_leaf(painter)
    painter.end()
    return made


def _draw_leaf(painter: QPainter) -> None:
    leaf = QPainterPath(QPointF(32, 15))
    leaf.cubicTo(QPointF(34, 4), QPointF(46, 2), QPointF(54, 4))
    leaf.cubicTo(QPointF(52, 14), QPointF(42, 18), QPointF(32, 15))
    painter.setBrush(LIGHT.ok)
    painter.drawPath(leaf)
    painter.setPen(QPen(QColor(LIGHT.text), 3, cap=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(32, 16), QPointF(30, 7))
