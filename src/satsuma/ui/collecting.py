"""Garbage collection on Qt's thread only.

The collector runs in whatever thread happens to allocate, and would delete Qt's objects there,
which crashes. So it is turned off, and called by a timer: young generations often, the oldest only
while the person does nothing.
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

_USED = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress,
         QEvent.Type.Wheel)


class Collecting(QObject):
    """Collects for as long as it lives; afterwards Python does so again."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._used = self._old = time.monotonic()
        gc.disable()
        gc.freeze()
        app.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(round(YOUNG_EVERY * 1000))
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        now = time.monotonic()
        if now - self._used > IDLE and now - self._old > OLD_EVERY:
            self._old = now
            gc.collect()
        else:
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
