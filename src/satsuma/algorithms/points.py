"""Points: rows of a table as points in a space where their distance is a straight line.

Cosine and correlation are straight lines too, between rows brought to length 1: of two such rows
with cosine c, the squared distance is 2 - 2c. So one routine, `gram.py`, serves them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np

from satsuma.algorithms.ascending import ascending
from satsuma.algorithms.threads import each_in_threads
from satsuma.run import Run

_NUMBERS_AT_ONCE = 200_000
"""Small enough to stay near the processor while they are worked on."""


@dataclass(frozen=True)
class Points:
    """n points in d dimensions: the rows of `matrix`, each moved by `shifts` and stretched.

    `matrix` is n × d, float32 or float64; `shifts` and `lengths` are float64, (n,), or None.
    Row i stands for (matrix[i] - shifts[i]) / lengths[i]; where the length is 0 it stands for
    the origin.
    """

    matrix: np.ndarray
    shifts: np.ndarray | None = None
    lengths: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.matrix)

    def at(self, rows: slice | np.ndarray) -> np.ndarray:
        """The given points in full precision, float64, k × d; a copy."""
        points = self.matrix[rows].astype(np.float64)
        if self.shifts is not None:
            points -= self.shifts[rows, None]
        if self.lengths is not None:
            lengths = self.lengths[rows, None]
            points /= np.where(lengths == 0, 1, lengths)
            points[lengths[:, 0] == 0] = 0
        return points

    @cached_property
    def lost(self) -> np.ndarray:
        """n booleans: the rows without a direction, which stand for the origin."""
        return np.zeros(len(self), bool) if self.lengths is None else self.lengths == 0

    def chunks(self) -> list[slice]:
        """Runs of rows small enough to be worked on at once."""
        step = max(1, _NUMBERS_AT_ONCE // max(1, self.matrix.shape[1]))
        return [slice(start, start + step) for start in range(0, len(self), step)]

    def middle(self) -> np.ndarray:
        """A point amid the others, float64, (d,): the median of up to 63 of them."""
        some = np.linspace(0, len(self) - 1, min(len(self), 63)).astype(np.intp)
        return np.median(self.at(some), axis=0)


def directions(matrix: np.ndarray, run: Run, *, centered: bool) -> Points:
    """The rows brought to length 1, for cosine; `centered` by their own mean, for Pearson.

    A row that is all zeros (or, centered, all one number) has no direction: its length is 0.
    """
    shifts = np.zeros(len(matrix)) if centered else None
    lengths = np.empty(len(matrix))

    def measure(chunk: slice) -> None:
        rows = matrix[chunk].astype(np.float64)
        level = rows.min(axis=1) == rows.max(axis=1)
        if shifts is not None:
            shifts[chunk] = rows.mean(axis=1)
            rows -= shifts[chunk, None]
            rows[level] = 0  # rounding may have left something
        lengths[chunk] = np.sqrt(np.einsum("ij,ij->i", rows, rows))

    each_in_threads(measure, Points(matrix).chunks(), run, shown=False)
    return Points(matrix, shifts, lengths)


def ranked(matrix: np.ndarray, run: Run) -> np.ndarray:
    """The rank of every number in its row, from 1; equal numbers share the mean of theirs.

    Float32, n × d, or float64 where the matrix is. Ranks are whole or half, so both are exact.
    """
    ranks = np.empty(matrix.shape, matrix.dtype)

    def rank(chunk: slice) -> None:
        ranks[chunk] = _ranks(matrix[chunk])

    each_in_threads(rank, Points(matrix).chunks(), run, shown=False)
    return ranks


def _ranks(rows: np.ndarray) -> np.ndarray:
    order, values = ascending(rows)
    n, d = rows.shape
    fresh = np.ones(n * d, bool)
    fresh.reshape(n, d)[:, 1:] = values[:, 1:] != values[:, :-1]
    starts = np.flatnonzero(fresh)  # of the runs of equal numbers, row after row
    sizes = np.diff(starts, append=n * d)
    middles = (starts % d + (sizes + 1) / 2).astype(rows.dtype)
    ranks = np.empty(rows.shape, rows.dtype)
    np.put_along_axis(ranks, order, np.repeat(middles, sizes).reshape(n, d), axis=1)
    return ranks


def twins(matrix: np.ndarray, norms: np.ndarray) -> np.ndarray:
    """For every row a number that equal rows share, intp, (n,).

    `norms` are numbers that equal rows have in common; only rows that share theirs are read.
    """
    _, kind, counts = np.unique(norms, return_inverse=True, return_counts=True)
    numbers = np.arange(len(matrix))
    first: dict[bytes, int] = {}
    for row in np.flatnonzero(counts[kind] > 1).tolist():
        digest = blake2b(matrix[row].tobytes(), digest_size=16).digest()
        numbers[row] = first.setdefault(digest, row)
    return numbers
