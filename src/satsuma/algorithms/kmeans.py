"""k-means: points in groups, each point in that of the nearest mean (Lloyd, 1982).

The same points always give the same groups: the start is drawn with a fixed seed, and sums are
taken in the order of the rows whatever the number of threads. Groups are kept small, so that all
pairs within them can be looked at: one that is too large is divided again, and rows that cannot be
told apart are cut into pieces. Wide points are first looked at along their main axes, where a round
takes a tenth of the time; the last round looks at the whole of them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from satsuma.algorithms.threads import each_in_threads, single_threaded_algebra
from satsuma.run import Run

ROUNDS = 8
"""How often the means are moved; later moves change little."""

LARGEST = 400
"""Rows that a group may have."""

AXES = 128
"""Along so many main axes wide points are looked at."""

_FOR_AXES = 5000
"""Points that the main axes are found by."""

_NUMBERS_AT_ONCE = 2_000_000
_SEED = 0


def kmeans(points: np.ndarray, count: int, run: Run,
           told: Callable[[int], object] = lambda done: None) -> np.ndarray:
    """The group of each point, int32, (n,), numbered from 0 without gaps.

    `points` is n × d, float32, near the origin. About `count` groups, more where some of them
    would hold over 400. `told` is called after each of the rounds.
    """
    along = _along_main_axes(points, run)
    group = _lloyd(along, min(count, len(points)), ROUNDS, run, told)
    if along is not points:
        group = _nearest(points, group_means(points, group, run), run)
    group = _divided(points, group, run)
    return np.unique(group, return_inverse=True)[1].astype(np.int32)


def _along_main_axes(points: np.ndarray, run: Run) -> np.ndarray:
    """The points by their places on the axes along which they vary most, n × 128, float32."""
    if points.shape[1] <= 2 * AXES:
        return points
    some = np.random.default_rng(_SEED).choice(len(points), min(_FOR_AXES, len(points)),
                                               replace=False)
    chosen = points[np.sort(some)]
    chosen = chosen - chosen.mean(axis=0)
    d = points.shape[1]
    with single_threaded_algebra():
        axes = np.linalg.eigh(chosen.T @ chosen)[1][:, -AXES:]  # ascending
    run.check()
    found = np.empty((len(points), AXES), np.float32)

    def work(rows: slice) -> None:
        found[rows] = points[rows] @ axes

    each_in_threads(work, _runs(len(points), max(1, _NUMBERS_AT_ONCE // d)), run, shown=False)
    return found


def _lloyd(points: np.ndarray, count: int, rounds: int, run: Run,
           told: Callable[[int], object]) -> np.ndarray:
    some = np.random.default_rng(_SEED).choice(len(points), count, replace=False)
    means = points[np.sort(some)]
    for done in range(rounds):
        group = _nearest(points, means, run)
        told(done)
        if done < rounds - 1:
            means = group_means(points, group, run)
    return group


def _nearest(points: np.ndarray, means: np.ndarray, run: Run) -> np.ndarray:
    """The nearest mean of each point, int32, (n,); of equally near ones the first."""
    half = np.einsum("ij,ij->i", means, means) / 2
    found = np.empty(len(points), np.int32)

    def work(rows: slice) -> None:
        # |x - m|² is smallest where x·m - |m|² / 2 is largest.
        found[rows] = (points[rows] @ means.T - half).argmax(axis=1)

    step = max(1, _NUMBERS_AT_ONCE // max(means.shape))
    each_in_threads(work, _runs(len(points), step), run, shown=False)
    return found


def group_means(points: np.ndarray, group: np.ndarray, run: Run) -> np.ndarray:
    """The mean of the points of each group that has any, by their number, k × d, as the points."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    ends = np.append(starts[1:], len(order))
    means = np.empty((len(starts), points.shape[1]), points.dtype)

    def work(some: slice) -> None:
        first = starts[some.start]
        rows = points[order[first:ends[some.stop - 1]]]
        sums = np.add.reduceat(rows, starts[some] - first, axis=0, dtype=np.float64)
        means[some] = sums / (ends[some] - starts[some])[:, None]

    each_in_threads(work, _batches(ends, max(1, _NUMBERS_AT_ONCE // points.shape[1])), run,
                    shown=False)
    return means


def _batches(ends: np.ndarray, rows: int) -> list[slice]:
    """Runs of groups with about so many rows together."""
    batch = ends // rows
    starts = np.flatnonzero(np.diff(batch, prepend=-1))
    return [slice(int(a), int(b)) for a, b in zip(starts, np.append(starts[1:], len(ends)),
                                                  strict=True)]


def _divided(points: np.ndarray, group: np.ndarray, run: Run) -> np.ndarray:
    """The groups without those that are too large, which are divided."""
    group = group.copy()
    waiting = np.flatnonzero(np.bincount(group) > LARGEST).tolist()
    free = int(group.max()) + 1
    while waiting:
        run.check()
        rows = np.flatnonzero(group == waiting.pop())
        parts = _parted(points[rows], run)
        for part in range(1, int(parts.max()) + 1):
            group[rows[parts == part]] = free
            free += 1
        sizes = np.bincount(parts)
        waiting += [int(group[rows[parts == part][0]]) for part in np.flatnonzero(sizes > LARGEST)]
    return group


def _parted(points: np.ndarray, run: Run) -> np.ndarray:
    """Some parts of a group that is too large, numbered from 0 without gaps."""
    parts = _lloyd(points, 2 * -(-len(points) // LARGEST), 3, run, lambda done: None)
    if np.bincount(parts).max() > 0.9 * len(points):  # most of them are the same
        parts = np.argsort(np.argsort(parts, kind="stable")) // (LARGEST // 2)
    return np.unique(parts, return_inverse=True)[1]


def _runs(n: int, step: int) -> list[slice]:
    return [slice(start, min(start + step, n)) for start in range(0, n, step)]
