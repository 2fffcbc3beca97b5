"""Squared distances by matrix products, in blocks, straight into the condensed array.

|u - v|² = |u|² + |v|² - 2 u·v costs one product for all pairs, but where u and v are close it
subtracts two almost equal numbers: in float32 exact duplicates come out 0.03 apart. So points are
first moved to the middle of their cloud, which changes no distance, and pairs that are still too
close for the precision are computed again: by a product in float64, or by their differences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from satsuma.algorithms.points import Points, twins
from satsuma.algorithms.threads import each_in_threads
from satsuma.algorithms.triangle import put_rows, row_blocks
from satsuma.run import Run

_NEAR = {np.dtype(np.float32): 2e-2, np.dtype(np.float64): 1e-8}
"""Below this share of |u|² + |v|² a product of this precision is not trusted.

The error of a float32 product is up to 1e-6 of it, so what is trusted is right to 1e-4; of
float64 it is 1e-15, so what is trusted is right to 1e-7.
"""

_DIFFERENCE_COST = 50
"""What the difference of one pair costs, in pairs of a float64 product."""

_NUMBERS_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class Squares:
    """All that is needed for the squared distances of points.

    `centered` is n × d, float32 or float64; `norms` are the squared lengths of its rows in the
    same dtype; `same` numbers equal rows alike.
    """

    points: Points
    middle: np.ndarray
    centered: np.ndarray
    norms: np.ndarray
    same: np.ndarray
    run: Run

    def block(self, start: int, stop: int) -> np.ndarray:
        """The squared distances of rows start … stop to rows start … n; right above the
        diagonal, (stop - start) × (n - start), in the dtype of `centered`."""
        squares = self._products(start, stop)
        squares *= -2
        squares += self.norms[start:]
        squares += self.norms[start:stop, None]
        self._repair(squares, start, _NEAR[squares.dtype])
        return np.maximum(squares, 0, out=squares)

    def _products(self, start: int, stop: int) -> np.ndarray:
        rows = self.centered[start:stop]
        found = np.empty((len(rows), len(self.centered) - start), rows.dtype)
        # Of rows with themselves only one half is computed (BLAS syrk).
        np.matmul(rows, rows.T, out=found[:, :len(rows)])
        np.matmul(rows, self.centered[stop:].T, out=found[:, len(rows):])
        return found

    def _repair(self, squares: np.ndarray, start: int, near: float) -> None:
        """Compute again what is too close to be trusted, in place."""
        limits = near * self.norms
        close = squares < np.add.outer(limits[start:start + len(squares)], limits[start:])
        rows, columns = np.nonzero(np.triu(close, 1))
        equal = self.same[start + rows] == self.same[start + columns]
        squares[rows[equal], columns[equal]] = 0
        rows, columns = rows[~equal], columns[~equal]
        if not len(rows):
            return
        area = len(np.unique(rows)) * len(np.unique(columns))
        if squares.dtype == np.float32 and area < _DIFFERENCE_COST * len(rows):
            self._by_product(squares, start, rows, columns)
        else:
            self._by_difference(squares, start, rows, columns)

    def _by_product(self, squares: np.ndarray, start: int, rows: np.ndarray,
                    columns: np.ndarray) -> None:
        """Pairs in float64 products, then by difference what is close even for those."""
        upper = np.unique(rows)
        left = self.points.at(start + upper) - self.middle
        step = max(1, _NUMBERS_AT_ONCE // left.shape[1])
        limits = _NEAR[np.dtype(np.float64)] * self.norms.astype(np.float64)
        for first in range(0, squares.shape[1], step):
            here = (columns >= first) & (columns < first + step)
            if not here.any():
                continue
            self.run.check()
            lower = np.unique(columns[here])
            exact = _product(left, self.points.at(start + lower) - self.middle)
            i, j = rows[here], columns[here]
            found = exact[np.searchsorted(upper, i), np.searchsorted(lower, j)]
            squares[i, j] = found
            closest = found < limits[start + i] + limits[start + j]
            self._by_difference(squares, start, i[closest], j[closest])

    def _by_difference(self, squares: np.ndarray, start: int, rows: np.ndarray,
                       columns: np.ndarray) -> None:
        """Pairs one by one; `rows` ascends, so that each point is made once."""
        step = max(1, _NUMBERS_AT_ONCE // self.centered.shape[1])
        distinct, firsts = np.unique(rows, return_index=True)
        for row, others in zip(distinct.tolist(), np.split(columns, firsts[1:]), strict=False):
            one = self.points.at(slice(start + row, start + row + 1))
            for first in range(0, len(others), step):
                self.run.check()
                some = others[first:first + step]
                apart = self.points.at(start + some) - one
                squares[row, some] = np.einsum("ij,ij->i", apart, apart)


def _product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    squares = left @ right.T
    squares *= -2
    squares += np.einsum("ij,ij->i", right, right)
    squares += np.einsum("ij,ij->i", left, left)[:, None]
    return squares


def prepared(points: Points, dtype: Any, run: Run) -> Squares:
    """The points moved to the middle of their cloud, for products in this dtype."""
    middle = points.middle()
    centered = np.empty(points.matrix.shape, dtype)
    norms = np.empty(len(points), dtype)

    def move(chunk: slice) -> None:
        centered[chunk] = points.at(chunk) - middle
        # Of the rounded rows, so that norms and products agree.
        rows = centered[chunk].astype(np.float64)
        norms[chunk] = np.einsum("ij,ij->i", rows, rows)

    each_in_threads(move, points.chunks(), run, shown=False)
    return Squares(points, middle, centered, norms, twins(points.matrix, norms), run)


def from_squares(points: Points, dtype: Any, out: np.ndarray,
                 finish: Callable[[np.ndarray, slice], None], run: Run) -> None:
    """Fill the condensed `out` with what `finish` makes of squared distances.

    `dtype` is that of the products. `finish(squares, rows)` changes, in place, the block of the
    given rows against all from the first of them on.
    """
    squares = prepared(points, dtype, run)

    def work(rows: slice) -> None:
        block = squares.block(rows.start, rows.stop)
        finish(block, rows)
        put_rows(out, block, rows.start)

    each_in_threads(work, row_blocks(len(points), points.matrix.shape[1]), run)
