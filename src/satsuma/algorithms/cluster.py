"""Hierarchical clustering: from distances to a tree, and from parts of a tree to clusters."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Literal

import numpy as np

from satsuma.algorithms.leaf_order import leaf_order
from satsuma.algorithms.memory import require
from satsuma.data.distances import Distances
from satsuma.data.tree import Tree
from satsuma.problem import Problem
from satsuma.run import Price

Linkage = Literal["ward", "average", "weighted", "complete", "single"]

_SECONDS_PER_SQUARE = 3.5e-8
"""Seconds of one core for n = 1; the work grows with n². Measured at 5,000 to 20,000 rows."""

_SECONDS_TO_LOAD = 0.26
"""Seconds for loading fastcluster and scipy, once in a process."""


def cluster(distances: Distances, method: Linkage = "average") -> Tree:
    """Join the two closest groups, again and again, until all rows are in one tree.

    `method` says how far apart two groups are: the mean of all pairs (average, UPGMA), the mean
    of the two halves' distances (weighted, WPGMA), the farthest pair (complete), the closest pair
    (single), or how much their union spreads (ward; meant for Euclidean distances). The trees are
    those of scipy's `linkage`; the work is done by fastcluster (Müllner, Journal of Statistical
    Software 53 (9), 2013), which lets other threads go on. It cannot be interrupted.
    Raises Problem for fewer than two rows, for distances that are not finite, and when there is
    too little memory.
    """
    n = len(distances)
    if n < 2:
        raise Problem("A tree needs at least two rows. Import more pictures.")
    _check_finite(distances.condensed)
    require(estimate_clustering(n).bytes, f"Clustering {n:,} rows",
            "Take a sample of the rows, or close other programs.")
    joined = _linkage(distances.condensed, method)
    merges = joined[:, :2].astype(np.int32)
    # Rounding may leave a join a hair below the one before it; the drawing wants it level.
    heights = np.maximum.accumulate(joined[:, 2])
    order = leaf_order(merges, distances)
    return Tree(_upper_first(merges, order), heights, order, distances.table, method,
                distances.metric)


def _linkage(condensed: np.ndarray, method: Linkage) -> np.ndarray:
    """scipy's linkage matrix, float64, (n - 1) × 4; fastcluster works on a copy of its own."""
    import fastcluster  # loads scipy

    return fastcluster.linkage(condensed, method)


def _check_finite(condensed: np.ndarray) -> None:
    # Minimum and maximum carry any NaN or infinity along, without a copy of the array.
    low, high = condensed.min(), condensed.max()
    if not (np.isfinite(low) and np.isfinite(high)):
        raise Problem("Some distances are missing or infinite, so the rows cannot be clustered. "
                      "Check the numbers that the distances were made from.")
    if low < 0:
        raise Problem("Some distances are negative, so the rows cannot be clustered. "
                      "Distances are 0 or more.")


def _upper_first(merges: np.ndarray, order: np.ndarray) -> np.ndarray:
    """The merges with the node first that is drawn above the other."""
    n = len(order)
    tops = np.empty(2 * n - 1, np.intp)
    tops[order] = np.arange(n)
    places = tops.tolist()[:n]
    for left, right in merges.tolist():
        places.append(min(places[left], places[right]))
    tops[:] = places
    swapped = tops[merges[:, 0]] > tops[merges[:, 1]]
    return np.where(swapped[:, None], merges[:, ::-1], merges)


def estimate_clustering(n: int) -> Price:
    """What clustering n rows costs. The memory is that of two float64 copies of the distances."""
    pairs = n * (n - 1) // 2
    loading = 0.0 if "fastcluster" in sys.modules else _SECONDS_TO_LOAD
    return Price(loading + _SECONDS_PER_SQUARE * n * n, 16 * pairs, stoppable=False)


def assign_clusters(tree: Tree, nodes: Iterable[int]) -> np.ndarray:
    """The cluster of every row, int32, (n,), in the order of the table: -1 where it is in none.

    Code 0 is the node at the top of the dendrogram, 1 the next below. Nodes should not overlap;
    where they do, the smaller one has its rows.
    """
    codes = np.full(len(tree), -1, np.int32)
    for code, node in enumerate(tree.top_down(nodes)):
        codes[tree.members(node)] = code
    return codes
