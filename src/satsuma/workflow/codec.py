"""Settings as JSON and as words, by the types of their fields.

Settings are JSON types, tuples and named tuples of them, and choices between these. Reading
checks: whatever does not fit is a Problem that says what is allowed.
"""

from __future__ import annotations

import json
import math
import types
import typing
from contextlib import suppress
from functools import cache
from typing import Any, Literal, Union

from satsuma.problem import Problem
from satsuma.widget import setting_fields
from satsuma.workflow.unknown import Unknown

_PLAIN = {bool: "yes or no", int: "a whole number", float: "a number", str: "a text"}


@cache
def hints_of(cls: type) -> dict[str, Any]:
    """The types of a widget’s settings, or of the parts of a named tuple, by name."""
    return typing.get_type_hints(cls)


def to_json(value: Any, hint: Any = None) -> Any:
    """A setting as JSON: named tuples become objects, other tuples lists."""
    if hasattr(value, "_asdict"):
        return {name: to_json(item) for name, item in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


def from_json(data: Any, hint: Any) -> Any:
    """JSON as a setting of this type. Raises Problem, saying what is allowed."""
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return _first_that_fits(data, typing.get_args(hint), hint)
    if origin is Literal:
        words = typing.get_args(hint)
        if any(data == word and type(data) is type(word) for word in words):
            return data
        raise _unfit(data, hint)
    if origin is tuple:
        return _tuple(data, typing.get_args(hint), hint)
    if hint is type(None):
        if data is None:
            return None
        raise _unfit(data, hint)
    if hasattr(hint, "_fields"):
        return _named_tuple(data, hint)
    return _plain(data, hint)


def _first_that_fits(data: Any, options: tuple[Any, ...], hint: Any) -> Any:
    for option in options:
        try:
            return from_json(data, option)
        except Problem:
            continue
    raise _unfit(data, hint)


def _tuple(data: Any, items: tuple[Any, ...], hint: Any) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise _unfit(data, hint)
    if len(items) == 2 and items[1] is Ellipsis:
        if items[0] is str and all(type(item) is str for item in data):
            return tuple(data)  # the same, where a file brings millions of them
        return tuple(from_json(item, items[0]) for item in data)
    if len(items) != len(data):
        raise _unfit(data, hint)
    return tuple(from_json(item, inner) for item, inner in zip(data, items, strict=True))


def _named_tuple(data: Any, hint: Any) -> Any:
    if isinstance(data, tuple) and hasattr(data, "_asdict"):
        data = data._asdict()
    hints = hints_of(hint)
    if not isinstance(data, dict) or not data.keys() <= hints.keys():
        raise _unfit(data, hint)
    missing = hints.keys() - data.keys() - hint._field_defaults.keys()
    if missing:
        raise _unfit(data, hint)
    return hint(**{name: from_json(item, hints[name]) for name, item in data.items()})


def _plain(data: Any, hint: Any) -> Any:
    if hint is float and type(data) is int and abs(data) < 1 << 1000:
        data = float(data)
    if type(data) is not hint or (hint is float and not math.isfinite(data)):
        raise _unfit(data, hint)
    return data


def _unfit(data: Any, hint: Any) -> Problem:
    try:
        shown = json.dumps(data, default=str)
    except (ValueError, RecursionError):
        shown = "What is given"
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    return Problem(f"{shown} does not fit. Allowed: {allowed(hint)}.")


def allowed(hint: Any) -> str:
    """What a type allows, in words."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return " or ".join(allowed(one) for one in inner)
    if origin is Literal:
        return ", ".join(str(word) for word in inner)
    if origin is tuple:
        return f"a list, each {allowed(inner[0])}" if inner[-1] is Ellipsis else \
            f"{len(inner)} values"
    if hint is type(None):
        return "automatic"
    if hasattr(hint, "_fields"):
        return f"an object with {', '.join(hint._fields)}"
    return _PLAIN.get(hint, str(hint))


def setting_name(widget: Any, name: str) -> str:
    """The field that a name means, which may be an alias. Raises Problem for an unknown one."""
    known = () if isinstance(widget, Unknown) else tuple(setting_fields(widget))
    name = getattr(widget, "aliases", {}).get(name, name)
    if name not in known:
        raise Problem(f"{widget.spec.title} has no setting “{name}”. "
                      f"It has: {', '.join(known) or 'none'}.")
    return name


def check_setting(cls: Any, name: str, value: Any) -> Any:
    """The value as the setting holds it. Raises Problem when it does not fit."""
    try:
        checked = from_json(value, hints_of(cls)[name])
    except Problem as error:
        raise Problem(f"Setting “{name}” of {cls.spec.title}: {error}") from None
    _check_limits(cls, name, checked)
    return checked


def _check_limits(cls: Any, name: str, value: Any) -> None:
    data = setting_fields(cls)[name].metadata
    low, high = data.get("low"), data.get("high")
    if not isinstance(value, int | float) or isinstance(value, bool):
        return
    if (low is not None and value < low) or (high is not None and value > high):
        limits = " ".join(part for part in (
            f"at least {low}" if low is not None else "", "and" if None not in (low, high) else "",
            f"at most {high}" if high is not None else "") if part)
        raise Problem(f"Setting “{name}” of {cls.spec.title}: {value} does not fit. "
                      f"Allowed: {limits}.")


_YES_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


def parse_setting(cls: Any, name: str, text: str) -> Any:
    """A setting from words, as on the command line. Raises Problem when they do not fit.

    Words of choices as they are, yes and no, numbers, JSON for lists; one text for a list of texts
    is a list of one; `automatic` and `none` for no choice.
    """
    hint = hints_of(cls)[name]
    for reading in _readings(text, hint):
        try:
            value = from_json(reading, hint)
        except Problem:
            continue
        _check_limits(cls, name, value)
        return value
    raise Problem(f"Setting “{name}” of {cls.spec.title}: “{text}” does not fit. "
                  f"Allowed: {allowed(hint)}.")


def _readings(text: str, hint: Any) -> typing.Iterator[Any]:
    """What a text may mean, the likeliest first."""
    if text.lower() in ("automatic", "none"):
        yield None
    if typing.get_origin(hint) is not tuple:
        yield text
    if text.lower() in _YES_NO:
        yield _YES_NO[text.lower()]
    with suppress(ValueError, RecursionError):
        yield json.loads(text)
    if not text.lstrip().startswith("["):  # what begins like a list was meant as one
        yield [] if text.lower() in ("", "automatic", "none") else [text]
