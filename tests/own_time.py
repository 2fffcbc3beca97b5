"""A clock for tests of how long something takes: it stands still while others have the processor.

On a busy computer every program waits for a processor now and then. That says nothing about the
program, so whoever holds something to be quick asks `own_time` and not the clock on the wall.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress


def own_time() -> float:
    """Seconds of this thread, without those for which it could have run and others did."""
    while True:
        before = _waited("/proc/thread-self/schedstat")
        now = time.perf_counter()
        if before == _waited("/proc/thread-self/schedstat"):
            return now - before


def waited_for_processors() -> dict[str, float]:
    """Seconds for which each thread could have run while others had the processors."""
    found = {}
    with suppress(OSError):
        for thread in os.listdir("/proc/self/task"):
            with suppress(OSError):
                found[thread] = _read(f"/proc/self/task/{thread}/schedstat")
    return found


def _waited(file: str) -> float:
    """Nothing where the system does not tell."""
    with suppress(OSError):
        return _read(file)
    return 0.0


def _read(file: str) -> float:
    with open(file) as told:
        return int(told.read().split()[1]) / 1e9
