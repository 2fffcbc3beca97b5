"""Distances: how far every row of a table is from every other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from satsuma.data.table import Table


@dataclass(frozen=True, eq=False)
class Distances:
    """The distances between the rows of `table`.

    `condensed` holds the n (n - 1) / 2 distances between rows i < j, row by row, as scipy does:
    float32 for cosine-like metrics, float64 for the others; read-only. `metric` is the metric's
    id. Where columns were compared, `table` has one row per column.
    Raises ValueError when the number of distances does not fit the table.
    """

    condensed: np.ndarray
    table: Table
    metric: str

    def __post_init__(self) -> None:
        n = len(self.table)
        if self.condensed.shape != (n * (n - 1) // 2,):
            raise ValueError(f"{n} rows want {n * (n - 1) // 2} distances: {self.condensed.shape}")
        if self.condensed.dtype not in (np.float32, np.float64):
            raise TypeError(f"distances are float32 or float64, not {self.condensed.dtype}")
        self.condensed.flags.writeable = False

    def __len__(self) -> int:
        return len(self.table)

    def between(self, i: int, j: int) -> float:
        """The distance between two rows. Raises IndexError for a row that is not there."""
        low, high = min(i, j), max(i, j)
        if low < 0 or high >= len(self):
            raise IndexError(f"there are {len(self)} rows, numbered from 0: {i}, {j}")
        if i == j:
            return 0.0
        return float(self.condensed[_place(len(self), low, high)])

    def block(self, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """The square matrix of the given rows, k × k, in the dtype of `condensed`.

        Raises IndexError for a row that is not there.
        """
        chosen = np.asarray(rows, np.int64)
        if len(chosen) and not 0 <= chosen.min() <= chosen.max() < len(self):
            raise IndexError(f"there are {len(self)} rows, numbered from 0")
        low = np.minimum.outer(chosen, chosen)
        high = np.maximum.outer(chosen, chosen)
        apart = low != high
        square = np.zeros(low.shape, self.condensed.dtype)
        square[apart] = self.condensed[_place(len(self), low[apart], high[apart])]
        return square

    def square(self) -> np.ndarray:
        """All distances as an n × n matrix; it takes twice the memory of `condensed`."""
        n = len(self)
        square = np.zeros((n, n), self.condensed.dtype)
        start = 0
        for i in range(n - 1):
            row = self.condensed[start : start + n - 1 - i]
            square[i, i + 1 :] = row
            square[i + 1 :, i] = row
            start += n - 1 - i
        return square

    def equals(self, other: Distances) -> bool:
        return (
            self.metric == other.metric
            and self.condensed.dtype == other.condensed.dtype
            and np.array_equal(self.condensed, other.condensed)
            and self.table.equals(other.table)
        )


def _place(n: int, i: int | np.ndarray, j: int | np.ndarray) -> int | np.ndarray:
    """Where the distance between rows i < j stands in the condensed array."""
    return n * i - i * (i + 1) // 2 + (j - i - 1)
