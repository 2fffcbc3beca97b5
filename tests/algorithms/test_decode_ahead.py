"""Working ahead in threads: bounded, complete, and over at once when nobody wants it."""

from __future__ import annotations

import threading
import time

import pytest

from satsuma.algorithms.decode_ahead import DecodeAhead
from satsuma.run import Cancelled
from tests.own_time import own_time


def nothing() -> None:
    """A check that never objects."""


def threads() -> int:
    return sum(thread.name == "satsuma decode" for thread in threading.enumerate())


def test_every_job_is_answered_once():
    with DecodeAhead(lambda job: job * 2, range(100)) as ahead:
        assert sorted(ahead.answers(nothing)) == list(range(0, 200, 2))
    assert threads() == 0


def test_it_never_runs_further_ahead_than_it_may():
    begun = []
    with DecodeAhead(begun.append, range(100), threads=2, ahead=4) as ahead:
        answers = ahead.answers(nothing)
        for taken in range(1, 40):
            next(answers)
            time.sleep(0.002)
            assert len(begun) <= taken + 4 + 2
    assert threads() == 0


def test_two_jobs_are_worked_on_at_once():
    both = threading.Barrier(2, timeout=5)
    with DecodeAhead(lambda _: both.wait(), range(10)) as ahead:
        assert len(list(ahead.answers(nothing))) == 10


def test_an_error_of_the_work_is_raised_where_it_is_waited_for():
    with pytest.raises(ZeroDivisionError), DecodeAhead(lambda job: 1 / job, [0]) as ahead:
        list(ahead.answers(nothing))
    assert threads() == 0


def test_a_slow_job_holds_nobody_who_wants_to_stop():
    gate = threading.Event()
    stop_at = time.monotonic() + 0.2

    def check():
        if time.monotonic() > stop_at:
            raise Cancelled

    started = own_time()
    with pytest.raises(Cancelled), DecodeAhead(lambda _: gate.wait(20), range(9)) as ahead:
        list(ahead.answers(check))
    assert own_time() - started < 1.5
    gate.set()


def test_leaving_early_leaves_no_thread_waiting():
    with DecodeAhead(lambda job: job, range(1000), ahead=2) as ahead:
        next(ahead.answers(nothing))
    assert threads() == 0


def test_without_jobs_there_is_nothing_to_do():
    with DecodeAhead(lambda job: job, []) as ahead:
        assert list(ahead.answers(nothing)) == []
        assert threads() == 0
