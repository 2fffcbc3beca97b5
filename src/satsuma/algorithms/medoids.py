"""Medoids: the row of every branch that is closest to all others in it, its best example.

When two branches join, the sum of distances of a row grows by its distances to the rows of the
other branch. So every pair of rows is looked at once, for all branches together.
"""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.prototype_medoids import prototype_medoids
from satsuma.data.distances import Distances
from satsuma.data.tree import Tree
from satsuma.run import Price

_AT_ONCE = 1_000_000
"""Distances that are gathered at a time."""

_SECONDS_PER_SQUARE = 7e-9
"""Seconds of one core for n = 1; the work grows with n². Measured at 5,000 to 20,000 rows."""

_SECONDS_PER_LEAF = 2e-5
"""Seconds of one core for a merge within a group."""


def medoids(tree: Tree, distances: Distances) -> np.ndarray:
    """The medoid of each merge, a row of the table: intp, (n - 1,), read-only.

    Of several rows that are equally close, the upper one in the leaf order.
    """
    if distances.prototypes is not None:
        return prototype_medoids(tree, distances, distances.prototypes)
    n, order = len(tree), tree.order
    sums = np.zeros(n)  # in the leaf order, of each row to the others of its branch so far
    found = np.empty(n - 1, np.intp)
    starts = np.empty(2 * n - 1, np.intp)
    starts[order] = np.arange(n)
    starts[n:] = tree.spans[:, 0]
    begins = starts.tolist()
    rows = np.arange(n)
    places = n * rows - rows * (rows + 1) // 2 - rows - 1  # that of (i, j) is places[i] + j
    for merge, ((start, stop), pair) in enumerate(zip(
            tree.spans.tolist(), tree.merges.tolist(), strict=True)):
        middle = max(begins[pair[0]], begins[pair[1]])
        step = max(1, _AT_ONCE // (stop - middle))
        for first in range(start, middle, step):
            last = min(first + step, middle)
            block = _between(order[first:last, None], order[None, middle:stop], places, distances)
            sums[first:last] += block.sum(axis=1, dtype=np.float64)
            sums[middle:stop] += block.sum(axis=0, dtype=np.float64)
        found[merge] = order[start + int(sums[start:stop].argmin())]
    found.flags.writeable = False
    return found


def _between(rows: np.ndarray, others: np.ndarray, places: np.ndarray,
             distances: Distances) -> np.ndarray:
    """The distances between rows and others, none of which are the same."""
    at = places[np.minimum(rows, others)]
    at += np.maximum(rows, others)
    return distances.condensed[at]


def estimate_medoids(distances: Distances | int) -> Price:
    """What the medoids of all branches cost; for n rows of exact distances, n will do."""
    prototypes = None if isinstance(distances, int) else distances.prototypes
    n = distances if isinstance(distances, int) else len(distances)
    if prototypes is not None:
        seconds = _SECONDS_PER_SQUARE * len(prototypes) ** 2 + _SECONDS_PER_LEAF * n
        return Price(seconds, 32 * _AT_ONCE, stoppable=False)
    return Price(_SECONDS_PER_SQUARE * n * n, 32 * _AT_ONCE, stoppable=False)
