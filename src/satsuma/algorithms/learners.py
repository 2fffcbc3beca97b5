"""Learners: which methods there are, and each as an estimator of scikit-learn.

Scikit-learn is imported when an estimator is made. What is drawn by chance is drawn by a seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from satsuma.algorithms.threads import thread_count
from satsuma.problem import Problem

Chosen = Mapping[str, Any]
Made = Callable[[Chosen], Any]


@dataclass(frozen=True)
class Method:
    """A way to learn.

    `classes` and `numbers` make an estimator from settings, where it can tell these. `scaled`:
    columns are brought to mean 0 and spread 1 before. `looks` at features at all. `cost`: seconds
    for a million numbers and each class, about; `by_pairs`: for a thousand rows, and growing with
    them, since it compares rows in pairs. `by_steps`: it can be stopped at once. `most_classes`
    bounds what it can tell apart.
    """

    title: str
    classes: Made | None = None
    numbers: Made | None = None
    scaled: bool = True
    looks: bool = True
    cost: float = 0.02
    by_pairs: bool = False
    by_steps: bool = False
    most_classes: int = 10_000


def _balance(chosen: Chosen) -> str | None:
    return "balanced" if chosen.get("balanced") else None


def _logistic(chosen: Chosen) -> Any:
    from sklearn.linear_model import LogisticRegression

    penalty = chosen.get("penalty", "L2")
    strength = float("inf") if penalty == "none" else chosen.get("C", 1.0)
    return LogisticRegression(
        C=strength, l1_ratio=1.0 if penalty == "L1" else 0.0,
        solver="saga" if penalty == "L1" else "lbfgs", class_weight=_balance(chosen),
        max_iter=chosen.get("iterations", 1_000), random_state=0)


def _nearest(chosen: Chosen) -> dict[str, Any]:
    # Trees of neighbors do not help with so many numbers, and would be hard to keep in a file.
    return {"n_neighbors": chosen.get("neighbors", 5), "algorithm": "brute",
            "metric": chosen.get("metric", "euclidean"),
            "weights": "distance" if chosen.get("weights") == "distance" else "uniform"}


def _nearest_classes(chosen: Chosen) -> Any:
    from sklearn.neighbors import KNeighborsClassifier

    return KNeighborsClassifier(**_nearest(chosen))


def _nearest_numbers(chosen: Chosen) -> Any:
    from sklearn.neighbors import KNeighborsRegressor

    return KNeighborsRegressor(**_nearest(chosen))


def _svm(chosen: Chosen) -> Any:
    from sklearn.svm import SVC

    return SVC(C=chosen.get("C", 1.0), kernel=chosen.get("kernel", "rbf"), gamma="scale",
               degree=chosen.get("degree", 3), coef0=1.0 if chosen.get("kernel") == "poly" else 0.0,
               class_weight=_balance(chosen), random_state=0)


def _forest(chosen: Chosen) -> dict[str, Any]:
    return {"n_estimators": chosen.get("trees", 100), "max_depth": chosen.get("depth"),
            "min_samples_leaf": chosen.get("least", 1), "random_state": chosen.get("seed", 0),
            "n_jobs": thread_count()}


def _forest_of_classes(chosen: Chosen) -> Any:
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(**_forest(chosen), max_features="sqrt",
                                  class_weight=_balance(chosen))


def _forest_of_numbers(chosen: Chosen) -> Any:
    from sklearn.ensemble import RandomForestRegressor

    return RandomForestRegressor(**_forest(chosen), max_features=1 / 3)


def layers_of(text: str) -> tuple[int, ...]:
    """The sizes of hidden layers, as in “100” or “100, 50”. Raises Problem."""
    parts = [part.strip() for part in text.split(",")]
    sizes = tuple(int(part) for part in parts if part.isdecimal() and len(part) < 6)
    if len(sizes) != len(parts) or not all(1 <= size <= 10_000 for size in sizes) \
            or len(sizes) > 10:
        raise Problem(f"“{text}” does not say how large the hidden layers are. Write up to ten "
                      "whole numbers from 1 to 10,000, such as 100 or 100, 50.")
    return sizes


def _network(chosen: Chosen) -> Any:
    from sklearn.neural_network import MLPClassifier

    return MLPClassifier(layers_of(chosen.get("layers", "100")), alpha=chosen.get("alpha", 1e-4),
                         activation=chosen.get("activation", "relu"),
                         max_iter=chosen.get("iterations", 200),
                         random_state=chosen.get("seed", 0))


def _bayes(chosen: Chosen) -> Any:
    from sklearn.naive_bayes import GaussianNB

    return GaussianNB()


def _discriminant(chosen: Chosen) -> Any:
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    if chosen.get("shrink", True):
        return LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto")
    return LinearDiscriminantAnalysis(solver="svd")


def _most_frequent(chosen: Chosen) -> Any:
    from sklearn.dummy import DummyClassifier

    return DummyClassifier(strategy="prior")


def _mean(chosen: Chosen) -> Any:
    from sklearn.dummy import DummyRegressor

    return DummyRegressor(strategy="mean")


def _ridge(chosen: Chosen) -> Any:
    from sklearn.linear_model import Ridge

    return Ridge(alpha=chosen.get("alpha", 1.0))


METHODS: Mapping[str, Method] = {
    "logistic_regression": Method("Logistic Regression", _logistic, cost=0.05),
    "knn": Method("kNN", _nearest_classes, _nearest_numbers, cost=0.005),
    "svm": Method("SVM", _svm, cost=1.3, by_pairs=True, most_classes=300),
    "random_forest": Method("Random Forest", _forest_of_classes, _forest_of_numbers, scaled=False,
                            by_steps=True, cost=0.12, most_classes=1_000),
    "neural_network": Method("Neural Network", _network, cost=0.5, by_steps=True),
    "naive_bayes": Method("Naive Bayes", _bayes, cost=0.005),
    "linear_discriminant": Method("Linear Discriminant", _discriminant, cost=0.12),
    "constant": Method("Constant", _most_frequent, _mean, scaled=False, looks=False, cost=0.0),
    "ridge": Method("Ridge Regression", numbers=_ridge, cost=0.08),
}
