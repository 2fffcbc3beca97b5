"""Facts: everything a form knows of one setting, read from the widget's class."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, dataclass
from typing import Any, Literal, Union

from satsuma.widget import setting_fields
from satsuma.workflow.codec import hints_of
from satsuma.workflow.unknown import Unknown


@dataclass(frozen=True)
class Facts:
    """One setting: what it is called, what it may hold, how it is explained."""

    widget: Any
    name: str
    label: str
    help: str
    hint: Any
    default: Any
    low: float | None = None
    high: float | None = None
    unit: str = ""
    choices: Any = None
    path: str | None = None
    cosmetic: bool = False
    in_form: bool = True
    when: tuple[str, Any] | None = None
    use: str = ""
    endings: tuple[str, ...] = ()

    @property
    def plain(self) -> Any:
        """The type without `None`."""
        options = [one for one in options_of(self.hint) if one is not type(None)]
        return options[0] if len(options) == 1 else self.hint

    @property
    def may_be_none(self) -> bool:
        return type(None) in options_of(self.hint)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a choice, in their order; () for any other setting."""
        return typing.get_args(self.plain) if typing.get_origin(self.plain) is Literal else ()


def facts_of(widget: Any) -> tuple[Facts, ...]:
    """The settings of a widget class or value, in their order."""
    cls = widget if isinstance(widget, type) else type(widget)
    if cls is Unknown:
        return ()
    hints = hints_of(cls)
    return tuple(_facts(cls, name, field, hints[name])
                 for name, field in setting_fields(cls).items())


def _facts(cls: type, name: str, field: Any, hint: Any) -> Facts:
    told = field.metadata
    default = None if field.default is MISSING else field.default
    return Facts(cls, name, told.get("label") or sentence_case(name), told.get("help", ""), hint,
                 default, told.get("low"), told.get("high"), told.get("unit", ""),
                 told.get("choices"), told.get("path"), bool(told.get("cosmetic")),
                 told.get("form", True), told.get("when"), told.get("use", ""),
                 told.get("endings", ()))


def use_words(facts: Facts) -> str:
    """When a setting has an effect, in words: “With Select: Height”; "" when it always has."""
    if facts.use or facts.when is None:
        return facts.use
    name, value = facts.when
    label = setting_fields(facts.widget)[name].metadata.get("label") or sentence_case(name)
    word = {True: "on", False: "off"}.get(value) if isinstance(value, bool) \
        else sentence_case(value)
    return f"with {label}: {word}"


def options_of(hint: Any) -> tuple[Any, ...]:
    """The parts of a union; the type itself where it is none."""
    is_union = typing.get_origin(hint) in (Union, types.UnionType)
    return typing.get_args(hint) if is_union else (hint,)


def sentence_case(word: str) -> str:
    """A word of the program as a person reads it: `leave_one` as “Leave one”."""
    text = str(word).replace("_", " ")
    return text[:1].upper() + text[1:]
