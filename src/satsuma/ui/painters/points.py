"""Points: rows as dots or pictures on a plane, to look around in and to pick from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)

from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.points_card import PICTURE, draw_card, told
from satsuma.ui.painters.points_drawing import Map, draw_map, map_of
from satsuma.ui.painters.points_frame import Frame, Place
from satsuma.ui.painters.points_hand import PointsHand
from satsuma.ui.painters.thumbnails import Thumbnail, Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.views import Points

_NEAR = 10
"""Design pixels from which a dot is taken."""


class PointsPainter(Painter):
    """The map is drawn once and kept; the mouse draws only what is under it."""

    step = "Select on the map"
    while_stale = "What you select is kept, and counts as soon as the new map is there."

    def __init__(self) -> None:
        super().__init__()
        self.thumbnails = Thumbnails(self)
        self.thumbnails.arrived.connect(self._arrived)
        self.map: Map | None = None
        self.current: int | None = None
        self.hovered: int | None = None
        self._at = QPointF()
        self._frame: Frame | None = None
        self._kept: QPixmap | None = None
        self.hand = PointsHand(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(px(200), px(160))
        self.setAccessibleName("Map")
        theme().changed.connect(self._draw_anew)

    def show_view(self, view: Points) -> None:
        before = self.map
        self.map = map_of(view)
        if before is None or not (np.array_equal(before.view.x, view.x, equal_nan=True)
                                  and np.array_equal(before.view.y, view.y, equal_nan=True)):
            self._frame = self.current = None
        self.hovered = None
        self._tell()
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._kept = None
        self.update()

    def _arrived(self, _file: Path) -> None:
        self._draw_anew()

    def _tell(self) -> None:
        if self.map is None:
            return
        words = f"{len(self.map.points.rows):,} points, {int(self.map.selected.sum()):,} selected"
        if self.current is not None:
            words = f"{', '.join(told(self.map, self.current))}. {words}"
        self.setAccessibleDescription(words)

    # Where things are

    def frame_now(self) -> Frame:
        """What is seen, in the window as large as it is."""
        assert self.map is not None
        return self._frame_in(QRectF(self.rect()))

    def look(self, frame: Frame | None) -> None:
        """Look at another part; at all of it with None."""
        self._frame = frame
        self.thumbnails.forget_wishes()
        self._draw_anew()

    def zoom_by(self, factor: float) -> None:
        """Larger around the point that one is at, else around the middle."""
        if self.map is None:
            return
        frame = self.frame_now()
        at = Place(frame.room.left + frame.room.width / 2, frame.room.top + frame.room.height / 2)
        if self.current is not None:
            x, y = frame.pixels(self.map.points)
            at = Place(float(x[self.current]), float(y[self.current]))
        self.look(frame.zoomed(factor, at))

    def places(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What can be gone to: where it is in pixels, and which points these are."""
        if self.map is None:
            return np.empty(0), np.empty(0), np.empty(0, np.intp)
        if self.map.has_pictures:
            cells = self.map.cells(self.frame_now())
            return cells.x, cells.y, cells.shown
        x, y = self.frame_now().pixels(self.map.points)
        return x, y, np.arange(len(x))

    def point_at(self, place: QPointF) -> int | None:
        """The point whose picture or dot is at a place."""
        if self.map is None or not QRectF(*self.frame_now().room).contains(place):
            return None
        x, y, which = self.places()
        away = np.hypot(x - place.x(), y - place.y())
        if self.map.has_pictures:
            side = px(self.map.view.size) / 2
            away = np.where(np.maximum(np.abs(x - place.x()), np.abs(y - place.y())) <= side,
                            away, np.inf)
        if not len(away) or not np.isfinite(nearest := away.min()):
            return None
        return int(which[away.argmin()]) if self.map.has_pictures or nearest <= px(_NEAR) else None

    def ids_in(self, box: QRectF) -> list[str]:
        """The rows whose points are in a rectangle."""
        if self.map is None:
            return []
        x, y = self.frame_now().pixels(self.map.points)
        inside = ((x >= box.left()) & (x <= box.right()) & (y >= box.top()) & (y <= box.bottom()))
        ids = self.map.view.table.ids
        return [ids[row] for row in self.map.points.rows[inside].tolist()]

    def id_of(self, point: int) -> str:
        assert self.map is not None
        return self.map.id_of(point)

    def hover(self, point: int | None, at: QPointF | None = None) -> None:
        """The mouse came to a point, or left it."""
        if point is not None or self.hovered is not None:
            self.hovered, self._at = point, at if at is not None else self._at
            self.update()

    def stand_on(self, point: int) -> None:
        """The keys came to a point: it is brought into sight."""
        assert self.map is not None
        self.current, self.hovered = point, None
        points = self.map.points
        frame = self.frame_now()
        shown = frame.showing(float(points.across[point]), float(points.up[point]))
        if shown is not frame:
            self.look(shown)
        self._tell()
        self.update()

    # Drawing

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self.map is None:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._kept is None:
            self._kept = QPixmap(self.size() * ratio)
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(Qt.GlobalColor.transparent)
            drawn = QPainter(self._kept)
            for _ in draw_map(drawn, QRectF(self.rect()), self.map, self.frame_now(),
                              partial(self.small, side=px(self.map.view.size) * ratio), ratio):
                pass
            drawn.end()
        painter.drawPixmap(0, 0, self._kept)
        self._draw_under_hand(painter, ratio)

    def _draw_under_hand(self, painter: QPainter, ratio: float) -> None:
        colors = theme().colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.map is not None and self.current is not None and self.hasFocus():
            x, y, which = self.places()
            for at in np.flatnonzero(which == self.current).tolist():
                half = px(self.map.view.size) / 2 if self.map.has_pictures else px(10)
                painter.setPen(QPen(colors.text, px(2), Qt.PenStyle.DotLine))
                painter.drawRect(QRectF(x[at] - half, y[at] - half, 2 * half, 2 * half))
        if self.hand.box is not None:
            painter.setPen(QPen(colors.accent_line, px(1.5), Qt.PenStyle.DashLine))
            painter.drawRect(self.hand.box)
        elif self.map is not None and self.hovered is not None:
            draw_card(painter, QRectF(self.rect()), self._at, self.map, self.hovered,
                      partial(self.small, side=px(PICTURE) * ratio))

    def small(self, file: Path, side: float) -> Thumbnail | None:
        """The thumbnail, meanwhile one of another size."""
        return self.thumbnails.get(file, side) or self.thumbnails.near(file, side)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.map is not None:
            self.hand.pressed(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.map is not None:
            self.hand.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.map is not None:
            self.hand.released(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802
        if event is not None and self.map is not None:
            self.hand.wheeled(event)
            event.accept()

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self.hover(None)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        self._kept = None

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is not None and (self.map is None or not self.hand.key(event)):
            super().keyPressEvent(event)

    # The picture

    def picture_size(self) -> QSize:
        return self.size().expandedTo(QSize(px(640), px(480)))

    def prepare_picture(self, then: Callable[[], None]) -> None:
        if self.map is None or not self.map.has_pictures:
            then()
            return
        frame = self._frame_in(QRectF(QPointF(), self.picture_size().toSizeF()))
        files = [self.map.file(point) for point in self.map.cells(frame).shown.tolist()]
        side = px(self.map.view.size) * 2
        self.thumbnails.when_all([(file, side) for file in files if file is not None], then)

    def _frame_in(self, rect: QRectF) -> Frame:
        """The part that is looked at, in a window or on paper of this size."""
        assert self.map is not None
        frame, seen = self.map.frame(rect), self._frame
        return frame if seen is None else replace(frame, zoom=seen.zoom, middle=seen.middle)

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        for _ in self.picture_steps(painter, rect):
            pass

    def picture_steps(self, painter: QPainter, rect: QRectF) -> Iterator[None]:
        if self.map is not None:
            yield from draw_map(painter, rect, self.map, self._frame_in(rect),
                                partial(self.small, side=px(self.map.view.size) * 2), None)
