"""Tree layout: where the parts of a dendrogram are on the screen, at one size and one place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFontMetrics

from satsuma.ui.painters.palette import HUES
from satsuma.ui.painters.tree_lines import Scale, lines_of, seen_merges
from satsuma.ui.painters.tree_shape import TreeShape
from satsuma.ui.painters.tree_words import label_of
from satsuma.ui.theme import font, px
from satsuma.views import Dendrogram

ROW, ROW_WITHOUT = 30, 24
"""Height of a line in design pixels at zoom 1, with pictures and without."""

READABLE = 12
"""Height of a line in design pixels from which on every leaf has its picture and its name."""

HIGHEST = 120
LARGEST_SIDE = 64
"""Design pixels of a picture at most: what grows beyond it is the room between the lines."""

ROOMY = 1.5
"""So much higher lines are where there is room for them."""

NAMES_SHARE = 0.36
"""Of the width, so much at most is for names; the tree needs the rest."""

NARROW = 320
"""Design pixels of width below which the tree begins nearer to the edge."""

STUB = 28
"""Design pixels of its line that stand for a leaf, as its join does for a branch."""

NAMED = 100
"""Leaves up to which a tree is drawn with readable names when the zoom is automatic."""

BELOW, BELOW_CUT = 16, 40
"""Room below the last leaf; more for the number at the cut line."""


@dataclass(frozen=True)
class Room:
    """How much is seen at once, and how far it is scrolled: down, and towards the top joins."""

    width: int
    height: int
    offset: int = 0
    aside: float = 0.0


class TreeLayout:
    """Turns shares into pixels and back. Heights go from the right to the left."""

    def __init__(self, view: Dendrogram, shape: TreeShape, room: Room, label_width: int,
                 row: float | None = None) -> None:
        self.view, self.shape, self.room = view, shape, room
        self.header, self.left = px(48), px(44 if room.width >= px(NARROW) else 20)
        self.label_width = min(label_width, max(px(48), round(NAMES_SHARE * room.width)))
        self.footer = px(36) if view.color_by is not None else 0
        self.row = row or row_height(view, shape, self.free)
        self.top = self.header + px(8) - room.offset
        self.height = self.header + px(8) + round(self.row * len(shape.frame.ends)) \
            + self._below + self.footer
        self.side = self._picture_side()
        strip = px(8 + 6) if view.color_by is not None else 0
        names = strip + (px(8) + self.side if self.side else 0) + px(10)
        self.right = max(self.left + px(60), room.width - names - self.label_width - px(16))
        self.wide = (self.right - self.left) * max(1.0, view.stretch)
        self.farthest_aside = self.wide - (self.right - self.left)
        self.zero = self.right + min(max(room.aside, 0.0), self.farthest_aside)
        self.strip_x = self.right + px(8)
        self.picture_x = self.right + strip + px(8)
        self.label_x = self.right + names

    @property
    def free(self) -> int:
        """The height that is left for the leaves when all of them are to be seen."""
        return max(px(40), self.room.height - self.header - px(8) - self._below - self.footer)

    @property
    def _below(self) -> int:
        return px(BELOW if self.view.cut is None else BELOW_CUT)

    @property
    def is_readable(self) -> bool:
        """Whether every line has room for a picture and a name."""
        return self.row >= px(READABLE)

    def _picture_side(self) -> int:
        if self.view.image is None:
            return 0
        if not self.is_readable:
            return px(26)
        return min(int(self.row - min(px(4), self.row / 8)), px(LARGEST_SIDE))

    # From shares to pixels

    def x(self, share: float) -> float:
        """Where a height is, given as a share of the tallest."""
        return self.zero - share * self.wide

    def y(self, down: float) -> float:
        """Where a place among the lines is."""
        return self.top + down * self.row

    def bottom(self) -> float:
        return self.y(len(self.shape.frame.ends))

    def seen(self) -> tuple[int, int]:
        """The first and the last pixel where the tree is seen."""
        return self.header, self.room.height - self.footer

    def seen_rows(self) -> range:
        """The lines that are seen."""
        top, bottom = self.seen()
        first = int((top - self.top) // self.row)
        last = int((bottom - self.top) // self.row) + 1
        return range(max(0, first), max(0, min(len(self.shape.frame.ends), last)))

    def place_of(self, node: int) -> QPointF:
        """The corner of a node: where its line begins."""
        return QPointF(self.x(float(self.shape.across[node])), self.y(float(self.shape.down[node])))

    def area_of(self, node: int) -> QRectF:
        """The ground of a branch: its lines, from its join to the leaves; of a leaf a stub."""
        first, last = self.shape.frame.rows(node)
        node = self.shape.frame.seen(node)
        left = self.x(float(self.shape.across[node]))
        left = max(min(left, self.right - px(STUB)), -px(16))
        high = (last - first) * self.row
        edge = min(px(1.5), high / 8)
        return QRectF(left, self.y(first) + edge, self.right - left, max(high - 2 * edge, 1))

    def whole_area_of(self, node: int) -> QRectF:
        """The ground of a branch together with its pictures and names."""
        area = self.area_of(node)
        area.setLeft(max(area.left() - px(3), px(2)))
        area.setRight(min(self.label_x + self.label_width + px(6), self.room.width - px(2)))
        return area

    @property
    def tree_area(self) -> QRectF:
        """Where the lines are."""
        top, bottom = self.seen()
        return QRectF(0, top, self.right + 1, bottom - top)

    @property
    def scale(self) -> Scale:
        return Scale(self.zero, self.wide, self.top, self.row, self.seen())

    @cached_property
    def lines(self) -> dict[int, np.ndarray]:
        """The lines that are seen, by style."""
        merges = seen_merges(self.shape, self.scale)
        codes = self.shape.color[merges + len(self.shape.tree)]
        return lines_of(self.shape, self.scale, merges, style_of(codes))

    # From pixels to what is there

    def share_at(self, x: float) -> float:
        """The height at a place, 0 to 1."""
        return min(max((self.zero - x) / self.wide, 0.0), 1.0)

    def down_at(self, y: float) -> float:
        """The place among the lines at a height of the screen."""
        return (y - self.top) / self.row

    def node_at(self, place: QPointF) -> int | None:
        """The branch under the mouse. A line can be met a little to its right as well."""
        top, bottom = self.seen()
        if not max(self.top, top) <= place.y() < min(self.bottom(), bottom):
            return None
        share = (self.zero - place.x() + px(5)) / self.wide
        if place.x() > self.right + px(5):
            share = -1.0  # beside a leaf, however far the joins are shoved aside
        return self.shape.node_at(share, self.down_at(place.y()))

    def cut_x(self) -> float | None:
        """Where the cut line is."""
        if self.view.cut is None:
            return None
        return self.x(self.view.cut / self.shape.tallest)

    def is_on_cut(self, place: QPointF) -> bool:
        cut = self.cut_x()
        return cut is not None and abs(place.x() - cut) <= px(4)

    def is_on_axis(self, place: QPointF) -> bool:
        return place.y() < self.header and \
            self.left - px(8) <= place.x() <= self.right + px(8)


def natural_row(view: Dendrogram) -> int:
    """The height of a line at zoom 1."""
    return px(ROW if view.image is not None else ROW_WITHOUT)


def row_height(view: Dendrogram, shape: TreeShape, free: float) -> float:
    """As high as the zoom says; at least as high as lets the whole tree be seen.

    Where nobody chose, lines are a little lower when the whole tree is seen then.
    """
    natural, count = natural_row(view), len(shape.frame.ends)
    fitting = free / count
    if view.zoom not in (0.0, 1.0):
        return min(max(natural * view.zoom, min(fitting, natural)), px(HIGHEST))
    if 0.6 * natural <= fitting or (view.zoom == 0.0 and count > NAMED):
        # Few lines leave room for larger pictures.
        roomy = view.zoom == 0.0 or view.depth or view.folded
        return min(natural * (ROOMY if roomy else 1), fitting)
    return natural


def style_of(codes: np.ndarray) -> np.ndarray:
    """How the lines of a color code are drawn: 0 for none, else the hue and how it is broken."""
    styles = np.minimum(codes // HUES, 2) * HUES + codes % HUES + 1
    return np.where(codes < 0, 0, styles)


def label_width_of(view: Dendrogram) -> int:
    """As wide as the longest of the first labels; those of all rows would take too long."""
    metrics = QFontMetrics(font())
    rows = view.tree.order[:300].tolist()
    widest = max((metrics.horizontalAdvance(label_of(view, row)) for row in rows), default=0)
    least = 200 if view.depth or view.folded else 112 if view.color_by is None else 160
    return min(max(widest + px(4), px(least)), px(240))


def label_key(view: Dendrogram) -> tuple[object, ...]:
    """What the width of the labels depends on."""
    return id(view.tree), view.labels, view.color_by, bool(view.depth or view.folded)
