"""Watching a program at work: its memory, its threads, and how long its window did not answer."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable

import numpy as np
from PyQt6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication

from tests.own_time import waited_for_processors

BEAT = 5
"""Milliseconds between two looks whether the window answers."""

STALL = 0.1
"""Seconds from which a person notices."""


class Pulse(QObject):
    """Beats in Qt's thread; what is between two beats is time in which nobody was answered.

    Meanwhile somebody seems to be at work: what is put off until the person rests is put off.
    `longest` and `stalls` leave out the time for which a thread of ours waited for a processor
    that others had: on a busy computer every program stands still now and then. `worst` tells the
    longest of each phase, by what `phase` calls it.
    """

    def __init__(self, phase: Callable[[], str] = str) -> None:
        super().__init__()
        self._phase, self._name = phase, phase()
        self.worst: dict[str, float] = {}
        self.longest = self.longest_seen = 0.0
        self.stalls: list[float] = []
        self._at, self._waited = time.perf_counter(), waited_for_processors()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def restart(self) -> None:
        """From now on; what a test did itself does not count."""
        self._at, self._waited = time.perf_counter(), waited_for_processors()

    def _beat(self) -> None:
        QCoreApplication.postEvent(self, QKeyEvent(
            QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier))  # somebody is at work
        seen = time.perf_counter() - self._at
        waited = waited_for_processors()
        longest = max((waited[one] - self._waited.get(one, 0.0) for one in waited), default=0.0)
        here = max(0.0, seen - longest)
        self._at, self._waited = time.perf_counter(), waited
        self.longest_seen = max(self.longest_seen, seen)
        self.longest = max(self.longest, here)
        self.worst[self._name] = max(self.worst.get(self._name, 0.0), here)
        self._name = self._phase()
        if here > STALL:
            self.stalls.append(here)

    def stop(self) -> None:
        self._timer.stop()


def memory() -> int:
    """Bytes that this process holds in memory."""
    if sys.platform == "linux":
        with open("/proc/self/statm") as told:
            return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def slope(values: list[int]) -> float:
    """By how much they grow from one to the next: a line laid through all of them."""
    return float(np.polyfit(np.arange(len(values)), values, 1)[0]) if len(values) > 1 else 0.0


def settle(rounds: int = 3) -> None:
    """What was closed is gone."""
    from satsuma.ui.background import background

    for _ in range(rounds):
        background().wait(5)
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def answer_until(true: Callable[[], bool], seconds: float) -> None:
    """Let the window work until something holds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        QCoreApplication.processEvents()
        time.sleep(0.001)


def widgets() -> int:
    return len(QApplication.allWidgets())


def threads() -> set[str]:
    """The threads that do not belong to the pool that stays."""
    return {one.name for one in threading.enumerate()
            if one is not threading.main_thread() and not one.name.startswith("background-")}
