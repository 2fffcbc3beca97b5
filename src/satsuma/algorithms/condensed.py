"""Condensed arrays: the distances of all pairs of rows, by whatever metric.

Rows come without gaps, scaled where the metric asks for it.
"""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.gram import from_squares
from satsuma.algorithms.metrics import Metric
from satsuma.algorithms.overlap import from_overlap
from satsuma.algorithms.points import Points, directions, ranked
from satsuma.algorithms.sharing import from_shares
from satsuma.algorithms.sums import from_sums
from satsuma.algorithms.whiten import whitened
from satsuma.run import Run


def fill_condensed(out: np.ndarray, items: np.ndarray, added: np.ndarray, metric: Metric,
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
            from_shares(items, out, run)
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
        tell_lost(int(points.lost.sum()), metric, run)
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


def tell_lost(count: int, metric: Metric, run: Run) -> None:
    rows = "1 row has" if count == 1 else f"{count:,} rows have"
    what = "nothing but zeros" if metric == "cosine" else "the same number everywhere"
    run.warn(f"{rows} {what}, which is like no other row; such rows are put far away from all "
             "others.")
