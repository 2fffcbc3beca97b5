"""Tree drawing: axis, clusters, lines, labels and the cut line, in that order."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPen

from satsuma.ui.colors import mixed
from satsuma.ui.painters.palette import color_of, line_of
from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_shape import ticks
from satsuma.ui.theme import font, px, theme


class TreeDrawing:
    """Draws what of the tree lies in `seen`."""

    def __init__(self, painter: QPainter, layout: TreeLayout, seen: QRect) -> None:
        self._painter, self._layout, self._seen = painter, layout, seen

    def draw(self, lit: int | None, dragged: float | None, lowest: int) -> None:
        """Everything. `lit` is the branch under the mouse, `dragged` a cut line in the hand,
        `lowest` the last line of pixels that is seen."""
        self._draw_axis()
        clusters = self._layout.shape.clusters()
        for code, node in clusters:
            self._draw_ground(code, node)
        self._draw_lines()
        if lit is not None:
            self._draw_lit(lit)
        self._draw_labels(lit)
        for code, node in clusters:
            self._draw_name(code, node)
        self._draw_cut(dragged, lowest)

    def _draw_axis(self) -> None:
        layout, painter, colors = self._layout, self._painter, theme().colors
        painter.setPen(QPen(colors.line, 1))
        y = layout.top - px(12)
        painter.drawLine(QPointF(layout.left, y), QPointF(layout.right, y))
        painter.setFont(font(11))
        most = max(2, round((layout.right - layout.left) / px(70)))
        for height in ticks(layout.shape.tallest, min(most, 8)):
            x = layout.x(height / layout.shape.tallest)
            painter.setPen(QPen(colors.link, 1))
            painter.drawLine(QPointF(x, y), QPointF(x, y + px(5)))
            painter.setPen(colors.secondary)
            painter.drawText(QRectF(x - px(40), y - px(22), px(80), px(18)),
                             Qt.AlignmentFlag.AlignCenter, f"{height:g}")

    def _draw_ground(self, code: int, node: int) -> None:
        soft = QColor(color_of(code))
        soft.setAlphaF(0.20 if theme().dark else 0.14)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(soft)
        self._painter.drawRoundedRect(self._layout.area_of(node), px(5), px(5))

    def _draw_lines(self) -> None:
        """The lines of the merges that are seen, those of one cluster in one go."""
        tree = self._layout.shape.tree
        if len(tree) < 2:
            return
        seen = np.flatnonzero(self._is_seen())
        codes = self._layout.shape.cluster[len(tree) + seen]
        for code in np.unique(codes).tolist():
            lines = [line for merge in seen[codes == code].tolist() for line in self._merge(merge)]
            self._painter.setPen(self._pen(code))
            self._painter.drawLines(lines)

    def _is_seen(self) -> np.ndarray:
        """Which merges reach into what is drawn now."""
        first = (self._seen.top() - self._layout.top) / self._layout.row - 1
        last = (self._seen.bottom() - self._layout.top) / self._layout.row + 1
        spans = self._layout.shape.tree.spans
        return (spans[:, 1] >= first) & (spans[:, 0] <= last)

    def _pen(self, code: int, width: float = 1.75) -> QPen:
        if code < 0:
            return QPen(theme().colors.link, px(width))
        pen = QPen(color_of(code), px(width), line_of(code))
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        return pen

    def _merge(self, merge: int) -> list[QLineF]:
        """The U of a merge: two lines to what it joins, and one between these."""
        layout, tree = self._layout, self._layout.shape.tree
        x = layout.place_of(len(tree) + merge).x()
        ends = [layout.place_of(child) for child in tree.merges[merge].tolist()]
        return [QLineF(QPointF(x, ends[0].y()), QPointF(x, ends[1].y())),
                *(QLineF(QPointF(x, end.y()), end) for end in ends)]

    def _draw_lit(self, node: int) -> None:
        """The branch under the mouse or the focus: a ground, and its lines in the accent."""
        layout, tree, colors = self._layout, self._layout.shape.tree, theme().colors
        area = layout.area_of(node).adjusted(-px(3), 0, layout.label_width + px(20), 0)
        self._painter.setPen(QPen(colors.accent, 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(area, px(5), px(5))
        if node < len(tree):
            return
        start, stop = tree.span(node)
        inside = np.flatnonzero((tree.spans[:, 0] >= start) & (tree.spans[:, 1] <= stop)
                                & self._is_seen())
        lines = [line for merge in inside.tolist() for line in self._merge(merge)]
        self._painter.setPen(QPen(colors.accent, px(2.25)))
        self._painter.drawLines(lines)

    def _draw_labels(self, lit: int | None) -> None:
        layout, painter = self._layout, self._painter
        if layout.row < px(9):
            return  # too close to be read
        painter.setFont(font(13 if layout.row >= px(16) else 9))
        metrics = QFontMetrics(painter.font())
        painter.setPen(theme().colors.text)
        order = layout.shape.tree.order
        first = max(0, int((self._seen.top() - layout.top) // layout.row))
        last = min(len(order), int((self._seen.bottom() - layout.top) // layout.row) + 2)
        for place in range(first, last):
            text = metrics.elidedText(layout.label(int(order[place])),
                                      Qt.TextElideMode.ElideMiddle, layout.label_width + px(4))
            area = QRectF(layout.right + px(10), layout.y(place), layout.label_width + px(8),
                          layout.row)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _draw_name(self, code: int, node: int) -> None:
        """C1 and so on, at the left of the join, above its line."""
        self._painter.setFont(font(11, bold=True))
        # A little of the text's color: letters need more contrast than lines.
        self._painter.setPen(mixed(color_of(code), theme().colors.text, 0.35))
        area, place = self._layout.area_of(node), self._layout.place_of(node)
        below = min(place.y() - px(2), area.top() + px(15))
        self._painter.drawText(QRectF(area.left() - px(64), below - px(15), px(58), px(15)),
                               Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom,
                               f"C{code + 1}")

    def _draw_cut(self, dragged: float | None, lowest: int) -> None:
        layout, painter, colors = self._layout, self._painter, theme().colors
        x = layout.x(dragged) if dragged is not None else layout.cut_x()
        if x is None:
            return
        pen = QPen(colors.accent, px(2), Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, layout.top - px(12)), QPointF(x, layout.bottom() + px(4)))
        height = layout.share_at(x) * layout.shape.tallest
        top = min(layout.bottom() + px(6), lowest - px(30))
        pill = QRectF(x - px(26), top, px(52), px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent)
        painter.drawRoundedRect(pill, px(11), px(11))
        painter.setFont(font(11, bold=True))
        painter.setPen(colors.on_accent)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, f"{height:.3g}")
