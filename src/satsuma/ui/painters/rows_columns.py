"""Rows, columns: which columns a table shows, in what order, and how values are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from satsuma.data.column import Column, Kind, Role
from satsuma.data.part import Part
from satsuma.data.table import Table, vector_names
from satsuma.views import Rows

MISSING = "–"
DIGITS = 6
"""Digits that a number is shown with; all of them stand in its tool tip."""

_SAMPLE = 50
_FAR = 0.002
"""The part of all numbers in vectors that may lie below, and above, what is drawn."""

KINDS = {Kind.NUMBER: "number", Kind.CATEGORY: "category", Kind.TEXT: "text", Kind.TIME: "time",
         Kind.IMAGE: "picture", Kind.VECTOR: "vector"}
ROLES = {Role.FEATURE: "feature", Role.TARGET: "target", Role.META: "meta"}


@dataclass(frozen=True)
class Span:
    """The numbers of a column at a glance: where they begin and end, and how they are written."""

    low: float = 0.0
    high: float = 0.0
    digits: int | None = None

    def share(self, value: float) -> float:
        """Where a value lies, 0 to 1."""
        width = self.high - self.low
        return min(max((value - self.low) / width, 0.0), 1.0) if width > 0 else 0.0

    def written(self, value: float) -> str:
        """A number as it is shown: with as many digits as its column needs."""
        if value != value:  # noqa: PLR0124 - that is what not a number means
            return MISSING
        if self.digits is None or math.isinf(value):
            return f"{value:.{DIGITS}g}".replace("-", "−")
        text = f"{value:.{self.digits}f}"
        if value and not text.strip("-0."):
            text = f"{value:.2g}"  # small, but not zero
        return text.replace("-", "−")


def written_alone(value: float) -> str:
    """A number that has nothing to do with those above and below it."""
    if value != value:  # noqa: PLR0124 - as above
        return MISSING
    whole = abs(value) < 1e15 and value == round(value)
    return (f"{value:.0f}" if whole else f"{value:.{DIGITS}g}").replace("-", "−")


_spans: WeakKeyDictionary[Column, Span] = WeakKeyDictionary()


def shown_name(name: str) -> str:
    """The name of a column on one line; words for one without letters."""
    return " ".join(name.split()) or "(no name)"


@dataclass(frozen=True, eq=False)
class ShownColumn:
    """One column on the screen: a column of the table, or one number of its vectors."""

    name: str
    part: Part
    column: Column
    unfolded: bool = False
    apart: bool = False

    @property
    def span(self) -> Span:
        """Its numbers at a glance; found out when they are first drawn."""
        if self.column not in _spans:
            _spans[self.column] = span_of(self.column)
        return _spans[self.column]

    @property
    def kind(self) -> Kind:
        return Kind.NUMBER if self.part.number is not None else self.column.kind

    @property
    def folds(self) -> bool:
        """Whether it is a column of vectors, which can be folded and unfolded."""
        return self.kind is Kind.VECTOR

    @property
    def is_number(self) -> bool:
        return self.kind is Kind.NUMBER

    def number(self, row: int) -> float:
        """The value of a column of numbers."""
        place = row if self.part.number is None else (row, self.part.number)
        return float(self.column.values[place])

    def text(self, row: int) -> str:
        """The value as it is shown; a dash where it is missing."""
        if self.is_number:
            number = self.number(row)
            return written_alone(number) if self.apart else self.span.written(number)
        text = self.column.shown(row) or MISSING
        return text.replace("T", " ") if self.kind is Kind.TIME else text

    def full(self, row: int) -> str:
        """The value with all its digits; "" where it is missing."""
        if self.part.number is None:
            return self.column.shown(row)
        value = self.number(row)
        return "" if math.isnan(value) else f"{value:.9g}"

    @property
    def brief(self) -> str:
        """What kind of values it holds."""
        return f"{self.column.width:,} numbers" if self.folds else KINDS[self.kind]

    @property
    def short(self) -> str:
        """What kind of values it holds, and the first letter of what for."""
        return f"{self.brief} · {ROLES[self.column.role][0]}"

    @property
    def detail(self) -> str:
        """What kind of values it holds and what for, in a few words."""
        return f"{self.brief} · {ROLES[self.column.role]}"


def ordered_names(table: Table, order: Iterable[str]) -> list[str]:
    """The columns in the order of the setting; those it does not name come after them."""
    first = [name for name in dict.fromkeys(order) if name in table]
    return first + [name for name in table.columns if name not in set(first)]


def moved(names: list[str], name: str, target: str, *, behind: bool) -> list[str]:
    """The names with one of them before the target, or behind it."""
    if name == target:
        return names
    others = [one for one in names if one != name]
    place = others.index(target) + (1 if behind else 0)
    return [*others[:place], name, *others[place:]]


def shown_columns(view: Rows) -> list[ShownColumn]:
    """What stands side by side."""
    hidden, unfolded = set(view.hidden), set(view.unfolded)
    found: list[ShownColumn] = []
    for name in ordered_names(view.table, view.order):
        column = view.table[name]
        if name in hidden:
            continue
        is_open = column.kind is Kind.VECTOR and name in unfolded
        found.append(ShownColumn(name, Part(name), column, is_open, view.apart))
        if is_open:
            found += [ShownColumn(one, Part(name, number), column)
                      for number, one in enumerate(vector_names(view.table, name))]
    return found


def span_of(column: Column) -> Span:
    """Low, high and digits; of vectors by a sample of them, since they all share it."""
    if column.kind is Kind.VECTOR:
        step = max(1, len(column) // _SAMPLE)
        values = column.values[::step][:_SAMPLE].astype(np.float64).ravel()
    elif column.kind is Kind.NUMBER:
        values = column.values
    else:
        return Span()
    values = values[np.isfinite(values)]
    if not len(values):
        return Span()
    low, high = float(values.min()), float(values.max())
    if column.kind is Kind.VECTOR:  # a few peaks would make all lines flat
        aside = int(_FAR * len(values))
        values.partition((aside, len(values) - 1 - aside))
        low, high = float(values[aside]), float(values[-1 - aside])
    return Span(low, high, _digits(values, max(abs(low), abs(high))))


def _digits(values: np.ndarray, largest: float) -> int | None:
    """Decimals that show the largest number with DIGITS digits, or fewer where all can do
    with them; None where that goes badly."""
    if largest < 1e15 and (values == np.rint(values)).all():
        return 0
    if not 1e-4 <= largest < 1e9:
        return None
    most = max(1, min(DIGITS - 1, DIGITS - 1 - math.floor(math.log10(largest))))
    for few in range(1, most):
        if _need_no_more(values[:_SAMPLE], few, most) and _need_no_more(values, few, most):
            return few
    return most


def _need_no_more(values: np.ndarray, few: int, most: int) -> bool:
    return bool((np.round(values, few) == np.round(values, most)).all())
