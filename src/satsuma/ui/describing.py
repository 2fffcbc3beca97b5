"""Describing: what flows through a link, in a few words and pictures. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from satsuma.algorithms.metrics import METRICS
from satsuma.data.column import Column, Kind
from satsuma.data.distances import Distances
from satsuma.data.learner import Learner, Model
from satsuma.data.names import file_of
from satsuma.data.table import Table
from satsuma.data.tree import Tree
from satsuma.workflow.fitting import spoken

COLUMNS = 5
"""So many columns are named."""
PICTURES = 6
"""So many pictures are shown."""


@dataclass(frozen=True)
class ColumnLine:
    """The name of a column, and what its values are: “7 categories”."""

    name: str
    kind: str


@dataclass(frozen=True)
class Description:
    """What is told of a value.

    `title` is its size. `more` counts the columns that are not named; `pictures` are the files of
    the first pictures, ready to be opened.
    """

    title: str
    columns: tuple[ColumnLine, ...] = ()
    more: int = 0
    pictures: tuple[Path, ...] = ()


def describe(value: Any) -> Description:
    """What is told of a value that flows, whatever it is."""
    match value:
        case None:
            return Description("nothing")
        case Table():
            return _table(value)
        case Distances(metric=metric):
            size = f"{len(value):,} × {len(value):,}"
            size += ", approximate" if value.approximate else ""
            title = METRICS[metric].title.lower() if metric in METRICS else metric
            return Description(f"{title} · {size}" if title else size,
                               pictures=first_pictures(value.table))
        case Tree(method=method):
            size = counted(len(value), "leaf", "leaves")
            return Description(f"{method} · {size}" if method else size,
                               pictures=first_pictures(value.table, value.order))
        case Learner(title=title):
            return Description(title)
        case Model(learner=Learner(title=title)):
            seen = sum(count > 0 for count in value.of_class)
            told = counted(seen, "class", "classes") if value.tells_classes else "numbers"
            return Description(f"{title} · {told}")
        case _:
            return Description(spoken(type(value)))


def why_nothing(state: str, output: str = "", *, enabled: bool = True) -> str:
    """Why nothing flows, in a sentence, by the state of the node that sends (`engine.result`)."""
    if not enabled:
        return "This link is off. Nothing flows through it."
    match state:
        case "done":
            return "Nothing is selected." if output == "selected" else "Nothing to send."
        case "failed":
            return "Nothing came out, because the widget reports an error."
        case "stopped":
            return "Stopped before it was done."
        case "paused":
            return "Not computed yet: the widget is paused."
        case "waiting":
            return "Not computed yet: an input is missing."
        case "running":
            return "Being computed…"
        case _:
            return "Not computed yet."


def first_pictures(table: Table, rows: Iterable[int] | None = None) -> tuple[Path, ...]:
    """The files of the first pictures of a table, in its order or in that of `rows`."""
    name = table.first(Kind.IMAGE)
    if name is None:
        return ()
    column = table[name]
    values = column.values if rows is None else (column.values[row] for row in rows)
    return tuple(file_of(column.folder, value)
                 for value in islice((value for value in values if value), PICTURES))


def counted(number: int, one: str, many: str) -> str:
    """A number with its word: “1 row”, “1,024 rows”."""
    return f"{number:,} {one if number == 1 else many}"


def _table(table: Table) -> Description:
    one, many = ("picture", "pictures") if table.first(Kind.IMAGE) else ("row", "rows")
    width = sum(column.width for column in table.columns.values())
    lines = tuple(ColumnLine(name, kind_of(column))
                  for name, column in islice(table.columns.items(), COLUMNS))
    return Description(f"{counted(len(table), one, many)} × {width:,}", lines,
                       len(table.columns) - len(lines), first_pictures(table))


def kind_of(column: Column) -> str:
    """What the values of a column are, in a word or two."""
    match column.kind:
        case Kind.VECTOR:
            return counted(column.width, "number each", "numbers each")
        case Kind.CATEGORY:
            return counted(len(column.categories), "category", "categories")
        case kind:
            return kind.word
