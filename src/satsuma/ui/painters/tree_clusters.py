"""Tree clusters: what shows a selected branch. Nothing in a tree is stronger than this.

A cluster has a ground with an edge, broader lines and a tag with its name where it begins; so it is
known without its color too, and a cluster of one leaf has all of it.
"""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPen

from satsuma.ui.colors import mixed
from satsuma.ui.painters.palette import color_of
from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.theme import font, px, theme

LEAST = 2.0
"""Pixels that a cluster must be high to have a ground; below, it is seen when one zooms in."""


def seen_clusters(layout: TreeLayout) -> list[tuple[int, int]]:
    """The code and the node of every cluster that can be seen, from the top down."""
    shape, seen = layout.shape, layout.seen_rows()
    frame, nodes = shape.frame, shape.cluster_nodes
    first, last = shape.cluster_lines
    shown = (last > seen.start) & (first < seen.stop) & ((last - first) * layout.row >= LEAST)
    shown &= ~frame.hidden[nodes] | (frame.ends[first] == nodes)
    return list(zip(shape.cluster[nodes[shown]].tolist(), nodes[shown].tolist(), strict=True))


def draw_ground(painter: QPainter, layout: TreeLayout, code: int, node: int) -> None:
    """The ground of a cluster: in its color, or that of a selection where a column gives colors."""
    edge, ground = ground_colors(code, by_column=layout.view.color_by is not None)
    area = layout.area_of(node)
    corner = min(px(6), area.height() / 3)
    is_high = area.height() >= px(6)
    painter.setPen(QPen(edge, px(1)) if is_high else Qt.PenStyle.NoPen)
    painter.setBrush(ground if is_high else edge)
    painter.drawRoundedRect(area, corner, corner)


def ground_colors(code: int, *, by_column: bool) -> tuple[QColor, QColor]:
    """The edge and the ground of a cluster."""
    colors = theme().colors
    if by_column:
        return QColor(colors.accent_line), QColor(colors.selection)
    ground, edge = QColor(color_of(code)), QColor(color_of(code))
    ground.setAlphaF(0.24 if theme().dark else 0.15)
    edge.setAlphaF(0.65)
    return edge, ground


def draw_stub(painter: QPainter, layout: TreeLayout, code: int, node: int) -> None:
    """The end of a leaf's line, in the color of its cluster."""
    color = theme().colors.accent_line if layout.view.color_by is not None else color_of(code)
    area, place = layout.area_of(node), layout.place_of(node)
    painter.setPen(Qt.PenStyle.NoPen)
    high = min(px(3), area.height())
    painter.fillRect(QRectF(area.left(), place.y() - high / 2, area.width(), high), color)


def draw_tags(painter: QPainter, layout: TreeLayout, clusters: list[tuple[int, int]]) -> None:
    """C1 and so on, where there is room between them."""
    painter.setFont(font(11, bold=True))
    last = -np.inf
    for code, node in clusters:
        tag = tag_area(layout, code, node)
        if tag.top() >= last:
            last = tag.bottom() + px(1)
            _draw_tag(painter, layout, code, tag)


def tag_area(layout: TreeLayout, code: int, node: int) -> QRectF:
    """On the line that leads to the cluster, but not under the cut line."""
    area, place = layout.area_of(node), layout.place_of(node)
    metrics = QFontMetrics(font(11, bold=True))
    tag = QRectF(0, place.y() - px(8), metrics.horizontalAdvance(f"C{code + 1}") + px(10), px(16))
    tag.moveRight(max(area.left() - px(3), tag.width() + px(2)))
    cut = layout.cut_x()
    if cut is not None and tag.left() - px(3) <= cut <= tag.right() + px(3):
        tag.moveRight(cut - px(5))
    return tag


def _draw_tag(painter: QPainter, layout: TreeLayout, code: int, tag: QRectF) -> None:
    """A little of the text's color in the ground: letters need more contrast than lines."""
    colors = theme().colors
    by_column = layout.view.color_by is not None
    painter.setPen(QPen(colors.window, px(1)))
    painter.setBrush(colors.text if by_column else mixed(color_of(code), colors.text, 0.35))
    painter.drawRoundedRect(tag, px(5), px(5))
    painter.setPen(colors.window)
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, f"C{code + 1}")
