"""Ports one by one, with their names beside them: shown while one is to be chosen."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPen

from satsuma.ui.canvas.canvas_font import SMALL, metrics, text_font
from satsuma.ui.canvas.geometry import Side, port_point
from satsuma.ui.theme import theme

_HEIGHT = 18.0


def draw_port_names(painter: QPainter, side: Side, ports: tuple[str, ...]) -> None:
    """A dot for each port, and a small label outside the node."""
    colors = theme().colors
    painter.setFont(text_font(SMALL))
    for port in ports:
        at = port_point(side, ports, port)
        painter.setPen(QPen(colors.canvas, 1.5))
        painter.setBrush(colors.accent)
        painter.drawEllipse(at, 4.5, 4.5)
        width = metrics(SMALL).horizontalAdvance(port) + 14
        middle = at.y() * 1.6
        left = at.x() + 10 if side == "out" else at.x() - 10 - width
        _draw_label(painter, QRectF(QPointF(left, middle - _HEIGHT / 2),
                                    QPointF(left + width, middle + _HEIGHT / 2)), port)


def _draw_label(painter: QPainter, rect: QRectF, text: str) -> None:
    colors = theme().colors
    painter.setPen(QPen(colors.line, 1))
    painter.setBrush(colors.window)
    painter.drawRoundedRect(rect, 6, 6)
    painter.setPen(QPen(colors.text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
