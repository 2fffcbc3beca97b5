"""Fitting a pipeline, with progress and cancelling where the method goes step by step."""

from __future__ import annotations

from typing import Any

import numpy as np

from satsuma.run import Run

_TREES_AT_ONCE = 10
_FOLDS = 5


def fitted(pipeline: Any, matrix: np.ndarray, values: np.ndarray, run: Run) -> Any:
    """The pipeline, fitted to the rows of a matrix, n × d, and their values, (n,)."""
    for _, step in pipeline.steps[:-1]:
        matrix = step.fit_transform(matrix)
        run.check()
    name, last = pipeline.steps[-1]
    pipeline.steps[-1] = (name, _learned(last, matrix, values, run))
    run.check()
    return pipeline


def _learned(estimator: Any, matrix: np.ndarray, values: np.ndarray, run: Run) -> Any:
    match type(estimator).__name__:
        case "RandomForestClassifier" | "RandomForestRegressor":
            return _grown(estimator, matrix, values, run)
        case "MLPClassifier":
            return _trained(estimator, matrix, values, run)
        case "SVC":
            return _with_chances(estimator, matrix, values, run)
    estimator.fit(matrix, values)
    _tell_unfinished(estimator, run)
    return estimator


def _tell_unfinished(estimator: Any, run: Run) -> None:
    most = getattr(estimator, "max_iter", None)
    if most is not None and np.max(getattr(estimator, "n_iter_", 0)) >= most:
        run.warn(f"After {most:,} steps it could still have become better. Allow more of them, or "
                 "make the regularization stronger (a smaller C).")


def _grown(forest: Any, matrix: np.ndarray, values: np.ndarray, run: Run) -> Any:
    """A forest, some trees at a time; it is the same as if all grew at once."""
    count = forest.n_estimators
    weight = getattr(forest, "class_weight", None)
    if weight == "balanced":  # scikit-learn warns of it where a forest grows bit by bit
        from sklearn.utils.class_weight import compute_class_weight

        kinds = np.unique(values)
        shares = compute_class_weight("balanced", classes=kinds, y=values)
        forest.set_params(class_weight=dict(zip(kinds.tolist(), shares.tolist(), strict=True)))
    forest.set_params(warm_start=True)
    for done in run.track(range(0, count, _TREES_AT_ONCE)):
        forest.set_params(n_estimators=min(done + _TREES_AT_ONCE, count))
        forest.fit(matrix, values)
    # Asked on one thread, it adds up in the same order each time.
    return forest.set_params(warm_start=False, n_jobs=None)


def _trained(network: Any, matrix: np.ndarray, values: np.ndarray, run: Run) -> Any:
    """A network, round by round, until its loss has not fallen for ten rounds."""
    kinds, best, idle = np.unique(values), np.inf, 0
    for _ in run.track(range(network.max_iter)):
        network.partial_fit(matrix, values, classes=kinds)
        idle = 0 if network.loss_ < best - network.tol else idle + 1
        best = min(best, network.loss_)
        if idle > network.n_iter_no_change:
            return network
    run.warn(f"After {network.max_iter:,} rounds it could still have become better. Allow more "
             "of them.")
    return network


def _with_chances(machine: Any, matrix: np.ndarray, values: np.ndarray, run: Run) -> Any:
    """A support vector machine, its answers made probabilities by rows that it had not seen."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.model_selection import StratifiedKFold

    least = int(np.unique(values, return_counts=True)[1].min())
    if least < 2:
        run.warn("A class has one row only, so there are no probabilities, only classes.")
        return machine.fit(matrix, values)
    folds = StratifiedKFold(min(_FOLDS, least))
    return CalibratedClassifierCV(machine, cv=folds, ensemble=False).fit(matrix, values)
