"""Distances between the rows of a table, or between its columns."""

from __future__ import annotations

import sys
from typing import Literal

import numpy as np

from satsuma.algorithms.gram import from_squares
from satsuma.algorithms.impute import Filled, filled
from satsuma.algorithms.memory import require, usable
from satsuma.algorithms.metrics import METRICS, Metric
from satsuma.algorithms.overlap import from_overlap
from satsuma.algorithms.points import Points, directions, ranked
from satsuma.algorithms.sums import SLOWNESS, from_sums
from satsuma.algorithms.threads import thread_count
from satsuma.algorithms.whiten import whitened
from satsuma.data.column import Column, Kind, Role, texts
from satsuma.data.distances import Distances
from satsuma.data.table import Table, free_name, vector_names
from satsuma.problem import Problem
from satsuma.run import Price, Run

_LARGEST_NUMBER = 1e100
"""Squares of larger numbers come near the end of float64."""

_SECONDS = 3.5e-11
"""Seconds of one core for a pair of rows and a number of each, in float64 products; float32
products take half. Measured at 5,000 and 10,000 rows of 2,048 numbers."""

_SECONDS_PER_PAIR = 2e-8
"""Seconds of one core for what a pair costs however many numbers it has."""

_SECONDS_TO_BEGIN = 0.01
"""Seconds for threads and buffers, however few rows there are."""

_SECONDS_TO_LOAD = 0.26
"""Seconds for loading scipy's distances, once in a process."""

_SECONDS_PER_NUMBER = 2e-8
"""Seconds of one core for bringing a number into place; ranking it takes six times as long."""


def distances(table: Table, metric: Metric = "cosine",
              compare: Literal["rows", "columns"] = "rows", run: Run = Run()) -> Distances:
    """How far every row is from every other, by its numbers and vectors with the role feature.

    The metrics are defined as in Orange. With c the cosine of two rows and r their correlation:

    - cosine: 1 - c; a row of zeros is 1 from every other and 0 from its like.
    - euclidean: √Σ(x - y)². Normalized: of (x - mean) / (√2 standard deviations) by column.
    - manhattan: Σ|x - y|. Normalized: of (x - median) / (2 median absolute deviations).
    - pearson: (1 - r) / 2; absolute: 1 - |r|. spearman: the same of the ranks, where equal numbers
      share the mean of theirs. A row of equal numbers has r = 0 with every other, and is 0 from
      its like.
    - jaccard: of the columns in which a row is not 0, the share in which the other one is 0; for
      two rows of zeros it is 0. hamming: the share of columns that differ.
    - mahalanobis: √((x - y)ᵀ C⁻¹ (x - y)) with the covariance C of the columns.

    The result is float32 for cosine, Pearson and Spearman, right to 1e-6, and float64 for the
    others, right to a relative 1e-6; equal rows without gaps are exactly 0 apart. Missing values
    are filled as `impute.py` says, with a warning. `columns` compares the columns instead, after
    filling and scaling; the result's table then has a row per column.
    Raises Problem when there is nothing to compare, when vectors of different origin stand side by
    side, for infinite numbers, and, with the price, when the memory does not suffice.
    """
    if metric not in METRICS:
        raise Problem(f"“{metric}” is no metric. There are: {', '.join(METRICS)}.")
    matrix = _numbers(table, run)
    n, width = matrix.shape if compare == "rows" else matrix.shape[::-1]
    _check_width(metric, width, compare)
    price = estimate(n, width, metric)
    run.price(price)
    require(price.bytes, f"The distances between {n:,} {compare}",
            f"About {_fitting(n, price):,} would fit: take a sample, or close other programs.")
    whole = filled(matrix, METRICS[metric], run)
    _tell(whole, compare, run)
    condensed = np.empty(n * (n - 1) // 2, METRICS[metric].dtype)
    items = whole.matrix if compare == "rows" else np.ascontiguousarray(whole.matrix.T)
    _fill(condensed, items, whole.added(axis=1 if compare == "rows" else 0), metric, run)
    return Distances(condensed, table if compare == "rows" else _columns_as_rows(table), metric)


def estimate(n: int, d: int, metric: Metric) -> Price:
    """What the distances between n rows of d numbers cost, on this machine's cores."""
    pairs = n * (n - 1) // 2
    single = 0.5 if METRICS[metric].dtype is np.float32 or metric == "jaccard" else 1.0
    summed = metric.startswith(("manhattan", "hamming"))
    per_pair = d * _SECONDS * (SLOWNESS if summed else single) + _SECONDS_PER_PAIR
    per_number = _SECONDS_PER_NUMBER * (6 if metric.startswith("spearman") else 1)
    seconds = (pairs * per_pair + n * d * per_number) / thread_count() + _SECONDS_TO_BEGIN
    if summed and "scipy.spatial.distance" not in sys.modules:
        seconds += _SECONDS_TO_LOAD
    size = pairs * np.dtype(METRICS[metric].dtype).itemsize + 2 * 8 * n * d
    if metric == "mahalanobis":
        size += 3 * 8 * d * d
        seconds += (n + 6 * d) * d * d * _SECONDS
    return Price(seconds, size)


def _fitting(n: int, price: Price) -> int:
    """About how many rows would fit into the memory that is free, to two digits."""
    share = min((usable() or 0) / price.bytes, 1.0)
    return int(float(f"{n * share ** 0.5:.2g}"))


def _numbers(table: Table, run: Run) -> np.ndarray:
    """The features of a table that can be compared, n × d."""
    if not len(table):
        raise Problem("There are no rows to compare. Import pictures, or select some rows.")
    if not table.feature_names():
        raise Problem("There are no numbers to compare in this table. Connect Image Embedding "
                      "between the pictures and Distances, or use a table with columns of "
                      "numbers that have the role feature.")
    _check_same_origin(table)
    others = [name for name in table.named(roles=(Role.FEATURE,))
              if table[name].kind not in (Kind.NUMBER, Kind.VECTOR)]
    if others:
        run.warn(f"Only numbers are compared; left out: {', '.join(others)}.")
    matrix = table.features()
    largest = min(_LARGEST_NUMBER, float(np.finfo(matrix.dtype).max))
    if (np.abs(matrix) > matrix.dtype.type(largest)).any():
        raise Problem("Some numbers are infinite or beyond 1e100, so they cannot be compared. "
                      "Replace them in the table, by nothing where they are not known.")
    return matrix


def _check_same_origin(table: Table) -> None:
    vectors = [name for name in table.feature_names() if table[name].kind is Kind.VECTOR]
    for name in vectors[1:]:
        first, other = table[vectors[0]].passport, table[name].passport
        if first and other and (difference := first.difference(other)):
            raise Problem(f"“{vectors[0]}” and “{name}” do not come from the same source, so they "
                          f"cannot be compared together: {difference}. Leave one of them out.")


def _check_width(metric: Metric, width: int, compare: str) -> None:
    if width < 2 and metric.startswith(("pearson", "spearman")):
        raise Problem(f"A correlation needs at least two numbers for each of the {compare}, and "
                      "there is one. Choose another metric, such as Euclidean.")


def _tell(whole: Filled, compare: str, run: Run) -> None:
    if whole.missing:
        values = "1 missing value was" if whole.missing == 1 \
            else f"{whole.missing:,} missing values were"
        run.warn(f"{values} filled in with what is typical of the column.")
    if whole.empty:
        counts = "counts" if whole.empty == 1 else "count"
        run.warn(f"{_columns(whole.empty)} without any value {counts} as 0 everywhere.")
    if whole.flat:
        what = "left out" if compare == "rows" else "taken as 0 everywhere"
        are = "is" if whole.flat == 1 else "are"
        run.warn(f"{_columns(whole.flat)} with one value in most rows cannot be brought to one "
                 f"scale and {are} {what}.")


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count:,} columns"


