"""Grouping: a tree ready to be drawn, with the best example of each of its branches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from satsuma.algorithms.cluster import Linkage, cluster, estimate_clustering
from satsuma.algorithms.medoids import estimate_medoids, medoids
from satsuma.data.distances import Distances
from satsuma.data.tree import Tree
from satsuma.run import Price


def grouped(distances: Distances, method: Linkage = "average",
            side_by_side: bool = True) -> tuple[Tree, np.ndarray]:
    """The tree and the medoid of each merge.

    `side_by_side` draws similar leaves beside each other; else leaves stand as in the table, as
    far as the tree allows. Raises Problem as `cluster` does.
    """
    tree = cluster(distances, method)
    if not side_by_side:
        tree = in_table_order(tree)
    return tree, medoids(tree, distances)


def estimate_grouping(n: int) -> Price:
    """What grouping n rows costs."""
    tree, examples = estimate_clustering(n), estimate_medoids(n)
    return Price(tree.seconds + examples.seconds, max(tree.bytes, examples.bytes), stoppable=False)


def in_table_order(tree: Tree) -> Tree:
    """The same tree, of two branches the one on top that holds the earlier row of the table."""
    n = len(tree)
    first = list(range(n))
    sizes = [1] * n
    merges = []
    for pair in tree.merges.tolist():
        upper, lower = sorted(pair, key=first.__getitem__)
        merges.append((upper, lower))
        first.append(first[upper])
        sizes.append(sizes[upper] + sizes[lower])
    return replace(tree, merges=np.array(merges, np.int32).reshape(n - 1, 2),
                   order=_places(merges, sizes, n))


def _places(merges: list[tuple[int, int]], sizes: list[int], n: int) -> np.ndarray:
    """The rows from top to bottom."""
    starts = [0] * (2 * n - 1)
    for merge in range(n - 2, -1, -1):
        upper, lower = merges[merge]
        starts[upper] = starts[n + merge]
        starts[lower] = starts[n + merge] + sizes[upper]
    order = np.empty(n, np.intp)
    order[starts[:n]] = np.arange(n)
    return order
