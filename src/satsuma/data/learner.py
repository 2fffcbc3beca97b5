"""Learner and model: how something is to be learned, and what was learned from a table.

A learner is a plan: the name of a method with its settings. Given a table it becomes a model,
which knows what it was trained on: which column it tells, from which others, and which network
their vectors must come from. `algorithms/learning.py` makes models and asks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from satsuma.data.column import Column, Kind, Passport

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Feature:
    """A column that a model looks at.

    `width` counts the numbers that a row has of it: one for each of the `categories`, the length
    of a vector, or 1.
    """

    name: str
    kind: Kind
    width: int
    categories: tuple[str, ...] = ()
    passport: Passport | None = None


def feature_of(name: str, column: Column) -> Feature:
    """What a model has to know of a column."""
    width = len(column.categories) if column.kind is Kind.CATEGORY else column.width
    return Feature(name, column.kind, width, column.categories, column.passport)


@dataclass(frozen=True)
class Learner:
    """How something is to be learned. `method` is a key of `algorithms/learners.py: METHODS`,
    `title` what a person calls it, `settings` are names with plain values."""

    method: str
    title: str
    settings: tuple[tuple[str, Value], ...] = ()

    @property
    def chosen(self) -> Mapping[str, Value]:
        """The settings by name."""
        return dict(self.settings)


@dataclass(frozen=True, eq=False)
class Model:
    """What was learned.

    `target` is the column that it tells. `classes` are all categories of that column, in its
    order, also those of which there was no row; () where it tells numbers. `rows` counts the rows
    that it learned from, `of_class` those of each class. `estimator` is a fitted pipeline of
    scikit-learn, whose classes are codes into `classes`. Nothing may change it.
    """

    learner: Learner
    target: str
    classes: tuple[str, ...]
    features: tuple[Feature, ...]
    rows: int
    estimator: Any
    of_class: tuple[int, ...] = ()

    @property
    def tells_classes(self) -> bool:
        """Whether it tells classes, and not numbers."""
        return bool(self.classes)

    @property
    def width(self) -> int:
        """How many numbers it looks at in each row."""
        return sum(feature.width for feature in self.features)
