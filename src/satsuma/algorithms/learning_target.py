"""The target of learning: which column is to be told, of which rows it is known, and whether this
can be learned at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.algorithms.features import LARGEST
from satsuma.algorithms.learners import METHODS, Method
from satsuma.data.column import Column, Kind, Role
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Run


@dataclass(frozen=True, eq=False)
class Target:
    """What is to be told. `rows` are the numbers of the rows where it is known, `values` theirs:
    codes into `classes`, int32, or numbers, float64. `counts` is how many rows each class has."""

    name: str
    rows: np.ndarray
    values: np.ndarray
    classes: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


def target_name(table: Table) -> str:
    """The one column with the role target. Raises Problem where there is none, or more."""
    names = table.named(roles=(Role.TARGET,))
    if not names:
        raise Problem("No column is the target, so nobody knows what is to be learned. Make one "
                      "the target in Select Columns.")
    if len(names) > 1:
        shown = ", ".join(f"“{name}”" for name in names[:5]) + (" …" if len(names) > 5 else "")
        raise Problem(f"{len(names):,} columns are targets: {shown}. A model tells one. Leave one "
                      "of them as the target in Select Columns.")
    return names[0]


def target_for(method: Method, table: Table, run: Run) -> Target:
    """What a method is to learn from a table. Raises Problem, with a remedy, where it cannot."""
    name = target_name(table)
    column = table[name]
    _check_kind(method, name, column)
    rows = np.flatnonzero(~column.missing())
    if not len(rows):
        raise Problem(f"There is no row whose “{name}” is known, so nothing can be learned."
                      if len(table) else "There are no rows to learn from.")
    if lost := len(table) - len(rows):
        are = "is" if lost == 1 else "are"
        run.warn(f"In {in_rows(lost)} “{name}” is missing; {'it' if lost == 1 else 'they'} {are} "
                 "left out.")
    values = column.values[rows]
    if column.kind is Kind.NUMBER:
        return _numbers(method, name, rows, values)
    counts = np.bincount(values, minlength=len(column.categories))
    _check_classes(method, name, column.categories, counts, run)
    return Target(name, rows, values, column.categories, tuple(counts.tolist()))


def _check_kind(method: Method, name: str, column: Column) -> None:
    if column.kind not in (Kind.CATEGORY, Kind.NUMBER):
        raise Problem(f"The target “{name}” is a column of kind {column.kind.word}. A model tells "
                      "categories or numbers: choose another target in Select Columns, or another "
                      "kind for it in File.")
    if column.kind is Kind.NUMBER and method.numbers is None:
        raise Problem(f"{method.title} tells classes, and the target “{name}” holds numbers. Use "
                      f"{_others(numbers=True)}, or choose a category as the target.")
    if column.kind is Kind.CATEGORY and method.classes is None:
        raise Problem(f"{method.title} tells numbers, and the target “{name}” holds classes. Use "
                      "Logistic Regression or another learner for classes, or choose a column of "
                      "numbers as the target.")


def _others(*, numbers: bool) -> str:
    names = [one.title for one in METHODS.values()
             if one.looks and (one.numbers if numbers else one.classes)]
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _numbers(method: Method, name: str, rows: np.ndarray, values: np.ndarray) -> Target:
    if (np.abs(values) > LARGEST).any():
        raise Problem(f"The target “{name}” holds infinite or immense numbers. Leave these rows "
                      "out with Select Rows.")
    if len(rows) < 2 and method.looks:
        raise Problem("One row is not enough to learn from. Add rows.")
    return Target(name, rows, values)


def _check_classes(method: Method, name: str, classes: tuple[str, ...], counts: np.ndarray,
                   run: Run) -> None:
    if not method.looks:
        return
    seen, rows = int((counts > 0).sum()), int(counts.sum())
    if seen < 2:
        only = classes[int(counts.argmax())]
        raise Problem(f"All {in_rows(rows)} are “{_short(only)}” in “{name}”. A learner needs two "
                      "classes at least." if rows > 1 else
                      "One row is not enough to learn from. Add rows.")
    if seen == rows:
        raise Problem(f"Each of the {in_rows(rows)} is another class in “{name}”, so there is "
                      "nothing that classes have in common. Give several rows of each class, or "
                      "choose another target in Select Columns.")
    if seen > method.most_classes:
        raise Problem(f"“{name}” has {seen:,} classes, and {method.title} tells up to "
                      f"{method.most_classes:,} apart. Use kNN, or keep fewer classes with Select "
                      "Rows.")
    single = [classes[code] for code in np.flatnonzero(counts == 1).tolist()]
    if single:
        shown = ", ".join(f"“{_short(one)}”" for one in single[:5])
        shown += " …" if len(single) > 5 else ""
        run.warn(f"{'A class has' if len(single) == 1 else f'{len(single):,} classes have'} one "
                 f"row only: {shown}. What is learned of "
                 f"{'it' if len(single) == 1 else 'them'} is little.")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
