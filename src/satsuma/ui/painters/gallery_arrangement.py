"""Arrangement: which pictures of a table are shown, in which order and under which headings.

Pure functions of the view and the words that are searched for; with many rows they take a while,
so they are for a worker. Sorting is by numpy, which lets the window go on meanwhile.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from satsuma.data.column import Column, Kind
from satsuma.data.table import Table
from satsuma.views import Gallery

NOTHING = "No value"
"""The heading of pictures that have no value in the column they are grouped by."""

_LONGEST_KEY = 400
"""Bytes of a text by which it is sorted, after what all have in common."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Group:
    """A heading and what stands below it: `count` pictures from place `first` on."""

    title: str
    code: int
    first: int
    count: int


@dataclass(frozen=True, eq=False)
class Arrangement:
    """`rows` are the row numbers that are shown, in order; a place is an index into it."""

    rows: np.ndarray
    groups: tuple[Group, ...] = ()
    total: int = 0

    @cached_property
    def places(self) -> np.ndarray:
        """The place of every row; -1 where it is not shown."""
        places = np.full(self.total, -1, np.intp)
        places[self.rows] = np.arange(len(self.rows))
        return places


class Searched:
    """The texts of a table's rows, made once, in which words are looked for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._texts: list[str] | None = None

    def rows(self, words: str) -> np.ndarray:
        """The rows in which every word occurs, whatever the case."""
        wanted = words.casefold().split()
        if self._texts is None:
            self._texts = _texts(self._table)
        return np.array([row for row, text in enumerate(self._texts)
                         if all(word in text for word in wanted)], np.intp)


def same_rows(one: Gallery, other: Gallery) -> bool:
    """Whether both show the same rows, whatever is told of them."""
    return one.table.ids == other.table.ids


def same_pictures(one: Gallery, other: Gallery) -> bool:
    """Whether the files are those that were found before, not looked for anew."""
    column = _column(one, one.image)
    return column is not None and column is _column(other, other.image)


def same_table(one: Table, other: Table) -> bool:
    """Whether nothing is told anew, as after a pick that the widget has taken over."""
    return (one.ids == other.ids and one.columns.keys() == other.columns.keys()
            and all(column is other[name] for name, column in one.columns.items()))


def same_arrangement(one: Gallery, other: Gallery) -> bool:
    """Whether both want the same order and groups of the same table."""
    return ((one.sort, one.descending, one.group) == (other.sort, other.descending, other.group)
            and same_table(one.table, other.table))


def plain(view: Gallery) -> Arrangement | None:
    """The arrangement where nothing has to be computed; else None."""
    if _column(view, view.sort) is not None or _column(view, view.group) is not None:
        return None
    total = len(view.table)
    return Arrangement(np.arange(total), (), total)


def arranged(view: Gallery, words: str, searched: Searched) -> Arrangement:
    """The rows that hold the words, sorted and grouped as the view says."""
    total = len(view.table)
    rows = searched.rows(words) if words.strip() else np.arange(total)
    if (column := _column(view, view.sort)) is not None:
        rows = rows[np.argsort(_ranks(column.rows(rows), view.descending), kind="stable")]
    if (column := _column(view, view.group)) is None:
        return Arrangement(rows, (), total)
    codes, titles = _codes(column.rows(rows))
    order = np.argsort(np.where(codes < 0, len(titles), codes), kind="stable")
    return Arrangement(rows[order], _groups(codes[order], titles), total)


def _column(view: Gallery, name: str | None) -> Column | None:
    return view.table[name] if name is not None and name in view.table else None


def _groups(codes: np.ndarray, titles: tuple[str, ...]) -> tuple[Group, ...]:
    """Runs of equal codes as groups."""
    if not len(codes):
        return ()
    firsts = np.concatenate(([0], np.flatnonzero(np.diff(codes)) + 1)).tolist()
    ends = [*firsts[1:], len(codes)]
    return tuple(
        Group(titles[code] if code >= 0 else NOTHING, code, first, end - first)
        for code, first, end in zip(codes[firsts].tolist(), firsts, ends, strict=True))


def _codes(column: Column) -> tuple[np.ndarray, tuple[str, ...]]:
    """A code for every row, -1 where there is no value, and what the codes mean, in order."""
    if column.kind is Kind.CATEGORY:
        return column.values, column.categories
    shown = [column.shown(row) for row in range(len(column))]
    values = np.array(list(dict.fromkeys(text for text in shown if text)), object)
    if column.kind in (Kind.TEXT, Kind.IMAGE):
        values = values[np.argsort(_keys(values.tolist()), kind="stable")]
    elif len(values):
        first = {text: row for row, text in reversed(list(enumerate(shown)))}
        values = values[np.argsort(column.values[[first[text] for text in values]])]
    code = {"": -1} | {text: number for number, text in enumerate(values.tolist())}
    return np.fromiter((code[text] for text in shown), np.intp, len(shown)), tuple(values.tolist())


def _ranks(column: Column, descending: bool) -> np.ndarray:
    """Numbers by which the rows are sorted; what is missing comes last either way."""
    missing = column.missing()
    values = column.values
    if column.kind in (Kind.TEXT, Kind.IMAGE):
        values = _keys(values.tolist())
    elif column.kind is Kind.VECTOR:
        return np.zeros(len(column))
    _, ranks = np.unique(values, return_inverse=True)
    ranks = -ranks if descending else ranks
    return np.where(missing, len(column), ranks)


def _keys(texts: list[str]) -> np.ndarray:
    """Texts as bytes that sort as people do: `cow2` before `cow10`, folder by folder."""
    spelled = [_DIGITS.sub(_padded, text.casefold()).replace("/", "\x01") for text in texts]
    common = len(os.path.commonprefix([min(spelled), max(spelled)])) if spelled else 0
    keys = [text[common:].encode("utf-8", "replace")[:_LONGEST_KEY] for text in spelled]
    return np.array(keys or [b""], bytes)[:len(keys)]


def _padded(match: re.Match[str]) -> str:
    return match[0].zfill(12)


def _texts(table: Table) -> list[str]:
    """What is searched: the values that are texts, one text for each row."""
    columns = [_words(table[name]) for name in table.named(
        (Kind.TEXT, Kind.IMAGE, Kind.CATEGORY, Kind.TIME))]
    if not columns:
        return [one.casefold() for one in table.ids]
    return ["\n".join(parts).casefold() for parts in zip(*columns, strict=True)]


def _words(column: Column) -> list[str]:
    if column.kind is Kind.CATEGORY:
        names = np.array([*column.categories, ""], object)
        return names[column.values].tolist()  # code -1 picks the last, which is ""
    if column.kind is Kind.TIME:
        return [column.shown(row) for row in range(len(column))]
    return column.values.tolist()
