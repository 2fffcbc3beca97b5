"""What is running in a workflow, in numbers and in a few words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from satsuma.engine.result import Status
from satsuma.ui.canvas.face import percent, time_left


@dataclass(frozen=True)
class Activity:
    """How many nodes run, are in line, look at files; how far they are, and the seconds left."""

    running: int = 0
    in_line: int = 0
    looking: int = 0
    progress: float = 0.0
    left: float | None = None

    @property
    def text(self) -> str:
        """In words: “2 running · 61 % · 4 s left”; "" when nothing happens."""
        if not self.running and not self.in_line:
            return "Looking at files…" if self.looking else ""
        parts = [f"{self.running:,} running"] if self.running else []
        if self.in_line:
            parts.append(f"{self.in_line:,} in line")
        if self.running:
            parts.append(progress_text(self.progress, self.left))
        return " · ".join(parts)


def activity_of(statuses: Iterable[Status]) -> Activity:
    """What goes on. Runs go side by side, so the longest decides the time that is left."""
    running = in_line = looking = 0
    progress, left = 0.0, None
    for status in statuses:
        in_line += status.state == "queued"
        looking += status.state == "pending"
        if status.state == "running":
            running += 1
            progress += status.progress
            left = _longer(left, status.left)
    return Activity(running, in_line, looking, progress / running if running else 0.0, left)


def _longer(first: float | None, second: float | None) -> float | None:
    known = [seconds for seconds in (first, second) if seconds is not None]
    return max(known, default=None)


def progress_text(progress: float, left: float | None) -> str:
    """“61 % · 4 s left”."""
    if left is None:
        return percent(progress)
    return f"{percent(progress)} · {time_left(left)} left".replace(" left", "\u00a0left")
