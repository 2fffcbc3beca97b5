"""Report facts: a widget's settings and what came in and went out, in words. Knows no Qt."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from satsuma.data.branch import Branch
from satsuma.data.selection import Selection
from satsuma.ui.describing import describe
from satsuma.ui.editors.facts import Facts, facts_of, sentence_case
from satsuma.widget import is_in_use

LONGEST = 200

PICKED = (Selection, tuple[Branch, ...])
"""Settings that hold what was picked once; of it only what is still there is shown and sent."""


def setting_facts(widget: Any) -> tuple[tuple[str, str], ...]:
    """The settings that have an effect on the result as they stand, by their labels.

    What is picked is told by the view and by what goes out: the setting may name what is gone.
    """
    told = ((facts.label, setting_words(facts, getattr(widget, facts.name)))
            for facts in facts_of(widget)
            if not facts.cosmetic and facts.hint not in PICKED
            and is_in_use(widget, facts.name))
    return tuple((label, words) for label, words in told if words)


def setting_words(facts: Facts, value: Any) -> str:
    """A setting as a person reads it; "" for one that says nothing."""
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and facts.path is not None:
        return _last_part(value)
    if isinstance(value, str):
        return cut(_choice_title(facts, value))
    if isinstance(value, tuple | frozenset | list):
        return _several(facts, tuple(value))
    unit = f"\N{NO-BREAK SPACE}{facts.unit}" if facts.unit else ""
    return cut(f"{value:g}{unit}" if isinstance(value, int | float) else str(value))


def _choice_title(facts: Facts, value: str) -> str:
    if callable(facts.choices):
        titles = {one.value: one.title for one in facts.choices() if hasattr(one, "value")}
        return str(titles.get(value, value))
    return sentence_case(value) if value in facts.words else value


def _several(facts: Facts, values: tuple[Any, ...]) -> str:
    """A few by name, many by their number; whatever is no plain word by its number."""
    if facts.path is not None:
        values = tuple(_last_part(str(one)) for one in values)
    if len(values) <= 6 and all(isinstance(one, str | int | float) for one in values):
        return cut(", ".join(map(str, values)))
    return f"{len(values):,} of them"


def _last_part(path: str) -> str:
    """A report is given away: only the name of a folder is told, not the way to it."""
    return os.path.basename(path.rstrip("/\\")) or path


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def flow_facts(came: Mapping[str, Any], goes: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What came in and what went out, by port."""
    return tuple((f"{way}: {port.replace('_', ' ')}", _said(value))
                 for way, values in (("In", came), ("Out", goes))
                 for port, value in values.items())


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(describe(one).title for one in value) or "nothing"
    return describe(value).title
