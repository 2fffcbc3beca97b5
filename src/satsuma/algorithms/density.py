"""Density: groups where rows lie close together, and rows between them in none.

DBSCAN (Ester et al., 1996) takes one radius for all; HDBSCAN (Campello et al., 2013) finds groups
of different density. Both by scikit-learn.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from satsuma.algorithms.calm import calm_sklearn
from satsuma.algorithms.group_space import Closeness, GroupSpace, group_space
from satsuma.algorithms.groups import found_in
from satsuma.algorithms.memory import require
from satsuma.data.table import Table
from satsuma.run import Price

Preference = Literal["lasting", "fine"]
"""Which groups HDBSCAN keeps: those that last over the most radii, or the last ones of all."""

_METHODS = {"lasting": "eom", "fine": "leaf"}

_LOOKED_AT = 200
"""Rows by which it is judged how many are within the radius."""

_LESS = "Take a sample of the rows with Data Sampler."


def dbscan_groups(table: Table, metric: Closeness, neighbors: int,
                  radius: float | None) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Groups, distances to their centers, whether each row is amid a group, and the radius.

    `neighbors` counts a row itself. Without a radius it is where the distances to the last of them
    begin to rise steeply. It is of the metric: for cosine, 1 less the cosine.
    """
    space = group_space(table, metric)
    with calm_sklearn():
        from sklearn.cluster import DBSCAN

        if radius is None:
            radius = elbow(_of_metric(_last_distances(space, neighbors), metric))
        straight = np.sqrt(2 * radius) if metric == "cosine" else radius
        straight = max(float(straight), 1e-12)
        _require_room(space, straight)
        model = DBSCAN(eps=straight, min_samples=neighbors).fit(space.points)
    core = np.zeros(len(space.points), bool)
    core[model.core_sample_indices_] = True
    return (*found_in(space, model.labels_), space.for_all(core, False), float(radius))


def elbow(distances: np.ndarray) -> float:
    """Where sorted distances begin to rise steeply: the farthest below the line from first to last.

    Rounded up to three digits, so that what is told is what was used.
    """
    values = np.sort(distances)
    rise = values[-1] - values[0]
    if rise <= 0:
        return _rounded_up(float(values[-1]))
    across = np.linspace(0, 1, len(values))
    return _rounded_up(float(values[np.argmax(across - (values - values[0]) / rise)]))


def _rounded_up(value: float) -> float:
    if value <= 0:
        return 0.001
    step = 10.0 ** (np.floor(np.log10(value)) - 2)
    return float(f"{np.ceil(value / step * (1 - 1e-12)) * step:.3g}")


def _of_metric(straight: np.ndarray, metric: Closeness) -> np.ndarray:
    return straight**2 / 2 if metric == "cosine" else straight


def _last_distances(space: GroupSpace, neighbors: int) -> np.ndarray:
    """The distance from each point to the last of its neighbors, itself being the first."""
    from sklearn.neighbors import NearestNeighbors

    count = min(neighbors, len(space.points))
    near = NearestNeighbors(n_neighbors=count).fit(space.points)
    return near.kneighbors(space.points)[0][:, -1]


def _require_room(space: GroupSpace, radius: float) -> None:
    """Refuse a radius within which so many rows lie that their list does not fit."""
    points = space.points
    some = points[np.linspace(0, len(points) - 1, min(len(points), _LOOKED_AT)).astype(np.intp)]
    squares = np.einsum("ij,ij->i", points, points)
    away = squares[None, :] + np.einsum("ij,ij->i", some, some)[:, None] - 2 * some @ points.T
    pairs = float((away <= radius**2).mean()) * len(points) ** 2
    require(int(16 * pairs), f"All neighbors of {len(points):,} rows within this radius",
            f"Choose a smaller radius. {_LESS}")


def hdbscan_groups(table: Table, metric: Closeness, least: int, neighbors: int,
                   prefer: Preference) -> tuple[np.ndarray, np.ndarray]:
    """Groups of at least so many rows, and distances to their centers."""
    space = group_space(table, metric)
    n = len(space.points)
    require(_bytes_of_pairs(n), f"All pairs of {n:,} rows", _LESS)
    with calm_sklearn():
        from sklearn.cluster import HDBSCAN

        # Trees of neighbors do not help with many numbers per row: 30 s against 0.8 s for 2,000
        # rows of 1,000.
        codes = HDBSCAN(min_cluster_size=least, min_samples=min(neighbors, n), algorithm="brute",
                        cluster_selection_method=_METHODS[prefer],
                        copy=True).fit_predict(space.points)
    return found_in(space, np.maximum(codes, -1))


def _bytes_of_pairs(n: int) -> int:
    return 3 * 8 * n * n


def price_of_dbscan(rows: int, width: int) -> Price:
    """What DBSCAN costs, where the radius has to be found too."""
    return Price(4e-10 * rows * rows * width, 4 * 8 * rows * width, stoppable=False)


def price_of_hdbscan(rows: int, width: int) -> Price:
    """What HDBSCAN costs: all pairs of rows are compared."""
    return Price((2e-7 + 1e-10 * width) * rows * rows, _bytes_of_pairs(rows), stoppable=False)
