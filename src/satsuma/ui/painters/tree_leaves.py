"""Tree leaves: pictures, names and colors at the right of the tree.

Where every line is high enough, each leaf has its picture and its name. Else the smallest
branches that are high enough have the picture of their medoid and their number of leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPen

from satsuma.data.column import Column, Kind
from satsuma.ui.colors import mixed
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.palette import color_of, far_color
from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_marks import Pointed, found_area
from satsuma.ui.painters.tree_pictures import (
    TreePictures,
    draw_picture,
    file_of_row,
    row_of_node,
)
from satsuma.ui.painters.tree_words import counted, label_of, value_of
from satsuma.ui.theme import font, px, theme

_ALIGN = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class LeafDrawing:
    """Draws what stands beside the lines that are seen."""

    def __init__(self, painter: QPainter, layout: TreeLayout, pictures: TreePictures) -> None:
        self._painter, self._layout, self._pictures = painter, layout, pictures
        device: Any = painter.device()
        self._some_selected = bool((layout.view.clusters >= 0).any())
        self._ratio = painter.transform().m11() * (device.devicePixelRatio() if device else 1.0)

    def steps(self, pointed: Pointed) -> Iterator[None]:
        """Colors, then pictures and names, one after the other."""
        if self._layout.view.color_by is not None:
            self._draw_strip()
            yield
        if self._layout.is_readable:
            for row in self._layout.seen_rows():
                self._draw_line(row, pointed)
                yield
        else:
            for node in example_nodes(self._layout):
                self._draw_example(node)
                yield

    def _draw_line(self, row: int, pointed: Pointed) -> None:
        layout = self._layout
        node = int(layout.shape.frame.ends[row])
        middle = layout.y(row + 0.5)
        found = pointed.found is not None and layout.shape.frame.seen(pointed.found) == node
        if found:
            self._draw_found(node)
        self._draw_picture(node, middle)
        self._painter.setFont(font(13 if layout.row >= px(16) else 10, bold=found))
        self._painter.setPen(self._name_color(node, found))
        if node < len(layout.shape.tree):
            self._draw_text(label_of(layout.view, node), middle, self._value(node))
        else:
            self._draw_folded(node, middle)

    def _name_color(self, node: int, found: bool) -> QColor:
        """Beside a selection the other names step back a little."""
        colors = theme().colors
        is_other = self._some_selected and self._layout.shape.cluster[node] < 0
        return colors.secondary if is_other and not found else colors.text

    def _draw_found(self, node: int) -> None:
        """A frame around the picture and the name that were looked for."""
        self._painter.setPen(QPen(theme().colors.text, px(1.25)))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(found_area(self._layout, node), px(5), px(5))

    def _draw_folded(self, node: int, middle: float) -> None:
        """The number of pictures, and a sign that there is more to be seen."""
        view, count = self._layout.view, self._layout.shape.tree.size(node)
        example = label_of(view, row_of_node(view, node))
        side = px(14)
        sign = QRectF(self._layout.label_x, middle - side / 2, side, side)
        draw_path(self._painter, path_of("chevron-right"), sign, theme().colors.secondary)
        self._draw_text(counted(view, count), middle, f"like {example}", side + px(4))

    def _draw_example(self, node: int) -> None:
        layout = self._layout
        middle = layout.y(float(layout.shape.down[node]))
        first, last = layout.shape.frame.rows(node)
        half = layout.side / 2 if layout.side else px(9)
        middle = min(max(middle, layout.y(first) + half), max(layout.y(last) - half,
                                                              layout.y(first) + half))
        self._draw_picture(node, middle)
        self._painter.setFont(font(11))
        self._painter.setPen(theme().colors.secondary)
        count = layout.shape.tree.size(node)
        self._draw_text(label_of(layout.view, node) if count == 1
                        else counted(layout.view, count), middle, "")

    def _draw_picture(self, node: int, middle: float) -> None:
        layout = self._layout
        file = file_of_row(layout.view, row_of_node(layout.view, node))
        if file is not None:
            area = QRectF(layout.picture_x, middle - layout.side / 2, layout.side, layout.side)
            draw_picture(self._painter, area, self._pictures.of(file, layout.side * self._ratio))

    def _draw_text(self, text: str, middle: float, more: str, indent: int = 0) -> None:
        """A text, and more beside it in a quieter color."""
        layout = self._layout
        room = QRectF(layout.label_x + indent, middle - px(10),
                      layout.label_width - indent, px(20))
        metrics = QFontMetrics(self._painter.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, round(room.width()))
        self._painter.drawText(room, _ALIGN, text)
        room.setLeft(room.left() + metrics.horizontalAdvance(text) + px(8))
        if more and room.width() > px(30):
            self._painter.setPen(theme().colors.secondary)
            self._painter.drawText(room, _ALIGN, metrics.elidedText(
                more, Qt.TextElideMode.ElideRight, round(room.width())))

    def _value(self, row: int) -> str:
        """The value that gives the color, in words, unless it is the name already."""
        view = self._layout.view
        if view.color_by is None or view.color_by == view.labels:
            return ""
        return value_of(view, row)

    def _draw_strip(self) -> None:
        """The color of every line that is seen; of several on one pixel the first."""
        layout = self._layout
        colors = Colors(layout)
        width, edge = px(6), min(px(1), layout.row / 8)
        step = max(1, int(1 / layout.row))
        rows = layout.seen_rows()
        self._painter.setPen(Qt.PenStyle.NoPen)
        for row in rows[::step]:
            if (color := colors.of(int(layout.shape.frame.ends[row]))) is not None:
                self._painter.fillRect(QRectF(layout.strip_x, layout.y(row) + edge, width,
                                              max(1.0, layout.row * step - 2 * edge)), color)


class Colors:
    """The colors that a column gives to leaves, and to branches whose leaves have the same."""

    def __init__(self, layout: TreeLayout) -> None:
        view = layout.view
        column = view.tree.table[view.color_by or ""]
        self._codes = layout.shape.color if column.kind is Kind.CATEGORY else None
        self._amounts = np.empty(0) if self._codes is not None else amounts(column)
        self._low, self._high = limits(self._amounts)
        self._leaves = len(view.tree)

    def of(self, node: int) -> QColor | None:
        if self._codes is not None:
            code = int(self._codes[node])
            return None if code < 0 else color_of(code)
        value = float(self._amounts[node]) if node < self._leaves else np.nan
        return None if np.isnan(value) else ramp((value - self._low) / (self._high - self._low))


def amounts(column: Column) -> np.ndarray:
    """The values of numbers or times as numbers, NaN where there is none."""
    if column.kind is not Kind.TIME:
        return column.values
    return np.where(np.isnat(column.values), np.nan, column.values.astype(np.int64))


def limits(values: np.ndarray) -> tuple[float, float]:
    """The smallest and the largest number, a little apart at least."""
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    return low, high if high > low else low + 1.0


def ramp(share: float) -> QColor:
    """The color of a number: from close to the ground to the far end."""
    return mixed(theme().colors.window, far_color(), 0.15 + 0.85 * min(max(share, 0.0), 1.0))


def example_nodes(layout: TreeLayout) -> list[int]:
    """The smallest branches that are high enough for a picture and are seen."""
    shape, n = layout.shape, len(layout.shape.tree)
    frame, needed = shape.frame, max(1.0, px(28) / layout.row)
    high = np.zeros(2 * n - 1, bool)
    high[n + frame.merges] = frame.bottoms - frame.tops >= needed
    high[frame.ends] = needed <= 1
    tall = n + frame.merges[high[n + frame.merges]]
    smallest = tall[~high[shape.tree.merges[tall - n]].any(axis=1)]
    rows = layout.seen_rows()
    spans = shape.tree.spans[smallest - n]
    seen = (frame.lines[spans[:, 0]] < rows.stop) & (frame.lines[spans[:, 1] - 1] >= rows.start)
    return shape.tree.top_down(smallest[seen].tolist())
