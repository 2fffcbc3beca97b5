"""Points shapes: the dots of a map. Each category has a shape beside its color.

On the screen all dots are drawn at once, from one picture that holds each kind of dot; on paper
each is a shape of its own.
"""

from __future__ import annotations

import math

import numpy as np
from PyQt6 import sip
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from satsuma.ui.painters.palette import HUES, color_of, far_color
from satsuma.ui.theme import px, theme

SHAPES = 7
"""So many shapes there are. With the colors, that makes 56 kinds of dots."""

KINDS = HUES * SHAPES

RADIUS = 4.5
"""Design pixels of a dot."""

NO_CATEGORY = -1
"""The code of a dot without a category, where others have one."""

PLAIN = -2
"""The code of a dot where there are no categories."""

_FIELDS = 10  # x, y, left, top, width, height, two scales, rotation, opacity


def shape_of(code: int, radius: float) -> QPainterPath:
    """The outline of a category's dot around the origin."""
    path = QPainterPath()
    match code % SHAPES if code >= 0 else 0:
        case 0:
            path.addEllipse(QPointF(), radius, radius)
        case 1:
            side = radius * 0.9
            path.addRect(QRectF(-side, -side, 2 * side, 2 * side))
        case 2:
            path.addPolygon(_polygon(3, radius * 1.25, -90))
        case 3:
            path.addPolygon(_polygon(4, radius * 1.25, -90))
        case 4:
            path.addPolygon(_polygon(3, radius * 1.25, 90))
        case 5:
            wide = radius * 0.4
            path.setFillRule(Qt.FillRule.WindingFill)  # else the middle would be a hole
            for arm in (QRectF(-radius, -wide, 2 * radius, 2 * wide),
                        QRectF(-wide, -radius, 2 * wide, 2 * radius)):
                path.addRect(arm)
            path = path.simplified()
        case _:
            path.addPolygon(_star(radius * 1.3))
    path.closeSubpath()
    return path


def _polygon(corners: int, radius: float, turned: float) -> QPolygonF:
    angles = [math.radians(turned + 360 * corner / corners) for corner in range(corners)]
    return QPolygonF([QPointF(radius * math.cos(one), radius * math.sin(one)) for one in angles])


def _star(radius: float) -> QPolygonF:
    points = []
    for corner in range(10):
        angle = math.radians(-90 + 36 * corner)
        far = radius if corner % 2 == 0 else radius * 0.45
        points.append(QPointF(far * math.cos(angle), far * math.sin(angle)))
    return QPolygonF(points)


def color_for(code: int) -> QColor:
    if code == PLAIN:
        return far_color()
    return theme().colors.link if code == NO_CATEGORY else color_of(code)


def draw_dot(painter: QPainter, at: QPointF, code: int, *, selected: bool = False) -> None:
    """One dot; a selected one is larger and has a ring."""
    colors, radius = theme().colors, px(RADIUS * 2) / 2
    painter.save()
    painter.translate(at)
    if selected:
        painter.setPen(QPen(colors.window, 1))
        painter.setBrush(colors.accent)
        painter.drawEllipse(QPointF(), radius * 1.9, radius * 1.9)
    painter.setPen(QPen(colors.window, 1))
    painter.setBrush(color_for(code) if code != NO_CATEGORY else colors.window)
    if code == NO_CATEGORY:
        painter.setPen(QPen(color_for(code), px(1.5)))
    painter.drawPath(shape_of(code, radius))
    painter.restore()


def draw_dots(painter: QPainter, x: np.ndarray, y: np.ndarray, codes: np.ndarray,
              selected: np.ndarray, ratio: float) -> None:
    """All dots at once, on a screen of so many pixels to one of ours; selected ones on top."""
    if not len(x):
        return
    order = np.argsort(selected, kind="stable")
    kinds, place = np.unique(np.where(codes >= 0, codes % KINDS, codes), return_inverse=True)
    atlas, side = _atlas(kinds.tolist(), ratio)
    dots = sip.array(QPainter.PixmapFragment, len(x))
    fields = np.frombuffer(sip.voidptr(dots, len(x) * _FIELDS * 8), np.float64)
    fields = fields.reshape(-1, _FIELDS)
    fields[:, 0], fields[:, 1] = np.rint(x[order]), np.rint(y[order])
    fields[:, 2], fields[:, 3] = place[order] * side, selected[order] * side
    fields[:, 4:6], fields[:, 6:8], fields[:, 8], fields[:, 9] = side, 1 / ratio, 0, 1
    painter.drawPixmapFragments(dots, atlas)


def _atlas(kinds: list[int], ratio: float) -> tuple[QPixmap, int]:
    """A picture of every kind of dot beside each other, below them the selected ones."""
    side = math.ceil(px(RADIUS * 4.4) * ratio)
    atlas = QPixmap(side * len(kinds), side * 2)
    atlas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(atlas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, kind in enumerate(kinds):
        for line in (0, 1):
            painter.save()
            painter.translate((place + 0.5) * side, (line + 0.5) * side)
            painter.scale(ratio, ratio)
            draw_dot(painter, QPointF(), kind, selected=bool(line))
            painter.restore()
    painter.end()
    return atlas, side
