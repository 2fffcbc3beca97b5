"""Lanes: threads for runs, so that quick ones never wait for long ones.

Threads are daemons of our own: the process can leave while one is deep in a C call. A job that
does not answer can be abandoned: it goes on, but its place in the lane is free again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock, Thread


class Job:
    """One piece of work in a lane."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.work = work
        self.started = False
        self.ended = False
        self.abandoned = False


class Lane:
    """Runs at most `width` jobs at once, in the order in which they came."""

    def __init__(self, name: str, width: int) -> None:
        self._name, self._width = name, width
        self._lock = Lock()
        self._queue: deque[Job] = deque()
        self._busy = 0

    def submit(self, work: Callable[[], None]) -> Job:
        job = Job(work)
        with self._lock:
            self._queue.append(job)
        self._fill()
        return job

    def abandon(self, job: Job) -> None:
        """Give the job's place to others; what it does is stored if it ever ends."""
        with self._lock:
            if not job.started or job.ended or job.abandoned:
                return
            job.abandoned = True
            self._busy -= 1
        self._fill()

    def _fill(self) -> None:
        while (job := self._next()) is not None:
            Thread(target=self._run, args=(job,), name=f"satsuma {self._name}", daemon=True).start()

    def _next(self) -> Job | None:
        with self._lock:
            if self._busy >= self._width or not self._queue:
                return None
            job = self._queue.popleft()
            job.started = True
            self._busy += 1
            return job

    def _run(self, job: Job) -> None:
        try:
            job.work()
        finally:
            with self._lock:
                job.ended = True
                if not job.abandoned:
                    self._busy -= 1
            self._fill()
