"""Louvain: groups of rows that have many neighbors in common (Blondel et al., 2008).

Each row is linked to its nearest ones. A link weighs by what share of their neighbors two rows
have in common (Jaccard), so that chance links between groups count little. The groups are found by
igraph, which took 0.1 s for 5,000 rows where networkx took 3 s.
"""

from __future__ import annotations

import random
from threading import Lock

import numpy as np

from satsuma.algorithms.calm import calm_sklearn
from satsuma.algorithms.group_space import Closeness, GroupSpace, group_space
from satsuma.algorithms.groups import found_in
from satsuma.data.table import Table
from satsuma.run import Price

_LINKS_AT_ONCE = 200_000

_drawing = Lock()
"""igraph draws by one generator for the whole process."""


def louvain_groups(table: Table, metric: Closeness, neighbors: int, resolution: float,
                   seed: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Groups, distances to their centers, and the modularity of the groups.

    Higher resolutions give more groups.
    """
    space = group_space(table, metric)
    with calm_sklearn():
        links, weights = neighbor_graph(space, neighbors)
    codes, modularity = communities(len(space.points), links, weights, resolution, seed)
    return (*found_in(space, codes), modularity)


def neighbor_graph(space: GroupSpace, neighbors: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of points, each once, l × 2; and how much each weighs, from 0 to 1."""
    from sklearn.neighbors import NearestNeighbors

    n = len(space.points)
    count = min(neighbors, n - 1)
    near = NearestNeighbors(n_neighbors=count).fit(space.points).kneighbors(return_distance=False)
    pairs = np.stack([np.repeat(np.arange(n), count), near.ravel()], axis=1)
    pairs.sort(axis=1)
    links = np.unique(pairs, axis=0)
    return links, _shared(np.column_stack([np.arange(n), near]), links)


def _shared(near: np.ndarray, links: np.ndarray) -> np.ndarray:
    """The share of neighbors, themselves included, that the two points of a link have in common."""
    from scipy.sparse import csr_array

    n, count = near.shape
    marks = csr_array((np.ones(near.size, np.float32), near.ravel(),
                       np.arange(0, near.size + 1, count)), shape=(n, n))
    common = np.empty(len(links))
    for start in range(0, len(links), _LINKS_AT_ONCE):
        some = links[start : start + _LINKS_AT_ONCE]
        both = marks[some[:, 0]].multiply(marks[some[:, 1]])
        common[start : start + len(some)] = both.sum(axis=1)
    return common / (2 * count - common)


def communities(n: int, links: np.ndarray, weights: np.ndarray, resolution: float,
                seed: int) -> tuple[np.ndarray, float]:
    """The group of each of n points, int32, and the modularity of the groups."""
    import igraph

    graph = igraph.Graph(n, links)
    with _drawing:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            found = graph.community_multilevel(weights=weights, resolution=resolution)
        finally:
            igraph.set_random_number_generator(random)
    codes = np.asarray(found.membership, np.int32)
    return codes, float(graph.modularity(found, weights=weights, resolution=resolution))


def price_of_louvain(rows: int, width: int) -> Price:
    """What it costs; finding the nearest rows takes most of it."""
    return Price(2e-10 * rows * rows * width + 5e-5 * rows, 4 * 8 * rows * width, stoppable=False)
