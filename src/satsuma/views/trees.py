"""Views of how far apart rows are: trees and squares of distances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.data.branch import Branch
from satsuma.data.distances import Distances
from satsuma.data.tree import Tree


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
