"""Order: rows sorted by several columns, as tables show them and send them on.

A sort is names of columns, the first one decides first. `-size` is descending, `size` and `+size`
are ascending; the sign is needed where a name begins with one. Equal rows keep the order they
have, and missing values come last either way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain
from weakref import WeakKeyDictionary

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.part import part_named, values_of
from satsuma.data.table import Table

_DIGITS = re.compile(r"[0-9]+")
_PIECE = 10_000
_LONGEST = 400
"""Letters of a text that decide its place."""

_known: WeakKeyDictionary[Column, np.ndarray] = WeakKeyDictionary()
"""The places of texts, which take longest to find; kept as long as their column is."""


def sort_key(column: str, descending: bool) -> str:
    """One column of a sort as it is written."""
    if descending:
        return f"-{column}"
    return f"+{column}" if column[:1] in "+-" else column


def read_sort_key(text: str) -> tuple[str, bool]:
    """The name of the column, and whether it is descending."""
    if text[:1] in ("+", "-"):
        return text[1:], text[0] == "-"
    return text, False


def order_of(table: Table, sort: Iterable[str], rows: np.ndarray | None = None,
             warn: Callable[[str], None] | None = None) -> np.ndarray:
    """The row numbers in the order of the sort; `rows` (ascending) are the only ones, if given.

    What the table lacks and what has no order is passed over, with a sentence to `warn`.
    """
    chosen = np.arange(len(table)) if rows is None else rows
    keys = []
    for text in sort:
        name, descending = read_sort_key(text)
        part = part_named(table, name)
        if part is None:
            _tell(warn, f"There is no column “{name}” to sort by.")
            continue
        column = values_of(table, part)
        if column.kind is Kind.VECTOR:
            _tell(warn, f"Vectors have no order. Unfold “{name}” to sort by one of its numbers.")
            continue
        keys.append(ranks(column, chosen, descending))
    # lexsort is stable and takes the deciding key last.
    return chosen[np.lexsort(keys[::-1])] if keys else chosen


def _tell(warn: Callable[[str], None] | None, sentence: str) -> None:
    if warn is not None:
        warn(sentence)


def ranks(column: Column, rows: np.ndarray, descending: bool) -> np.ndarray:
    """Numbers that sort as the values of these rows do."""
    values = column.values[rows]
    missing = column.rows(rows).missing()
    match column.kind:
        case Kind.NUMBER:
            found = values
        case Kind.CATEGORY:
            found = values.astype(np.float64)
        case Kind.TIME:
            found = values.astype(np.int64)
        case _:
            if column not in _known:
                _known[column] = _ranks_of_texts(column.values)
            found = _known[column][rows]
    if found.dtype == np.int64:  # points in time are too fine for floats
        last = np.iinfo(np.int64).max
        return np.where(missing, last, -found if descending else found)
    # NaN is put last, after infinity too.
    return np.where(missing, np.nan, -found if descending else found)


def _ranks_of_texts(values: np.ndarray) -> np.ndarray:
    """Places in the natural order; equal texts have the same."""
    distinct = list(dict.fromkeys(values.tolist()))
    keyed = {text: _natural(text) for text in distinct}
    place: dict[str, int] = {}
    last, number = None, -1
    for text in _sorted(distinct, keyed.__getitem__):
        if keyed[text] != last:
            last, number = keyed[text], number + 1
        place[text] = number
    return np.fromiter((place[text] for text in values.tolist()), np.float64, len(values))


def _sorted(texts: list[str], key: Callable[[str], str]) -> list[str]:
    """In pieces: Python lets no other thread work while it sorts, and windows would stand still.

    The end is quick, since Python notices that the pieces are in order.
    """
    pieces = [sorted(texts[begin:begin + _PIECE], key=key)
              for begin in range(0, len(texts), _PIECE)]
    return sorted(chain.from_iterable(pieces), key=key)


def _natural(text: str) -> str:
    """A text that sorts as a person would sort the given one: picture2 before picture10."""
    return _DIGITS.sub(_padded, text[:_LONGEST].casefold())


def _padded(match: re.Match[str]) -> str:
    return match[0].zfill(16)
