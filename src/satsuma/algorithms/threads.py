"""Threads: the same work on many pieces, on all cores, with progress and cancelling."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar

from satsuma.run import Run

T = TypeVar("T")

_MOST_THREADS = 16

_BRINGS_ITS_OWN = ("scipy.linalg", "sklearn", "torch")
"""Modules that load a library of linear algebra beside numpy's."""


def thread_count() -> int:
    """How many threads work at once: one per core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, _MOST_THREADS)


def each_in_threads(work: Callable[[T], object], pieces: Sequence[T], run: Run, *,
                    shown: bool = True) -> None:
    """Call `work` for every piece. Each call should take less than 0.2 s: cancelling waits for it.

    `work` may call `run.check()` itself. Linear algebra uses one thread in each of ours. What is
    not `shown` can be cancelled but reports no progress.
    """
    with single_threaded_algebra():
        if len(pieces) <= 1 or thread_count() == 1:
            for piece in _watched(pieces, len(pieces), run, shown):
                work(piece)
            return
        with ThreadPoolExecutor(thread_count()) as pool:
            futures = [pool.submit(work, piece) for piece in pieces]
            try:
                for future in _watched(as_completed(futures), len(futures), run, shown):
                    future.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _watched(items: Iterable[T], total: int, run: Run, shown: bool) -> Iterator[T]:
    if shown:
        yield from run.track(items, total)
        return
    for item in items:
        run.check()
        yield item


def _libraries() -> Any:
    """The libraries of linear algebra in this process. Looking for them takes some milliseconds."""
    from threadpoolctl import ThreadpoolController

    loaded = tuple(name in sys.modules for name in _BRINGS_ITS_OWN)
    if _Limit.loaded != loaded:
        _Limit.loaded, _Limit.libraries = loaded, ThreadpoolController()
    return _Limit.libraries


class _Limit:
    """The limit on linear algebra's own threads, and how many are in need of it."""

    lock = Lock()
    users = 0
    limits: Any = None
    libraries: Any = None
    loaded: tuple[bool, ...] = ()


@contextmanager
def single_threaded_algebra() -> Iterator[None]:
    """Linear algebra with one thread per call, in the whole process, while the block lasts.

    Its own threads and ours would fight over the cores: with two threads on two busy cores it was
    8-65 times slower. Blocks in several threads may overlap; the last one to end lifts the limit.
    """
    with _Limit.lock:
        if _Limit.users == 0:
            _Limit.limits = _libraries().limit(limits=1, user_api="blas")
        _Limit.users += 1
    try:
        yield
    finally:
        with _Limit.lock:
            _Limit.users -= 1
            if _Limit.users == 0:
                _Limit.limits.restore_original_limits()
