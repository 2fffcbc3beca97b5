"""Window fitting: no window is larger than its screen, and none stands where no screen is."""

from __future__ import annotations

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QWidget

from satsuma.workflow.window_places import WindowPlace

FRAME = 32
"""Pixels above a window for its title, which must stay in reach."""


def put(window: QWidget, place: WindowPlace) -> None:
    """Put a window where it stood, as far as the screens there are now allow it."""
    rect = QRect(place.x, place.y, place.width, place.height)
    window.setGeometry(fitted(rect, screen_of(rect)))
    if place.is_maximized:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def fit(window: QWidget) -> None:
    """Make a new window small enough for the screen it will come up on."""
    room = screen_of(window.geometry())
    window.resize(fitted(QRect(room.topLeft(), window.size()), room).size())


def limit_size(window: QWidget, width: int, height: int) -> None:
    """Let a window not become smaller than that, unless its screen is smaller yet."""
    room = screen_of(window.geometry())
    window.setMinimumSize(min(width, room.width()),
                          min(height, room.height() - min(FRAME, room.height() // 4)))


def screen_of(rect: QRect) -> QRect:
    """The usable part of the screen that shows most of a window; of the first one for none."""
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if not rooms:
        return rect
    return max(rooms, key=lambda room: _area(room.intersected(rect)))


def fitted(rect: QRect, room: QRect) -> QRect:
    """The rectangle within the room, moved before it is made smaller."""
    inner = room.adjusted(0, min(FRAME, room.height() // 4), 0, 0)
    size = rect.size().boundedTo(inner.size())
    left = min(max(rect.left(), inner.left()), inner.right() + 1 - size.width())
    top = min(max(rect.top(), inner.top()), inner.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())
