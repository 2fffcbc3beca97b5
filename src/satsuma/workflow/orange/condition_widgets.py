"""Select Rows: Orange's conditions as ours.

Orange keeps a condition as the column's name, the number of its type, the place of the operator in
the list for that type, and the values: numbers, texts, the names of categories, or records of
times. All of them have to be fulfilled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from satsuma.workflow.orange.counterparts import Written, only_pickled
from satsuma.workflow.orange.foreign_settings import ForeignSettings, plain
from satsuma.workflow.orange.records import Record

_CATEGORY, _NUMBER, _TEXT, _TIME = 1, 2, 3, 4

_OPERATORS: Mapping[int, Sequence[str]] = {
    _CATEGORY: ("is one of", "is none of", "is one of", "is not missing"),
    _NUMBER: ("is", "is not", "less than", "at most", "greater than", "at least", "between",
              "not between", "is not missing"),
    _TEXT: ("is", "is not", "", "", "", "", "", "", "contains", "does not contain", "begins with",
            "", "ends with", "", "is not missing", "is missing"),
    _TIME: ("is", "is not", "before", "at most", "after", "at least", "between", "not between",
            "is not missing"),
}
"""By the number of a type; "" where there is nothing like it here."""

_ENDS = {"at most": "0001", "at least": "9999"}
"""The far end of “between” that says the same of times."""


def take_rows(settings: ForeignSettings) -> Mapping[str, Any]:
    """The conditions that can be asked here too."""
    kept = settings.of_context("conditions")
    listed = kept if isinstance(kept, list) else []
    found = [_condition(one, settings) for one in listed]
    if any(one is not None and isinstance(each, tuple) and each[1] == _TEXT
           for one, each in zip(found, listed, strict=True)):
        settings.note("large and small letters of texts count as the same here.")
    if settings.flag("purge_attributes", False) or settings.flag("purge_classes", False):
        settings.note("categories that no row has any more, and columns with one value, stay here.")
    return {"conditions": [one for one in found if one is not None], "join": "all"}


def _condition(encoded: Any, settings: ForeignSettings) -> dict[str, Any] | None:
    match encoded:
        case (str(name), int(kind), place, list() | tuple() as values) if kind in _OPERATORS:
            operator = _operator(kind, plain(place))
            told = _values(values, kind)
            if operator and told is not None:
                return _asked(name, operator, told, kind)
            settings.note(f"a condition on “{name}” has nothing like it here and is left out.")
        case (str(name), None, *_):
            settings.note(f"the condition on “{name}” is left out: here a condition is on one "
                          "column.")
        case _:
            settings.note("a condition could not be read and is left out.")
    return None


def _operator(kind: int, place: Any) -> str:
    known = _OPERATORS[kind]
    return known[place] if isinstance(place, int) and 0 <= place < len(known) else ""


def _asked(name: str, operator: str, values: list[str], kind: int) -> dict[str, Any]:
    if kind == _TIME and operator in _ENDS:
        values, operator = [*values, _ENDS[operator]], "between"
    return {"column": name, "operator": operator,
            "values": [] if "missing" in operator else values}


def _values(values: Sequence[Any], kind: int) -> list[str] | None:
    """The values as texts; None where one is none that this kind has."""
    found = [_value(plain(one), kind) for one in values]
    return None if None in found else [one for one in found if one]


def _value(value: Any, kind: int) -> str | None:
    match value:
        case str():
            return value
        case bool():
            return None
        case int() | float() if kind == _NUMBER:
            return f"{value:.15g}"
        case Record() if kind == _TIME:
            return _moment(value)
    return None


def _moment(record: Record) -> str | None:
    """A time as Qt's classes are put down: year, month, day, hour, minute, second, ..."""
    parts = record.arguments
    if not all(isinstance(part, int) and part >= 0 for part in parts):
        return None
    match record.name.rpartition(".")[2]:
        case "QDate" if len(parts) >= 3:
            return "{:04}-{:02}-{:02}".format(*parts)
        case "QDateTime" if len(parts) >= 6:
            return "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*parts)
    return None


def give_rows(widget: Any) -> Written:
    """Orange takes conditions from nothing but its own records of tables, which are pickled."""
    asked = [f"“{' '.join((one.column, one.operator, *one.values))}”"
             for one in widget.conditions]
    notes = [f"{only_pickled('conditions')}. Set there again: {', '.join(asked)}."] \
        if asked else []
    if widget.join == "any" and len(widget.conditions) > 1:
        notes.append("Orange's rows have to fulfill all conditions.")
    return Written({"auto_commit": True, "update_on_change": True, "purge_attributes": False,
                    "purge_classes": False}, tuple(notes))
