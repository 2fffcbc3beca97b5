"""Scrolling by itself while the rubber band is drawn at or beyond an edge of the gallery."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPoint, QTimer
from PyQt6.QtWidgets import QAbstractScrollArea

from satsuma.ui.theme import px

_EVERY = 30
"""Milliseconds between two steps."""

_MARGIN = 24
"""Design pixels within the edge in which it begins: the window may end at that of the screen."""

_FASTEST = 160


class EdgeScroll:
    """Scrolls the faster the further out the mouse is, and tells `then` where the mouse is."""

    def __init__(self, area: QAbstractScrollArea, then: Callable[[QPoint], None]) -> None:
        self._area, self._then = area, then
        self._at = QPoint()
        self._step = 0
        self._timer = QTimer(area)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._go_on)

    def follow(self, at: QPoint, moved: QPoint) -> None:
        """The mouse is at a point of the viewport, `moved` from where the band began."""
        self._at = at
        beyond = _beyond(at.y(), self._area.viewport().height())
        # A band that is begun close to an edge and drawn away from it stays where it is.
        self._step = beyond if beyond * moved.y() > 0 else 0
        if self._step and not self._timer.isActive():
            self._timer.start()
        elif not self._step:
            self._timer.stop()

    def stop(self) -> None:
        self._timer.stop()

    def _go_on(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + self._step)
        self._then(self._at)


def _beyond(at: int, height: int) -> int:
    """Pixels to scroll by: negative for upwards, none in the middle."""
    margin = min(px(_MARGIN), height // 4)
    if at < margin:
        return max(at - margin, -px(_FASTEST))
    return min(max(0, at - (height - margin)), px(_FASTEST))
