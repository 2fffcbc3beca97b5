"""The space that neighbors are searched in: the rows of a table as points.

A table of vectors alone is not copied, however large it is: beside it stand only the lengths of
its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from satsuma.algorithms.distance import features_for
from satsuma.algorithms.impute import filled
from satsuma.algorithms.metrics import METRICS
from satsuma.algorithms.points import Points, directions
from satsuma.algorithms.threads import each_in_threads
from satsuma.data.column import check_same_passport
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Run

NearMetric = Literal["cosine", "euclidean", "manhattan", "pearson"]
"""The metrics by which neighbors are found; each is defined in `distance.py`."""


_SAFE = (1e-15, 1e15)
"""Lengths of rows that can be multiplied in float32."""


@dataclass(frozen=True, eq=False)
class Space:
    """The rows of a table as points that can be searched.

    `whole` is n × d without gaps, `points` what the metric makes of it, `norms` their squared
    lengths; `known` marks, n booleans, rows with any number at all. `notes` are to be told.
    """

    metric: NearMetric
    whole: np.ndarray
    points: Points
    norms: np.ndarray
    known: np.ndarray
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.whole)


class _Notes(Run):
    """Keeps what is told, for results that outlive a run."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def warn(self, text: str) -> None:
        self.told.append(text)


def space_of(table: Table, metric: NearMetric) -> Space:
    """The features of a table, ready to be searched. Raises Problem as `distances` does."""
    notes = _Notes()
    features_for(table.rows(range(min(len(table), 1))), metric, "rows", notes)  # what it refuses
    if (plain := _plain(table, metric, notes)) is not None:
        return plain
    matrix = features_for(table, metric, "rows", Run())
    if matrix.shape[1] == 0:
        raise Problem("The vectors of this table hold no numbers, so there is nothing to compare.")
    record = filled(matrix, METRICS["cosine"])  # means, whatever the metric
    known: np.ndarray = np.ones(len(table), bool)
    if record.gaps is not None:
        known = ~np.asarray(record.gaps.all(axis=1))
    if not known.any():
        raise Problem("All numbers of this table are missing, so there is nothing to compare.")
    _tell_gaps(record.gaps, known, notes)
    whole = record.matrix
    points, norms = _points(whole, metric)
    if metric == "cosine" and _is_extreme(points.lengths):
        whole = whole.astype(np.float64, copy=False)
        points, norms = _points(whole, metric)
    return Space(metric, whole, points, norms, known, tuple(notes.told))


def _plain(table: Table, metric: NearMetric, notes: _Notes) -> Space | None:
    """The same in one reading, for the cosines of float32 without gaps; else None."""
    matrix = table.features()
    if metric != "cosine" or matrix.dtype != np.float32 or not matrix.shape[1]:
        return None
    lengths = np.sqrt(_norms(Points(matrix)))
    if not np.isfinite(lengths).all() or _is_extreme(lengths):
        return None  # of gaps and infinite numbers there is no length
    n = len(table)
    return Space(metric, matrix, Points(matrix, None, lengths), np.ones(n), np.ones(n, bool),
                 tuple(notes.told))


def _is_extreme(lengths: np.ndarray | None) -> bool:
    """Whether products with such rows would leave the numbers that float32 has."""
    assert lengths is not None, "rows of a cosine have lengths"
    some = lengths[lengths > 0]
    return bool(len(some)) and not _SAFE[0] < some.min() <= some.max() < _SAFE[1]


def points_of(space: Space, data: Table, reference: Table) -> Points:
    """The rows of another table as points in the space of `data`.

    Gaps get the means of `data`. Raises Problem where a column is missing, of another kind, or
    holds vectors of another network, and where a row has no number at all.
    """
    matrix = _same_features(data, reference)
    gaps = np.isnan(matrix)
    if gaps.all(axis=1).any():
        row = int(np.flatnonzero(gaps.all(axis=1))[0])
        raise Problem(f"“{reference.ids[row]}” has no numbers to search by: it may not have been "
                      "embedded. Choose another reference.")
    if np.isinf(matrix).any():
        raise Problem("The reference holds infinite numbers, so nothing can be compared with it. "
                      "Choose another reference.")
    if gaps.any():
        matrix = np.where(gaps, space.whole.mean(axis=0, dtype=np.float64), matrix)
    return _points(matrix.astype(space.whole.dtype, copy=False), space.metric)[0]


def _tell_gaps(gaps: np.ndarray | None, known: np.ndarray, run: Run) -> None:
    if gaps is None:
        return
    lost = int((~known).sum())
    if lost:
        rows = "1 row has" if lost == 1 else f"{lost:,} rows have"
        run.warn(f"{rows} no numbers at all and cannot be found.")
    missing = int(gaps[known].sum())
    if missing:
        values = "1 missing value was" if missing == 1 else f"{missing:,} missing values were"
        run.warn(f"{values} filled in with the mean of the column.")


def _same_features(data: Table, reference: Table) -> np.ndarray:
    """The features of `data` as the reference has them, m × d."""
    blocks = []
    for name in data.feature_names():
        if name not in reference:
            raise Problem(f"The reference has no column “{name}”, by which the data is compared. "
                          "Embed both with the same network, or give both the same columns.")
        one, other = data[name], reference[name]
        if one.kind is not other.kind:
            raise Problem(f"“{name}” holds {one.kind.word} values in the data and "
                          f"{other.kind.word} values in the reference. Make them the same kind.")
        if one.width != other.width or one.passport != other.passport:
            check_same_passport(one, other, name)
        blocks.append(other.values)
    return blocks[0] if len(blocks) == 1 and blocks[0].ndim == 2 else np.column_stack(blocks)


def _points(matrix: np.ndarray, metric: NearMetric) -> tuple[Points, np.ndarray]:
    if metric in ("cosine", "pearson"):
        points = directions(matrix, Run(), centered=metric == "pearson")
        return points, np.ones(len(matrix))
    points = Points(matrix)
    return points, _norms(points)


def _norms(points: Points) -> np.ndarray:
    """The squared lengths of all rows, float64."""
    norms = np.empty(len(points))

    def measure(chunk: slice) -> None:
        rows = points.matrix[chunk].astype(np.float64)
        norms[chunk] = np.einsum("ij,ij->i", rows, rows)

    each_in_threads(measure, points.chunks(), Run(), shown=False)
    return norms
