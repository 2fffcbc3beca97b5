"""Weights: how much each number counts for each class, of models that add up weighted numbers.

They are those of the scaled numbers, each of mean 0 and spread 1, so that they can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from satsuma.data.column import Column, Kind, Role, numbers, texts
from satsuma.data.learner import Feature, Model
from satsuma.data.table import Table, free_name

LINEAR = ("logistic_regression", "linear_discriminant", "ridge")
"""The methods whose models are weights."""


def weights_of(model: Model) -> Table | None:
    """A row for each number that a linear model looks at, and one for its constant; a column of
    weights for each class. None for other models."""
    if model.learner.method not in LINEAR:
        return None
    last = model.estimator[-1]
    weights = np.atleast_2d(last.coef_)
    constants = np.atleast_1d(last.intercept_)
    names = [name for feature in model.features for name in numbers_of(feature)]
    columns: dict[str, Column] = {"number": texts([*names, "(constant)"])}
    for title, own, constant in zip(_titles(model), weights, constants, strict=True):
        columns[free_name(title, columns)] = numbers(np.append(own, constant), Role.FEATURE)
    return Table(tuple(map(str, range(1, len(names) + 2))), columns, "weights")


def _titles(model: Model) -> list[str]:
    """What the columns of weights are called; of two classes one says it for both."""
    if not model.tells_classes:
        return ["weight"]
    seen = [model.classes[code] for code in model.estimator.classes_.tolist()]
    return seen[1:] if len(seen) == 2 else seen


def numbers_of(feature: Feature) -> Iterator[str]:
    """What each number of a feature is called."""
    match feature.kind:
        case Kind.CATEGORY:
            yield from (f"{feature.name} = {one}" for one in feature.categories)
        case Kind.VECTOR:
            yield from (f"{feature.name} {number}" for number in range(1, feature.width + 1))
        case _:
            yield feature.name
