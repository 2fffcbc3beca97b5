"""Report facts: a widget's settings and what came in and went out, in words. Knows no Qt."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from satsuma.data.table import Table
from satsuma.ui.describing import describe
from satsuma.ui.editors.facts import Facts, facts_of, sentence_case
from satsuma.ui.report.items import Cells

LONGEST = 200
MOST_ROWS = 200
MOST_COLUMNS = 16


def setting_facts(widget: Any) -> tuple[tuple[str, str], ...]:
    """The settings that matter for the result, by their labels."""
    told = ((facts.label, setting_words(facts, getattr(widget, facts.name)))
            for facts in facts_of(widget) if not facts.cosmetic)
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
        return _cut(_choice_title(facts, value))
    if isinstance(value, tuple | frozenset | list):
        return _several(facts, tuple(value))
    unit = f"\N{NO-BREAK SPACE}{facts.unit}" if facts.unit else ""
    return _cut(f"{value:g}{unit}" if isinstance(value, int | float) else str(value))


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
        return _cut(", ".join(map(str, values)))
    return f"{len(values):,} of them"


def _last_part(path: str) -> str:
    """A report is given away: only the name of a folder is told, not the way to it."""
    return os.path.basename(path.rstrip("/\\")) or path


def _cut(text: str) -> str:
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


def table_rows(table: Table) -> Cells:
    """The first rows and columns of a table as text, under the names of the columns."""
    names = list(table.columns)[:MOST_COLUMNS]
    heads = (tuple(names),)
    return heads + tuple(tuple(_cut(table[name].shown(row)) for name in names)
                         for row in range(min(len(table), MOST_ROWS)))


def table_remark(table: Table) -> str:
    """What is left out of `table_rows`; "" when nothing is."""
    parts = []
    if len(table) > MOST_ROWS:
        parts.append(f"the first {MOST_ROWS} of {len(table):,} rows")
    if len(table.columns) > MOST_COLUMNS:
        parts.append(f"the first {MOST_COLUMNS} of {len(table.columns):,} columns")
    return " and ".join(parts)
