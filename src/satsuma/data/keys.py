"""Keys: by which columns the rows of two tables belong together, and which rows those are.

Words match words, numbers numbers, times times, each exactly; an image counts as its path. A row
whose key is missing matches none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.table import Table
from satsuma.problem import Problem

WORDS = (Kind.TEXT, Kind.CATEGORY, Kind.IMAGE)
MATCHING_KINDS = (*WORDS, Kind.NUMBER, Kind.TIME)
"""Kinds of columns that can be keys: all but vectors."""


class KeyPair(NamedTuple):
    """A column of the one table and a column of the other; None is the row id."""

    data: str | None = None
    extra: str | None = None


def automatic_pairs(data: Table, extra: Table) -> tuple[KeyPair, ...]:
    """What most likely belongs together; () when nothing does.

    The row ids, where any id is in both tables; else a column that both have, in which no value of
    `extra` repeats; else all columns that both have. Columns fit that have the same name and kind.
    """
    if not set(data.ids).isdisjoint(extra.ids):
        return (KeyPair(),)
    kinds = (Kind.TEXT, Kind.IMAGE, Kind.CATEGORY, Kind.TIME, Kind.NUMBER)
    names = [name for kind in kinds for name in extra.named((kind,))
             if name in data and data[name].kind is kind]
    names = [name for name in names if not extra[name].missing().all()]
    single = [name for name in names if _is_unrepeated(extra[name])]
    return tuple(KeyPair(name, name) for name in single[:1] or names)


def _is_unrepeated(column: Column) -> bool:
    present = column.values[~column.missing()]
    return len(set(present.tolist())) == len(present)


def pairs_in_words(pairs: Sequence[KeyPair]) -> str:
    """What is matched, as a part of a sentence: “row id”, “name = file and size”."""
    return " and ".join(_pair_in_words(pair) for pair in pairs)


def _pair_in_words(pair: KeyPair) -> str:
    here, there = ("row id" if name is None else name for name in pair)
    return here if here == there else f"{here} = {there}"


def matched(data: Table, extra: Table, pairs: Sequence[KeyPair]) -> tuple[np.ndarray, np.ndarray]:
    """For every row of each table a number, equal where keys are equal; -1 where a key is missing.

    Raises Problem for columns that are not there or whose kinds do not fit.
    """
    codes = np.zeros(len(data) + len(extra), np.intp)
    missing = np.zeros(len(codes), bool)
    for pair in pairs:
        one, count = _codes(_key(data, pair.data, "data"), _key(extra, pair.extra, "extra"), pair)
        missing |= one < 0
        # Made small again after every pair, so that the product never outgrows its type.
        codes = np.unique(codes * (count + 1) + one + 1, return_inverse=True)[1]
    codes[missing] = -1
    return codes[:len(data)], codes[len(data):]


def _key(table: Table, name: str | None, port: str) -> Column:
    if name is None:
        return id_column(table)
    if name not in table:
        raise Problem(f"The table at “{port}” has no column “{name}”. "
                      "Choose another one, or let the columns be found automatically.")
    return table[name]


def id_column(table: Table) -> Column:
    """The row ids as a column of texts."""
    values = np.empty(len(table), object)
    values[:] = table.ids
    return Column(values, Kind.TEXT)


def _codes(here: Column, there: Column, pair: KeyPair) -> tuple[np.ndarray, int]:
    """A number for every value of both, -1 where missing, and how many there are."""
    if here.kind in WORDS and there.kind in WORDS:
        values: list[Any] = [*_words(here), *_words(there)]
        places = {value: place for place, value in enumerate(dict.fromkeys(values))}
        found = np.fromiter(map(places.__getitem__, values), np.intp, len(values))
        count = len(places)
    elif here.kind is there.kind and here.kind in (Kind.NUMBER, Kind.TIME):
        both = np.concatenate([here.values, there.values])
        distinct, found = np.unique(both, return_inverse=True)
        count = len(distinct)
    else:
        raise _unfit(here, there, pair)
    gone = np.concatenate([_missing(here, pair.data), _missing(there, pair.extra)])
    return np.where(gone, -1, found), count


def _missing(column: Column, name: str | None) -> np.ndarray:
    """An id is never missing, not even an empty one."""
    return np.zeros(len(column), bool) if name is None else column.missing()


def _words(column: Column) -> list[str]:
    if column.kind is not Kind.CATEGORY:
        return column.values.tolist()
    names = np.array([*column.categories, ""], object)
    return names[column.values].tolist()  # code −1 picks the last


def _unfit(here: Column, there: Column, pair: KeyPair) -> Problem:
    if Kind.VECTOR in (here.kind, there.kind):
        name = pair.data if here.kind is Kind.VECTOR else pair.extra
        return Problem(f"“{name}” holds vectors, and rows cannot be matched by these. Choose a "
                       "column of words, numbers or times.")
    one, other = ("row id" if name is None else name for name in pair)
    return Problem(f"“{one}” in data holds {here.kind.value} values and “{other}” in extra "
                   f"{there.kind.value} values, which are never equal. Choose columns of one kind.")
