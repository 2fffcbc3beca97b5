"""Heatmap legend: which color is which distance, how many pairs have it, and where one pair is."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPolygonF

from satsuma.ui.painters.heatmap_image import Drawn, ramp
from satsuma.ui.painters.tree_shape import ticks
from satsuma.ui.theme import font, px, theme

LOW = 64
"""Design pixels of the lowest legend: a ramp, its numbers, and what they are."""

HIGH = 72
"""So much more it may be, for how many pairs there are of each distance."""

_TOP, _RAMP, _LINE = 14, 8, 16
_MANY = 6  # ticks


def draw_legend(painter: QPainter, area: QRectF, found: Drawn, title: str,
                marked: float | None = None) -> None:
    """Fill `area` with bars, a ramp of the colors below them, numbers, and the title."""
    painter.save()
    bars = QRectF(area.left(), area.top() + px(_TOP), area.width(),
                  max(0.0, area.height() - px(LOW)))
    shades = QRectF(area.left(), bars.bottom() + px(2), area.width(), px(_RAMP))
    _draw_bars(painter, bars, found)
    _draw_shades(painter, shades)
    painter.setFont(font(11))
    _draw_numbers(painter, shades, found)
    _draw_title(painter, QRectF(area.left(), shades.bottom() + px(_LINE + 4), area.width(),
                                px(_LINE)), title)
    if marked is not None:
        _draw_mark(painter, QPointF(_place(shades, found, marked), shades.top() - px(1)))
    painter.restore()


def _draw_bars(painter: QPainter, area: QRectF, found: Drawn) -> None:
    """How many pairs are so far apart, each bar in the color that these have."""
    if area.height() < px(16) or not found.counts.any():
        return
    colors, count = ramp(), len(found.counts)
    wide, most = area.width() / count, float(found.counts.max())
    line = theme().colors.line
    for at, pairs in enumerate(found.counts.tolist()):
        if pairs:
            high = max(1.0, area.height() * pairs / most)
            bar = QRectF(area.left() + at * wide, area.bottom() - high, wide, high)
            painter.fillRect(bar, QColor(colors[round(at * 255 / max(1, count - 1))]))
            # The lightest shade is that of the ground: the bar must still be seen.
            painter.fillRect(QRectF(bar.left(), bar.top(), wide, 1), line)


def _draw_shades(painter: QPainter, area: QRectF) -> None:
    colors = ramp()
    shades = QLinearGradient(area.topLeft(), area.topRight())
    shades.setColorAt(0, QColor(colors[0]))
    shades.setColorAt(1, QColor(colors[-1]))
    painter.fillRect(area, shades)
    painter.setPen(QPen(theme().colors.line, 1))
    painter.drawRect(area)


def _draw_numbers(painter: QPainter, shades: QRectF, found: Drawn) -> None:
    """Round numbers where they lie on the ramp; only as many as stand apart."""
    metrics, free = painter.fontMetrics(), shades.left() - px(24)
    for value in _round_numbers(found, max(2, min(_MANY, int(shades.width() / px(56))))):
        place, text = _place(shades, found, value), f"{value:g}"
        wide = metrics.horizontalAdvance(text)
        left = min(max(place - wide / 2, shades.left() - px(8)), shades.right() + px(8) - wide)
        if left < free:
            continue
        painter.setPen(theme().colors.secondary)
        painter.drawLine(QPointF(place, shades.bottom()), QPointF(place, shades.bottom() + px(3)))
        painter.drawText(QRectF(left, shades.bottom() + px(3), wide + 1, px(_LINE)),
                         Qt.AlignmentFlag.AlignVCenter, text)
        free = left + wide + px(6)


def _round_numbers(found: Drawn, most: int) -> list[float]:
    if found.farthest <= found.nearest:
        return [float(f"{found.nearest:.3g}")]
    known = [float(f"{one:.10g}") for one in ticks(found.farthest, most, found.nearest)]
    return [one for one in known if found.nearest <= one <= found.farthest] \
        or [float(f"{one:.3g}") for one in (found.nearest, found.farthest)]


def _place(shades: QRectF, found: Drawn, value: float) -> float:
    share = (value - found.nearest) / ((found.farthest - found.nearest) or 1.0)
    return shades.left() + shades.width() * min(max(share, 0.0), 1.0)


def _draw_title(painter: QPainter, area: QRectF, title: str) -> None:
    painter.setPen(theme().colors.secondary)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, "near")
    painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, "far")
    room = area.adjusted(px(36), 0, -px(36), 0)
    told = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, middle | Qt.AlignmentFlag.AlignHCenter, told)


def _draw_mark(painter: QPainter, tip: QPointF) -> None:
    """A small arrow from above: so far apart are the two that one looks at."""
    side = px(5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().colors.window, px(1)))
    painter.setBrush(theme().colors.accent)
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-side, -2 * side),
                                   tip + QPointF(side, -2 * side)]))
