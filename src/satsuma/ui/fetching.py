"""A run that a window watches: it notes how far it is, and can be cancelled. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import TypeVar

from satsuma.run import Cancelled, Run

T = TypeVar("T")


class WatchedRun(Run):
    """Progress goes from 0 to 1; None while it cannot be told. Read by another thread."""

    def __init__(self) -> None:
        self.progress: float | None = None
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to end at its next step."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def check(self) -> None:
        if self._cancelled.is_set():
            raise Cancelled

    def track(self, items: Iterable[T], total: int | None = None) -> Iterator[T]:
        for done, item in enumerate(items):
            self.check()
            self.progress = min(done / total, 1.0) if total else None
            yield item
        self.progress = 1.0


def ending(work: Callable[[], T]) -> Callable[[], T | None]:
    """The work, giving None when it is cancelled: threads let nothing but exceptions through."""

    def done() -> T | None:
        try:
            return work()
        except Cancelled:
            return None

    return done
