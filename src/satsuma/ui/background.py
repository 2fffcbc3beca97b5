"""Background: work that must not hold up the window, done in threads of our own.

A few threads share the work. What keeps a person's work gets a thread of its own each time:
folders on a network that does not answer can hold all the others for minutes.

A thread never touches Qt. It puts its answer into a queue, and a timer in Qt's thread hands the
answers out; a receiver that has gone by then is not called.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

from PyQt6 import sip
from PyQt6.QtCore import QCoreApplication, QObject, QTimer

from satsuma.problem import Problem

THREADS = 4
BEAT = 8
"""Milliseconds between two looks for answers, while something is under way."""

TURN = 0.0005
"""Seconds after which a thread that computes in Python lets another one go on."""

_log = logging.getLogger(__name__)


class Task:
    """Something that was asked for. A cancelled one is not answered."""

    def __init__(self, work: Callable[[], Any], then: Callable[[Any], None],
                 failed: Callable[[Exception], None] | None) -> None:
        self.work, self.then, self.failed = work, then, failed
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Background(QObject):
    """Threads that work, and a timer that brings their answers to Qt's thread."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: SimpleQueue[Task] = SimpleQueue()
        self._answers: SimpleQueue[tuple[Task, Any, Exception | None]] = SimpleQueue()
        self._open = 0
        self._threads = 0
        self._idle = 0
        self._lock = Lock()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._hand_out)

    def submit(self, work: Callable[[], Any], then: Callable[[Any], None],
               failed: Callable[[Exception], None] | None = None) -> Task:
        """Do `work` in a thread, then call `then` with what it returned, in Qt's thread.

        An exception goes to `failed`; without one, a Problem goes to the log and anything else to
        `sys.excepthook`.
        """
        task = self._noted(Task(work, then, failed))
        with self._lock:
            if not self._idle and self._threads < THREADS:
                self._threads += 1
                Thread(target=self._serve, daemon=True, name=f"background-{self._threads}").start()
        self._asked.put(task)
        return task

    def keep(self, work: Callable[[], Any], then: Callable[[Any], None],
             failed: Callable[[Exception], None] | None = None) -> Task:
        """As `submit`, for what puts a person's work on disk: it waits for nothing else."""
        task = self._noted(Task(work, then, failed))
        Thread(target=self._do, args=(task,), daemon=True, name="background-keeping").start()
        return task

    def _noted(self, task: Task) -> Task:
        self._open += 1
        if not self._timer.isActive():
            self._timer.start()
        return task

    def _serve(self) -> None:
        while True:
            with self._lock:
                self._idle += 1
            task = self._asked.get()
            with self._lock:
                self._idle -= 1
            self._do(task)
            del task

    def _do(self, task: Task) -> None:
        answer, error = None, None
        try:
            answer = None if task.cancelled else task.work()
        except Exception as caught:  # noqa: BLE001 - handed to whoever asked
            error = caught
        self._answers.put((task, answer, error))

    def _hand_out(self) -> None:
        try:
            while True:
                task, answer, error = self._answers.get_nowait()
                self._open -= 1
                if not task.cancelled:
                    _answer(task, answer, error)
        except Empty:
            pass
        finally:
            if not self._open:
                self._timer.stop()

    def wait(self, seconds: float = 30.0) -> bool:
        """Let events pass until everything is answered; for tests and the end of the program."""
        from time import monotonic, sleep

        end = monotonic() + seconds
        while self._open and monotonic() < end:
            QCoreApplication.processEvents()
            sleep(0.001)
        return not self._open


def _answer(task: Task, answer: Any, error: Exception | None) -> None:
    receiver = task.then if error is None else task.failed
    if receiver is not None and _has_gone(receiver):
        return
    if error is None:
        task.then(answer)
    elif task.failed is not None:
        task.failed(error)
    elif isinstance(error, Problem):
        _log.warning("%s", error)
    else:
        sys.excepthook(type(error), error, error.__traceback__)


def _has_gone(receiver: Callable[..., Any]) -> bool:
    """Whether the window that a bound method belongs to was deleted."""
    owner = getattr(receiver, "func", receiver)
    owner = getattr(owner, "__self__", None)
    return isinstance(owner, QObject) and sip.isdeleted(owner)


def in_time(work: Callable[[], object], seconds: float) -> bool:
    """Do the last work of a program in a thread, and wait for it so long at most.

    Whether it was done. A home that does not answer must not keep a person from leaving.
    """
    thread = Thread(target=work, daemon=True, name="background-last")
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


_background: list[Background] = []


def background() -> Background:
    """The one of the process."""
    if not _background or sip.isdeleted(_background[0]):
        _background[:] = [Background()]
    return _background[0]


def take_short_turns() -> None:
    """From now on Qt's thread gets Python's lock back soon, whoever computes.

    Usually that takes ten times as long, and a window that is being made asks dozens of times.
    """
    sys.setswitchinterval(TURN)
