"""Group space: the rows of a table as points, for methods that group what lies close together.

All of them go by straight lines. Cosine is one too, between rows brought to length 1: of two such
rows with cosine c, the squared distance is 2 − 2c.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from satsuma.algorithms.features import features
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.problem import Problem

Closeness = Literal["cosine", "euclidean", "euclidean-normalized"]
"""The metrics of Distances that are straight lines."""


@dataclass(frozen=True, eq=False)
class GroupSpace:
    """Points, m × d float64, and which rows of the table they are, (m,).

    Rows without a direction have no place where only directions are compared. `told` are sentences
    on what was missing.
    """

    points: np.ndarray
    rows: np.ndarray
    total: int
    told: tuple[str, ...] = ()

    def for_all(self, found: np.ndarray, none: float) -> np.ndarray:
        """What was found of the points, for all rows of the table; `none` where they have none."""
        values = np.full(self.total, none, found.dtype)
        values[self.rows] = found
        return values


def group_space(table: Table, metric: Closeness) -> GroupSpace:
    """The features of a table as points.

    Missing numbers become the mean of their column. Raises Problem where there are no features, or
    fewer than two rows to compare.
    """
    matrix, _ = features(table)
    matrix, told = _filled(matrix)
    rows = np.arange(len(matrix))
    if metric == "euclidean-normalized":
        spread = matrix.std(axis=0) if len(matrix) else np.ones(matrix.shape[1])
        matrix = (matrix - matrix.mean(axis=0)) / np.where(spread == 0, 1, spread) \
            if len(matrix) else matrix
    elif metric == "cosine":
        lengths = np.sqrt(np.einsum("ij,ij->i", matrix, matrix))
        rows = np.flatnonzero(lengths > 0)
        matrix = matrix[rows] / lengths[rows, None]
        told += _lost(len(lengths) - len(rows))
    if len(rows) < 2:
        raise Problem("Groups need at least two rows that can be compared. Give it more rows.")
    return GroupSpace(matrix, rows, len(table), told)


def _filled(matrix: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    gaps = np.isnan(matrix)
    some = int(gaps.any(axis=1).sum())
    if not some:
        return matrix, ()
    known = (~gaps).sum(axis=0)
    means = np.where(gaps, 0, matrix).sum(axis=0) / np.maximum(known, 1)
    return np.where(gaps, means, matrix), (
        f"Values are missing in {in_rows(some)}. The mean of the column stands in their place.",)


def _lost(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    are, have = ("is", "has") if count == 1 else ("are", "have")
    return (f"{in_rows(count)} {are} all zeros, {have} no direction, and so {are} in no cluster: "
            "cosine compares directions. Euclidean takes them too.",)
