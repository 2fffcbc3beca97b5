"""Distances between the rows of a table, or between its columns."""

from __future__ import annotations

import sys
from typing import Literal

import numpy as np

from satsuma.algorithms.condensed import fill_condensed
from satsuma.algorithms.impute import Filled, filled
from satsuma.algorithms.memory import require, usable
from satsuma.algorithms.metrics import METRICS, Metric
from satsuma.algorithms.sums import SLOWNESS
from satsuma.algorithms.threads import thread_count
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

_SECONDS_TO_LOAD_THREADS = 0.1
"""Seconds for the first threads and products in a process."""

_SECONDS_PER_NUMBER = 2e-8
"""Seconds of one core for bringing a number into place."""

_SORTING = {"spearman": 2, "hamming": 4}
"""How many times longer that takes where numbers have to be sorted."""


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
    matrix = features_for(table, metric, compare, run)
    n, width = matrix.shape if compare == "rows" else matrix.shape[::-1]
    price = estimate(n, width, metric)
    run.price(price)
    require(price.bytes, f"The distances between {n:,} {compare}",
            f"About {_fitting(n, price):,} would fit: take a sample, or close other programs.")
    items, added = without_gaps(matrix, metric, compare, run)
    condensed = np.empty(n * (n - 1) // 2, METRICS[metric].dtype)
    fill_condensed(condensed, items, added, metric, run)
    return Distances(condensed, table if compare == "rows" else _columns_as_rows(table), metric)


def features_for(table: Table, metric: Metric, compare: str, run: Run) -> np.ndarray:
    """The numbers of a table that the metric can compare, n × d. Raises Problem as `distances`."""
    if metric not in METRICS:
        raise Problem(f"“{metric}” is no metric. There are: {', '.join(METRICS)}.")
    matrix = _numbers(table, run)
    _check_width(metric, matrix.shape[1 if compare == "rows" else 0], compare)
    return matrix


def without_gaps(matrix: np.ndarray, metric: Metric, compare: str,
                 run: Run) -> tuple[np.ndarray, np.ndarray]:
    """What is compared, gaps filled and scaled as the metric asks, one row each; and what the
    missing values of each add to its distances."""
    whole = filled(matrix, METRICS[metric], run)
    _tell(whole, compare, run)
    items = whole.matrix if compare == "rows" else np.ascontiguousarray(whole.matrix.T)
    return items, whole.added(axis=1 if compare == "rows" else 0)


def estimate(n: int, d: int, metric: Metric) -> Price:
    """What the distances between n rows of d numbers cost, on this machine's cores."""
    pairs = n * (n - 1) // 2
    single = 0.5 if METRICS[metric].dtype is np.float32 or metric == "jaccard" else 1.0
    summed = metric.startswith("manhattan")
    per_pair = d * _SECONDS * (SLOWNESS if summed else single) + _SECONDS_PER_PAIR
    per_number = _SECONDS_PER_NUMBER * _SORTING.get(metric.partition("-")[0], 1)
    seconds = (pairs * per_pair + n * d * per_number) / thread_count() + _SECONDS_TO_BEGIN
    if "threadpoolctl" not in sys.modules:
        seconds += _SECONDS_TO_LOAD_THREADS
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
