"""Tree drawing: clusters, lines, leaves, marks, axis and the cut line, in that order."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from satsuma.ui.painters.palette import HUES, color_of, line_of
from satsuma.ui.painters.tree_axis import draw_aim, draw_axis, draw_cut
from satsuma.ui.painters.tree_clusters import draw_ground, draw_stub, draw_tags, seen_clusters
from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_leaves import LeafDrawing
from satsuma.ui.painters.tree_legend import draw_legend
from satsuma.ui.painters.tree_marks import (
    NOTHING,
    Pointed,
    draw_dot,
    draw_ring,
    draw_wash,
    draw_way,
)
from satsuma.ui.painters.tree_pens import draw_lines
from satsuma.ui.painters.tree_pictures import TreePictures
from satsuma.ui.theme import px, theme


class TreeDrawing:
    """Draws what of a tree is seen."""

    def __init__(self, painter: QPainter, layout: TreeLayout, pictures: TreePictures) -> None:
        self._painter, self._layout = painter, layout
        self._leaves = LeafDrawing(painter, layout, pictures)

    def draw(self, pointed: Pointed = NOTHING) -> None:
        """Everything, at once."""
        for _ in self.steps(pointed):
            pass

    def steps(self, pointed: Pointed = NOTHING) -> Iterator[None]:
        """Everything; each step takes some milliseconds at most."""
        layout, painter = self._layout, self._painter
        clusters = seen_clusters(layout)
        painter.save()
        top, bottom = layout.seen()
        painter.setClipRect(QRectF(0, top, layout.room.width, bottom - top))
        draw_wash(painter, layout, pointed.hovered)
        self._draw_tree(clusters, pointed)
        yield
        yield from self._leaves.steps(pointed)
        draw_ring(painter, layout, pointed.focused)
        draw_dot(painter, layout, pointed.focused, full=True)
        painter.restore()
        draw_axis(painter, layout)
        if pointed.aimed is not None and pointed.dragged is None:
            draw_aim(painter, layout, pointed.aimed)
        draw_cut(painter, layout, pointed.dragged)
        draw_legend(painter, layout)

    def _draw_tree(self, clusters: list[tuple[int, int]], pointed: Pointed) -> None:
        """What lies left of the pictures, whatever is shoved aside."""
        layout, painter = self._layout, self._painter
        painter.save()
        painter.setClipRect(layout.tree_area, Qt.ClipOperation.IntersectClip)
        for code, node in clusters:
            draw_ground(painter, layout, code, node)
        self._draw_folded()
        for style, lines in layout.lines.items():
            painter.setPen(self._pen(style))
            draw_lines(painter, lines)
        for code, node in clusters:
            if node < len(layout.shape.tree):
                draw_stub(painter, layout, code, node)
        draw_way(painter, layout, pointed.found)
        draw_tags(painter, layout, clusters)
        if pointed.hovered != pointed.focused:
            draw_dot(painter, layout, pointed.hovered, full=False)
        painter.restore()

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
        """Lines side by side make a darker ground than one alone."""
        if code >= 0:
            return color_of(code)
        return theme().colors.secondary if self._layout.row >= px(5) else theme().colors.link

    def _pen(self, style: int) -> QPen:
        wide = self._layout.row >= px(5)
        broken = line_of(style - 1) if style and wide else Qt.PenStyle.SolidLine
        broad = (px(2) if style else px(1.25)) if wide else px(1)
        pen = QPen(self._pen_color(style - 1), broad, broken)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if style > HUES else Qt.PenCapStyle.SquareCap)
        return pen
