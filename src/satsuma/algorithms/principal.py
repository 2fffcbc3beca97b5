"""Principal components: new directions in which the rows of a table differ most.

The first is the line along which they spread widest, the second the widest one at a right angle to
it, and so on. They are the eigenvectors of the covariance of the columns; where there are more
columns than rows, they follow from the products of the rows, which are the smaller square.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from satsuma.algorithms.features import KINDS, features
from satsuma.algorithms.memory import require
from satsuma.algorithms.threads import single_threaded_algebra
from satsuma.data.column import Role
from satsuma.data.learner import Feature, feature_of
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Price

_STEPS_A_SECOND = 1e10
"""Multiplications a second of one thread, about."""

_TIE = 1e-9
"""Entries of an axis count as equally large where they differ by less than this share."""


@dataclass(frozen=True, eq=False)
class Principal:
    """All components of a table.

    `variances` (r,) fall; `axes` is r × d, rows of length 1, each with its largest entry positive;
    `middle` and `scale` (d,) are what is subtracted from a row before, and divided by. `features`
    are the columns that the d numbers come from. `told` are sentences for a person.
    """

    variances: np.ndarray
    axes: np.ndarray
    middle: np.ndarray
    scale: np.ndarray
    features: tuple[Feature, ...]
    told: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.variances)

    @cached_property
    def shares(self) -> np.ndarray:
        """The share of the whole variance that each component tells, (r,)."""
        return self.variances / self.variances.sum()

    def enough(self, share: float) -> int:
        """How many components together tell so much, 0 … 1."""
        reached = np.cumsum(self.shares) >= share - 1e-9
        return int(reached.argmax()) + 1 if reached.any() else len(self)

    def places(self, table: Table, count: int) -> np.ndarray:
        """Where the rows of this table are along the first components, n × count float64."""
        matrix = _filled(features(table)[0], self.middle)
        matrix -= self.middle
        matrix /= self.scale
        with single_threaded_algebra():
            return matrix @ self.axes[:count].T


def principal(table: Table, standardize: bool) -> Principal:
    """The components of a table's features; missing values become the mean of their column.

    With `standardize` every column is first divided by its standard deviation (that of all its
    rows, as scikit-learn's StandardScaler). Raises Problem where there is nothing to tell apart.
    """
    if len(table) < 2:
        raise Problem(f"Components need at least two rows, and there "
                      f"{'is' if len(table) == 1 else 'are'} {in_rows(len(table))}. Give it more.")
    matrix, described = features(table)
    gaps = int(np.isnan(matrix).any(axis=1).sum())
    middle = _means(matrix)
    matrix = _filled(matrix, middle)
    level = matrix.min(axis=0) == matrix.max(axis=0)
    middle[level] = matrix[0, level]  # the mean of equal numbers may be off by rounding
    matrix -= middle
    spread = np.sqrt(np.einsum("ij,ij->j", matrix, matrix) / len(matrix))
    varied = np.flatnonzero(~level & (spread > 0))
    if not len(varied):
        raise Problem("All rows are equal in their features, so there is nothing to tell apart. "
                      "Give it rows that differ, or other features in Select Columns.")
    scale = np.ones(len(middle))
    if standardize:
        scale[varied] = spread[varied]
    variances, axes = _components(matrix[:, varied] / scale[varied])
    whole = np.zeros((len(axes), len(middle)))
    whole[:, varied] = axes
    return Principal(variances, whole, middle, scale, described, _told(gaps, level, standardize))


def price_of_components(table: Table) -> Price:
    """What that costs: the square of products, and taking it apart."""
    wide = sum(feature_of(name, table[name]).width
               for name in table.named(KINDS, (Role.FEATURE,)))
    small = min(len(table), wide)
    seconds = (2.0 * len(table) * wide * small + 9.0 * small ** 3) / _STEPS_A_SECOND
    return Price(seconds, 8 * (3 * len(table) * wide + 3 * small ** 2), stoppable=False)


def _components(centered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Variances and axes of rows whose mean is the origin."""
    rows, wide = centered.shape
    small = min(rows, wide)
    require(8 * (3 * small ** 2 + small * wide), f"Components of {rows:,} rows of {wide:,} numbers",
            "Take a sample of the rows, or fewer columns.")
    # Brought to about 1: squares of very large or very small numbers leave what can be counted.
    size = float(np.abs(centered).max())
    centered = centered / size
    with single_threaded_algebra():
        square = centered.T @ centered if wide <= rows else centered @ centered.T
        values, vectors = np.linalg.eigh(square)
        values, vectors = values[::-1], vectors[:, ::-1]
        known = values > values[0] * max(rows, wide) * np.finfo(np.float64).eps
        known[max(1, rows - 1):] = False
        values, axes = values[known], vectors[:, known].T
        if wide > rows:
            axes = (axes @ centered) / np.sqrt(values)[:, None]
    axes /= np.sqrt(np.einsum("ij,ij->i", axes, axes))[:, None]
    return values / (rows - 1) * size ** 2, _turned(axes)


def _turned(axes: np.ndarray) -> np.ndarray:
    """Each axis so that its largest entry, the first of equal ones, is positive."""
    sizes = np.abs(axes)
    first = (sizes >= sizes.max(axis=1, keepdims=True) * (1 - _TIE)).argmax(axis=1)
    return axes * np.sign(axes[np.arange(len(axes)), first])[:, None]


def _means(matrix: np.ndarray) -> np.ndarray:
    """The mean of what is known of each column; 0 where nothing is."""
    known = np.isfinite(matrix)
    return np.where(known, matrix, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)


def _filled(matrix: np.ndarray, means: np.ndarray) -> np.ndarray:
    gaps = np.isnan(matrix)
    return np.where(gaps, means, matrix) if gaps.any() else matrix


def _told(gaps: int, level: np.ndarray, standardize: bool) -> tuple[str, ...]:
    told = []
    if gaps:
        told.append(f"Values are missing in {in_rows(gaps)}. The mean of the column stands in "
                    "their place.")
    if standardize and (same := int(level.sum())):
        are = "1 of the numbers is" if same == 1 else f"{same:,} of the numbers are"
        told.append(f"{are} the same in every row, and counted for nothing.")
    return tuple(told)
