"""Features: a table as the matrix that learners take, and the same columns found again elsewhere.

A number is one number, a vector all of its numbers, a category one number for each of its words:
1 for the word that it is, else 0. What is missing is NaN.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from satsuma.algorithms.memory import require
from satsuma.data.column import Column, Kind, Role, check_same_passport, vectors
from satsuma.data.learner import Feature, feature_of
from satsuma.data.table import Table
from satsuma.problem import Problem

KINDS = (Kind.NUMBER, Kind.CATEGORY, Kind.VECTOR)
"""The kinds of columns that a learner can look at."""

LARGEST = 1e18
"""Larger numbers are refused: their squares, summed up, leave what a computer can count."""

_COPIES = 3
"""How many matrices of that size learning needs, about: filled, scaled, and worked on."""


def features(table: Table) -> tuple[np.ndarray, tuple[Feature, ...]]:
    """All features of a table as one matrix, n × d float64, NaN where missing; and what they are.

    Raises Problem where there is none, or one holds numbers that cannot be reckoned with.
    """
    names = [name for name in table.named(KINDS, (Role.FEATURE,))
             if feature_of(name, table[name]).width]
    if not names:
        raise Problem("There are no features to learn from: no numbers, categories or vectors. "
                      "Connect Image Embedding, or make columns features in Select Columns.")
    described = tuple(feature_of(name, table[name]) for name in names)
    return _matrix([table[name] for name in names], described, len(table)), described


def matrix_for(table: Table, wanted: Sequence[Feature]) -> np.ndarray:
    """The features of another table that a model knows, as it knows them, n × d float64.

    A category that the model has never seen counts as missing. Raises Problem where a column is
    not there, is of another kind, or holds vectors of another network.
    """
    for feature in wanted:
        check_fits(table, feature)
    return _matrix([table[feature.name] for feature in wanted], wanted, len(table))


def check_fits(table: Table, feature: Feature) -> None:
    """Raise Problem, saying why, where a table has no such feature."""
    if feature.name not in table:
        raise Problem(f"The model looks at “{feature.name}”, and there is no such column here. "
                      + ("Embed these pictures with the same network." if feature.passport
                         else "Give it the same columns that it learned from."))
    column = table[feature.name]
    if column.kind is not feature.kind:
        raise Problem(f"The model learned from “{feature.name}” as a column of kind "
                      f"{feature.kind.word}; here its kind is {column.kind.word}. Make it "
                      f"{feature.kind.word} in File.")
    if feature.kind is Kind.VECTOR:
        learned = vectors(np.empty((0, feature.width)), feature.passport)
        check_same_passport(learned, column, feature.name)


def _matrix(columns: Sequence[Column], described: Sequence[Feature], rows: int) -> np.ndarray:
    width = sum(feature.width for feature in described)
    require(_COPIES * rows * width * 8, f"Working on {rows:,} rows of {width:,} numbers",
            "Take a sample of the rows, or fewer columns.")
    matrix = np.empty((rows, width))
    start = 0
    for column, feature in zip(columns, described, strict=True):
        block = matrix[:, start : start + feature.width]
        if feature.kind is Kind.CATEGORY:
            _mark(block, _codes(column, feature))
        else:
            block[:] = column.values.reshape(rows, feature.width)
            _check_sizes(block, feature)
        start += feature.width
    return matrix


def _codes(column: Column, feature: Feature) -> np.ndarray:
    """Codes into the categories of the feature; -1 for others, and where missing."""
    if column.categories == feature.categories:
        return column.values
    place = {name: code for code, name in enumerate(feature.categories)}
    moved = np.array([*(place.get(name, -1) for name in column.categories), -1], np.int32)
    return moved[column.values]  # code -1 picks the last entry, which is -1


def _mark(block: np.ndarray, codes: np.ndarray) -> None:
    block[:] = 0
    block[codes < 0] = np.nan
    known = np.flatnonzero(codes >= 0)
    block[known, codes[known]] = 1


def _check_sizes(block: np.ndarray, feature: Feature) -> None:
    with np.errstate(invalid="ignore"):
        bad = (np.abs(block) > LARGEST).any(axis=1)  # NaN is not
    if bad.any():
        some = "1 row" if bad.sum() == 1 else f"{bad.sum():,} rows"
        raise Problem(f"“{feature.name}” holds infinite or immense numbers in {some}; up to "
                      f"{LARGEST:.0e} can be reckoned with. Leave these rows out with Select Rows.")
