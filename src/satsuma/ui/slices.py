"""Slices: work that must be done in Qt's thread, a few milliseconds at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Any

from PyQt6 import sip
from PyQt6.QtCore import QObject, QTimer

BUDGET = 0.02
"""Seconds of steps between two looks at what else is to be done."""


class Slices(QObject):
    """Goes through `steps` whenever nothing else is to be done, as long as `owner` lives.

    `then` gets what the steps return, `failed` what they raise. Steps take 10 ms at most each.
    """

    def __init__(self, owner: QObject, steps: Generator[None, None, Any],
                 then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        super().__init__(owner)
        self._steps, self._then, self._failed = steps, then, failed
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)
        self._timer.start()
        owner.destroyed.connect(steps.close)  # what they draw into must not go before they do
        self._work()  # what is small is done at once

    def _work(self) -> None:
        end = time.perf_counter() + BUDGET
        try:
            while time.perf_counter() < end:
                next(self._steps)
        except StopIteration as ended:
            self._finish(self._then, ended.value)
        except Exception as error:  # noqa: BLE001 - handed to whoever asked
            self._finish(self._failed, error)

    def _finish(self, tell: Callable[[Any], None], what: Any) -> None:
        self._timer.stop()
        if not sip.isdeleted(self):
            self.deleteLater()
        tell(what)


def at_once(steps: Generator[None, None, Any]) -> Any:
    """What the steps return, where there is no window to hold up."""
    try:
        while True:
            next(steps)
    except StopIteration as ended:
        return ended.value
