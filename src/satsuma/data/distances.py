"""Distances: how far every row of a table is from every other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from satsuma.data.prototypes import Prototypes, condensed_place
from satsuma.data.table import Table


@dataclass(frozen=True, eq=False)
class Distances:
    """The distances between the rows of `table`.

    `condensed` holds the n (n - 1) / 2 distances between rows i < j, row by row, as scipy does:
    float32 for cosine-like metrics, float64 for the others; read-only. `metric` is the metric's
    id. Where columns were compared, `table` has one row per column.

    With `prototypes` the rows stand in k groups, and the distances are approximate: `condensed`
    holds the k (k - 1) / 2 mean distances between the rows of two groups.
    Raises ValueError when the number of distances does not fit the table or the groups.
    """

    condensed: np.ndarray
    table: Table
    metric: str
    prototypes: Prototypes | None = None

    def __post_init__(self) -> None:
        n = len(self.table)
        if self.prototypes is not None:
            if len(self.prototypes.group) != n:
                raise ValueError(f"{n} rows are in {len(self.prototypes.group)} places of groups")
            n = len(self.prototypes)
        if self.condensed.shape != (n * (n - 1) // 2,):
            raise ValueError(f"{n} rows want {n * (n - 1) // 2} distances: {self.condensed.shape}")
        if self.condensed.dtype not in (np.float32, np.float64):
            raise TypeError(f"distances are float32 or float64, not {self.condensed.dtype}")
        self.condensed.flags.writeable = False

    def __len__(self) -> int:
        return len(self.table)

    @property
    def approximate(self) -> bool:
        """Whether not all pairs were compared."""
        return self.prototypes is not None

    @property
    def sample(self) -> Distances:
        """Of approximate distances, those between the rows of the sample, all of them exact. The
        rows of their table are called as in this one, and nothing else is in it."""
        if self.prototypes is None:
            return self
        ids = tuple(self.table.ids[row] for row in self.prototypes.sample.tolist())
        return Distances(self.prototypes.exact, Table(ids), self.metric)

    def between(self, i: int, j: int) -> float:
        """The distance between two rows. Raises IndexError for a row that is not there."""
        low, high = min(i, j), max(i, j)
        if low < 0 or high >= len(self):
            raise IndexError(f"there are {len(self)} rows, numbered from 0: {i}, {j}")
        if i == j:
            return 0.0
        if self.prototypes is not None:
            return self._between_groups(self.prototypes, low, high)
        return float(self.condensed[condensed_place(len(self), low, high)])

    def _between_groups(self, prototypes: Prototypes, i: int, j: int) -> float:
        one, other = prototypes.group.item(i), prototypes.group.item(j)
        left, right = prototypes.place_in_sample.item(i), prototypes.place_in_sample.item(j)
        if left >= 0 and right >= 0:
            place = condensed_place(len(prototypes.sample), left, right)
            return float(prototypes.exact.item(place))
        if one == other:
            place = condensed_place(prototypes.sizes.item(one), prototypes.place.item(i),
                                    prototypes.place.item(j))
            return float(prototypes.within.item(prototypes.pair_starts.item(one) + place))
        place = condensed_place(len(prototypes.sizes), min(one, other), max(one, other))
        return float(self.condensed.item(place))

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
        low, high = low[apart], high[apart]
        if self.prototypes is not None:
            square[apart] = self.prototypes.between(low, high, self.condensed)
        else:
            square[apart] = self.condensed[condensed_place(len(self), low, high)]
        return square

    def square(self) -> np.ndarray:
        """All distances as an n × n matrix; it takes twice the memory of `condensed`."""
        n = len(self)
        if self.prototypes is not None:
            return self.block(range(n))
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
            and (other.prototypes is None if self.prototypes is None
                 else self.prototypes.equals(other.prototypes))
        )
