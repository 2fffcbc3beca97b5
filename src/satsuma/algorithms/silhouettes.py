"""Silhouettes: how well each row fits into its cluster, and which cluster is the next closest.

Rousseeuw, 1987: (b − a) / max(a, b), where a is the mean distance of a row to the others of its
cluster, and b to those of the next closest one. A row that is alone in its cluster has 0.
"""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.calm import calm_sklearn
from satsuma.algorithms.group_space import Closeness, group_space
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Price

MOST = 50_000
"""Rows that are compared at most; more take longer than anybody waits."""

_NUMBERS_AT_ONCE = 4_000_000


def silhouettes(table: Table, column: str, metric: Closeness) -> tuple[np.ndarray, np.ndarray]:
    """The silhouette of each row, float64, and the code of the next closest category, int32.

    NaN and -1 for rows without a category, and for those that cannot be compared. At least two
    categories must occur. Raises Problem for more than 50,000 rows.
    """
    _check_size(len(table))
    space = group_space(table, metric)
    codes = table[column].values[space.rows]
    known = np.flatnonzero(codes >= 0)
    kinds, of = np.unique(codes[known], return_inverse=True)
    scores, nexts = np.full(len(codes), np.nan), np.full(len(codes), -1, np.int32)
    with calm_sklearn():
        scores[known], places = _compared(space.points[known], of, metric)
    nexts[known] = kinds[places]
    return space.for_all(scores, np.nan), space.for_all(nexts, -1)


def _compared(points: np.ndarray, of: np.ndarray,
              metric: Closeness) -> tuple[np.ndarray, np.ndarray]:
    """Silhouettes of points whose groups are numbered without gaps, and the next group of each."""
    from sklearn.metrics.pairwise import cosine_distances, euclidean_distances

    between = cosine_distances if metric == "cosine" else euclidean_distances
    sizes = np.bincount(of)
    sorted_points = points[np.argsort(of, kind="stable")]
    starts = np.cumsum(sizes) - sizes
    scores, nexts = np.empty(len(points)), np.empty(len(points), np.intp)
    step = max(1, _NUMBERS_AT_ONCE // len(points))
    for start in range(0, len(points), step):
        some = slice(start, start + step)
        sums = np.add.reduceat(between(points[some], sorted_points), starts, axis=1)
        mine, rows = of[some], np.arange(len(sums))
        own = sums[rows, mine] / np.maximum(sizes[mine] - 1, 1)
        means = sums / sizes
        means[rows, mine] = np.inf
        nexts[some] = means.argmin(axis=1)
        other = means[rows, nexts[some]]
        larger = np.maximum(own, other)
        score = (other - own) / np.where(larger == 0, 1, larger)
        scores[some] = np.where(sizes[mine] == 1, 0, score)
    return scores, nexts


def _check_size(rows: int) -> None:
    if rows > MOST:
        raise Problem(f"Silhouettes compare all pairs of rows, and {rows:,} rows have too many; "
                      f"{MOST:,} rows can be compared. Take a sample with Data Sampler.")


def price_of_silhouettes(rows: int, width: int) -> Price:
    """What they cost: all pairs of rows are compared."""
    return Price(2e-10 * rows * rows * (width + 20), 5 * 8 * rows * width, stoppable=False)
