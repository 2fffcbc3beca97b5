"""DecodeAhead: a few threads prepare what a loop will need next, a bounded number ahead of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from typing import Generic, Self, TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

_BLINK = 0.05
"""Seconds between two looks at whether the work is still wanted."""

_FAREWELL = 0.2
"""Seconds that leaving waits for a thread; one deep in a slow file ends with that file."""


class DecodeAhead(Generic[Job, Done]):
    """Does `work` on every job in `threads` threads; at most `ahead` answers wait to be taken.

    The threads run between `with` and its end, and are daemons: a slow file never holds the
    process. `work` must be safe to call from several threads.
    """

    def __init__(self, work: Callable[[Job], Done], jobs: Sequence[Job], *,
                 threads: int = 2, ahead: int = 16) -> None:
        self._work = work
        self._total = len(jobs)
        self._jobs = iter(jobs)
        self._lock = Lock()
        self._stopped = Event()
        self._answers: Queue[Done | BaseException] = Queue(ahead)
        self._threads = [Thread(target=self._run, name="satsuma decode", daemon=True)
                         for _ in range(min(threads, self._total))]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(_FAREWELL)

    def answers(self, check: Callable[[], None]) -> Iterator[Done]:
        """What the work gave for each job, in the order in which it was ready.

        `check` is called at least every 0.05 s while waiting, and may raise. An exception of the
        work is raised here.
        """
        for _ in range(self._total):
            answer = self._next(check)
            if isinstance(answer, BaseException):
                raise answer
            yield answer

    def _next(self, check: Callable[[], None]) -> Done | BaseException:
        while True:
            check()
            try:
                return self._answers.get(timeout=_BLINK)
            except Empty:
                continue

    def _run(self) -> None:
        while not self._stopped.is_set():
            with self._lock:
                try:
                    job = next(self._jobs)
                except StopIteration:
                    return
            self._put(self._answer(job))

    def _answer(self, job: Job) -> Done | BaseException:
        try:
            return self._work(job)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            return error

    def _put(self, answer: Done | BaseException) -> None:
        while not self._stopped.is_set():
            try:
                self._answers.put(answer, timeout=_BLINK)
                return
            except Full:
                continue
