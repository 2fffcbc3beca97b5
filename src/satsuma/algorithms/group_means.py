"""How far groups of rows are apart on average.

Where the distance is a cosine or a straight line, all pairs of two groups are averaged without
looking at any: the mean cosine of two groups is the product of their means, and the mean square is
that of the means plus how far each group spreads. Elsewhere two rows speak for each group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from satsuma.algorithms.condensed import fill_condensed
from satsuma.algorithms.kmeans import group_means
from satsuma.algorithms.metrics import METRICS, Metric
from satsuma.algorithms.points import Points, directions
from satsuma.algorithms.threads import each_in_threads, single_threaded_algebra
from satsuma.run import Run

Kind = Literal["angles", "lines", "others"]

_SPEAKERS = 2
"""Rows that speak for a group where the mean of all pairs cannot be had otherwise."""


@dataclass(frozen=True)
class Space:
    """Rows as points whose means make sense: float32, n × d, near the origin.

    `lengths` says what 1 is in the units of the rows.
    """

    points: np.ndarray
    kind: Kind
    unit: float = 1.0


def kind_of(metric: Metric) -> Kind:
    """By what rule the distances of a metric are averaged."""
    if metric in ("cosine", "pearson"):
        return "angles"
    return "lines" if metric.startswith("euclidean") else "others"


def space_of(items: np.ndarray, metric: Metric, run: Run) -> Space:
    """The rows as points: rows of length 1 for angles, else moved to the middle of their cloud."""
    angular = metric.startswith(("cosine", "pearson"))
    points = directions(items, run, centered=metric != "cosine") if angular else Points(items)
    middle, unit = (0.0, 1.0) if angular else _place_of(points)
    found = np.empty(items.shape, np.float32)

    def move(chunk: slice) -> None:
        found[chunk] = (points.at(chunk) - middle) / unit

    each_in_threads(move, points.chunks(), run, shown=False)
    return Space(found, kind_of(metric), unit)


def _place_of(points: Points) -> tuple[np.ndarray, float]:
    """The middle of the cloud and how far it reaches, so that squares stay within float32."""
    middle = points.middle()
    reach = max(float(np.abs(points.at(chunk) - middle).max()) for chunk in points.chunks())
    return middle, reach or 1.0


def mean_distances(space: Space, group: np.ndarray, items: np.ndarray, added: np.ndarray,
                   metric: Metric, run: Run) -> np.ndarray:
    """The mean distance between the rows of every two groups, condensed, k (k - 1) / 2.

    Of straight lines it is the root of the mean square. `added` is what the missing values of
    each row add to its distances.
    """
    if space.kind == "others":
        return _spoken(group, items, added, metric, run)
    means = group_means(space.points, group, run).astype(np.float64)
    k = len(means)
    apart = _products(means, run)
    if space.kind == "angles":
        np.subtract(1, apart, out=apart)
        apart *= 0.5 if metric == "pearson" else 1
    else:
        squares = np.einsum("ij,ij->i", space.points, space.points, dtype=np.float64)
        level = (_by_group(squares, group) * space.unit ** 2 + _by_group(added, group))
        apart *= -2 * space.unit ** 2
        apart += level
        apart += level[:, None]
    found = np.maximum(apart[np.triu_indices(k, 1)], 0)
    return (np.sqrt(found) if space.kind == "lines" else found).astype(METRICS[metric].dtype)


def _products(means: np.ndarray, run: Run) -> np.ndarray:
    found = np.empty((len(means), len(means)))

    def work(rows: slice) -> None:
        found[rows] = means[rows] @ means.T

    each_in_threads(work, Points(means).chunks(), run, shown=False)
    return found


def _by_group(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The mean of a value of each row, group by group."""
    return np.bincount(group, values) / np.bincount(group)


def _spoken(group: np.ndarray, items: np.ndarray, added: np.ndarray, metric: Metric,
            run: Run) -> np.ndarray:
    """Mean distances of the rows that speak for each group, the first and the one in the middle."""
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group)
    starts = np.cumsum(sizes) - sizes
    rows = order[np.stack([starts, starts + sizes // 2], axis=1).ravel()]
    n, k = len(rows), len(sizes)
    condensed = np.empty(n * (n - 1) // 2, METRICS[metric].dtype)
    with single_threaded_algebra():
        fill_condensed(condensed, np.ascontiguousarray(items[rows]), added[rows], metric, run)
    square = np.zeros((n, n), condensed.dtype)
    square[np.triu_indices(n, 1)] = condensed
    means = square.reshape(k, _SPEAKERS, k, _SPEAKERS).mean(axis=(1, 3))
    return means[np.triu_indices(k, 1)]
