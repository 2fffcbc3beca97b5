"""Repeats: rows of several tables that are there already, with the same id and the same values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.table import Table


def without_repeats(tables: Sequence[Table]) -> list[Table]:
    """The tables without the rows that stand in an earlier one with equal values.

    Columns that a table lacks count as missing there.
    """
    kept: list[Table] = []
    for table in tables:
        stays = np.ones(len(table), bool)
        known: set[str] = set()  # the first row of an id is what concatenate gives that id to
        for earlier in kept:
            rows = [row for row, row_id in enumerate(table.ids)
                    if row_id in earlier.row_of and row_id not in known]
            known.update(table.ids[row] for row in rows)
            others = [earlier.row_of[table.ids[row]] for row in rows]
            stays[rows] &= ~_same_rows(table.rows(rows), earlier.rows(others))
        kept.append(table.rows(stays))
    return kept


def _same_rows(one: Table, other: Table) -> np.ndarray:
    same = np.ones(len(one), bool)
    for name in dict.fromkeys((*one.columns, *other.columns)):
        if name in one and name in other:
            same &= same_values(one[name], other[name])
        else:
            same &= (one[name] if name in one else other[name]).missing()
    return same


def same_values(one: Column, other: Column) -> np.ndarray:
    """n booleans: where two columns of n rows hold the same; what is missing is the same too."""
    if one.kind is not other.kind or one.width != other.width:
        return np.zeros(len(one), bool)
    match one.kind:
        case Kind.CATEGORY:
            return _words(one) == _words(other)
        case Kind.IMAGE if one.folder != other.folder:
            return np.array(list(_files(one)), object) == np.array(list(_files(other)), object)
        case Kind.VECTOR:
            return ((one.values == other.values)
                    | (np.isnan(one.values) & np.isnan(other.values))).all(axis=1)
        case Kind.NUMBER | Kind.TIME:
            return (one.values == other.values) | (one.missing() & other.missing())
    return one.values == other.values


def _words(column: Column) -> np.ndarray:
    return np.array([*column.categories, ""], object)[column.values]


def _files(column: Column) -> Iterable[str]:
    folder = column.folder or Path()
    return ((folder / value).as_posix() if value else "" for value in column.values.tolist())
