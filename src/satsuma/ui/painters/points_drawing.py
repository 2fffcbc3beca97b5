"""Points drawing: the map with its axes and legend, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPen

from satsuma.data.names import file_of
from satsuma.data.selection import selected_rows
from satsuma.ui.painters.gallery_legend import Entry, entries_of
from satsuma.ui.painters.palette import line_of
from satsuma.ui.painters.points_frame import Cells, Frame, Room, Spread, round_steps, spread
from satsuma.ui.painters.points_shapes import PLAIN, color_for, draw_dot, draw_dots
from satsuma.ui.painters.thumbnails import Thumbnail
from satsuma.ui.painters.tree_pictures import draw_picture
from satsuma.ui.theme import font, px, theme
from satsuma.views import Points

_CENTER = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Find = Callable[[Path], Thumbnail | None]
"""Gives the small picture of a file, None while there is none."""


@dataclass(frozen=True, eq=False)
class Map:
    """A view with what is worked out of it once: places, codes of color, what is selected."""

    view: Points
    points: Spread
    codes: np.ndarray
    selected: np.ndarray
    entries: tuple[Entry, ...]
    _cells: dict[tuple[Frame, float], Cells] = field(default_factory=dict)

    @property
    def has_pictures(self) -> bool:
        return self.view.pictures and self.view.image is not None

    def file(self, point: int) -> Path | None:
        """The picture of a point."""
        if self.view.image is None:
            return None
        column = self.view.table[self.view.image]
        value = column.values[self.points.rows[point]]
        return file_of(column.folder, value) if value else None

    def id_of(self, point: int) -> str:
        return self.view.table.ids[self.points.rows[point]]

    def cells(self, frame: Frame) -> Cells:
        """The cells of one picture each; those of the last frame are remembered."""
        key = frame, float(px(self.view.size))
        if key not in self._cells:
            self._cells.clear()
            self._cells[key] = frame.cells(self.points, key[1])
        return self._cells[key]

    def frame(self, area: QRectF) -> Frame:
        """All of the map in a rectangle: the axes are beside the points, the legend above."""
        top = px(40) if self.entries else px(16)
        room = Room(area.left() + px(64), area.top() + top, max(10.0, area.width() - px(80)),
                    max(10.0, area.height() - top - px(52)))
        return Frame(room, px(self.view.size) if self.has_pictures else px(16))


def map_of(view: Points) -> Map:
    """What has to be known of a view to draw it."""
    points = spread(view)
    column = view.table[view.color] if view.color is not None else None
    codes = column.values[points.rows] if column is not None \
        else np.full(len(points.rows), PLAIN, np.int32)
    marked = np.zeros(len(view.table), bool)
    marked[selected_rows(view.table, view.selected)] = True
    entries = tuple(entries_of(column)) if column is not None else ()
    return Map(view, points, codes, marked[points.rows], entries)


def draw_map(painter: QPainter, area: QRectF, shown: Map, frame: Frame, find: Find,
             ratio: float | None) -> Iterator[None]:
    """Draw it in steps; with a `ratio`, of the screen's pixels to ours, all dots at once."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    draw_axes(painter, area, shown, frame)
    draw_legend(painter, QRectF(frame.room.left, area.top() + px(8), frame.room.width, px(24)),
                shown.entries)
    painter.save()
    painter.setClipRect(QRectF(*frame.room).adjusted(-1, -1, 1, 1))
    if shown.has_pictures:
        yield from _draw_pictures(painter, shown, frame, find)
    else:
        yield from _draw_dots(painter, shown, frame, ratio)
    painter.restore()


def _draw_dots(painter: QPainter, shown: Map, frame: Frame, ratio: float | None) -> Iterator[None]:
    x, y = frame.pixels(shown.points)
    room, edge = frame.room, px(10)
    seen = np.flatnonzero((x > room.left - edge) & (x < room.left + room.width + edge)
                          & (y > room.top - edge) & (y < room.top + room.height + edge))
    if ratio is not None:
        draw_dots(painter, x[seen], y[seen], shown.codes[seen], shown.selected[seen], ratio)
        yield
        return
    seen = seen[np.argsort(shown.selected[seen], kind="stable")]
    for number, point in enumerate(seen.tolist()):
        draw_dot(painter, QPointF(x[point], y[point]), int(shown.codes[point]),
                 selected=bool(shown.selected[point]))
        if number % 500 == 499:
            yield
    yield


