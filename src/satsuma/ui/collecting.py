"""Garbage collection on Qt's thread only.

The collector runs in whatever thread happens to allocate, and would delete Qt's objects there,
which crashes. So it is turned off, and called by a timer: young generations often, the oldest only
while the person does nothing.

A collection takes the longer the more was made since the last one (100,000 objects: 40 ms), and
workers make hundreds of thousands in a second; so it does not only go by the clock.
"""

from __future__ import annotations

import gc
import time

from PyQt6.QtCore import QEvent, QObject, QTimer
from PyQt6.QtWidgets import QApplication

YOUNG_EVERY = 1.0
OLD_EVERY = 60.0
IDLE = 5.0
"""Seconds."""

REST = 200
"""How many times longer than the last full collection the person has to rest: with 100,000
pictures one takes a quarter of a second, and would be felt by whoever comes back just then."""

BEAT = 100
"""Milliseconds between two looks at how much was made."""

MANY = 10_000
"""Objects that are collected at once, and not when their second is over."""

_USED = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress,
         QEvent.Type.Wheel)


class Collecting(QObject):
    """Collects for as long as it lives; afterwards Python does so again."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._used = self._old = self._young = time.monotonic()
        self._cost = 0.0
        gc.disable()
        gc.freeze()
        app.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        now = time.monotonic()
        if now - self._used > max(IDLE, REST * self._cost) and now - self._old > OLD_EVERY:
            self._old = self._young = now
            begun = time.thread_time()
            gc.collect()
            self._cost = time.thread_time() - begun
        elif now - self._young > YOUNG_EVERY or gc.get_count()[0] > MANY:
            self._young = now
            gc.collect(1)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() in _USED:
            self._used = time.monotonic()
        return False

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
