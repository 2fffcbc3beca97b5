from __future__ import annotations

import threading
import time

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from satsuma.algorithms.threads import each_in_threads, single_threaded_algebra
from satsuma.run import Cancelled, Run


class Stopping(Run):
    """A run that is cancelled after so many checks."""

    def __init__(self, after: int) -> None:
        self.left = after

    def check(self):
        self.left -= 1
        if self.left < 0:
            raise Cancelled

    def track(self, items, total=None):
        for item in items:
            self.check()
            yield item


def blas_threads() -> set[int]:
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


@pytest.mark.parametrize("count", [0, 1, 100])
def test_every_piece_is_worked_on_once(count):
    done: list[int] = []
    each_in_threads(done.append, range(count), Run())
    assert sorted(done) == list(range(count))


@pytest.mark.parametrize("shown", [True, False])
def test_no_more_pieces_are_begun_after_cancelling(shown):
    begun: list[int] = []

    def work(piece: int) -> None:
        begun.append(piece)
        time.sleep(0.005)

    with pytest.raises(Cancelled):
        each_in_threads(work, range(500), Stopping(3), shown=shown)
    assert len(begun) < 100


@pytest.mark.parametrize("error", [ZeroDivisionError, Cancelled])
def test_what_goes_wrong_in_a_thread_is_raised(error):
    def work(piece: int) -> None:
        if piece == 7:
            raise error

    before = threading.active_count()
    with pytest.raises(error):
        each_in_threads(work, range(20), Run())
    assert threading.active_count() <= before


def test_the_threads_of_linear_algebra_are_as_before_also_when_runs_overlap():
    first, second = single_threaded_algebra(), single_threaded_algebra()
    with threadpool_limits(2, user_api="blas"):
        first.__enter__()
        second.__enter__()
        assert blas_threads() == {1}
        first.__exit__(None, None, None)
        assert blas_threads() == {1}
        second.__exit__(None, None, None)
        assert blas_threads() == {2}
        with pytest.raises(Cancelled):
            each_in_threads(print, range(5), Stopping(0))
        assert blas_threads() == {2}
