"""Progress of a run: bars on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Self, TypeVar

from satsuma.engine.result import Status
from satsuma.run import Run

T = TypeVar("T")

_LINE_EVERY = 5.0
"""Seconds between two lines about one node where there is no terminal."""

_WORTH_SAYING = 2.0
"""Seconds from which the price of a step is told."""


class Progress:
    """Takes the engine's news from any thread, and shows them from the thread that asks."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._news: deque[Status] = deque()
        self._bars: Any = None
        self._tasks: dict[str, Any] = {}
        self._last_line: dict[str, float] = {}
        self._priced: set[str] = set()

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bars

            self._bars = Bars(TextColumn("{task.description}"), BarColumn(),
                              TextColumn("{task.percentage:>3.0f} %"),
                              TextColumn("{task.fields[text]}"),
                              console=Console(stderr=True), transient=True)
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars:
            self._bars.stop()

    def take(self, status: Status) -> None:
        """News from the engine."""
        self._news.append(status)

    def line(self, text: str, *, error: bool = False) -> None:
        """Print a line: errors always, the rest unless quiet."""
        if self._quiet and not error:
            return
        if self._bars:
            self._bars.console.file.flush()
            self._bars.stop()
        stream = sys.stderr if error else sys.stdout
        stream.write(text + "\n")
        stream.flush()
        if self._bars:
            self._bars.start()

    def refresh(self) -> None:
        """Show the news that came since the last time."""
        latest: dict[str, Status] = {}
        while self._news:
            status = self._news.popleft()
            latest[status.node] = status
        if self._quiet:
            return
        for status in latest.values():
            self._tell_price(status)
            if self._bars:
                self._show_bar(status)
            elif status.state == "running":
                self._show_line(status)

    def _tell_price(self, status: Status) -> None:
        price = status.price
        if price is None or price.seconds < _WORTH_SAYING or status.node in self._priced:
            return
        self._priced.add(status.node)
        size = f", {price.bytes / 1e9:.1f} GB of memory" if price.bytes > 1e8 else ""
        stops = "" if price.stoppable else "; cannot be stopped once started"
        self.line(f"{status.node}: about {price.seconds:.0f} s{size}{stops}")

    def _show_bar(self, status: Status) -> None:
        task = self._tasks.get(status.node)
        if status.state != "running":
            if task is not None:
                self._bars.remove_task(self._tasks.pop(status.node))
            return
        if task is None:
            task = self._tasks[status.node] = self._bars.add_task(status.node, total=1, text="")
        self._bars.update(task, completed=status.progress, text=_details(status))

    def _show_line(self, status: Status) -> None:
        now = time.monotonic()
        if now - self._last_line.setdefault(status.node, now) >= _LINE_EVERY:
            self._last_line[status.node] = now
            details = _details(status)
            self.line(f"{status.node}: {status.progress:.0%}"
                      + (f" · {details}" if details else ""))


def _details(status: Status) -> str:
    left = f"{status.left:.0f} s left" if status.left is not None else ""
    return " · ".join(part for part in (status.text, left) if part)


class FetchBar(Run):
    """A run whose progress is a bar on the terminal, for a download."""

    def __init__(self, title: str) -> None:
        self._title = title
    def track(self, items: Iterable[T], total: int | None = None) -> Iterator[T]:
        from rich.console import Console
        from rich.progress import track

        console = Console(stderr=True)
        if not console.is_terminal:
            sys.stderr.write(f"Fetching the weights of {self._title} …\n")
            yield from items
            return
        yield from track(items, self._title, total=total, console=console, transient=True)

    def warn(self, text: str) -> None:
        sys.stderr.write(f"warning: {text}\n")
