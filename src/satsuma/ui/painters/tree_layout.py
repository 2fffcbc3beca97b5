"""Tree layout: where the parts of a dendrogram are on the screen, at one width."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFontMetrics

from satsuma.ui.painters.tree_shape import TreeShape
from satsuma.ui.theme import font, px
from satsuma.views import Dendrogram

ROW = 26
"""Height of a leaf in design pixels, at zoom 1."""

BELOW = 40
"""Room below the last leaf, for the number at the cut line."""


class TreeLayout:
    """Turns shares into pixels and back. Heights go from the right to the left."""

    def __init__(self, view: Dendrogram, shape: TreeShape, width: int, room: int = 0) -> None:
        self.view, self.shape = view, shape
        self.top = px(56)
        self.row = self._row(room - self.top - px(BELOW))
        self.left = px(40)
        self.label_width = self._label_width()
        self.right = max(self.left + px(80), width - self.label_width - px(32))
        self.height = int(self.top + self.row * len(shape.tree)) + px(BELOW)

    def _row(self, room: float) -> float:
        """As high as the zoom says; a little less where the whole tree is seen then."""
        wanted = max(4, px(ROW * self.view.zoom))
        fitting = room / len(self.shape.tree)
        return fitting if 0.65 * wanted <= fitting < wanted else wanted

    def _label_width(self) -> int:
        """As wide as the longest of the first labels; those of all rows would take too long."""
        metrics = QFontMetrics(font())
        rows = self.shape.tree.order[:400].tolist()
        widest = max((metrics.horizontalAdvance(self.label(row)) for row in rows), default=0)
        return min(max(widest, px(40)), px(240))

    def label(self, row: int) -> str:
        """What stands beside a leaf."""
        table = self.shape.tree.table
        return table[self.view.labels].shown(row) if self.view.labels else table.ids[row]

    def x(self, share: float) -> float:
        """Where a height is, given as a share of the tallest."""
        return self.right - share * (self.right - self.left)

    def y(self, down: float) -> float:
        """Where a place among the leaves is."""
        return self.top + down * self.row

    def bottom(self) -> float:
        return self.y(len(self.shape.tree))

    def place_of(self, node: int) -> QPointF:
        """The corner of a node: where its line begins."""
        return QPointF(self.x(float(self.shape.across[node])), self.y(float(self.shape.down[node])))

    def area_of(self, node: int) -> QRectF:
        """The ground of a branch: its leaves, from its join to the labels."""
        start, stop = self.shape.tree.span(node)
        left = min(self.x(float(self.shape.across[node])), self.right - px(8))
        return QRectF(left, self.y(start) + px(1.5), self.right - left,
                      (stop - start) * self.row - px(3))

    def share_at(self, x: float) -> float:
        """The height at a place, 0 to 1."""
        return min(max((self.right - x) / (self.right - self.left), 0.0), 1.0)

    def node_at(self, place: QPointF) -> int | None:
        """The branch under the mouse. A line can be met a little to its right as well."""
        if not self.top <= place.y() < self.bottom():
            return None
        share = (self.right - place.x() + px(5)) / (self.right - self.left)
        return self.shape.node_at(share, (place.y() - self.top) / self.row)

    def cut_x(self) -> float | None:
        """Where the cut line is."""
        if self.view.cut is None:
            return None
        return self.x(self.view.cut / self.shape.tallest)

    def is_on_cut(self, place: QPointF) -> bool:
        cut = self.cut_x()
        return cut is not None and abs(place.x() - cut) <= px(4)

    def is_on_axis(self, place: QPointF) -> bool:
        return place.y() < self.top - px(8) and \
            self.left - px(8) <= place.x() <= self.right + px(8)
