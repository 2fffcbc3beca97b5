"""Rows, counting: how large a table is and how much of it is missing, in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.table import Table

_AT_ONCE = 4_096
"""Rows of a vector column that are looked at together."""


@dataclass(frozen=True)
class Missing:
    """How many values are missing, and in how many columns."""

    values: int
    columns: int


def missing_in(table: Table) -> Missing:
    """Counts; for any thread. A vector counts as one value, missing when all of it is."""
    counts = [_missing(column) for column in table.columns.values()]
    return Missing(sum(counts), sum(count > 0 for count in counts))


def _missing(column: Column) -> int:
    """Vectors in pieces, so that little memory is used however large the table is."""
    if column.kind is not Kind.VECTOR:
        return int(np.count_nonzero(column.missing()))
    return sum(int(np.count_nonzero(column.rows(slice(begin, begin + _AT_ONCE)).missing()))
               for begin in range(0, len(column), _AT_ONCE))


def size_in_words(table: Table, shown: int) -> str:
    """Rows and columns, such as “12 of 23 rows × 5 columns (2,052 with vectors unfolded)”."""
    rows, columns = len(table), len(table.columns)
    wide = sum(column.width for column in table.columns.values())
    text = f"{shown:,} of {rows:,} rows" if shown != rows else _counted(rows, "row")
    text += f" × {_counted(columns, 'column')}"
    return f"{text} ({wide:,} with vectors unfolded)" if wide != columns else text


def missing_in_words(missing: Missing) -> str:
    if not missing.values:
        return "no missing values"
    where = f" in {_counted(missing.columns, 'column')}"
    return _counted(missing.values, "missing value") + where


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
