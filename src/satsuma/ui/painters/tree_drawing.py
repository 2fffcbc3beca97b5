"""Tree drawing: clusters, lines, leaves, axis and the cut line, in that order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from satsuma.ui.colors import mixed
from satsuma.ui.painters.palette import HUES, color_of, line_of
from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_leaves import LeafDrawing
from satsuma.ui.painters.tree_legend import draw_legend
from satsuma.ui.painters.tree_lines import lines_of, path_lines, seen_merges
from satsuma.ui.painters.tree_pens import draw_lines
from satsuma.ui.painters.tree_pictures import TreePictures
from satsuma.ui.painters.tree_shape import ticks
from satsuma.ui.theme import font, px, theme


@dataclass(frozen=True)
class Pointed:
    """What is under the mouse or the focus: a branch, a leaf that was found, a cut in the hand."""

    lit: int | None = None
    found: int | None = None
    dragged: float | None = None


NOTHING = Pointed()


class TreeDrawing:
    """Draws what of a tree is seen."""

    def __init__(self, painter: QPainter, layout: TreeLayout, pictures: TreePictures) -> None:
        self._painter, self._layout = painter, layout
        self._leaves = LeafDrawing(painter, layout, pictures)

    def draw(self, pointed: Pointed = NOTHING) -> None:
        """Everything."""
        layout, painter = self._layout, self._painter
        top, bottom = layout.seen()
        clusters = [(code, node) for code, node in layout.shape.clusters()
                    if self._is_seen(code, node)]
        painter.save()
        painter.setClipRect(QRectF(0, top, layout.room.width, bottom - top))
        for code, node in clusters:
            if node >= len(layout.shape.tree):
                self._draw_ground(code, node)
        self._draw_folded()
        for style, lines in layout.lines.items():
            painter.setPen(self._pen(style))
            draw_lines(painter, lines)
        self._draw_lit(pointed.lit)
        self._draw_found(pointed.found)
        self._leaves.draw(pointed)
        self._draw_names(clusters)
        painter.restore()
        self._draw_axis()
        self._draw_cut(pointed.dragged)
        draw_legend(painter, layout)

    # Clusters

    def _is_seen(self, code: int, node: int) -> bool:
        frame, seen = self._layout.shape.frame, self._layout.seen_rows()
        first, last = frame.rows(node)
        return last > seen.start and first < seen.stop \
            and (not frame.hidden[node] or frame.is_folded(node))

    def _draw_ground(self, code: int, node: int) -> None:
        ground = QColor(theme().colors.panel)
        if self._layout.view.color_by is None:
            ground = QColor(color_of(code))
            ground.setAlphaF(0.20 if theme().dark else 0.14)
        area = self._layout.area_of(node)
        corner = min(px(6), area.height() / 3)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ground)
        self._painter.drawRoundedRect(area, corner, corner)

    def _draw_names(self, clusters: list[tuple[int, int]]) -> None:
        """C1 and so on, where there is room between them."""
        self._painter.setFont(font(11, bold=True))
        last = -np.inf
        for code, node in clusters:
            area, place = self._layout.area_of(node), self._layout.place_of(node)
            below = min(place.y() - px(2), area.top() + px(15))
            if below - last >= px(13):
                last = below
                self._draw_name(code, area.left(), below)

    def _draw_name(self, code: int, left: float, below: float) -> None:
        """A little of the text's color: letters need more contrast than lines."""
        colors, painter = theme().colors, self._painter
        by_column = self._layout.view.color_by is not None
        name = f"C{code + 1}"
        room = QRectF(0, below - px(15), painter.fontMetrics().horizontalAdvance(name), px(15))
        room.moveRight(max(left - px(6), room.width() + px(4)))
        cut = self._layout.cut_x()
        if cut is not None and room.left() - px(3) <= cut <= room.right() + px(3):
            room.moveRight(cut - px(5))  # the cut line would strike it out
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QColor(colors.window)
        ground.setAlphaF(0.8)
        painter.setBrush(ground)
        painter.drawRoundedRect(room.adjusted(-px(2), px(1), px(2), 0), px(3), px(3))
        painter.setPen(colors.text if by_column else mixed(color_of(code), colors.text, 0.35))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)

    # Lines

    def _draw_folded(self) -> None:
        """A folded branch is a wedge from its join to the leaves."""
        layout, painter = self._layout, self._painter
        frame, n = layout.shape.frame, len(layout.shape.tree)
        if not len(frame.folding.folded) and not frame.folding.depth:
            return
        for row in layout.seen_rows():
            if (node := int(frame.ends[row])) >= n:
                color = QColor(self._pen_color(int(layout.shape.color[node])))
                painter.setPen(QPen(color, px(1.25)))
                color.setAlphaF(0.30)
                painter.setBrush(color)
                place, half = layout.place_of(node), layout.row * 0.32
                painter.drawPolygon(QPolygonF([
                    place, QPointF(layout.right, place.y() - half),
                    QPointF(layout.right, place.y() + half)]))

    def _pen_color(self, code: int) -> QColor:
        return theme().colors.link if code < 0 else color_of(code)

    def _pen(self, style: int) -> QPen:
        wide = self._layout.row >= px(5)
        broken = line_of(style - 1) if style and wide else Qt.PenStyle.SolidLine
        pen = QPen(self._pen_color(style - 1), px(1.75) if wide else px(1), broken)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if style > HUES else Qt.PenCapStyle.SquareCap)
        return pen

    def _draw_lit(self, node: int | None) -> None:
        """The branch under the mouse or the focus: an outline, and its lines in the accent."""
        if node is None:
            return
        layout, tree, accent = self._layout, self._layout.shape.tree, theme().colors.accent
        area = layout.area_of(node).adjusted(-px(3), 0, layout.room.width, 0)
        area.setRight(layout.label_x + layout.label_width + px(6))
        self._painter.setPen(QPen(accent, px(1)))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(area, px(6), px(6))
        start, stop = tree.span(node)
        merges = seen_merges(layout.shape, layout.scale)
        spans = tree.spans[merges]
        inside = merges[(spans[:, 0] >= start) & (spans[:, 1] <= stop)]
        drawn = lines_of(layout.shape, layout.scale, inside, np.zeros(len(inside), np.intp))
        self._draw_bold(drawn.get(0, np.empty((0, 4))))

    def _draw_found(self, node: int | None) -> None:
        """The way of a leaf to the top."""
        if node is not None:
            path = self._layout.shape.frame.path(node)
            self._draw_bold(path_lines(self._layout.shape, self._layout.scale, path))

    def _draw_bold(self, lines: np.ndarray) -> None:
        wide = px(2.25) if self._layout.row >= px(5) else px(1)
        pen = QPen(theme().colors.accent, wide)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        self._painter.setPen(pen)
        draw_lines(self._painter, lines)

    # The axis and the cut

    def _draw_axis(self) -> None:
        """The axis stays at the top, whatever is scrolled below it."""
        layout, painter, colors = self._layout, self._painter, theme().colors
        y = layout.header - px(6)
        painter.setPen(QPen(colors.line, px(1)))
        painter.drawLine(QPointF(layout.left, y), QPointF(layout.right, y))
        painter.setFont(font(11))
        most = max(2, round((layout.right - layout.left) / px(70)))
        shown = layout.shape.tallest * layout.share_at(layout.left)
        for height in ticks(shown, min(most, 8)):
            x = layout.x(height / layout.shape.tallest)
            painter.setPen(QPen(colors.link, px(1)))
            painter.drawLine(QPointF(x, y), QPointF(x, y + px(5)))
            painter.setPen(colors.secondary)
            painter.drawText(QRectF(x - px(40), y - px(22), px(80), px(18)),
                             Qt.AlignmentFlag.AlignCenter, f"{height:g}")
        self._draw_metric(y)

    def _draw_metric(self, y: float) -> None:
        metric = self._layout.shape.tree.metric
        if metric:
            room = QRectF(self._layout.right + px(24), y - px(22),
                          self._layout.room.width - self._layout.right - px(28), px(18))
            self._painter.drawText(room, Qt.AlignmentFlag.AlignVCenter,
                                   f"{metric.replace('_', ' ')} distance")

    def _draw_cut(self, dragged: float | None) -> None:
        layout, painter, colors = self._layout, self._painter, theme().colors
        x = layout.x(dragged) if dragged is not None else layout.cut_x()
        if x is None or x < layout.left - px(8):
            return  # none, or in the part that is left out
        lowest = layout.seen()[1] - px(30)
        pill = QRectF(x - px(26), min(layout.bottom() + px(6), lowest), px(52), px(22))
        pen = QPen(colors.accent, px(2), Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, layout.header - px(6)), QPointF(x, pill.top()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent)
        painter.drawRoundedRect(pill, px(11), px(11))
        painter.setFont(font(11, bold=True))
        painter.setPen(colors.on_accent)
        height = layout.share_at(x) * layout.shape.tallest
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, f"{height:.3g}")
