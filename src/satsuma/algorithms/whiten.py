"""Whitening: new columns that vary alike and tell each something of its own.

The straight line between whitened rows is their Mahalanobis distance, (x - y)ᵀ C⁻¹ (x - y) under
the root, with C the covariance of the columns.
"""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.threads import single_threaded_algebra
from satsuma.run import Run

_LEAST_OWN = 1e-9
"""Share of a column's variance below which the others are taken to tell all of it."""

_LEAST_SHRINKAGE = 1e-6

_ROWS_AT_ONCE = 256


def whitened(matrix: np.ndarray, run: Run) -> np.ndarray:
    """The rows in whitened columns, float64, n × k, where k leaves constant columns out.

    Where the covariance cannot be inverted (more columns than rows, or columns that follow from
    others) the correlations are shrunk towards none (Ledoit and Wolf, Journal of Multivariate
    Analysis 88, 2004), which the run is told.
    """
    varied = matrix[:, matrix.min(axis=0) < matrix.max(axis=0)].astype(np.float64)
    if len(matrix) < 2 or not varied.shape[1]:
        return np.zeros((len(matrix), 1))
    varied -= varied.mean(axis=0)
    varied /= varied.std(axis=0)
    with single_threaded_algebra():
        correlations = _correlations(varied, run)
        root = _root(correlations)
        if root is None:
            shrinkage = max(_shrinkage(varied, correlations), _LEAST_SHRINKAGE)
            correlations *= 1 - shrinkage
            correlations[np.diag_indices_from(correlations)] += shrinkage
            root = np.linalg.cholesky(correlations)
            run.warn("The columns depend on each other, so Mahalanobis distances do not exist; "
                     f"their correlations were weakened by {100 * shrinkage:.2g} %.")
        # C is the covariance of a sample: its squares are divided by n - 1.
        unmix = np.linalg.inv(root).T * np.sqrt((len(matrix) - 1) / len(matrix))
        for start in range(0, len(varied), _ROWS_AT_ONCE):
            run.check()
            varied[start:start + _ROWS_AT_ONCE] = varied[start:start + _ROWS_AT_ONCE] @ unmix
    return varied


def _correlations(standard: np.ndarray, run: Run) -> np.ndarray:
    total = np.zeros((standard.shape[1], standard.shape[1]))
    for start in range(0, len(standard), _ROWS_AT_ONCE):
        run.check()
        some = standard[start:start + _ROWS_AT_ONCE]
        total += some.T @ some
    return total / len(standard)


def _root(correlations: np.ndarray) -> np.ndarray | None:
    """The Cholesky root; None where the columns depend on each other."""
    try:
        root = np.linalg.cholesky(correlations)
    except np.linalg.LinAlgError:
        return None
    # The square on the diagonal is the share that the columns before do not tell.
    return root if np.diag(root).min() ** 2 > _LEAST_OWN else None


def _shrinkage(standard: np.ndarray, correlations: np.ndarray) -> float:
    """How far towards the identity, 0 … 1, the correlations of so many rows should go."""
    n, d = standard.shape
    squared = float(np.einsum("ij,ij->", correlations, correlations))
    lengths = np.einsum("ij,ij->i", standard, standard)
    noise = (float(lengths @ lengths) / n - squared) / n
    distance = squared - 2 * float(np.trace(correlations)) + d
    return min(max(noise, 0.0) / distance, 1.0) if distance > 0 else 0.0
