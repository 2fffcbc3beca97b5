"""Neighbors as a table: what was found with how near it is, and with the reference before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from satsuma.data.column import Column, Kind, Role, numbers, texts
from satsuma.data.repeats import same_values
from satsuma.data.table import Table, concatenate, free_name

REFERENCE = "Reference"
FOUND = {"similarity": "Most similar", "distance": "Nearest"}
INVITATION = "Click a picture to find those most like it"
NO_CATEGORY = "No category"
_PART = "Shown as"

_SHOWN = tuple(kind for kind in Kind if kind is not Kind.VECTOR)


def same_rows(data: Table, wanted: Table) -> list[int]:
    """The rows of the data that are the wanted ones: of the same id, with the same features."""
    pairs = [(data.row_of[one], row) for row, one in enumerate(wanted.ids) if one in data.row_of]
    if not pairs:
        return []
    rows, others = np.array(pairs).T
    same = np.ones(len(rows), bool)
    for name in data.feature_names():
        same &= same_values(data[name].rows(rows), wanted[name].rows(others))
    return rows[same].tolist()


def with_nearness(table: Table, measure: str, near: np.ndarray, of: Sequence[str] | None) -> Table:
    """The table with metas: how near each row is, its rank from 1, and what it is nearest to."""
    added = {measure: numbers(near, Role.META),
             "rank": numbers(np.arange(1.0, len(table) + 1), Role.META)}
    if of is not None:
        added["of"] = texts(of)
    for name, column in added.items():
        table = table.with_column(table.free_name(name), column)
    return table


def invited(table: Table) -> Table:
    """All rows below one heading, which says what can be done."""
    return _with_parts(table, np.zeros(len(table), np.int32), (INVITATION,))


def shown(wanted: Table, found: Table, measure: str, near: np.ndarray, of: Sequence[str] | None,
          category: str | None) -> Table:
    """The wanted rows, then those that were found; the last column says which is which.

    A row that is both stands once, with the wanted ones. `measure` becomes a column of texts.
    """
    new = np.ones(len(found), bool)
    new[same_rows(found, wanted)] = False
    said = [_told(value, measure) for value in near[new].tolist()]
    codes, names = _headings(found.rows(new), measure, category)
    before = [_plain(wanted, found), _plain(found.rows(new), wanted)]
    table = concatenate(before, common=True)
    table = table.with_column(measure, texts([*[REFERENCE] * len(wanted), *said]))
    if of is not None:
        kept = [one for one, is_new in zip(of, new, strict=True) if is_new]
        table = table.with_column(table.free_name("of"), texts([*[""] * len(wanted), *kept]))
    parts = np.concatenate([np.zeros(len(wanted), np.int32), codes + 1]).astype(np.int32)
    return _with_parts(table, parts, (REFERENCE, *names))


def of_reference(table: Table) -> tuple[str, ...]:
    """The ids of the rows that `shown` put first; none in a table of `invited`."""
    parts = list(table.columns.values())[-1]
    if parts.categories[:1] != (REFERENCE,):
        return ()
    return tuple(table.ids[row] for row in np.flatnonzero(parts.values == 0).tolist())


def _headings(found: Table, measure: str, category: str | None) -> tuple[np.ndarray, list[str]]:
    """A code for each row, and what the codes are called."""
    if category is None:
        return np.zeros(len(found), np.int32), [FOUND[measure]]
    column = found[category]
    names = _free((*column.categories, NO_CATEGORY), {REFERENCE})
    return np.where(column.values < 0, len(column.categories), column.values), names


def _free(words: Iterable[str], taken: Iterable[str]) -> list[str]:
    known = dict.fromkeys(taken)
    found = []
    for word in words:
        found.append(free_name(word, known))
        known[found[-1]] = None
    return found


def _with_parts(table: Table, codes: np.ndarray, names: tuple[str, ...]) -> Table:
    column = Column(codes, Kind.CATEGORY, Role.META, categories=names)
    return table.with_column(table.free_name(_PART), column)


def _plain(table: Table, other: Table) -> Table:
    """The columns that can be shown beside those of the other table."""
    names = [name for name, column in table.columns.items()
             if column.kind in _SHOWN and name in other and other[name].kind is column.kind]
    return table.only(names)


def _told(value: float, measure: str) -> str:
    """How near, in a few digits; only what is the same is told as 1, or as 0."""
    if measure == "distance":
        return f"{value:.4g}"
    told = f"{value:.3f}"
    if told == "1.000":
        return "1" if value == 1 else "over 0.999"
    return told.replace("-", "−")
