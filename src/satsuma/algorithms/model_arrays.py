"""The arrays of a fitted model, and the model from arrays.

What a file holds of a model are numbers only, under names of ours. The estimator is built anew
from the method and its settings, as it is for learning, and given the numbers; nothing in a file
says which code is to be run. Every array is checked for its shape and its values before: a library
that trusts its own arrays would read beyond their ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from satsuma.algorithms.learners import METHODS
from satsuma.algorithms.model_parts import Parts, Unsound, allowed
from satsuma.algorithms.model_trees import forest_arrays, forest_from
from satsuma.data.learner import Model

Arrays = dict[str, np.ndarray]


def arrays_of(model: Model) -> Arrays:
    """Everything that the fitted pipeline has learned."""
    steps = dict(model.estimator.steps)
    found: Arrays = {}
    if "fill" in steps:
        found["fill.means"] = steps["fill"].statistics_
    if "scale" in steps:
        found["scale.means"], found["scale.spreads"] = steps["scale"].mean_, steps["scale"].scale_
    last = steps["learn"]
    if model.classes:
        found["classes"] = np.asarray(last.classes_, np.int32)
    given = _GIVE[model.learner.method](last)
    return found | {f"learn.{name}": np.asarray(array) for name, array in given.items()}


def estimator_from(model: Model, arrays: Mapping[str, np.ndarray]) -> Any:
    """The fitted pipeline of a model that lacks it yet. Raises Unsound, saying what is wrong."""
    from sklearn.pipeline import Pipeline

    method = METHODS[model.learner.method]
    chosen = allowed(model.learner)
    width = model.width if method.looks else 1
    parts = Parts(arrays, width, _classes(model, arrays))
    make = method.classes if model.classes else method.numbers
    if make is None:
        raise Unsound(f"{method.title} does not tell {'classes' if model.classes else 'numbers'}")
    steps: list[tuple[str, Any]] = []
    if method.looks:
        steps.append(("fill", _filling(parts)))
    if method.scaled:
        steps.append(("scale", _scaling(parts)))
    last = make(chosen)
    last.n_features_in_ = width
    if model.classes:
        last.classes_ = parts.classes
    return Pipeline([*steps, ("learn", _TAKE[model.learner.method](last, parts))])


def _classes(model: Model, arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    """The codes of the classes that the model has seen."""
    if not model.classes:
        return np.zeros(0, np.int32)
    codes = arrays.get("classes")
    if codes is None or codes.ndim != 1 or codes.dtype.kind != "i" or not len(codes) \
            or codes.min() < 0 or codes.max() >= len(model.classes) or (np.diff(codes) <= 0).any():
        raise Unsound("its classes are not told")
    return codes.astype(np.int32)


def _filling(parts: Parts) -> Any:
    from sklearn.impute import SimpleImputer

    return SimpleImputer(keep_empty_features=True).fit(
        parts.numbers("fill.means", parts.width)[None, :])  # the mean of one row is that row


def _scaling(parts: Parts) -> Any:
    from sklearn.preprocessing import StandardScaler

    made = StandardScaler()
    made.mean_ = parts.numbers("scale.means", parts.width)
    made.scale_ = parts.numbers("scale.spreads", parts.width, above=0)
    made.var_, made.n_samples_seen_ = made.scale_ ** 2, 1
    made.n_features_in_ = parts.width
    return made


# Sums of weighted numbers

def _give_linear(last: Any) -> Arrays:
    return {"weights": np.atleast_2d(last.coef_), "constants": np.atleast_1d(last.intercept_)}


def _take_linear(last: Any, parts: Parts) -> Any:
    lines = max(1, len(parts.classes) if len(parts.classes) != 2 else 1)
    last.coef_ = parts.numbers("learn.weights", lines, parts.width)
    last.intercept_ = parts.numbers("learn.constants", lines)
    return last


def _take_ridge(last: Any, parts: Parts) -> Any:
    _take_linear(last, parts)
    last.coef_, last.intercept_ = last.coef_[0], float(last.intercept_[0])
    return last


# Neighbors

def _give_neighbors(last: Any) -> Arrays:
    return {"rows": last._fit_X, "values": last._y}


def _take_neighbors(last: Any, parts: Parts) -> Any:
    rows = parts.numbers("learn.rows", None, parts.width)
    if last.n_neighbors > len(rows):
        raise Unsound("it has fewer rows than it asks")
    if not len(parts.classes):
        return last.fit(rows, parts.numbers("learn.values", len(rows)))
    codes = parts.codes("learn.values", len(rows), len(parts.classes))
    if len(np.unique(codes)) != len(parts.classes):
        raise Unsound("it lacks rows of a class")
    return last.fit(rows, parts.classes[codes])


# Support vectors

def _give_svm(last: Any) -> Arrays:
    machine, found = last, {}
    if hasattr(last, "calibrated_classifiers_"):
        calibrated = last.calibrated_classifiers_[0]
        machine = calibrated.estimator
        found["curves"] = np.array([(one.a_, one.b_) for one in calibrated.calibrators])
    return found | {
        "vectors": machine.support_vectors_, "counts": machine._n_support,
        "weights": machine._dual_coef_, "constants": machine._intercept_,
        "gamma": np.array([machine._gamma])}


def _take_svm(last: Any, parts: Parts) -> Any:
    kinds = len(parts.classes)
    vectors = parts.numbers("learn.vectors", None, parts.width)
    counts = parts.codes("learn.counts", kinds, len(vectors) + 1)
    if counts.sum() != len(vectors) or not len(vectors):
        raise Unsound("its support vectors are not counted")
    last.support_vectors_, last._n_support = vectors, counts.astype(np.int32)
    last.support_ = np.arange(len(vectors), dtype=np.int32)
    last._dual_coef_ = parts.numbers("learn.weights", kinds - 1, len(vectors))
    last._intercept_ = parts.numbers("learn.constants", kinds * (kinds - 1) // 2)
    sign = -1 if kinds == 2 else 1  # as scikit-learn has it
    last.dual_coef_, last.intercept_ = sign * last._dual_coef_, sign * last._intercept_
    last._gamma = float(parts.numbers("learn.gamma", 1, above=0)[0])
    last._sparse, last._effective_probability, last.fit_status_ = False, False, 0
    last._probA = last._probB = np.empty(0)
    last.class_weight_, last.shape_fit_ = np.ones(kinds), vectors.shape
    return _with_curves(last, parts) if "learn.curves" in parts.arrays else last


def _with_curves(machine: Any, parts: Parts) -> Any:
    """What makes probabilities of what a support vector machine says."""
    from sklearn.calibration import (
        CalibratedClassifierCV,
        _CalibratedClassifier,
        _SigmoidCalibration,
    )

    lines = 1 if len(parts.classes) == 2 else len(parts.classes)
    curves = []
    for a, b in parts.numbers("learn.curves", lines, 2).tolist():
        curve = _SigmoidCalibration()
        curve.a_, curve.b_ = a, b
        curves.append(curve)
    whole = CalibratedClassifierCV(machine, ensemble=False)
    whole.classes_, whole.n_features_in_ = parts.classes, parts.width
    whole.calibrated_classifiers_ = [_CalibratedClassifier(
        machine, curves, classes=parts.classes, method="sigmoid")]
    return whole


# Layers

def _give_network(last: Any) -> Arrays:
    found = {f"weights.{i}": weights for i, weights in enumerate(last.coefs_)}
    return found | {f"constants.{i}": own for i, own in enumerate(last.intercepts_)}


def _take_network(last: Any, parts: Parts) -> Any:
    from sklearn.preprocessing import LabelBinarizer

    two = len(parts.classes) == 2
    last.n_outputs_ = 1 if two else len(parts.classes)
    sizes = [parts.width, *last.hidden_layer_sizes, last.n_outputs_]
    last.n_layers_, last.out_activation_ = len(sizes), "logistic" if two else "softmax"
    last.coefs_ = [parts.numbers(f"learn.weights.{i}", sizes[i], sizes[i + 1])
                   for i in range(len(sizes) - 1)]
    last.intercepts_ = [parts.numbers(f"learn.constants.{i}", size)
                        for i, size in enumerate(sizes[1:])]
    last._label_binarizer = LabelBinarizer().fit(parts.classes)
    return last


# Bell curves, and what is the same for every row

def _give_bayes(last: Any) -> Arrays:
    return {"means": last.theta_, "spreads": last.var_, "shares": last.class_prior_}


def _take_bayes(last: Any, parts: Parts) -> Any:
    kinds = len(parts.classes)
    last.theta_ = parts.numbers("learn.means", kinds, parts.width)
    last.var_ = parts.numbers("learn.spreads", kinds, parts.width, above=0)
    last.class_prior_ = parts.numbers("learn.shares", kinds, above=0)
    return last


def _give_constant(last: Any) -> Arrays:
    if hasattr(last, "class_prior_"):
        return {"shares": last.class_prior_}
    return {"mean": last.constant_.reshape(-1)}


def _take_constant(last: Any, parts: Parts) -> Any:
    last.n_outputs_ = 1
    if len(parts.classes):
        last.class_prior_ = parts.numbers("learn.shares", len(parts.classes), above=0)
        last.n_classes_, last._strategy, last.sparse_output_ = len(parts.classes), "prior", False
    else:
        last.constant_ = parts.numbers("learn.mean", 1)[None, :]
    return last


_GIVE: Mapping[str, Callable[[Any], Arrays]] = {
    "logistic_regression": _give_linear, "linear_discriminant": _give_linear,
    "ridge": _give_linear, "knn": _give_neighbors, "svm": _give_svm,
    "random_forest": forest_arrays, "neural_network": _give_network, "naive_bayes": _give_bayes,
    "constant": _give_constant,
}

_TAKE: Mapping[str, Callable[[Any, Parts], Any]] = {
    "logistic_regression": _take_linear, "linear_discriminant": _take_linear,
    "ridge": _take_ridge, "knn": _take_neighbors, "svm": _take_svm,
    "random_forest": forest_from, "neural_network": _take_network, "naive_bayes": _take_bayes,
    "constant": _take_constant,
}
