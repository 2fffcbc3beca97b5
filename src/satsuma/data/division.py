"""Division: the columns of a table in four lists, by what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from satsuma.data.column import Role
from satsuma.data.table import Table

Names = tuple[str, ...]


class Division(NamedTuple):
    """Names of columns, each in one list, in their order."""

    features: Names = ()
    target: Names = ()
    meta: Names = ()
    left_out: Names = ()


ROLES: Mapping[str, Role | None] = {
    "features": Role.FEATURE, "target": Role.TARGET, "meta": Role.META, "left_out": None}
"""The role that each list gives; None leaves a column out."""

_LIST_OF = {Role.FEATURE: "features", Role.TARGET: "target", Role.META: "meta"}


def own_division(table: Table) -> Division:
    """The columns by the roles that they have."""
    return divided(table, Division(), table.columns)


def divided(table: Table, stored: Division, names: Iterable[str] | None = None) -> Division:
    """The table's columns as they were stored; those that are in no list, by their own role.

    Names that the table lacks are passed over; of a name in two lists the first counts.
    """
    lists: dict[str, list[str]] = {}
    taken: set[str] = set()
    for key, those in stored._asdict().items():
        lists[key] = [name for name in those if name in table and name not in taken]
        taken.update(lists[key])
    for name in table.columns if names is None else names:
        if name not in taken:
            lists[_LIST_OF[table[name].role]].append(name)
            taken.add(name)
    return Division(*(tuple(lists[key]) for key in Division._fields))


def moved(division: Division, names: Sequence[str], to: str, place: int) -> Division:
    """The division with these columns in the list `to`, in front of its `place`, in this order."""
    going = set(names)
    target = getattr(division, to)
    before = [name for name in target[:place] if name not in going]
    behind = [name for name in target[place:] if name not in going]
    lists = {key: tuple(name for name in those if name not in going)
             for key, those in division._asdict().items()}
    lists[to] = (*before, *names, *behind)
    return Division(**lists)


def arranged(table: Table, division: Division) -> Table:
    """The table with its columns in this order and these roles."""
    columns = {}
    for key, role in ROLES.items():
        if role is not None:
            columns.update({name: table[name].with_role(role) for name in getattr(division, key)})
    return table.only(()).with_columns(columns)