def _draw_pictures(painter: QPainter, shown: Map, frame: Frame, find: Find) -> Iterator[None]:
    cells = shown.cells(frame)
    marked = cells.with_any(shown.selected)
    for number, point in enumerate(cells.shown.tolist()):
        place = _square(cells.x[number], cells.y[number], cells.side - px(4))
        draw_cell(painter, place, shown, point, find)
        if marked[number]:
            painter.setPen(QPen(theme().colors.accent_line, px(3)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
        if cells.counts[number] > 1:
            _draw_count(painter, place, int(cells.counts[number]))
        if number % 40 == 39:
            yield
    yield


def draw_cell(painter: QPainter, place: QRectF, shown: Map, point: int, find: Find) -> None:
    """The picture of a point, framed by the color of its category, with its shape in a corner."""
    code = int(shown.codes[point])
    edge = px(3) if code >= 0 else 0
    file = shown.file(point)
    if file is None:
        draw_dot(painter, place.center(), code)
        return
    draw_picture(painter, place.adjusted(edge, edge, -edge, -edge), find(file))
    if code >= 0:
        painter.setPen(QPen(color_for(code), edge, line_of(code), Qt.PenCapStyle.FlatCap,
                            Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2))
        draw_dot(painter, place.topLeft() + QPointF(px(6), px(6)), code)


def _square(x: float, y: float, side: float) -> QRectF:
    return QRectF(x - side / 2, y - side / 2, side, side)


def _draw_count(painter: QPainter, place: QRectF, count: int) -> None:
    """How many rows the picture stands for."""
    colors, text = theme().colors, f"{count:,}"
    painter.setFont(font(10, bold=True))
    wide = max(px(16), QFontMetricsF(painter.font()).horizontalAdvance(text) + px(8))
    pill = QRectF(place.right() - wide, place.bottom() - px(15), wide, px(15))
    painter.setPen(QPen(colors.line, 1))
    painter.setBrush(colors.panel)
    painter.drawRoundedRect(pill, px(7), px(7))
    painter.setPen(colors.text)
    painter.drawText(pill, _CENTER, text)


def draw_axes(painter: QPainter, area: QRectF, shown: Map, frame: Frame) -> None:
    """Round numbers along both sides, and what they are."""
    colors, room = theme().colors, frame.room
    (low_x, high_x), (low_y, high_y) = shown.points.ends
    painter.setFont(font(11))
    right, bottom = room.left + room.width, room.top + room.height
    with np.errstate(over="ignore", invalid="ignore"):
        wide, high = high_x - low_x, high_y - low_y
        first, last = (low_x + wide * frame.across_at(one) for one in (room.left, right))
        for number in round_steps(first, last, int(room.width / px(80))):
            x = float(frame.x(np.float64((number - low_x) / wide)))
            painter.setPen(QPen(colors.grid, 1))
            painter.drawLine(QPointF(x, room.top), QPointF(x, bottom))
            painter.setPen(colors.secondary)
            painter.drawText(QRectF(x - px(40), bottom + px(4), px(80), px(16)), _CENTER,
                             f"{number:.6g}".replace("-", "−"))
        first, last = (low_y + high * frame.up_at(one) for one in (bottom, room.top))
        for number in round_steps(first, last, int(room.height / px(60))):
            y = float(frame.y(np.float64((number - low_y) / high)))
            painter.setPen(QPen(colors.grid, 1))
            painter.drawLine(QPointF(room.left, y), QPointF(right, y))
            painter.setPen(colors.secondary)
            painter.drawText(QRectF(room.left - px(46), y - px(8), px(40), px(16)), _RIGHT,
                             f"{number:.4g}".replace("-", "−"))
    painter.setPen(QPen(colors.link, 1))
    painter.drawLine(QPointF(room.left, bottom), QPointF(right, bottom))
    painter.drawLine(QPointF(room.left, room.top), QPointF(room.left, bottom))
    _draw_titles(painter, area, shown.view.titles, room)


def _draw_titles(painter: QPainter, area: QRectF, titles: tuple[str, str], room: Room) -> None:
    painter.setFont(font(12, bold=True))
    painter.setPen(theme().colors.text)
    measure = QFontMetrics(painter.font())
    across, up = (measure.elidedText(" ".join(title.split()), Qt.TextElideMode.ElideMiddle,
                                     int(most))
                  for title, most in zip(titles, (room.width, room.height), strict=True))
    painter.drawText(QRectF(room.left, area.bottom() - px(28), room.width, px(20)), _CENTER, across)
    painter.save()
    painter.translate(area.left() + px(12), room.top + room.height / 2)
    painter.rotate(-90)
    painter.drawText(QRectF(-room.height / 2, -px(8), room.height, px(16)), _CENTER, up)
    painter.restore()


def draw_legend(painter: QPainter, room: QRectF, entries: tuple[Entry, ...]) -> None:
    """Shapes, words and counts in one line; what does not fit is counted at its end."""
    colors, left = theme().colors, room.left()
    painter.setFont(font(11))
    measure = QFontMetrics(painter.font())
    for number, entry in enumerate(entries):
        text = measure.elidedText(" ".join(entry.title.split()), Qt.TextElideMode.ElideRight,
                                  px(140))
        words = f"{text} {entry.count:,}"
        wide = px(22) + measure.horizontalAdvance(words)
        if left + wide + px(44) > room.right() and number:
            painter.setPen(colors.secondary)
            painter.drawText(QPointF(left, room.center().y() + px(4)),
                             f"+{len(entries) - number:,}")
            return
        draw_dot(painter, QPointF(left + px(6), room.center().y()), entry.code)
        painter.setPen(colors.text)
        painter.drawText(QRect(int(left) + px(18), int(room.top()), wide, int(room.height())),
                         Qt.AlignmentFlag.AlignVCenter, words)
        left += wide + px(14)
