"""Condition: what a person asks of one column, as a line of a form says it.

    Condition("size", "at least", ("1000",))
    Condition("category", "is one of", ("cow", "horse"))
    Condition("image name", "contains", ("brown",))

Values are texts, so that a table whose column has another kind tomorrow loses nothing. A missing
value fulfills “is missing” only. Large and small letters count as the same, but for categories,
which are picked from a list.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.table import Table

Operator = Literal[
    "is", "is not", "less than", "at most", "greater than", "at least", "between", "not between",
    "is one of", "is none of", "contains", "does not contain", "begins with", "ends with",
    "looks like", "before", "after", "is missing", "is not missing"]
Join = Literal["all", "any"]

_MISSING: tuple[Operator, ...] = ("is missing", "is not missing")
_TEXT: tuple[Operator, ...] = ("contains", "does not contain", "begins with", "ends with",
                               "looks like")
OPERATORS: dict[Kind, tuple[Operator, ...]] = {
    Kind.NUMBER: ("is", "is not", "less than", "at most", "greater than", "at least", "between",
                  "not between", *_MISSING),
    Kind.CATEGORY: ("is one of", "is none of", *_TEXT, *_MISSING),
    Kind.TEXT: ("is", "is not", *_TEXT, *_MISSING),
    Kind.IMAGE: ("is", "is not", *_TEXT, *_MISSING),
    Kind.TIME: ("before", "after", "between", "not between", "is", "is not", *_MISSING),
    Kind.VECTOR: _MISSING,
}
"""What can be asked of a column of each kind, what is asked most first."""

HOLDS = {Kind.NUMBER: "numbers", Kind.CATEGORY: "categories", Kind.TEXT: "texts",
         Kind.TIME: "times", Kind.IMAGE: "pictures", Kind.VECTOR: "vectors"}

_MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d([ T]\d\d(:\d\d(:\d\d(\.\d{1,6})?)?)?)?)?)?", re.ASCII)


class Condition(NamedTuple):
    """A column, what is asked of it, and the values that are asked for."""

    column: str
    operator: Operator = "is not missing"
    values: tuple[str, ...] = ()


def values_wanted(operator: str) -> int | None:
    """How many values an operator takes; None for any number."""
    if operator in ("is one of", "is none of"):
        return None
    return 2 if "between" in operator else 0 if "missing" in operator else 1


@dataclass(frozen=True)
class Asked:
    """The rows that fulfill one condition; None where it cannot be asked, with the reason.

    `note` is "" where a person is still writing.
    """

    rows: np.ndarray | None
    note: str = ""


def asked(table: Table, condition: Condition) -> Asked:
    """The rows of the table that fulfill a condition, n booleans."""
    name, operator = condition.column, condition.operator
    if name not in table:
        return Asked(None, f"There is no column “{name}”; its condition is left out.")
    column = table[name]
    if operator not in _possible(column.kind):
        return Asked(None, f"“{name}” holds {HOLDS[column.kind]}: “{operator}” cannot be asked of "
                           "it, and the condition is left out.")
    if operator in _MISSING:
        missing = column.missing()
        return Asked(missing if operator == "is missing" else ~missing)
    values = condition.values
    wanted = values_wanted(operator)
    if wanted is not None and (len(values) < wanted or not all(v.strip() for v in values[:wanted])):
        return Asked(None)
    if wanted is None and not values:
        return Asked(None)
    return _compared(column, condition)


def _possible(kind: Kind) -> tuple[Operator, ...]:
    """Words are texts in one file and categories in the next: both may be asked the same."""
    if kind in (Kind.CATEGORY, Kind.TEXT):
        return (*OPERATORS[Kind.CATEGORY], *OPERATORS[Kind.TEXT])
    return OPERATORS[kind]


def fulfilled(table: Table, conditions: Sequence[Condition], join: Join,
              tell: Callable[[str], None]) -> np.ndarray:
    """The rows that fulfill all or any of the conditions, n booleans; all rows without any.

    What cannot be asked counts as not there; `tell` takes why.
    """
    found: np.ndarray | None = None
    for condition in conditions:
        one = asked(table, condition)
        if one.note:
            tell(one.note)
        if one.rows is not None:
            found = one.rows if found is None else \
                found & one.rows if join == "all" else found | one.rows
    return np.ones(len(table), bool) if found is None else found


def counts(table: Table, conditions: Sequence[Condition]) -> tuple[int | None, ...]:
    """How many rows fulfill each condition by itself; None where it cannot be asked."""
    found = (asked(table, condition).rows for condition in conditions)
    return tuple(None if rows is None else int(rows.sum()) for rows in found)


def _compared(column: Column, condition: Condition) -> Asked:
    match column.kind:
        case Kind.NUMBER:
            return _numbers(column, condition)
        case Kind.TIME:
            return _times(column, condition)
        case _:
            return Asked(_words(column, condition) & ~column.missing())


def number_in(text: str) -> float | None:
    """The number that a person wrote, such as 1.5, 1,5, 1 000 or −3; None for none."""
    plain = "".join(text.split()).replace("−", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain.replace(",", ""))
    except ValueError:
        return None
    return None if np.isnan(value) else value


def moment_in(text: str) -> np.datetime64 | None:
    """The point in time that a person wrote, as fine as it was written; None for none."""
    if not _MOMENT.fullmatch(text.strip()):
        return None
    try:
        return np.datetime64(text.strip().replace(" ", "T"))
    except ValueError:  # there is no such month or hour
        return None


def _numbers(column: Column, condition: Condition) -> Asked:
    wanted = [number_in(text) for text in condition.values]
    known = [number for number in wanted if number is not None]
    if len(known) < len(wanted):
        text = condition.values[wanted.index(None)]
        return Asked(None, f"“{condition.column}” holds numbers, and “{text}” is none; the "
                           "condition is left out.")
    return Asked(_ordered(column.values, known, condition.operator) & ~column.missing())


def _times(column: Column, condition: Condition) -> Asked:
    wanted = [moment_in(text) for text in condition.values]
    known = [moment for moment in wanted if moment is not None]
    if len(known) < len(wanted):
        return Asked(None, f"“{condition.column}” holds times. Write one as 2024-05-31 or "
                           "2024-05-31 14:00; the condition is left out.")
    return Asked(_ordered_times(column, known, condition.operator) & ~column.missing())


def _ordered_times(column: Column, wanted: Sequence[np.datetime64], operator: str) -> np.ndarray:
    """Each as fine as it was written: “is 2024-05” means all of May, “after” it from June on."""
    if "between" in operator:
        low, high = min(wanted), max(wanted)
        inside = (column.values.astype(low.dtype) >= low) & (column.values.astype(high.dtype)
                                                             <= high)
        return inside if operator == "between" else ~inside
    return _ordered(column.values.astype(wanted[0].dtype), wanted, operator)


def _ordered(values: np.ndarray, wanted: Sequence[float | np.datetime64],
             operator: str) -> np.ndarray:
    first = wanted[0]
    match operator:
        case "is":
            return values == first
        case "is not":
            return values != first
        case "less than" | "before":
            return values < first
        case "at most":
            return values <= first
        case "greater than" | "after":
            return values > first
        case "at least":
            return values >= first
    low, high = min(wanted), max(wanted)  # type: ignore[type-var]
    inside = (values >= low) & (values <= high)
    return inside if operator == "between" else ~inside


def _words(column: Column, condition: Condition) -> np.ndarray:
    fits = _fitting(condition)
    if column.kind is Kind.CATEGORY:  # each category is looked at once; −1 picks the last entry
        return np.array([fits(word) for word in column.categories] + [False], bool)[column.values]
    return np.fromiter(map(fits, column.values.tolist()), bool, len(column))


def _fitting(condition: Condition) -> Callable[[str], bool]:
    values, first = frozenset(condition.values), _low(condition.values[:1])
    match condition.operator:
        case "is one of":
            return values.__contains__
        case "is none of":
            return lambda text: text not in values
        case "is":
            return lambda text: text.casefold() == first
        case "is not":
            return lambda text: text.casefold() != first
        case "contains":
            return lambda text: first in text.casefold()
        case "does not contain":
            return lambda text: first not in text.casefold()
        case "begins with":
            return lambda text: text.casefold().startswith(first)
        case "ends with":
            return lambda text: text.casefold().endswith(first)
    pattern = re.compile(fnmatch.translate(first.replace("[", "[[]")))
    return lambda text: pattern.match(text.casefold()) is not None


def _low(values: Iterable[str]) -> str:
    return "".join(values).casefold()
