"""How a node looks: disc, ring, ports, badges. The disc is kept as a pixmap, sharp at any zoom."""

from __future__ import annotations

from functools import lru_cache

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPaintEngine, QPainter, QPen, QPixmap

from satsuma.ui.canvas.geometry import PORT_RADIUS, PORT_WIDTH, RADIUS, SPREAD, Side
from satsuma.ui.icons import draw_path
from satsuma.ui.theme import theme

_MARGIN = 2.0
_STEPS = 4
"""Pixmaps are made at quarters of a zoom, and drawn a little smaller where that is between."""

BADGE = QPointF(21.5, -23.0)
PAUSE_BADGE = QPointF(-21.5, -23.0)
BADGE_RADIUS = 8.5


def draw_disc(painter: QPainter, icon: str, category: str, detail: float) -> None:
    """The disc with its icon around (0, 0); `detail` is device pixels per design pixel."""
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:
        _draw_disc(painter, icon, category)  # lines stay lines
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    step = max(1, -(-detail * _STEPS // 1))
    pixmap = _disc(icon, category, theme().dark, step / _STEPS)
    side = 2 * (RADIUS + _MARGIN)
    painter.drawPixmap(QRectF(-side / 2, -side / 2, side, side), pixmap,
                       QRectF(pixmap.rect()))


@lru_cache(maxsize=256)
def _disc(icon: str, category: str, dark: bool, detail: float) -> QPixmap:
    side = 2 * (RADIUS + _MARGIN)
    made = QPixmap(round(side * detail), round(side * detail))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(made.width() / side, made.height() / side)
    painter.translate(side / 2, side / 2)
    _draw_disc(painter, icon, category)
    painter.end()
    return made


def _draw_disc(painter: QPainter, icon: str, category: str) -> None:
    colors = theme().category(category)
    painter.setPen(QPen(colors.ring, 1.5))
    painter.setBrush(colors.disc)
    painter.drawEllipse(QPointF(0, 0), RADIUS - 0.75, RADIUS - 0.75)
    draw_path(painter, icon, QRectF(-13, -13, 26, 26), colors.icon)


def draw_ports(painter: QPainter, side: Side, color: QColor, width: float = PORT_WIDTH) -> None:
    """The arc on which the ports of a side are."""
    painter.setPen(QPen(color, width, cap=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = 0 if side == "out" else 180
    rect = QRectF(-PORT_RADIUS, -PORT_RADIUS, 2 * PORT_RADIUS, 2 * PORT_RADIUS)
    painter.drawArc(rect, round((middle - SPREAD) * 16), round(2 * SPREAD * 16))


def draw_ring(painter: QPainter, color: QColor, share: float = 1.0, *, width: float = 3.0,
              radius: float = RADIUS + 1.0, dashed: bool = False) -> None:
    """A ring around the disc, from twelve o'clock on."""
    pen = QPen(color, width, cap=Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
    if dashed:
        pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rect = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    if share >= 1:
        painter.drawEllipse(rect)
    else:
        painter.drawArc(rect, 90 * 16, -round(max(share, 0.01) * 360 * 16))


def draw_found(painter: QPainter) -> None:
    """A soft, closed halo: what was looked for. Nothing else that is round is filled."""
    colors = theme().colors
    painter.setPen(QPen(colors.accent, 1.5))
    painter.setBrush(colors.selection)
    painter.drawEllipse(QPointF(0, 0), RADIUS + 10, RADIUS + 10)


def draw_badge(painter: QPainter, sign: str) -> None:
    """A round sign at one o'clock: "!" for a warning, "×" for an error, "i" for a note."""
    colors = theme().colors
    ground = {"error": colors.error, "warning": colors.warning}.get(sign, colors.secondary)
    _draw_badge(painter, BADGE, ground)
    _draw_sign(painter, BADGE, sign)


def draw_pause(painter: QPainter) -> None:
    """Two bars at eleven o'clock."""
    _draw_badge(painter, PAUSE_BADGE, theme().colors.secondary)
    painter.setPen(QPen(theme().colors.window, 2.2, cap=Qt.PenCapStyle.RoundCap))
    for x in (-2.6, 2.6):
        painter.drawLine(PAUSE_BADGE + QPointF(x, -3), PAUSE_BADGE + QPointF(x, 3))


def _draw_badge(painter: QPainter, at: QPointF, color: QColor) -> None:
    painter.setPen(QPen(theme().colors.canvas, 2))
    painter.setBrush(color)
    painter.drawEllipse(at, BADGE_RADIUS, BADGE_RADIUS)


def _draw_sign(painter: QPainter, at: QPointF, sign: str) -> None:
    painter.setPen(QPen(theme().colors.window, 2.0, cap=Qt.PenCapStyle.RoundCap))
    if sign == "error":
        painter.drawLine(at + QPointF(-2.8, -2.8), at + QPointF(2.8, 2.8))
        painter.drawLine(at + QPointF(-2.8, 2.8), at + QPointF(2.8, -2.8))
        return
    flip = -1 if sign == "note" else 1
    painter.drawLine(at + QPointF(0, -4.2 * flip), at + QPointF(0, 0.6 * flip))
    painter.drawPoint(at + QPointF(0, 4.2 * flip))
