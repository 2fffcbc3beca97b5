"""Grouping: a tree ready to be drawn, with the best example of each of its branches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from satsuma.algorithms.agreement import adjusted_rand, cophenetic_correlation
from satsuma.algorithms.cluster import assign_clusters, cluster, estimate_clustering
from satsuma.algorithms.medoids import estimate_medoids, medoids
from satsuma.algorithms.weighted_linkage import Linkage
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


def grouped_and_checked(distances: Distances, method: Linkage = "average",
                        side_by_side: bool = True) -> tuple[Tree, np.ndarray, Tree, float]:
    """Of approximate distances: tree and medoids as `grouped` gives them, the exact tree of the
    sample, and the correlation of the heights at which both trees join its rows."""
    tree, examples = grouped(distances, method, side_by_side)
    exact = cluster(distances.sample, method)
    rows = np.arange(len(tree)) if distances.prototypes is None else distances.prototypes.sample
    return tree, examples, exact, cophenetic_correlation(tree, rows, exact)


def agreement(tree: Tree, nodes: Sequence[int], rows: np.ndarray, exact: Tree) -> float:
    """The adjusted Rand index of a cut and of the exact tree, cut into as many clusters.

    `rows` are those rows of `tree` that `exact` is a tree of; `nodes` are clusters of all rows.
    """
    here = assign_clusters(tree, nodes)[rows]
    there = assign_clusters(exact, exact.cut_into(len(np.unique(here))))
    return adjusted_rand(here, there)


def estimate_grouping(distances: Distances | int) -> Price:
    """What grouping costs; for n rows whose pairs were all compared, n will do."""
    tree, examples = estimate_clustering(distances), estimate_medoids(distances)
    seconds, size = tree.seconds + examples.seconds, max(tree.bytes, examples.bytes)
    if not isinstance(distances, int) and distances.prototypes is not None:
        sample = estimate_clustering(len(distances.prototypes.sample))
        seconds, size = seconds + 1.5 * sample.seconds, max(size, sample.bytes)
    return Price(seconds, size, stoppable=False)


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
