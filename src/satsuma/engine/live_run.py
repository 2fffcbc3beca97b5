"""LiveRun: the run that the engine hands to a widget."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from threading import Event, Lock
from typing import Any, TypeVar

from satsuma.data.fingerprint import fingerprint
from satsuma.engine.plan import holds_for_now, mark_for_now
from satsuma.engine.store import WORTH_KEEPING, Disk, Memory
from satsuma.run import Cancelled, Price, Run

T = TypeVar("T")

_TOLD_EVERY = 0.05
"""Seconds between two reports of progress."""


class Onces:
    """The values of `run.once`: kept in memory and on disk, each computed by one run at a time."""

    def __init__(self, memory: Memory, disk: Disk | None) -> None:
        self._memory, self._disk = memory, disk
        self._lock = Lock()
        self._underway: dict[str, Event] = {}

    def has(self, key: str, function: Callable[..., Any]) -> bool:
        """Whether the value is there, in memory or on disk."""
        disk = self._disk_for(key)
        return key in self._memory or (disk is not None and disk.has(key, function))

    def get(self, key: str, function: Callable[..., T], args: tuple[Any, ...],
            check: Callable[[], None]) -> T:
        """The function's value under this key; `check` may raise while another run computes it."""
        while True:
            with self._lock:
                if key in self._memory:
                    kept: tuple[T] = self._memory.get(key)
                    if kept is not None:
                        return kept[0]
                other = self._underway.get(key)
                if other is None:
                    mine = self._underway[key] = Event()
                    break
            while not other.wait(0.05):
                check()
        try:
            value = self._made(key, function, args)
            self._memory.put(key, (value,))
            return value
        finally:
            with self._lock:
                del self._underway[key]
            mine.set()

    def _made(self, key: str, function: Callable[..., T], args: tuple[Any, ...]) -> T:
        disk = self._disk_for(key)
        if disk and (kept := disk.get(key, function)) is not None:
            return kept[0]
        started = time.monotonic()
        value = function(*args)
        if disk and time.monotonic() - started >= WORTH_KEEPING:
            disk.put(key, function, (value,))
        return value

    def _disk_for(self, key: str) -> Disk | None:
        return None if holds_for_now(key) else self._disk


class LiveRun(Run):
    """Reports progress and can be cancelled.

    `names` gives the key of every input value by its identity, so that `once` need not read
    through arrays. `told` is called, at most every 50 ms, when something changed.
    """

    def __init__(self, onces: Onces, names: Mapping[int, str], told: Callable[[], None]) -> None:
        self.cancelled = Event()
        self.warnings: list[str] = []
        self.passes = False
        self.onces_used: set[str] = set()
        self.text = ""
        self.counted: tuple[int, int] | None = None
        self.announced: Price | None = None
        self.started = time.monotonic()
        self._onces, self._names, self._told = onces, names, told
        self._last_told = 0.0
        self._share = 0.0
        self._first = (self.started, 0.0)  # when the first step was done, and its share

    @property
    def progress(self) -> float:
        """From 0 to 1. A run that counts, and goes on where another was stopped, begins there."""
        if self.counted is not None:
            return self.counted[0] / max(1, self.counted[1])
        return self._share

    @property
    def left(self) -> float | None:
        """Seconds left, as far as can be told: what comes before the first step is not repeated."""
        spent, done = time.monotonic() - self._first[0], self._share - self._first[1]
        if done > 0.02 and spent > 0.5:
            return spent * (1 - self._share) / done
        return None

    @property
    def stopped_text(self) -> str:
        """What is said of it once it is cancelled."""
        if self.counted is not None:
            done, total = self.counted
            return f"stopped, {done:,} of {total:,} done"
        return f"stopped at {int(self.progress * 100)}%"

    def check(self) -> None:
        if self.cancelled.is_set():
            raise Cancelled

    def track(self, items: Iterable[T], total: int | None = None) -> Iterator[T]:
        if total is None:
            if not isinstance(items, Sized):
                items = list(items)
            total = len(items)
        for done, item in enumerate(items):
            self._report(done / total if total else 1.0)
            yield item
        self._report(1.0)

    def _report(self, progress: float) -> None:
        self.check()
        if progress < self._share or self._share == 0.0:
            self._first = (time.monotonic(), progress)
        self._share = progress
        self._tell_soon()

    def _tell_soon(self) -> None:
        now = time.monotonic()
        if now - self._last_told >= _TOLD_EVERY:
            self._last_told = now
            self._told()

    def count(self, done: int, total: int) -> None:
        self.counted = (done, total)
        self._tell_soon()

    def say(self, text: str) -> None:
        self.text = text
        self._tell_soon()

    def price(self, price: Price) -> None:
        self.announced = price
        self._told()

    def warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)

    def passing(self) -> None:
        self.passes = True

    def once(self, function: Callable[..., T], *args: Any, price: Price | None = None) -> T:
        self.check()
        named = [self._names.get(id(arg), arg) for arg in args]
        key = "once:" + fingerprint([function.__module__, function.__qualname__, named])
        if any(holds_for_now(self._names.get(id(arg), "")) for arg in args):
            key = mark_for_now(key)
        self.onces_used.add(key)
        if price is not None and not self._onces.has(key, function):
            self.price(price)
        value = self._onces.get(key, function, args, self.check)
        self.check()
        return value
