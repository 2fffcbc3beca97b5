"""Views: what a widget can show, as plain data.

They hold references to what `compute` made, never copies, so that making one costs nothing.
Painters draw them in a window; `text_views.py` writes them in a terminal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from satsuma.data.branch import Branch
from satsuma.data.column import Column
from satsuma.data.column_edits import Edits
from satsuma.data.column_facts import ColumnFacts
from satsuma.data.distances import Distances
from satsuma.data.division import Division
from satsuma.data.folder_news import Listing
from satsuma.data.look import Look
from satsuma.data.outcome import Outcome
from satsuma.data.plan import Plan
from satsuma.data.selection import Selection
from satsuma.data.table import Table
from satsuma.data.table_facts import Facts
from satsuma.data.tree import Tree


@dataclass(frozen=True)
class Gallery:
    """Pictures side by side.

    `image` names the column of pictures. `color`, `group` and `sort` name columns that decide how
    they are shown, None where none does.
    """

    table: Table
    image: str
    captions: tuple[str, ...] = ()
    size: int = 128
    selected: Selection = ()
    color: str | None = None
    group: str | None = None
    sort: str | None = None
    descending: bool = False


@dataclass(frozen=True)
class Rows:
    """A table as rows and columns.

    `sort` and `filter` are what data/order.py and data/filter.py read; the table is as it came.
    `unfolded` are columns of vectors with a column for each number, `hidden` ones that are not
    shown, `order` those that stand first, `widths` texts such as `120 size`, design pixels before
    the name of a column. `bars` draws numbers as bars too; `pictures` says how large those of
    image columns are. `keep_names` leaves in view what a row is known by, its picture and its
    name, while the other columns are scrolled.
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


def looked_at(table: Table, look: Look) -> Rows:
    """A table as a person has laid it out, where nothing can be picked in it."""
    return Rows(table, **look._asdict())


@dataclass(frozen=True)
class Overview:
    """What a table is: lines of a word and a text, and below them what is in its columns."""

    facts: Facts
    rows: Rows


@dataclass(frozen=True)
class Dendrogram:
    """A tree, with its clusters marked.

    `clusters` holds n codes in the order of the table: 0 for C1, -1 where a row is in none.
    `cut` is the height of the cut line, None where there is none. `medoids` holds for each merge
    the row that stands for it. `image`, `labels` and `color_by` are columns of the tree's table;
    without `color_by` the clusters have the colors. What lies below `depth` joins is drawn folded
    (0 folds nothing), but for the branches in `opened`; those in `folded` are in any case.
    `zoom` is the height of a line, 1 where names are easily read; 0 lets the painter choose.
    With a `stretch` above 1 only the lower part of the distances is drawn.
    """

    tree: Tree
    clusters: np.ndarray
    labels: str | None = None
    cut: float | None = None
    zoom: float = 0.0
    medoids: np.ndarray | None = None
    image: str | None = None
    color_by: str | None = None
    depth: int = 0
    opened: tuple[Branch, ...] = ()
    folded: tuple[Branch, ...] = ()
    stretch: float = 1.0


@dataclass(frozen=True)
class Heatmap:
    """Distances as a square of colors."""

    distances: Distances


@dataclass(frozen=True)
class Work:
    """How the vectors came about: `computed` pictures went through the network in `seconds`.

    `cached` were known from before, `twins` are equal to others here. `ended` is when, in seconds
    since 1970. `device` and `engine` are "" when nothing was computed.
    """

    computed: int
    cached: int
    twins: int
    seconds: float
    device: str
    engine: str
    ended: float


@dataclass(frozen=True)
class Outcomes:
    """What became of the pictures; `ids`, `outcomes` and `pictures` run side by side.

    `pictures` is the column with their files, `refused` says what a refusal means here; one for
    the reason `pending` is none, that picture's turn is still to come. `categories` is a column
    too, `others` are files that are no pictures. `work` tells of an embedding and `origins`, codes
    of `Origin`, of each vector; `listing` is what the folders are held against later.
    """

    ids: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    pictures: Column | None = None
    refused: str = "left out"
    pending: str = ""
    categories: Column | None = None
    others: int = 0
    work: Work | None = None
    listing: Listing | None = None
    origins: np.ndarray | None = None


@dataclass(frozen=True)
class Planned:
    """What a widget would write, step by step, before a person says so."""

    plan: Plan


@dataclass(frozen=True)
class Columns:
    """The columns of a file, with what they were taken for, and what a person corrected.

    `rows` counts the rows. `ids` is the setting, `ids_from` the column that it led to. `told` are
    sentences on how the file was read.
    """

    facts: tuple[ColumnFacts, ...]
    edits: Edits = ()
    rows: int = 0
    ids: str | None = None
    ids_from: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roles:
    """The columns of a table in four lists, by what they are for.

    `settled` says whether a person has moved any; `new` are columns that came after that.
    """

    table: Table
    lists: Division
    settled: bool = False
    new: tuple[str, ...] = ()


View = (Gallery | Rows | Overview | Dendrogram | Heatmap | Outcomes | Planned | Columns | Roles)