def _columns_as_rows(table: Table) -> Table:
    """A table with a row for each column of `table.features()`, named after it."""
    names: dict[str, None] = {}
    for name in table.feature_names():
        column: Column = table[name]
        for part in vector_names(table, name) if column.kind is Kind.VECTOR else [name]:
            names[free_name(part, names)] = None
    return Table(tuple(names), {"name": texts(names)}, table.name)


def _fill(out: np.ndarray, items: np.ndarray, added: np.ndarray, metric: Metric,
          run: Run) -> None:
    """Fill the condensed array with the distances between the rows of `items`."""
    match metric:
        case "cosine":
            _fill_angles(out, items, "cosine", run)
        case "pearson" | "pearson-absolute":
            _fill_angles(out, items, metric, run)
        case "spearman" | "spearman-absolute":
            _fill_angles(out, ranked(items, run), metric, run)
        case "euclidean" | "euclidean-normalized":
            _fill_lines(out, items, added, run)
        case "mahalanobis":
            _fill_lines(out, whitened(items, run), added, run)
        case "manhattan" | "manhattan-normalized":
            from_sums(items, "cityblock", added, out, run)
        case "hamming":
            from_sums(items, "hamming", added, out, run)
        case "jaccard":
            from_overlap(items, out, run)


def _fill_lines(out: np.ndarray, items: np.ndarray, added: np.ndarray, run: Run) -> None:
    def finish(squares: np.ndarray, rows: slice) -> None:
        squares += added[rows.start:]
        squares += added[rows, None]
        np.sqrt(squares, out=squares)

    from_squares(Points(items), np.float64, out, finish, run)


def _fill_angles(out: np.ndarray, items: np.ndarray, metric: Metric, run: Run) -> None:
    """Cosine and correlations: for rows of length 1, |u - v|² is twice 1 - c."""
    points = directions(items, run, centered=metric != "cosine")
    if points.lost.any():
        _tell_lost(int(points.lost.sum()), metric, run)
    factor = 0.25 if metric in ("pearson", "spearman") else 0.5
    beyond = 0.5 if factor == 0.25 else 1.0

    def finish(squares: np.ndarray, rows: slice) -> None:
        if metric.endswith("-absolute"):
            np.minimum(squares, np.maximum(4 - squares, 0), out=squares)
        np.multiply(np.minimum(squares, 4, out=squares), factor, out=squares)
        _set_lost(squares, points.lost[rows], points.lost[rows.start:], beyond)

    from_squares(points, items.dtype, out, finish, run)


def _set_lost(block: np.ndarray, rows: np.ndarray, columns: np.ndarray, beyond: float) -> None:
    """Rows without a direction are `beyond` from all others and 0 from each other."""
    block[rows] = beyond
    block[:, columns] = beyond
    block[np.ix_(rows, columns)] = 0


def _tell_lost(count: int, metric: Metric, run: Run) -> None:
    rows = "1 row has" if count == 1 else f"{count:,} rows have"
    what = "nothing but zeros" if metric == "cosine" else "the same number everywhere"
    run.warn(f"{rows} {what}, which is like no other row; such rows are put far away from all "
             "others.")
