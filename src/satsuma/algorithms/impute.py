"""Filling in missing values before rows are compared.

A missing value gets what is typical of its column. Where the metric is a sum over columns, it also
adds what is to be expected of a value that is not known: two rows that lack the same value are not
taken to agree in it. These are the rules of Orange (`Orange.distance`), checked against it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.algorithms.metrics import MetricRecord
from satsuma.algorithms.threads import each_in_threads
from satsuma.run import Run

_NUMBERS_AT_ONCE = 500_000


@dataclass(frozen=True)
class Filled:
    """A matrix without gaps.

    `matrix` is n × d, float32 or float64: the given one where nothing was to be done. `spreads`
    is float64, (d,): what a missing value of each column adds to a distance (a squared one for
    means); `gaps` is n × d booleans, None without any. `flat` counts the columns that say nothing
    once they are scaled, `empty` those that hold no value at all.
    """

    matrix: np.ndarray
    spreads: np.ndarray
    gaps: np.ndarray | None = None
    flat: int = 0
    empty: int = 0

    @property
    def missing(self) -> int:
        """How many values were missing."""
        return 0 if self.gaps is None else int(self.gaps.sum())

    def added(self, axis: int) -> np.ndarray:
        """What the missing values of each row (axis 1) or column (axis 0) add to its distances."""
        if self.gaps is None:
            return np.zeros(self.matrix.shape[1 - axis])
        if axis == 1:
            return self.gaps @ self.spreads
        return self.gaps.sum(axis=0) * self.spreads


def filled(matrix: np.ndarray, record: MetricRecord, run: Run = Run()) -> Filled:
    """The matrix with its gaps filled and, where the metric says so, its columns scaled.

    Scaling subtracts the column's center and divides by √2 standard deviations (means) or twice
    the median absolute deviation (medians). A column without any spread then says nothing: it
    becomes all zeros. For `share` non-zero values become 1.
    """
    gaps = np.isnan(matrix)
    if not gaps.any():
        gaps = None
    if record.filling == "share":
        matrix = np.where(gaps, np.nan, matrix != 0) if gaps is not None \
            else (matrix != 0).astype(np.float32)
    if gaps is None and not record.scaled:
        return Filled(matrix, np.zeros(matrix.shape[1]))
    centers, spreads = _typical(matrix, gaps, record.filling, run)
    empty = 0 if gaps is None else int(gaps.all(axis=0).sum())
    if not record.scaled:
        whole = np.where(gaps, centers, matrix).astype(matrix.dtype, copy=False)
        return Filled(whole, spreads if record.spread else np.zeros_like(spreads), gaps, 0, empty)
    return _scaled(matrix, gaps, centers, spreads, record.filling, empty)


def _scaled(matrix: np.ndarray, gaps: np.ndarray | None, centers: np.ndarray,
            spreads: np.ndarray, filling: str, empty: int) -> Filled:
    scales = np.sqrt(2 * spreads) if filling == "mean" else 2 * spreads
    flat = scales == 0
    whole = matrix - centers
    whole /= np.where(flat, 1, scales)
    if flat.any():
        whole[:, flat] = 0
    if gaps is not None:
        whole[gaps] = 0
    return Filled(whole, np.where(flat, 0.0, 0.5), gaps, int(flat.sum()) - empty, empty)


def _typical(matrix: np.ndarray, gaps: np.ndarray | None, filling: str,
             run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Center and spread of every column, float64: mean and variance, or median and MAD."""
    centers, spreads = np.zeros(matrix.shape[1]), np.zeros(matrix.shape[1])
    if gaps is None and len(matrix):
        _fill_typical(centers, spreads, matrix, filling, run)
        return centers, spreads
    for column in range(matrix.shape[1]):
        run.check()
        values = matrix[:, column].astype(np.float64)
        if gaps is not None:
            values = values[~gaps[:, column]]
        if not len(values):
            continue
        typical, deviate = (np.median, _mad) if filling == "median" else (np.mean, np.var)
        # The mean of equal numbers may be off by rounding, and so seem to spread.
        if values.min() == values.max():
            centers[column] = values[0]
            continue
        centers[column] = typical(values)
        spreads[column] = deviate(values)
    return centers, spreads


def _fill_typical(centers: np.ndarray, spreads: np.ndarray, matrix: np.ndarray, filling: str,
                  run: Run) -> None:
    """The same of columns without gaps, many at a time."""
    def work(some: slice) -> None:
        values = np.ascontiguousarray(matrix[:, some].T, np.float64)
        level = values.min(axis=1) == values.max(axis=1)
        if filling == "median":
            middle = np.median(values, axis=1)
            spread = np.median(np.abs(values - middle[:, None]), axis=1)
        else:
            middle, spread = values.mean(axis=1), values.var(axis=1)
        centers[some] = np.where(level, values[:, 0], middle)
        spreads[some] = np.where(level, 0.0, spread)

    step = max(1, _NUMBERS_AT_ONCE // len(matrix))
    each_in_threads(work, [slice(start, start + step)
                           for start in range(0, matrix.shape[1], step)], run, shown=False)


def _mad(values: np.ndarray) -> np.floating:
    """The median absolute deviation from the median."""
    return np.median(np.abs(values - np.median(values)))
