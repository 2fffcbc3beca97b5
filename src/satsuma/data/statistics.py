"""Statistics: what is in each column of a table, as a table with a row for every column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from satsuma.data.column import Column, Kind, Role, categorical, numbers, texts
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.run import Run

FIRST = 3
"""So many values are told of a column."""
_LONGEST = 60
_MOST_CATEGORIES = 5
_BLOCK = 4_000_000
"""Numbers of vectors that are looked at in one go, so that no copy of all of them is made."""


@dataclass(frozen=True)
class Statistics:
    """`missing` counts values, `distinct` different ones (nan for vectors).

    `low`, `mean` and `high` are of numbers, nan elsewhere and where all are missing; numbers that
    are infinite are left out of the mean.
    """

    missing: int
    distinct: float
    low: float
    mean: float
    high: float
    first: str
    details: str


def statistics_of(column: Column) -> Statistics:
    """What is in one column."""
    missing = missing_in(column)
    low, mean, high = _spread(column)
    return Statistics(missing, _distinct(column), low, mean, high, _first(column),
                      _details(column))


def statistics(table: Table, run: Run = Run()) -> Table:
    """A row for each column of the table: its id is the column's name."""
    names = list(table.columns)
    found = [statistics_of(table[name]) for name in run.track(names)]
    kinds, roles = [kind.word for kind in Kind], [role.value for role in Role]
    return Table(tuple(names), {
        "column": texts(names),
        "kind": categorical((c.kind.word for c in table.columns.values()), categories=kinds),
        "role": categorical((c.role.value for c in table.columns.values()), categories=roles),
        "missing": _counted(one.missing for one in found),
        "distinct": _counted(one.distinct for one in found),
        "least": _counted(one.low for one in found),
        "mean": _counted(one.mean for one in found),
        "greatest": _counted(one.high for one in found),
        "first values": texts(one.first for one in found),
        "details": texts(one.details for one in found),
    }, f"{table.name} (columns)" if table.name else "columns")


def _counted(values: Iterable[float]) -> Column:
    return numbers(values, Role.META)


def missing_in(column: Column) -> int:
    """How many values are missing."""
    if column.kind is not Kind.VECTOR or not column.width:
        return int(column.missing().sum())
    # A vector whose first number is there is there: hardly any has to be read to its end.
    rows = np.flatnonzero(np.isnan(column.values[:, 0]))
    step = max(1, _BLOCK // column.width)
    return sum(int(np.isnan(column.values[rows[at:at + step]]).all(axis=1).sum())
               for at in range(0, len(rows), step))


def _distinct(column: Column) -> float:
    if column.kind is Kind.VECTOR:
        return np.nan
    present = column.values[~column.missing()]
    if column.kind in (Kind.TEXT, Kind.IMAGE):
        return len(set(present.tolist()))
    return len(np.unique(present))


def _spread(column: Column) -> tuple[float, float, float]:
    if column.kind is not Kind.NUMBER or column.missing().all():
        return np.nan, np.nan, np.nan
    values = column.values[~column.missing()]
    finite = values[np.isfinite(values)]
    # Divided first: the sum of numbers near the end of the scale has no place on it.
    mean = float((finite / len(finite)).sum()) if len(finite) else np.nan
    return float(values.min()), mean, float(values.max())


def _first(column: Column) -> str:
    if column.kind is Kind.VECTOR:
        return ""
    gone = column.missing()
    rows = islice((row for row in range(len(column)) if not gone[row]), FIRST)
    return ", ".join(_short(column.shown(row)) for row in rows)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST - 1] + "…"


def _details(column: Column) -> str:
    match column.kind:
        case Kind.CATEGORY:
            return _of_categories(column)
        case Kind.TIME if not column.missing().all():
            present = column.values[~column.missing()]
            ends = Column(np.array([present.min(), present.max()]), Kind.TIME)
            return f"from {ends.shown(0)} to {ends.shown(1)}"
        case Kind.IMAGE:
            return f"in {column.folder}" if column.folder is not None else "by their full path"
        case Kind.VECTOR:
            return _passport(column)
    return ""


def _of_categories(column: Column) -> str:
    """The largest categories with their rows."""
    counts = np.bincount(column.values[column.values >= 0], minlength=len(column.categories))
    order = np.argsort(-counts, kind="stable")[:_MOST_CATEGORIES]
    parts = [f"{_short(column.categories[code])} ({in_rows(int(counts[code]))})" for code in order]
    more = len(column.categories) - len(parts)
    return ", ".join([*parts, f"{more:,} more"] if more > 0 else parts)


def vectors_in_words(column: Column) -> str:
    """How long the vectors are, and which network made them."""
    width = "1 number each" if column.width == 1 else f"{column.width:,} numbers each"
    made = column.passport
    return f"{width}, by {made.network}" if made else f"{width}, of unknown origin"


def _passport(column: Column) -> str:
    """All that two vectors must have in common to be compared."""
    made, parts = column.passport, [vectors_in_words(column)]
    if made is not None:
        parts += [f"weights {made.weights}", made.preprocessing, made.decoding, made.precision]
    return ", ".join(parts)


def bytes_of(table: Table) -> int:
    """The memory that the values need, without what tables share."""
    return sum(_bytes_of(column) for column in table.columns.values())


def _bytes_of(column: Column) -> int:
    texts_too = 0
    if column.values.dtype == object:
        texts_too = sum(map(len, column.values.tolist())) + 49 * len(column)
    return column.values.nbytes + texts_too
