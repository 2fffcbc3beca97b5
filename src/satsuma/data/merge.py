"""Merge: the columns of a second table beside those of a first, row by row with equal keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from satsuma.data.column import Column, Kind, categorical, empty_like, images, joined, texts
from satsuma.data.keys import KeyPair, id_column, matched
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table, free_name
from satsuma.problem import Problem

Keep = Literal["data", "matches", "both"]
"""Which rows there are: those of the first table, those of it that match, those of both."""


@dataclass(frozen=True)
class Merged:
    """The merged table; how many rows of the first matched, of how many.

    `repeated` counts the rows of the second that were passed over, because an earlier one has the
    same key; `left` those that match nothing.
    """

    table: Table
    found: int
    rows: int
    repeated: int
    left: int


def merge(data: Table, extra: Table, pairs: Sequence[KeyPair], keep: Keep = "data", *,
          loose: bool = False) -> Merged:
    """Add the columns of `extra` to `data`; `loose` as in `matched`.

    Of several rows of `extra` with one key the first counts. Key columns of `extra` whose values
    stand in `data` anyway are not added; columns named alike get a number. Rows keep their ids.
    Raises Problem where keys do not fit.
    """
    here, there = matched(data, extra, pairs, loose=loose)
    rows, repeated = _partners(here, there)
    lonely = np.flatnonzero(~np.isin(there, here[here >= 0]) | (there < 0))
    found = int((rows >= 0).sum())
    if keep == "matches":
        table = _beside(data.rows(rows >= 0), extra, rows[rows >= 0], pairs)
    elif keep == "both" and len(lonely):
        below = _below(data, extra.rows(lonely), pairs)
        table = _beside(below, extra, np.concatenate([rows, lonely]), pairs)
    else:
        table = _beside(data, extra, rows, pairs)
    return Merged(table, found, len(data), repeated, len(lonely))


def loosely_found(data: Table, extra: Table, pairs: Sequence[KeyPair]) -> int:
    """How many rows of the first would match if capitals and spaces were ignored."""
    here, there = matched(data, extra, pairs, loose=True)
    return int((_partners(here, there)[0] >= 0).sum())


def _partners(here: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, int]:
    """For each row here the first row there with its key, -1 for none; and how many repeat."""
    known = np.flatnonzero(there >= 0)
    keys, first = np.unique(there[known], return_index=True)
    if not len(keys):
        return np.full(len(here), -1, np.intp), 0
    places = np.minimum(np.searchsorted(keys, here), len(keys) - 1)
    fits = (keys[places] == here) & (here >= 0)
    return np.where(fits, known[first[places]], -1), len(known) - len(keys)


def _beside(data: Table, extra: Table, rows: np.ndarray, pairs: Sequence[KeyPair]) -> Table:
    """The table with the columns of `extra`, of these rows of it; -1 is missing."""
    keys = {pair.extra for pair in pairs if pair.data is not None}
    columns: dict[str, Column] = dict(data.columns)
    for name, column in extra.columns.items():
        if name not in keys:
            columns[free_name(name, columns)] = taken(column, rows)
    return replace(data, columns=columns)


def taken(column: Column, rows: np.ndarray) -> Column:
    """These rows of a column, missing where -1; all rows in order copy nothing."""
    gone = rows < 0
    if not gone.any():
        whole = len(rows) == len(column) and (rows == np.arange(len(rows))).all()
        return column if whole else column.rows(rows)
    if gone.all():
        return empty_like(column, len(rows))
    values = column.values[np.where(gone, 0, rows)]
    values[gone] = empty_like(column, 1).values[0]
    return replace(column, values=values)


def _below(data: Table, extra: Table, pairs: Sequence[KeyPair]) -> Table:
    """The first table with these rows of the second below it, which bring nothing but keys."""
    keys = {pair.data: _key_of(extra, pair) for pair in pairs}
    columns = {name: joined(_alike(column, keys.get(name), len(extra)), name)
               for name, column in data.columns.items()}
    taken_ids = set(data.ids) | set(extra.ids)
    ids = [_free_id(row_id, data, extra, taken_ids) for row_id in extra.ids]
    return Table((*data.ids, *ids), columns, data.name)


def _free_id(row_id: str, data: Table, extra: Table, known: set[str]) -> str:
    if row_id not in data.row_of:
        return row_id
    free = free_name(f"{extra.name or 'extra'}/{row_id}", known)
    known.add(free)
    return free


def _key_of(extra: Table, pair: KeyPair) -> Column:
    return id_column(extra) if pair.extra is None else extra[pair.extra]


def _alike(column: Column, key: Column | None, count: int) -> Sequence[Column]:
    """The column, and below it the keys as values of its kind; without keys missing values."""
    if key is None:
        return column, empty_like(column, count)
    if key.kind is not column.kind:
        words = [key.shown(row) for row in range(len(key))]
        match column.kind:
            case Kind.CATEGORY:
                key = categorical(words)
            case Kind.IMAGE:
                key = images(words, column.folder)
            case _:
                key = texts(words)
    return column, replace(key, role=column.role)


def check_no_repeats(merged: Merged) -> None:
    """Raise Problem where rows of the second table have the same key."""
    if merged.repeated:
        raise Problem(
            f"{in_rows(merged.repeated)} of extra repeat the key of an earlier row. Choose more "
            "columns to match by, or let the first row with a key count.")
