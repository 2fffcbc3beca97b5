"""FoundTable: a table as it was read from a file, with what was guessed of its columns.

Nothing says in most files what a column holds. So what was guessed is told, and can be corrected:
a `Wish` says what a person knows better.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from satsuma.data.annotations import Purpose
from satsuma.data.column import Kind
from satsuma.data.conversion import cells_of_column, converted
from satsuma.data.nearly_numbers import Odd
from satsuma.data.table import Table
from satsuma.run import Run


class Guess(NamedTuple):
    """What a column was taken for before anybody corrected it; `known`: the file said so.

    `odd` are the few values without which it would be a column of numbers.
    """

    kind: Kind
    purpose: Purpose
    known: bool = False
    odd: Odd | None = None


@dataclass(frozen=True)
class Wish:
    """How a file is to be read: the kinds of columns by name, the sheet, and the row ids.

    `sheet` is "" for the first one. `ids` names the column with the row ids; None looks for one
    called `id`, "" numbers the rows.
    """

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    sheet: str = ""
    ids: str | None = None


@dataclass(frozen=True)
class FoundTable:
    """All columns of a file, also those that it says to leave out.

    `told` are sentences on how it was read. `ids` names the column that the row ids come from, ""
    where they are counted. `sheets` are the names of a spreadsheet's sheets.
    """

    table: Table
    guesses: Mapping[str, Guess]
    ids: str = ""
    told: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""

    def kept(self) -> Table:
        """The table without the columns that the file says to leave out."""
        out = [name for name, guess in self.guesses.items() if guess.purpose == "skip"]
        return self.table.without(*out) if out else self.table


def found_as_written(table: Table, wish: Wish, file: Path, run: Run,
                     told: tuple[str, ...] = (), *, known: bool = True) -> FoundTable:
    """A table whose file tells what its columns are, as it is wished."""
    guesses = {name: Guess(column.kind, column.role, known)
               for name, column in table.columns.items()}
    changed = {name: converted(table[name], kind, name, file.parent, run)
               for name, kind in wish.kinds.items() if name in table}
    ids = _ids(table, wish, run)
    table = replace(table.with_columns(changed), ids=ids)
    return FoundTable(table, guesses, wish.ids or "", told)


def _ids(table: Table, wish: Wish, run: Run) -> tuple[str, ...]:
    if wish.ids is None:
        return table.ids
    numbered = tuple(map(str, range(1, len(table) + 1)))
    if not wish.ids:
        return numbered
    if wish.ids not in table:
        run.warn(f"There is no column “{wish.ids}” for the row ids, so the rows are numbered.")
        return numbered
    ids = tuple(cells_of_column(table[wish.ids]))
    if len(set(ids)) == len(ids):
        return ids
    run.warn(f"The values of the column “{wish.ids}” repeat, so the rows are numbered instead.")
    return numbered
