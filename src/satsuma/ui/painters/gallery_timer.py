"""A timer that waits until things rest: each start begins the wait anew."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer


def resting_timer(parent: QObject, milliseconds: int, then: Callable[[], None]) -> QTimer:
    """A single shot of so many milliseconds; `then` is a bound method."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
