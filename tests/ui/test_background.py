"""Work in the background: answers come in Qt's thread, and to nobody who is gone."""

from __future__ import annotations

import sys
import threading
from functools import partial

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QObject

from satsuma.problem import Problem
from satsuma.ui.background import Background, background

pytestmark = pytest.mark.window


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []

    def take(self, answer: object) -> None:
        self.got.append((answer, threading.current_thread()))

    def take_two(self, first: object, second: object) -> None:
        self.got.append((first, second))


@pytest.fixture
def work(qapp):
    return background()


def test_the_work_is_done_elsewhere_and_answered_here(work):
    receiver = Receiver()
    work.submit(threading.current_thread, receiver.take)
    assert work.wait(30)
    ((worker, here),) = receiver.got
    assert here is threading.main_thread()
    assert worker is not here
    assert worker.daemon


def test_a_cancelled_task_is_not_answered(work):
    receiver, gate = Receiver(), threading.Event()
    task = work.submit(gate.wait, receiver.take)
    task.cancel()
    gate.set()
    assert work.wait(30)
    assert not receiver.got


def test_who_was_deleted_is_not_called(work):
    receiver, gate = Receiver(), threading.Event()
    work.submit(gate.wait, receiver.take)
    work.submit(gate.wait, partial(receiver.take_two, 1))
    got = receiver.got
    sip.delete(receiver)
    gate.set()
    assert work.wait(30)
    assert not got


def test_errors_go_to_who_asked_for_them(work):
    receiver = Receiver()
    work.submit(lambda: 1 / 0, receiver.take, receiver.take)
    work.wait(5)
    assert isinstance(receiver.got[0][0], ZeroDivisionError)


def test_a_problem_without_a_receiver_is_logged_and_a_fault_is_reported(work, monkeypatch, caplog):
    faults = []
    monkeypatch.setattr(sys, "excepthook", lambda *fault: faults.append(fault[0]))

    def problem() -> None:
        raise Problem("The disk is full.")
    work.submit(problem, print)
    work.submit(lambda: 1 / 0, print)
    work.wait(5)
    assert faults == [ZeroDivisionError]
    assert "The disk is full." in caplog.text


def test_a_fault_in_a_receiver_does_not_lose_the_answers_after_it(work, qtbot):
    receiver, gate = Receiver(), threading.Event()

    def broken(_answer: object) -> None:
        raise RuntimeError("broken")
    with qtbot.captureExceptions() as caught:
        work.submit(gate.wait, broken)
        work.submit(gate.wait, receiver.take)
        gate.set()
        qtbot.waitUntil(lambda: bool(receiver.got))
    assert [kind for kind, *_ in caught] == [RuntimeError]


def test_never_more_than_a_few_threads(qapp):
    work, gate = Background(), threading.Event()
    for _ in range(50):
        work.submit(gate.wait, print)
    assert work._threads <= 4
    gate.set()
