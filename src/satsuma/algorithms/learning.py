"""Learning: from a learner and a table to a model, and from a model and a table to what it says.

A model is a pipeline: missing values become the mean of their column, columns are scaled where
the method asks for it, then the method itself. So what it does to a row hangs on the rows that it
learned from alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from satsuma.algorithms.calm import calm_sklearn
from satsuma.algorithms.features import features, matrix_for
from satsuma.algorithms.fitting import fitted
from satsuma.algorithms.learners import METHODS, Method
from satsuma.algorithms.learning_target import Target, target_for
from satsuma.algorithms.memory import require
from satsuma.data.learner import Feature, Learner, Model
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Price, Run

_ROWS_AT_ONCE = 2_000
"""So many rows are asked about between two looks at whether the answer is still wanted."""

_CELLS_AT_ONCE = 10_000_000
"""So many probabilities at once."""


@dataclass(frozen=True, eq=False)
class Predicted:
    """What a model says of n rows.

    `values` are codes into the model's classes, int32, or numbers, float64, (n,). `probabilities`
    is float64, n × classes, each row summing to 1; None for numbers, and for a model without any.
    """

    values: np.ndarray
    probabilities: np.ndarray | None = None


def fit(learner: Learner, table: Table, run: Run = Run()) -> Model:
    """Learn the table's target from its features.

    Rows whose target is missing are left out, with a warning. Raises Problem, with a remedy, where
    this table cannot be learned from in this way.
    """
    method = METHODS[learner.method]
    target = target_for(method, table, run)
    known = table.rows(target.rows)
    matrix, described = _looked_at(method, known, run)
    _check_neighbors(learner, len(known))
    run.price(_price(method, matrix, target))
    run.check()
    with calm_sklearn():
        pipeline = _pipeline(method, learner, target)
        estimator = fitted(pipeline, matrix, target.values, run)
    return Model(learner, target.name, target.classes, described, len(known), estimator,
                 target.counts)


def _looked_at(method: Method, table: Table, run: Run) -> tuple[np.ndarray, tuple[Feature, ...]]:
    if not method.looks:
        return np.zeros((len(table), 1)), ()
    matrix, described = features(table)
    _tell_missing(matrix, run)
    return matrix, described


def _tell_missing(matrix: np.ndarray, run: Run) -> None:
    gaps = np.isnan(matrix)
    if rows := int(gaps.any(axis=1).sum()):
        run.warn(f"Values are missing in {in_rows(rows)}. The mean of the column stands in their "
                 "place.")
    if empty := int(gaps.all(axis=0).sum()) if len(matrix) else 0:
        are = "1 of the numbers is" if empty == 1 else f"{empty:,} of the numbers are"
        run.warn(f"{are} missing in every row, and counted as 0.")


def _check_neighbors(learner: Learner, rows: int) -> None:
    wanted = learner.chosen.get("neighbors", 0)
    if isinstance(wanted, int) and wanted > rows:
        raise Problem(f"{wanted:,} neighbors are asked for, and there are {in_rows(rows)} to learn "
                      f"from. Choose at most {rows:,} neighbors.")


def _price(method: Method, matrix: np.ndarray, target: Target) -> Price:
    seen = sum(count > 0 for count in target.counts)
    times = len(matrix) / 1e3 if method.by_pairs else max(1, seen)
    return Price(method.cost * times * matrix.size / 1e6, 3 * matrix.nbytes,
                 stoppable=method.by_steps)


def _pipeline(method: Method, learner: Learner, target: Target) -> Any:
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    make = method.classes if target.classes else method.numbers
    assert make is not None, "target_for has seen to it"
    steps: list[tuple[str, Any]] = []
    if method.looks:
        steps.append(("fill", SimpleImputer(keep_empty_features=True)))
    if method.scaled:
        steps.append(("scale", StandardScaler()))
    return Pipeline([*steps, ("learn", make(learner.chosen))])


def predict(model: Model, table: Table, run: Run = Run()) -> Predicted:
    """What the model says of every row. Raises Problem where the table lacks what it looks at,
    or has vectors of another network."""
    if not METHODS[model.learner.method].looks:
        matrix = np.zeros((len(table), 1))
    else:
        matrix = matrix_for(table, model.features)
        _tell_missing(matrix, run)
    return told_of(model, matrix, run)


def told_of(model: Model, matrix: np.ndarray, run: Run = Run()) -> Predicted:
    """What the model says of the rows of a matrix as `features` makes it, n × d."""
    require(2 * 8 * len(matrix) * len(model.classes),
            f"Probabilities of {len(matrix):,} rows and {len(model.classes):,} classes",
            "Take a sample of the rows.")
    with calm_sklearn():
        parts = list(_parts(model, matrix, run))
    if not parts:
        return _nothing(model)
    values = np.concatenate([values for values, _ in parts])
    if parts[0][1] is None:
        return Predicted(values)
    return Predicted(values, np.concatenate([chances for _, chances in parts]))


def _nothing(model: Model) -> Predicted:
    if not model.classes:
        return Predicted(np.empty(0))
    chances = np.empty((0, len(model.classes))) if hasattr(model.estimator, "predict_proba") \
        else None
    return Predicted(np.empty(0, np.int32), chances)


def _parts(model: Model, matrix: np.ndarray,
           run: Run) -> Iterator[tuple[np.ndarray, np.ndarray | None]]:
    step = max(1, min(_ROWS_AT_ONCE, _CELLS_AT_ONCE // max(1, len(model.classes))))
    starts = range(0, len(matrix), step)
    for start in run.track(starts, len(starts)):
        rows = matrix[start : start + step]
        if not model.classes:
            yield np.asarray(model.estimator.predict(rows), np.float64).reshape(-1), None
        elif not hasattr(model.estimator, "predict_proba"):
            yield model.estimator.predict(rows).astype(np.int32), None
        else:
            chances = np.zeros((len(rows), len(model.classes)))
            chances[:, model.estimator.classes_] = model.estimator.predict_proba(rows)
            yield chances.argmax(axis=1).astype(np.int32), chances
