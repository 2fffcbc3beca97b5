"""Hamming distance: in how many columns two rows have not the same.

Equal values are found column by column and not pair by pair. The most frequent value of each column
makes a matrix of ones and zeros, whose product with itself counts for all pairs at once in how many
columns both rows have it; so do the second most frequent ones, and so on. What few rows share is
counted one by one. Where columns have many values that many rows share, the pairs are gone through
instead, as in `sums.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.algorithms.ascending import ascending, narrowed
from satsuma.algorithms.sums import from_sums
from satsuma.algorithms.threads import each_in_threads
from satsuma.algorithms.triangle import put_rows, row_blocks
from satsuma.run import Run

_MOST_PRODUCTS = 8
"""With more products than these, going through the pairs would be as quick."""

_ONE_BY_ONE = 5e-4
"""Share of all pairs and columns that may be counted one by one in the time of a product."""

_NUMBERS_AT_ONCE = 500_000


@dataclass(frozen=True)
class Values:
    """What the rows have in each column.

    `codes` is int32, (d, n): equal numbers for equal values of a column. `modes` is (d, 8): the
    codes of the most frequent values, the first one first. `shared` counts the pairs of rows, over
    all columns, that share the values of each rank; the last is for all others together.
    """

    codes: np.ndarray
    modes: np.ndarray
    shared: np.ndarray


def from_shares(matrix: np.ndarray, out: np.ndarray, run: Run) -> None:
    """Fill the condensed `out` with the share of columns in which two rows differ."""
    n, d = matrix.shape
    values = _values(narrowed(matrix), run)
    left = values.shared[::-1].cumsum()[::-1]  # what ranks from here on share
    few = np.flatnonzero(left <= _ONE_BY_ONE * n * n * d)
    if not len(few):
        from_sums(matrix, "hamming", np.zeros(n), out, run)
        return
    products = int(few[0])
    out[:] = 0
    for rank in range(products):
        _count_product(values.codes == values.modes[:, rank, None], out, run)
    for some in _chunks(d, n):
        run.check()
        _count_one_by_one(values.codes[some], values.modes[some, :products], out)
    np.divide(np.subtract(d, out, out=out), d, out=out)


def _chunks(d: int, n: int) -> list[slice]:
    step = max(1, _NUMBERS_AT_ONCE // max(n, 1))
    return [slice(first, min(first + step, d)) for first in range(0, d, step)]


def _values(matrix: np.ndarray, run: Run) -> Values:
    n, d = matrix.shape
    kept = min(_MOST_PRODUCTS, n)
    codes, modes = np.empty((d, n), np.int32), np.empty((d, kept), np.intp)
    shared = np.zeros((d, kept + 1))

    def work(some: slice) -> None:
        columns = np.ascontiguousarray(matrix[:, some].T)
        codes[some] = _codes(columns)
        counts = _counts(codes[some])
        modes[some] = np.argsort(-counts, axis=1)[:, :kept]
        pairs = counts * (counts - 1.0) / 2
        shared[some, :kept] = np.take_along_axis(pairs, modes[some], axis=1)
        shared[some, kept] = pairs.sum(axis=1) - shared[some, :kept].sum(axis=1)

    each_in_threads(work, _chunks(d, n), run, shown=False)
    return Values(codes, modes, shared.sum(axis=0))


def _codes(columns: np.ndarray) -> np.ndarray:
    """The place of each value among the different ones of its column, in ascending order."""
    order, values = ascending(columns)
    fresh = np.zeros(columns.shape, np.int32)
    np.not_equal(values[:, 1:], values[:, :-1], out=fresh[:, 1:])
    codes = np.empty(columns.shape, np.int32)
    np.put_along_axis(codes, order, np.cumsum(fresh, axis=1, dtype=np.int32), axis=1)
    return codes


def _counts(codes: np.ndarray) -> np.ndarray:
    """How many rows have each code, int64, as wide as there are rows."""
    width, n = codes.shape
    flat = codes + n * np.arange(width)[:, None]
    return np.bincount(flat.ravel(), minlength=width * n).reshape(width, n)


def _count_product(has: np.ndarray, out: np.ndarray, run: Run) -> None:
    """Add, for every pair of rows, the columns that both have. float32 counts up to 16 million."""
    ones = np.ascontiguousarray(has.T, np.float32)

    def work(rows: slice) -> None:
        put_rows(out, ones[rows] @ ones[rows.start:].T, rows.start, add=True)

    each_in_threads(work, row_blocks(len(ones), ones.shape[1]), run)


def _count_one_by_one(codes: np.ndarray, done: np.ndarray, out: np.ndarray) -> None:
    """Add 1 for every pair of rows and column that share a value whose code is not `done`."""
    n = codes.shape[1]
    counts = _counts(codes)
    np.put_along_axis(counts, done, 0, axis=1)
    columns, rows = np.nonzero(np.take_along_axis(counts, codes, axis=1) > 1)
    value = columns * n + codes[columns, rows]
    order = np.argsort(value, kind="stable")  # rows of one value stand together, ascending
    value, rows = value[order], rows[order]
    apart = 1
    while len(same := np.flatnonzero(value[apart:] == value[:-apart])):
        i, j = rows[same], rows[same + apart]
        np.add.at(out, n * i - i * (i + 1) // 2 + (j - i - 1), 1)
        apart += 1
