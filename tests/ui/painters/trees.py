"""Trees for tests of the dendrogram."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from satsuma.algorithms.cluster import assign_clusters
from satsuma.algorithms.grouping import grouped
from satsuma.data.column import categorical, images, numbers
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.data.tree import Tree
from satsuma.views import Dendrogram


def tree_view(n: int = 23, count: int = 4, cut: bool = False, seed: int = 3,
              folder: Path | None = None, **fields: Any) -> Dendrogram:
    """A tree of random points in `count` clusters; with pictures of a folder where there is one."""
    points = np.random.default_rng(seed).normal(size=(n, 3))
    away = np.linalg.norm(points[:, None] - points[None], axis=2)[np.triu_indices(n, 1)]
    columns = {"group": categorical([f"g{i % 3}" for i in range(n)]),
               "size": numbers([float(i) if i % 5 else np.nan for i in range(n)])}
    if folder is not None:
        files = sorted(one.name for one in folder.glob("*.png"))
        columns["image"] = images([files[i % len(files)] for i in range(n)], folder)
        fields = {"image": "image"} | fields
    table = Table(tuple(f"r{i}" for i in range(n)), columns)
    tree, medoids = grouped(Distances(away, table, "euclidean"))
    clusters = assign_clusters(tree, tree.cut_into(count)) if count else np.full(n, -1, np.int32)
    return Dendrogram(tree, clusters, None, 0.6 * float(tree.heights[-1]) if cut else None,
                      **{"zoom": 0.0 if n <= 60 else 1.0, "medoids": medoids} | fields)


def chain(n: int) -> Dendrogram:
    """A tree that grows by one leaf at each join, at its top and its bottom in turn."""
    heights = np.linspace(0.1, 1, n - 1)
    order = [*range(n - 1 - n % 2, 0, -2), *range(0, n, 2)] if n % 2 else \
        [*range(n - 1, 0, -2), *range(0, n, 2)]
    merges = [(0, 1) if n < 2 else (1, 0)]
    for leaf in range(2, n):
        merges.append((leaf, n + leaf - 2) if leaf % 2 else (n + leaf - 2, leaf))
    tree = Tree(np.array(merges, np.int32), heights, np.array(order, np.intp),
                Table(tuple(f"r{i}" for i in range(n))))
    return Dendrogram(tree, np.full(n, -1), zoom=0.0)
