"""The tree of rows that were not compared pair by pair, but in groups.

Within a group the tree is exact; above, groups join as groups of so many rows do. With average
linkage on cosine distances, and with Ward on Euclidean ones, that is what all pairs would give once
the groups stand; with the others the mean distance of two groups stands for their farthest or
closest pair.
"""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.weighted_linkage import Linkage, weighted_linkage
from satsuma.data.distances import Distances
from satsuma.data.prototypes import Prototypes


def joined_prototypes(distances: Distances, prototypes: Prototypes,
                      method: Linkage) -> tuple[np.ndarray, np.ndarray]:
    """The merges, int32, (n - 1) × 2, and heights, float64, (n - 1,), of a tree of all rows."""
    n = len(distances)
    merges, heights, roots = _within(prototypes, method)
    if len(prototypes) > 1:
        above = weighted_linkage(_square(distances, prototypes, method), prototypes.sizes, method)
        nodes = np.concatenate([roots, n + len(merges) + np.arange(len(above))])
        merges = np.concatenate([merges, nodes[above[:, :2].astype(np.intp)]])
        heights = np.concatenate([heights, above[:, 2]])
    return _in_order(merges, _never_descending(merges, heights, n), n)


def _within(prototypes: Prototypes,
            method: Linkage) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The trees of all groups, one after the other, and the root of each group.

    Their nodes are numbered as they come here, not yet by height.
    """
    import fastcluster  # loads scipy

    n = len(prototypes.group)
    parts, made, roots = [np.empty((0, 3))], 0, np.empty(len(prototypes), np.intp)
    for group, size in enumerate(prototypes.sizes.tolist()):
        rows = prototypes.rows(group)
        roots[group] = rows[0]
        if size == 1:
            continue
        nodes = np.concatenate([rows, n + made + np.arange(size - 1)])
        joined = fastcluster.linkage(prototypes.pairs(group), method)[:, :3]
        joined[:, :2] = nodes[joined[:, :2].astype(np.intp)]
        parts.append(joined)
        made += size - 1
        roots[group] = n + made - 1
    whole = np.concatenate(parts)
    return whole[:, :2].astype(np.intp), whole[:, 2], roots


def _square(distances: Distances, prototypes: Prototypes, method: Linkage) -> np.ndarray:
    """How far apart groups begin: for ward the height at which they would join."""
    k = len(prototypes)
    square = np.zeros((k, k))
    above = np.triu_indices(k, 1)
    square[above] = distances.condensed
    square.T[above] = distances.condensed
    if method == "ward":
        np.square(square, out=square)
        spread = _spreads(prototypes)
        square -= spread
        square -= spread[:, None]
        sizes = prototypes.sizes.astype(np.float64)
        square *= 2 * sizes * sizes[:, None] / (sizes + sizes[:, None])
        np.sqrt(np.maximum(square, 0, out=square), out=square)
    return square


def _spreads(prototypes: Prototypes) -> np.ndarray:
    """Half the mean square distance of two rows of each group, float64, (k,)."""
    squares = np.concatenate([[0], np.cumsum(np.square(prototypes.within, dtype=np.float64))])
    return np.diff(squares[prototypes.pair_starts]) / np.square(prototypes.sizes, dtype=np.float64)


def _never_descending(merges: np.ndarray, heights: np.ndarray, n: int) -> np.ndarray:
    """Heights where nothing stands below what it joins."""
    level = [0.0] * n
    for (left, right), height in zip(merges.tolist(), heights.tolist(), strict=True):
        level.append(max(height, level[left], level[right]))
    return np.array(level[n:])


def _in_order(merges: np.ndarray, heights: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """The same merges from low to high, with their nodes numbered so."""
    order = np.argsort(heights, kind="stable")
    numbers = np.arange(2 * n - 1)
    numbers[n + order] = n + np.arange(n - 1)
    return numbers[merges[order]].astype(np.int32), heights[order]
