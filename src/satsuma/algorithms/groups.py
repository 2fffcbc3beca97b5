"""Groups: what all ways of grouping rows have in common, whoever found them.

Groups are int32 codes, one per row, -1 for rows in none. They are numbered by size, the largest
first, so that the same groups have the same names whichever way they were found.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from satsuma.algorithms.group_space import Closeness, GroupSpace
from satsuma.data.column import Column, Kind, Role

MOST_FOR_SILHOUETTES = 5_000
"""Of more rows so many are drawn: the work grows with their square."""


def by_size(codes: np.ndarray) -> np.ndarray:
    """The same groups, numbered by size from 0; of equal ones the one that begins first."""
    kinds, firsts, sizes = np.unique(codes[codes >= 0], return_index=True, return_counts=True)
    order = np.lexsort((firsts, -sizes))
    new = np.full(int(codes.max(initial=-1)) + 2, -1, np.int32)  # the last is for -1
    new[kinds[order]] = np.arange(len(kinds))
    return new[codes]


def count_of(codes: np.ndarray) -> int:
    """How many groups there are."""
    return int(codes.max(initial=-1)) + 1


def from_centers(points: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """How far each point is from the mean of its group, float64; NaN in none."""
    found = np.full(len(points), np.nan)
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(count_of(codes) + 1))
    for start, end in pairwise(starts):
        rows = order[start:end]
        away = points[rows] - points[rows].mean(axis=0)
        found[rows] = np.sqrt(np.einsum("ij,ij->i", away, away))
    return found


class Found(NamedTuple):
    """Groups of all rows of a table, and how far each is from the center of its group."""

    codes: np.ndarray
    away: np.ndarray

    @property
    def medoids(self) -> np.ndarray:
        """Of each group the row closest to its center, intp."""
        order = self.typical_first
        order = order[self.codes[order] >= 0]
        return order[np.unique(self.codes[order], return_index=True)[1]]

    @property
    def typical_first(self) -> np.ndarray:
        """All rows: group by group, within each the closest to its center first."""
        last = np.where(self.codes < 0, count_of(self.codes), self.codes)
        return np.lexsort((self.away, last))


def found_in(space: GroupSpace, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Groups of the points as codes and distances for all rows: the parts of `Found`."""
    codes = by_size(codes.astype(np.int32))
    return space.for_all(codes, -1), space.for_all(from_centers(space.points, codes), np.nan)


def silhouette(space: GroupSpace, codes: np.ndarray, metric: Closeness, seed: int) -> float:
    """The mean silhouette of the points (Rousseeuw, 1987), from -1 to 1; NaN for one group.

    Of many points, some are drawn.
    """
    from sklearn.metrics import silhouette_score

    points = space.points
    if len(points) > MOST_FOR_SILHOUETTES:
        some = np.random.default_rng(seed).choice(len(points), MOST_FOR_SILHOUETTES, replace=False)
        points, codes = points[some], codes[some]
    if not 1 < len(np.unique(codes)) < len(codes):
        return float("nan")
    straight = "cosine" if metric == "cosine" else "euclidean"
    return float(silhouette_score(points, codes, metric=straight))


def cluster_column(codes: np.ndarray) -> Column:
    """The meta `Cluster`: C1 is the largest group; missing in none."""
    names = tuple(f"C{code + 1}" for code in range(count_of(codes)))
    return Column(codes.astype(np.int32), Kind.CATEGORY, Role.META, categories=names)
