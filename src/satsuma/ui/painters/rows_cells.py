"""Rows, cells: draws a block of cells, for the screen and for pictures alike.

A frame of four hundred cells has to be ready within a sixtieth of a second, so it is drawn column
by column, without asking Qt's item machinery for each cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from PyQt6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from satsuma.data.column import Kind, Role
from satsuma.data.names import file_of
from satsuma.ui.colors import mixed
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.palette import color_of
from satsuma.ui.painters.rows_columns import MISSING, ShownColumn
from satsuma.ui.painters.thumbnails import Thumbnail
from satsuma.ui.theme import font, px, theme

EDGE = 8
SIDES = {"none": 20, "small": 36, "large": 96}
"""Design pixels of a picture's longer side, by the setting."""

_POINTS = 64
"""Points that a vector is drawn with at most; more would run into each other."""


@dataclass(frozen=True)
class Block:
    """Cells to be drawn: columns with left edge and width, rows of the table with their tops."""

    columns: Sequence[tuple[ShownColumn, int, int]]
    rows: Sequence[tuple[int, int]]
    height: int
    left: int
    right: int


class Cells:
    """How cells look. `thumbnail` gives the picture of a file, or None while there is none."""

    def __init__(self, thumbnail: Callable[[object, int], Thumbnail | None]) -> None:
        self._thumbnail = thumbnail
        self.bars = False
        self.pictures = "small"
        self.wanted = ""
        """Cells that contain this are marked, while one searches."""

    def height(self, columns: Sequence[ShownColumn]) -> int:
        """How high a row is."""
        pictured = any(one.kind is Kind.IMAGE for one in columns)
        return px(SIDES[self.pictures] + 8) if pictured and self.pictures != "none" else px(28)

    def draw(self, painter: QPainter, block: Block, chosen: np.ndarray) -> None:
        """The grounds of picked rows, the lines below rows, then column by column."""
        colors = theme().colors
        wide = block.right - block.left
        for row, top in block.rows:
            if chosen[row]:
                painter.fillRect(block.left, top, wide, block.height, colors.selection)
        painter.setPen(QPen(colors.line, 1))
        painter.drawLines([QLineF(block.left, top + block.height - 0.5, block.right,
                                  top + block.height - 0.5) for _, top in block.rows])
        painter.setFont(font())
        metrics = QFontMetrics(painter.font())
        for column, left, width in block.columns:
            painter.save()
            # Clipped with what is clipped already: the part that has to be painted anew.
            painter.setClipRect(QRect(left, block.rows[0][1] if block.rows else 0, width,
                                      block.height * len(block.rows)),
                                Qt.ClipOperation.IntersectClip)
            self._draw_column(painter, column, QRect(left, 0, width, block.height), block.rows,
                              chosen, metrics)
            painter.restore()

    def _draw_column(self, painter: QPainter, column: ShownColumn, cell: QRect,
                     rows: Sequence[tuple[int, int]], chosen: np.ndarray,
                     metrics: QFontMetrics) -> None:
        inner = cell.adjusted(px(EDGE), 0, -px(EDGE), 0)
        if column.kind is Kind.VECTOR:
            _draw_vectors(painter, column, inner, rows)
        elif column.kind is Kind.IMAGE:
            self._draw_pictures(painter, column, inner, rows, metrics)
        else:
            if column.is_number and self.bars:
                _draw_bars(painter, column, inner, rows, chosen)
            self._draw_texts(painter, column, inner, rows, metrics)

    # Words and numbers

    def _draw_texts(self, painter: QPainter, column: ShownColumn, inner: QRect,
                    rows: Sequence[tuple[int, int]], metrics: QFontMetrics) -> None:
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignVCenter)
        colors = theme().colors
        painter.setPen(colors.text)
        for row, top in rows:
            text = column.text(row)
            place = QRect(inner.left(), top, inner.width(), inner.height())
            fits = _fitting(text, inner.width(), metrics, column)
            if self.wanted and self.wanted in text.casefold():
                _mark(painter, place, fits, self.wanted, metrics, at_right=column.is_number)
            if text == MISSING:
                painter.setPen(colors.secondary)
            painter.drawText(place, flags, fits)
            if text == MISSING:
                painter.setPen(colors.text)

    # Pictures

    def _draw_pictures(self, painter: QPainter, column: ShownColumn, inner: QRect,
                       rows: Sequence[tuple[int, int]], metrics: QFontMetrics) -> None:
        side = 0 if self.pictures == "none" else px(SIDES[self.pictures])
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        beside = inner.adjusted(side + px(EDGE) if side else 0, 0, 0, 0)
        for row, top in rows:
            value = column.column.values[row]
            if side and value:
                area = QRect(inner.left(), top + (inner.height() - side) // 2, side, side)
                self._draw_picture(painter, area, file_of(column.column.folder, value))
        if beside.width() > px(24):
            self._draw_texts(painter, column, beside, rows, metrics)

    def _draw_picture(self, painter: QPainter, area: QRect, file: object) -> None:
        colors = theme().colors
        found = self._thumbnail(file, area.width())
        if found is None:
            painter.fillRect(area.adjusted(px(4), px(4), -px(4), -px(4)), colors.panel)
        elif found.pixmap is None:
            sign = QRectF(0, 0, min(px(20), area.width()), min(px(20), area.width()))
            sign.moveCenter(QRectF(area).center())
            draw_path(painter, path_of("broken"), sign, colors.warning)
        else:
            size = found.pixmap.size()
            if size.width() > area.width() or size.height() > area.height():
                size.scale(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.drawPixmap(place, found.pixmap)
            painter.setPen(QPen(colors.line, 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))


def _fitting(text: str, width: int, metrics: QFontMetrics, column: ShownColumn) -> str:
    """The text on one line, or what fits of it; a number is not cut, it would be another one."""
    if metrics.horizontalAdvance(text) <= width and "\n" not in text:
        return text
    if column.is_number:
        return "…"
    # Of a path the end says most.
    where = Qt.TextElideMode.ElideMiddle if column.kind is Kind.IMAGE \
        else Qt.TextElideMode.ElideRight
    return metrics.elidedText(" ".join(text[:1000].split()), where, width)


def _mark(painter: QPainter, place: QRect, text: str, wanted: str, metrics: QFontMetrics, *,
          at_right: bool) -> None:
    """A mark behind what was searched for; where it is cut away, behind the dots."""
    sought = wanted if wanted in text.casefold() else "…"
    before = text.casefold().find(sought)
    begin = metrics.horizontalAdvance(text[:before])
    wide = metrics.horizontalAdvance(text[before:before + len(sought)])
    left = place.right() + 1 - metrics.horizontalAdvance(text) if at_right else place.left()
    high = metrics.height()
    mark = QRectF(left + begin - 1, place.center().y() - high / 2, wide + 2, high)
    painter.fillRect(mark, theme().colors.note)
    painter.fillRect(QRectF(mark.left(), mark.bottom() - px(1.5), mark.width(), px(1.5)),
                     theme().colors.note_line)


def _draw_bars(painter: QPainter, column: ShownColumn, inner: QRect,
               rows: Sequence[tuple[int, int]], chosen: np.ndarray) -> None:
    """A bar below each number, from where zero is, or from the smallest one."""
    colors, span = theme().colors, column.span
    zero = span.share(0.0) if span.low < 0 < span.high else 0.0
    quiet, strong = mixed(colors.link, colors.window, 0.45), colors.link
    for row, top in rows:
        value = column.number(row)
        if value != value or span.high <= span.low:  # noqa: PLR0124 - missing, or all alike
            continue
        begin, end = sorted((zero, span.share(value)))
        bar = QRectF(inner.left() + begin * inner.width(), top + inner.height() - px(5),
                     max(px(1), (end - begin) * inner.width()), px(2))
        painter.fillRect(bar, strong if chosen[row] else quiet)


def _draw_vectors(painter: QPainter, column: ShownColumn, inner: QRect,
                  rows: Sequence[tuple[int, int]]) -> None:
    """Each vector as a line: its numbers from left to right, all rows on one scale."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colors, low = theme().colors, column.span.low
    painter.setPen(QPen(colors.text, 1))
    scale = 1 / (column.span.high - low) if column.span.high > low else 0.0
    high = min(inner.height(), px(40)) - px(8)
    count = min(column.column.width, _POINTS)
    xs = np.linspace(inner.left(), inner.right(), count).tolist()
    for row, top in rows:
        values = thinned(column.column.values[row])
        if not len(values) or np.isnan(values).all():
            painter.setPen(colors.secondary)
            painter.drawText(QRect(inner.left(), top, inner.width(), inner.height()),
                             int(Qt.AlignmentFlag.AlignVCenter), MISSING)
            painter.setPen(QPen(colors.text, 1))
            continue
        shares = np.clip((np.nan_to_num(values, nan=low) - low) * scale, 0, 1)
        ys = top + (inner.height() + high) / 2 - high * shares
        painter.drawPolyline(QPolygonF(map(QPointF, xs, ys.tolist())))


def thinned(vector: np.ndarray) -> np.ndarray:
    """At most _POINTS numbers: the largest of each stretch, so that no peak is lost."""
    if len(vector) <= _POINTS:
        return vector.astype(np.float64)
    return np.fmax.reduceat(vector, _starts(len(vector))).astype(np.float64)


@cache
def _starts(length: int) -> np.ndarray:
    return np.linspace(0, length, _POINTS, endpoint=False).astype(np.intp)


def role_color(role: Role) -> QColor | None:
    """The color of a role's line in the head; a feature has none. Words say it too."""
    return {Role.TARGET: color_of(0), Role.META: theme().colors.link}.get(role)
