"""Tree marks: what is under the mouse, what the keys are at, what was found.

Three signs that are not mistaken for each other, nor for a selection: the mouse has a pale wash
and an open dot, the keys have a ring and a full dot, what was found has the way to the top.
"""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_lines import path_lines
from satsuma.ui.painters.tree_pens import draw_lines
from satsuma.ui.theme import px, theme


@dataclass(frozen=True)
class Pointed:
    """What mouse, keys and search are at: branches, a leaf, a cut in the hand, one aimed at."""

    hovered: int | None = None
    focused: int | None = None
    found: int | None = None
    dragged: float | None = None
    aimed: float | None = None


NOTHING = Pointed()


def draw_wash(painter: QPainter, layout: TreeLayout, node: int | None) -> None:
    """The branch under the mouse."""
    if node is None:
        return
    wash = QColor(theme().colors.text)
    wash.setAlphaF(0.10 if theme().dark else 0.06)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wash)
    painter.drawRoundedRect(layout.whole_area_of(node), px(6), px(6))


def draw_dot(painter: QPainter, layout: TreeLayout, node: int | None, *, full: bool) -> None:
    """Where a branch begins."""
    if node is None:
        return
    colors = theme().colors
    place = layout.place_of(node)
    if place.x() > layout.right - px(4):
        return  # a leaf begins at its picture
    half = px(4.5) if full else px(3.5)
    painter.setPen(QPen(colors.window if full else colors.text, px(1.5)))
    painter.setBrush(colors.accent if full else colors.window)
    painter.drawEllipse(QPointF(max(place.x(), px(6)), place.y()), half, half)


def draw_ring(painter: QPainter, layout: TreeLayout, node: int | None) -> None:
    """The branch that the keys are at; a hairline of the ground keeps it off other edges."""
    if node is None:
        return
    colors, area = theme().colors, layout.whole_area_of(node).adjusted(0, -px(1), 0, px(1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, wide in ((colors.window, px(3.5)), (colors.accent_line, px(1.5))):
        painter.setPen(QPen(color, wide))
        painter.drawRoundedRect(area, px(6), px(6))


def draw_way(painter: QPainter, layout: TreeLayout, node: int | None) -> None:
    """The way of a found leaf to the top."""
    if node is None:
        return
    pen = QPen(theme().colors.text, px(2.5) if layout.row >= px(5) else px(1.5))
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    draw_lines(painter, path_lines(layout.shape, layout.scale, layout.shape.frame.path(node)))


def found_area(layout: TreeLayout, node: int) -> QRectF:
    """The place of a found leaf's name, or that of the folded branch it is in."""
    area = layout.whole_area_of(layout.shape.frame.seen(node))
    area.setLeft(layout.right + px(3))
    return area
