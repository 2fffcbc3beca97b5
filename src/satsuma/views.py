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
from satsuma.data.distances import Distances
from satsuma.data.folder_news import Listing
from satsuma.data.outcome import Outcome
from satsuma.data.selection import Selection
from satsuma.data.table import Table
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
    image columns are.
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
    """How the vectors came about: `recognized` pictures needed no computing.

    `device` and `engine` are "" when nothing was computed.
    """

    computed: int
    recognized: int
    seconds: float
    device: str
    engine: str


@dataclass(frozen=True)
class Outcomes:
    """What became of the pictures; `ids`, `outcomes` and `pictures` run side by side.

    `pictures` is the column with their files, `refused` says what a refusal means here; one for
    the reason `pending` is none, that picture's turn is still to come. `categories` is a column
    too, `others` are files that are no pictures. `work` tells of an embedding, `listing` is what
    the folders are held against later.
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

View = Gallery | Rows | Dendrogram | Heatmap | Outcomes
