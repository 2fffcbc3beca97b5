"""Keys: by which columns the rows of two tables belong together, and which rows those are.

Words match words, numbers numbers, times times, each exactly, or words loosely: then capitals and
spaces do not count. An image counts as its path. A row whose key is missing matches none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.table import Table
from satsuma.problem import Problem

WORDS = (Kind.TEXT, Kind.CATEGORY, Kind.IMAGE)
MATCHING_KINDS = (*WORDS, Kind.NUMBER, Kind.TIME)
"""Kinds of columns that can be keys: all but vectors."""

_LIKELY = (Kind.TEXT, Kind.IMAGE, Kind.CATEGORY, Kind.TIME, Kind.NUMBER)
_COUNTED = re.compile(r"[1-9][0-9]{0,8}")
_SPARSEST = 20


class KeyPair(NamedTuple):
    """A column of the one table and a column of the other; None is the row id."""

    data: str | None = None
    extra: str | None = None


def automatic_pairs(data: Table, extra: Table) -> tuple[KeyPair, ...]:
    """What most likely belongs together; () when nothing does.

    The row ids, where any id is in both tables and they are more than counting; else a column that
    both have, in which no value of `extra` repeats; else counted row ids, where all that both
    tables say of a row is the same; else all columns that both have. Columns fit that have the same
    name and comparable kinds; those of words come first, and of these the one that matches most.
    """
    shared = not set(data.ids).isdisjoint(extra.ids)
    if shared and not (are_counted(data.ids) or are_counted(extra.ids)):
        return (KeyPair(),)
    pairs = _common(data, extra)
    single = [pair for pair in pairs if _is_unrepeated(extra[str(pair.extra)])]
    if single:
        return (_best(single, data, extra),)
    if shared and _agree(data, extra, pairs):
        return (KeyPair(),)
    return _all_or_best(pairs, data, extra)


def _all_or_best(pairs: Sequence[KeyPair], data: Table, extra: Table) -> tuple[KeyPair, ...]:
    """All columns that both have; one of words where all together match nothing, but it does."""
    words = [pair for pair in pairs if extra[str(pair.extra)].kind in WORDS]
    if words and not _matches(data, extra, pairs):
        best = _best(words, data, extra)
        if _matches(data, extra, [best]):
            return (best,)
    return tuple(pairs)


def are_counted(ids: Sequence[str]) -> bool:
    """Whether ids may be the places of rows in a file, or of some of its rows: 1, 2, 3 …

    Such numbers are in every table, so that they say nothing of what belongs together. Whole
    numbers that lie far apart, as those of a museum's pieces, are names.
    """
    if not ids or not all(map(_COUNTED.fullmatch, ids)):
        return False
    return max(map(int, ids)) <= _SPARSEST * len(ids)


def _common(data: Table, extra: Table) -> list[KeyPair]:
    """Columns of the same name whose values can be equal, words first."""
    return [KeyPair(name, name) for kind in _LIKELY for name in extra.named((kind,))
            if name in data and _are_comparable(data[name].kind, kind)
            and not extra[name].missing().all()]


def _are_comparable(one: Kind, other: Kind) -> bool:
    return one is other or (one in WORDS and other in WORDS)


def _best(pairs: Sequence[KeyPair], data: Table, extra: Table) -> KeyPair:
    """Words before times and numbers where they match at all, and then what matches most."""
    def rank(pair: KeyPair) -> tuple[bool, bool, int]:
        found = _matches(data, extra, [pair])
        return not found, extra[str(pair.extra)].kind not in WORDS, -found

    return min(pairs, key=rank)


def _matches(data: Table, extra: Table, pairs: Sequence[KeyPair]) -> int:
    """How many rows of the first match."""
    here, there = matched(data, extra, pairs)
    return int((np.isin(here, there) & (here >= 0)).sum())


def _agree(data: Table, extra: Table, pairs: Sequence[KeyPair]) -> bool:
    """Whether rows of equal id say the same in all these columns, and not all rows alike."""
    if not pairs:
        return False
    here, there = matched(data, extra, pairs)
    places = [(data.row_of[row_id], row) for row, row_id in enumerate(extra.ids)
              if row_id in data.row_of]
    mine, theirs = np.array(places, np.intp).T
    return bool((here[mine] == there[theirs]).all() and len(set(here[mine].tolist())) > 1)


def _is_unrepeated(column: Column) -> bool:
    present = column.values[~column.missing()]
    return len(set(present.tolist())) == len(present)


def pairs_in_words(pairs: Sequence[KeyPair]) -> str:
    """What is matched, as a part of a sentence: “row id”, “name = file and size”."""
    return " and ".join(_pair_in_words(pair) for pair in pairs)


def _pair_in_words(pair: KeyPair) -> str:
    here, there = ("row id" if name is None else name for name in pair)
    return here if here == there else f"{here} = {there}"


def matched(data: Table, extra: Table, pairs: Sequence[KeyPair], *,
            loose: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """For every row of each table a number, equal where keys are equal; -1 where a key is missing.

    `loose` words are equal even if they differ in capitals or in spaces around and between them.
    Raises Problem for columns that are not there or whose kinds do not fit.
    """
    codes = np.zeros(len(data) + len(extra), np.intp)
    missing = np.zeros(len(codes), bool)
    for pair in pairs:
        one, count = _codes(_key(data, pair.data, "data"), _key(extra, pair.extra, "extra"), pair,
                            loose)
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


def _codes(here: Column, there: Column, pair: KeyPair, loose: bool) -> tuple[np.ndarray, int]:
    """A number for every value of both, -1 where missing, and how many there are."""
    if here.kind in WORDS and there.kind in WORDS:
        values: list[Any] = [*_words(here), *_words(there)]
        if loose:
            plain = {value: _loosely(value) for value in set(values)}
            values = [plain[value] for value in values]
            here, there = _blank_gone(here), _blank_gone(there)
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


def _blank_gone(column: Column) -> Column:
    """The column, with nothing where there are spaces only."""
    if column.kind is not Kind.TEXT:
        return column
    values = column.values.copy()
    values[[not value.strip() for value in values.tolist()]] = ""
    return replace(column, values=values)


def _loosely(word: str) -> str:
    return " ".join(word.casefold().split())


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
    return Problem(f"“{one}” in data holds {here.kind.word} values and “{other}” in extra "
                   f"{there.kind.word} values, which are never equal. Choose columns of one kind.")
