"""Tree axis: the scale of distances above a tree, and the line that cuts it."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPen

from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_shape import ticks
from satsuma.ui.theme import font, px, theme

_CENTER = Qt.AlignmentFlag.AlignCenter


def draw_axis(painter: QPainter, layout: TreeLayout) -> None:
    """The axis stays at the top, whatever is scrolled below it."""
    colors, y = theme().colors, layout.header - px(6)
    painter.setPen(QPen(colors.line, px(1)))
    painter.drawLine(QPointF(layout.left, y), QPointF(layout.right, y))
    painter.setFont(font(11))
    most = max(2, round((layout.right - layout.left) / px(70)))
    tallest = layout.shape.tallest
    high, low = (tallest * layout.share_at(edge) for edge in (layout.left, layout.right))
    for height in ticks(high, min(most, 8), low):
        x = layout.x(height / tallest)
        painter.setPen(QPen(colors.link, px(1)))
        painter.drawLine(QPointF(x, y), QPointF(x, y + px(5)))
        painter.setPen(colors.secondary)
        painter.drawText(QRectF(x - px(40), y - px(22), px(80), px(18)), _CENTER, f"{height:g}")
    _draw_metric(painter, layout, y)


def _draw_metric(painter: QPainter, layout: TreeLayout, y: float) -> None:
    if not (metric := layout.shape.tree.metric):
        return
    room = QRectF(layout.right + px(28), y - px(22), 0, px(18))
    room.setRight(layout.room.width - px(4))
    text = QFontMetrics(painter.font()).elidedText(
        f"{metric.replace('_', ' ')} distance", Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


def draw_cut(painter: QPainter, layout: TreeLayout, dragged: float | None) -> None:
    """The cut line with its height; in the hand it says how many clusters it makes, too."""
    colors = theme().colors
    x = layout.x(dragged) if dragged is not None else layout.cut_x()
    if x is None or not layout.left - px(8) <= x <= layout.right + px(8):
        return  # none, or in a part that is out of sight
    painter.setFont(font(11, bold=True))
    pill = _pill(painter, layout, x, cut_words(layout, x, told=dragged is not None))
    painter.setPen(_dashed(QPen(colors.accent, px(2))))
    painter.drawLine(QPointF(x, layout.header - px(6)), QPointF(x, pill[0].top()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.accent)
    painter.drawRoundedRect(pill[0], px(11), px(11))
    painter.setPen(colors.on_accent)
    painter.drawText(pill[0], _CENTER, pill[1])


def draw_aim(painter: QPainter, layout: TreeLayout, share: float) -> None:
    """What a press on the axis would do: a quiet line, and how many clusters it makes."""
    colors, x = theme().colors, layout.x(share)
    painter.setFont(font(11))
    pill, text = _pill(painter, layout, x, cut_words(layout, x, told=True))
    pill.moveTop(layout.header + px(4))
    painter.setPen(_dashed(QPen(colors.link, px(1))))
    painter.drawLine(QPointF(x, layout.header - px(6)), QPointF(x, layout.seen()[1]))
    painter.setPen(QPen(colors.line, 1))
    painter.setBrush(colors.panel)
    painter.drawRoundedRect(pill, px(11), px(11))
    painter.setPen(colors.text)
    painter.drawText(pill, _CENTER, text)


def cut_words(layout: TreeLayout, x: float, *, told: bool) -> str:
    """The height at a place, and how many clusters a cut there makes."""
    tree, height = layout.shape.tree, layout.share_at(x) * layout.shape.tallest
    if not told:
        return f"{height:.3g}"
    count = len(tree) - int(np.searchsorted(tree.heights, height, side="right"))
    return f"{height:.3g} · {count:,} cluster{'s' if count != 1 else ''}"


def _pill(painter: QPainter, layout: TreeLayout, x: float, text: str) -> tuple[QRectF, str]:
    wide = max(px(52), QFontMetrics(painter.font()).horizontalAdvance(text) + px(20))
    lowest = layout.seen()[1] - px(30)
    pill = QRectF(x - wide / 2, min(layout.bottom() + px(6), lowest), wide, px(22))
    pill.moveLeft(min(max(pill.left(), px(2)), max(layout.room.width - wide - px(2), px(2))))
    return pill, text


def _dashed(pen: QPen) -> QPen:
    pen.setDashPattern([3, 2])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
