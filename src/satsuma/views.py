"""Views: what a widget can show, as plain data.

They hold references to what `compute` made, never copies, so that making one costs nothing.
Painters draw them in a window; `text_views.py` writes them in a terminal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.data.distances import Distances
from satsuma.data.outcome import Outcome
from satsuma.data.selection import Selection
from satsuma.data.table import Table
from satsuma.data.tree import Tree


@dataclass(frozen=True)
class Gallery:
    """Pictures side by side."""

    table: Table
    image: str
    captions: tuple[str, ...] = ()
    size: int = 128
    selected: Selection = ()


@dataclass(frozen=True)
class Rows:
    """A table as rows and columns."""

    table: Table
    selected: Selection = ()


@dataclass(frozen=True)
class Dendrogram:
    """A tree, with its clusters marked.

    `clusters` holds n codes in the order of the table: 0 for C1, -1 where a row is in none.
    `cut` is the height of the cut line, None where there is none.
    """

    tree: Tree
    clusters: np.ndarray
    labels: str | None = None
    cut: float | None = None
    zoom: float = 1.0


@dataclass(frozen=True)
class Heatmap:
    """Distances as a square of colors."""

    distances: Distances


@dataclass(frozen=True)
class Outcomes:
    """What became of the pictures; `ids` and `outcomes` run side by side."""

    ids: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    from_cache: int = 0


View = Gallery | Rows | Dendrogram | Heatmap | Outcomes
