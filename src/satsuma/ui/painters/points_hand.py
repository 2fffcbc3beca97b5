"""Points hand: what mouse and keys do on a map.

A click picks the point under the mouse, a box drawn from anywhere picks what is in it; with Ctrl or
Shift it adds. The middle button drags the map, the wheel moves it, and with Ctrl it zooms around
the pointer. The arrow keys go from point to point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from satsuma.gestures import Boxed, Clicked
from satsuma.ui.painters.points_frame import Place
from satsuma.ui.theme import px

if TYPE_CHECKING:
    from satsuma.ui.painters.points import PointsPainter

STEP = 1.2
"""How much one notch of the wheel makes larger."""

_WAYS = {Qt.Key.Key_Left: (-1.0, 0.0), Qt.Key.Key_Right: (1.0, 0.0), Qt.Key.Key_Up: (0.0, -1.0),
         Qt.Key.Key_Down: (0.0, 1.0)}
_KEYS = Qt.KeyboardModifier


class PointsHand:
    """Holds what the mouse has in its hand: a box, or the map."""

    def __init__(self, window: PointsPainter) -> None:
        self._window = window
        self._pressed: QPointF | None = None
        self._grabbed: QPointF | None = None
        self.box: QRectF | None = None

    def pressed(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed = event.position()
            self._window.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def moved(self, event: QMouseEvent) -> None:
        window, place = self._window, event.position()
        if self._grabbed is not None:
            by, self._grabbed = place - self._grabbed, place
            window.look(window.frame_now().moved(by.x(), by.y()))
        elif self._pressed is not None:
            if self.box is not None or (place - self._pressed).manhattanLength() > px(4):
                self.box = QRectF(self._pressed, place).normalized()
                window.hover(None)
                window.update()
        else:
            window.hover(window.point_at(place), place)

    def released(self, event: QMouseEvent) -> None:
        window = self._window
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed = None
            window.unsetCursor()
        elif event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            box, self.box, self._pressed = self.box, None, None
            if box is not None:
                self._take(box, event.modifiers())
            else:
                self._click(window.point_at(event.position()), event.modifiers())
            window.update()

    def _take(self, box: QRectF, held: Qt.KeyboardModifier) -> None:
        found = tuple(self._window.ids_in(box))
        extend = bool(held & (_KEYS.ControlModifier | _KEYS.ShiftModifier))
        if found:
            self._window.gesture.emit(Boxed(found, extend))
        elif not extend:
            self._window.gesture.emit(Clicked(None))

    def _click(self, point: int | None, held: Qt.KeyboardModifier) -> None:
        window = self._window
        toggle, extend = bool(held & _KEYS.ControlModifier), bool(held & _KEYS.ShiftModifier)
        if point is None:
            if not toggle and not extend:
                window.gesture.emit(Clicked(None))
            return
        window.current = point
        window.gesture.emit(Clicked(window.id_of(point), toggle=toggle, extend=extend,
                                    remove=bool(held & _KEYS.AltModifier)))

    def wheeled(self, event: QWheelEvent) -> None:
        window, turned = self._window, event.angleDelta()
        if event.modifiers() & _KEYS.ControlModifier:
            at = event.position()
            window.look(window.frame_now().zoomed(STEP ** (turned.y() / 120),
                                                  Place(at.x(), at.y())))
        else:
            window.look(window.frame_now().moved(turned.x() / 120 * px(72),
                                                 turned.y() / 120 * px(72)))
        window.hover(None)

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key means something here."""
        window, key, held = self._window, Qt.Key(event.key()), event.modifiers()
        if key in _WAYS:
            self._go(*_WAYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if window.current is not None:
                self._click(window.current, held)
        elif key == Qt.Key.Key_A and held & _KEYS.ControlModifier:
            window.gesture.emit(Boxed("all"))
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            window.zoom_by(1 / STEP if key == Qt.Key.Key_Minus else STEP)
        elif key == Qt.Key.Key_0:
            window.look(None)
        else:
            return False
        return True

    def _escape(self) -> None:
        """Give up the box, else let go of what is picked."""
        if self._pressed is not None:
            self._pressed = self.box = None
            self._window.update()
        else:
            self._window.gesture.emit(Clicked(None))

    def _go(self, right: float, down: float) -> None:
        """To the nearest point in this direction."""
        window = self._window
        x, y, which = window.places()
        if not len(which):
            return
        now = np.flatnonzero(which == window.current) if window.current is not None else []
        if not len(now):
            window.stand_on(int(which[0]))
            return
        off_x, off_y = x - x[now[0]], y - y[now[0]]
        ahead, beside = off_x * right + off_y * down, np.abs(off_x * down) + np.abs(off_y * right)
        cost = np.where((ahead > 0.5) & (ahead >= beside * 0.5), ahead + 2 * beside, np.inf)
        if np.isfinite(cost).any():
            window.stand_on(int(which[int(cost.argmin())]))
