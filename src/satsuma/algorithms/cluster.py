"""Hierarchical clustering: from distances to a tree, and from parts of a tree to clusters."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import numpy as np

from satsuma.algorithms.leaf_order import leaf_order
from satsuma.algorithms.memory import require
from satsuma.algorithms.prototype_tree import joined_prototypes
from satsuma.algorithms.weighted_linkage import Linkage
from satsuma.data.distances import Distances
from satsuma.data.tree import Tree
from satsuma.problem import Problem
from satsuma.run import Price

_SECONDS_PER_SQUARE = 2e-8
"""Seconds of one core for n = 1; the work grows with n². Measured at 10,000 and 20,000 rows; fewer
are nearer to the processor and take half."""

_SECONDS_PER_LEAF = 1.5e-5
"""Seconds of one core for a row of a group: its part of the trees within groups, and of what is
done in Python."""

_SECONDS_TO_LOAD = 0.26
"""Seconds for loading fastcluster and scipy, once in a process."""


def cluster(distances: Distances, method: Linkage = "average") -> Tree:
    """Join the two closest groups, again and again, until all rows are in one tree.

    `method` says how far apart two groups are: the mean of all pairs (average, UPGMA), the mean
    of the two halves' distances (weighted, WPGMA), the farthest pair (complete), the closest pair
    (single), or how much their union spreads (ward; meant for Euclidean distances). The trees are
    those of scipy's `linkage`; the work is done by fastcluster (Müllner, Journal of Statistical
    Software 53 (9), 2013), which lets other threads go on. It cannot be interrupted. The tree of
    approximate distances is described in `prototype_tree.py`.
    Raises Problem for fewer than two rows, for distances that are not finite, and when there is
    too little memory.
    """
    n = len(distances)
    if n < 2:
        raise Problem("A tree needs at least two rows. Import more pictures.")
    _check_finite(distances.condensed)
    if distances.prototypes is not None:
        _check_finite(distances.prototypes.within)
    require(estimate_clustering(distances).bytes, f"Clustering {n:,} rows",
            "Choose prototypes in Distances, take a sample of the rows, or close other programs.")
    merges, heights = _joined(distances, method)
    order = leaf_order(merges, distances)
    return Tree(_upper_first(merges, order), heights, order, distances.table, method,
                distances.metric)


def _joined(distances: Distances, method: Linkage) -> tuple[np.ndarray, np.ndarray]:
    """The merges of a tree and their heights, which never descend."""
    if distances.prototypes is not None:
        return joined_prototypes(distances, distances.prototypes, method)
    joined = _linkage(distances.condensed, method)
    # Rounding may leave a join a hair below the one before it; the drawing wants it level.
    return joined[:, :2].astype(np.int32), np.maximum.accumulate(joined[:, 2])


def _linkage(condensed: np.ndarray, method: Linkage) -> np.ndarray:
    """scipy's linkage matrix, float64, (n - 1) × 4.

    fastcluster's public function makes two copies; what it calls in turn works on the only one
    that we make.
    """
    import fastcluster  # loads scipy
    from _fastcluster import linkage_wrap

    n = round((2 * len(condensed)) ** 0.5 + 0.5)
    joined = np.empty((n - 1, 4))
    linkage_wrap(n, condensed.astype(np.float64), joined, fastcluster.mthidx[method])
    return joined


def _check_finite(condensed: np.ndarray) -> None:
    if not len(condensed):
        return
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


def estimate_clustering(distances: Distances | int) -> Price:
    """What clustering costs; for n rows whose pairs were all compared, n will do.

    The memory is that of a float64 copy of the distances.
    """
    prototypes = None if isinstance(distances, int) else distances.prototypes
    n = distances if isinstance(distances, int) else len(distances)
    loading = 0.0 if "fastcluster" in sys.modules else _SECONDS_TO_LOAD
    if prototypes is not None:
        k = len(prototypes)
        return Price(loading + _SECONDS_PER_SQUARE * k * k + _SECONDS_PER_LEAF * n,
                     24 * k * k + 8 * len(prototypes.within), stoppable=False)
    return Price(loading + _SECONDS_PER_SQUARE * n * n, 8 * (n * (n - 1) // 2), stoppable=False)


def assign_clusters(tree: Tree, nodes: Iterable[int]) -> np.ndarray:
    """The cluster of every row, int32, (n,), in the order of the table: -1 where it is in none.

    Code 0 is the node at the top of the dendrogram, 1 the next below. Nodes should not overlap;
    where they do, the smaller one has its rows.
    """
    codes = np.full(len(tree), -1, np.int32)
    for code, node in enumerate(tree.top_down(nodes)):
        codes[tree.members(node)] = code
    return codes
