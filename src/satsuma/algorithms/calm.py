"""Calm: scikit-learn at work without asking other programs, and without talking to the terminal.

Every function that calls it does so in a block `with calm_sklearn():`, and imports it there.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock

import numpy as np

from satsuma.algorithms.threads import single_threaded_algebra, thread_count

_importing = Lock()
"""Two threads that import parts of scikit-learn at once wait for each other, and one fails."""


@contextmanager
def calm_sklearn() -> Iterator[None]:
    """Linear algebra on one thread, no warnings for what is told in words of ours, no processes.

    Filters of warnings belong to the whole process, so they stay: another thread may need them.
    """
    with _importing:
        import_module("sklearn.cluster")  # and with it most others
        from sklearn.exceptions import ConvergenceWarning

    warnings.filterwarnings("ignore", category=ConvergenceWarning)
    warnings.filterwarnings("ignore", message="The number of unique classes is greater")
    _tell_cores()
    with np.errstate(all="ignore"), single_threaded_algebra():
        yield


def _tell_cores() -> None:
    """How many cores there are. Else `lscpu`, or PowerShell, is started to find that out."""
    from sklearn.utils import _openmp_helpers

    # Its own memory of what it found out; without it there is nothing to be told.
    getattr(_openmp_helpers, "_CPU_COUNTS", {}).setdefault(True, thread_count())
