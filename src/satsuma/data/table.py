"""Table: rows with stable ids and named columns. Never changes once made.

A row keeps its id through every widget, so that a selection, a neighbor or a vector always speaks
of the same picture, whatever was sorted, added or left out in between.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from satsuma.data.column import Column, Kind, Role, empty_like, joined
from satsuma.problem import Problem

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, eq=False)
class Table:
    """Rows and columns.

    `ids` are unique texts, one per row; `columns` maps names to columns of that many rows.
    Raises ValueError when lengths differ or ids repeat.
    """

    ids: tuple[str, ...]
    columns: Mapping[str, Column] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", tuple(self.ids))
        object.__setattr__(self, "columns", MappingProxyType(dict(self.columns)))
        for name, column in self.columns.items():
            if len(column) != len(self.ids):
                raise ValueError(f"column {name!r}: {len(column)} values, {len(self.ids)} ids")
        if len(set(self.ids)) != len(self.ids):
            raise ValueError("row ids repeat")

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row number of every id."""
        return MappingProxyType(dict(zip(self.ids, range(len(self.ids)), strict=True)))

    def with_column(self, name: str, column: Column) -> Table:
        """The table with the column added at the end, or put in the place of one of that name."""
        return replace(self, columns={**self.columns, name: column})

    def with_columns(self, columns: Mapping[str, Column]) -> Table:
        return replace(self, columns={**self.columns, **columns})

    def without(self, *names: str) -> Table:
        return replace(self, columns={n: c for n, c in self.columns.items() if n not in names})

    def only(self, names: Iterable[str]) -> Table:
        """The given columns, in the given order."""
        return replace(self, columns={name: self.columns[name] for name in names})

    def rows(self, indices: Sequence[int] | np.ndarray) -> Table:
        """The given rows, in the given order; n booleans mark the rows to keep.

        All rows in order, and any run of neighbors, copy no vectors. Raises IndexError for a row
        that is not there.
        """
        given = np.asarray(indices)
        if given.dtype == bool and len(given) != len(self):
            raise IndexError(f"{len(given)} marks for {len(self)} rows")
        chosen = np.flatnonzero(given) if given.dtype == bool else given.astype(np.intp)
        pick: np.ndarray | slice = chosen
        inside = len(chosen) and chosen[0] >= 0 and chosen[-1] < len(self)
        if inside and (np.diff(chosen) == 1).all():
            if len(chosen) == len(self):
                return self
            pick = slice(int(chosen[0]), int(chosen[-1]) + 1)
        columns = {name: column.rows(pick) for name, column in self.columns.items()}
        return Table(tuple(self.ids[i] for i in chosen), columns, self.name)

    def rows_with(self, ids: Iterable[str]) -> Table:
        """The rows with these ids, in the table's own order; unknown ids are passed over."""
        wanted = set(ids)
        return self.rows([row for row, row_id in enumerate(self.ids) if row_id in wanted])

    def named(self, kinds: Iterable[Kind] = tuple(Kind),
              roles: Iterable[Role] = tuple(Role)) -> list[str]:
        """The names of the columns of these kinds and roles, in order."""
        kinds, roles = set(kinds), set(roles)
        return [n for n, c in self.columns.items() if c.kind in kinds and c.role in roles]

    def first(self, *kinds: Kind, roles: Iterable[Role] = tuple(Role)) -> str | None:
        """The name of the first column of these kinds and roles, if any."""
        return next(iter(self.named(kinds or tuple(Kind), roles)), None)

    def free_name(self, wanted: str) -> str:
        """The name itself, or `wanted (2)`, `wanted (3)` ... when columns are called so."""
        return free_name(wanted, self.columns)

    def feature_names(self) -> list[str]:
        """The columns that `features` puts into its matrix."""
        return self.named((Kind.NUMBER, Kind.VECTOR), (Role.FEATURE,))

    def features(self) -> np.ndarray:
        """All numbers and vectors with the role feature as one matrix, n × d.

        float32, and no copy when there is one block, when all of them are vectors; else float64.
        NaN where missing. Categories and texts are not numbers and stay outside.
        """
        blocks = [self.columns[name].values for name in self.feature_names()]
        if len(blocks) == 1 and blocks[0].ndim == 2:
            return blocks[0]
        if not blocks:
            return np.empty((len(self), 0))
        return np.column_stack(blocks)  # float64 as soon as one of them is

    def equals(self, other: Table) -> bool:
        """Whether ids, names, order and values are the same."""
        return (
            self.ids == other.ids
            and self.name == other.name
            and list(self.columns) == list(other.columns)
            and all(c.equals(other.columns[n]) for n, c in self.columns.items())
        )

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame with the ids as index; vectors become columns n0, n1 ..."""
        import pandas

        blocks: dict[str, Any] = {}
        for name, column in self.columns.items():
            match column.kind:
                case Kind.CATEGORY:
                    blocks[name] = pandas.Categorical.from_codes(
                        column.values, list(column.categories))
                case Kind.VECTOR:
                    names = vector_names(self, name)
                    blocks.update(zip(names, column.values.T, strict=True))
                case _:
                    blocks[name] = column.values
        return pandas.DataFrame(blocks, index=pandas.Index(self.ids, name="id"))


def vector_names(table: Table, name: str) -> list[str]:
    """What the numbers of a vector column are called where each is a column of its own.

    `n0`, `n1` ... when the table has one vector column, else with the column's name and a point
    in front. No other column is called so: where one is, the name gets a number, `name (2).n0`.
    """
    others = set(table.columns) - {name}
    alone = len(table.named((Kind.VECTOR,))) == 1
    numbered = (f"{name} ({i})" for i in count(2) if f"{name} ({i})" not in others)
    for prefix in chain([""] if alone else [], [f"{name}."], (f"{n}." for n in numbered)):
        names = [f"{prefix}n{i}" for i in range(table[name].width)]
        if others.isdisjoint(names):
            break
    return names


def free_name(wanted: str, taken: Iterable[str], numbers: dict[str, int] | None = None) -> str:
    """The name itself, or `wanted (2)`, `wanted (3)` ... when it is taken.

    For many names at once `numbers` remembers how far each was counted.
    """
    known = taken if isinstance(taken, Set | Mapping) else set(taken)
    return _untaken(wanted, known, numbers)


def with_selected(table: Table, rows: Iterable[int]) -> Table:
    """The table with a meta `Selected`: Yes for the given rows, No for the others."""
    codes = np.zeros(len(table), np.int32)
    codes[list(rows)] = 1
    column = Column(codes, Kind.CATEGORY, Role.META, categories=("No", "Yes"))
    return table.with_column(table.free_name("Selected"), column)


def concatenate(tables: Sequence[Table], *, common: bool = False,
                source: str | None = None) -> Table:
    """The rows of all tables, one table under the other.

    A column that a table lacks is filled with missing values there (`common` keeps only those
    that all have). Ids that clash get the table's name in front. `source` names a new column that
    says which table each row came from. Raises Problem when columns of one name do not fit.
    """
    if not tables:
        raise Problem("There is nothing to put together. Connect at least one table.")
    names = list(dict.fromkeys(name for table in tables for name in table.columns))
    if common:
        names = [name for name in names if all(name in table for table in tables)]
    columns = {name: _stacked(tables, name) for name in names}
    result = Table(tuple(_unique_ids(tables)), columns, tables[0].name)
    if source is not None:
        codes = np.repeat(np.arange(len(tables), dtype=np.int32), [len(t) for t in tables])
        column = Column(codes, Kind.CATEGORY, Role.META, tuple(_labels(tables)))
        result = result.with_column(result.free_name(source), column)
    return result


def _labels(tables: Sequence[Table]) -> list[str]:
    """A name for each table; two of one name get numbers."""
    labels: dict[str, None] = {}
    for number, table in enumerate(tables, start=1):
        labels[free_name(table.name or f"table {number}", labels)] = None
    return list(labels)


def _stacked(tables: Sequence[Table], name: str) -> Column:
    model = next(table[name] for table in tables if name in table)
    return joined([t[name] if name in t else empty_like(model, len(t)) for t in tables], name)


def _unique_ids(tables: Sequence[Table]) -> list[str]:
    taken = {row_id for table in tables for row_id in table.ids}
    found: dict[str, None] = {}
    for number, table in enumerate(tables, start=1):
        # Of several folders the first: ids stay when a folder is added to those of a table.
        label = table.name.partition(", ")[0] or f"table {number}"
        for row_id in table.ids:
            if row_id in found:
                row_id = _untaken(f"{label}/{row_id}", taken)
                taken.add(row_id)
            found[row_id] = None
    return list(found)


def _untaken(wanted: str, taken: Container[str], numbers: dict[str, int] | None = None) -> str:
    if wanted not in taken:
        return wanted
    counted = {} if numbers is None else numbers
    number = counted.get(wanted, 2)
    while (candidate := f"{wanted} ({number})") in taken:
        number += 1
    counted[wanted] = number + 1
    return candidate
