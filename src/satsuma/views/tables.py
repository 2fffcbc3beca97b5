"""Views of tables: rows and columns, and what the columns are for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from satsuma.data.column_edits import Edits
from satsuma.data.column_facts import ColumnFacts
from satsuma.data.division import Division
from satsuma.data.file_news import FileRead
from satsuma.data.look import Look
from satsuma.data.selection import Selection
from satsuma.data.table import Table
from satsuma.data.table_facts import Facts


@dataclass(frozen=True)
class Rows:
    """A table as rows and columns.

    `sort` and `filter` are what data/order.py and data/filter.py read; the table is as it came.
    `unfolded` are columns of vectors with a column for each number, `hidden` ones that are not
    shown, `order` those that stand first, `widths` texts such as `120 size`, design pixels before
    the name of a column. `bars` draws numbers as bars too; `pictures` says how large those of
    image columns are. `keep_names` leaves in view what a row is known by, its picture and its
    name, while the other columns are scrolled. Where every row is `apart`, of something else than
    the next, its numbers get digits of their own.
    """

    table: Table
    selected: Selection = ()
    sort: tuple[str, ...] = ()
    filter: str = ""
    unfolded: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    widths: tuple[str, ...] = ()
    bars: bool = False
    pictures: Literal["small", "large", "none"] = "small"
    keep_names: bool = True
    apart: bool = False


def looked_at(table: Table, look: Look) -> Rows:
    """A table as a person has laid it out, where nothing can be picked in it."""
    return Rows(table, **look._asdict())


@dataclass(frozen=True)
class Overview:
    """What a table is: lines of a word and a text, and below them what is in its columns."""

    facts: Facts
    rows: Rows


@dataclass(frozen=True)
class Columns:
    """The columns of a file, with what they were taken for, and what a person corrected.

    `rows` counts the rows. `ids` is the setting, `ids_from` the column that it led to. `told` are
    sentences on how the file was read; `listing` is what the file is held against later.
    """

    facts: tuple[ColumnFacts, ...]
    edits: Edits = ()
    rows: int = 0
    ids: str | None = None
    ids_from: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    told: tuple[str, ...] = ()
    listing: FileRead | None = None


@dataclass(frozen=True)
class Roles:
    """The columns of a table in four lists, by what they are for.

    `settled` says whether a person has moved any; `new` are columns that came after that.
    """

    table: Table
    lists: Division
    settled: bool = False
    new: tuple[str, ...] = ()
