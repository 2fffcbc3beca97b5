"""Hierarchical Clustering."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NamedTuple, Self

import numpy as np

from satsuma.algorithms.cluster import assign_clusters
from satsuma.algorithms.grouping import (
    agreement,
    estimate_grouping,
    grouped,
    grouped_and_checked,
)
from satsuma.algorithms.weighted_linkage import Linkage
from satsuma.data.column import Column, Kind, Role
from satsuma.data.distances import Distances
from satsuma.data.prototypes import Prototypes
from satsuma.data.table import Table, with_selected
from satsuma.data.tree import Branch, Tree
from satsuma.gestures import Changed, Clicked, Dragged, Folded, Gesture, picked
from satsuma.views import Dendrogram
from satsuma.widget import Run, Shown, WidgetError, columns, pick_column, setting, widget

ICON = ("M17 16h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z "
        "M3 16h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z "
        "M10 2h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1z "
        "M5 16v-3a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v3 M12 12V8")

_LABELS = (Kind.TEXT, Kind.CATEGORY, Kind.NUMBER, Kind.TIME)
_COLORS = (Kind.CATEGORY, Kind.NUMBER, Kind.TIME)

_CUT = 10
"""Clusters by which an approximate tree is judged while branches are picked by hand."""

LARGEST_ZOOM = 4.0
LARGEST_STRETCH = 50.0


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    tree: Annotated[Tree, Shown]
    clusters: Annotated[np.ndarray, Shown]
    medoids: Annotated[np.ndarray, Shown]


@widget("Hierarchical Clustering", icon=ICON, version=1,
        keywords=("tree", "dendrogram", "groups", "linkage", "branches"))
class HierarchicalClustering:
    """Group similar pictures into a tree.

    The two closest pictures join first, then groups join groups, until all are one. **Linkage**
    decides how far apart two groups are: *average* takes the mean of all pairs, *complete* the
    farthest pair, *single* the closest one, *ward* keeps groups compact.

    Click a branch to send its pictures on. Ctrl with the click adds a branch or takes it away,
    Shift adds, Alt takes away. Or cut the tree at a height, by dragging the line or pressing on the
    axis, or into a number of clusters. Clusters are called C1, C2 … from the top of the drawing.

    Ctrl with the wheel zooms around the pointer, Ctrl and Shift with it stretch the distances, and
    the middle button drags. What is too small to be seen is shown by its medoid, the picture that
    is closest to all others in its branch. **Depth** draws so many joins from the top down and
    folds the branches below; 0 folds none. A double-click opens or folds a branch, so do the keys +
    and −. The arrow keys go from branch to branch, Enter picks.
    Ctrl+F finds a picture and shows its way to the top. The right mouse button, or the menu key,
    shows what else can be done to a branch, and with which keys.

    Distances by way of prototypes give a tree of all pictures too, exact within groups of pictures
    that are alike and approximate above. How well it agrees with the exact tree of 5,000 of them is
    measured and told, for the clusters that are chosen.
    """

    linkage: Linkage = setting("average", "Linkage",
                               help="How the distance between two groups is measured.")
    selection: Literal["branches", "height", "top"] = setting(
        "branches", "Select",
        help="Pick branches by hand, cut the tree at a height, or take so many clusters.")
    branches: tuple[Branch, ...] = setting((), "Branches", when=("selection", "branches"),
                                           help="The branches picked by hand.")
    height: float = setting(75.0, "Height", low=0.0, high=100.0, unit="%",
                            when=("selection", "height"),
                            help="Where the tree is cut, as a share of its height.")
    top: int = setting(3, "Clusters", low=1, high=1000, when=("selection", "top"),
                       help="Into how many clusters it is cut.")
    labels: str | None = setting(None, "Labels", choices=columns("distances", _LABELS),
                                 help="The column that is written beside the leaves.")
    color_by: str | None = setting(
        None, "Color by", cosmetic=True,
        choices=columns("distances", _COLORS, none="Clusters"),
        help="The column that gives the leaves their colors. By itself, clusters have them.")
    image: str | None = setting(None, "Pictures", choices=columns("distances", (Kind.IMAGE,)),
                                cosmetic=True, help="The column that holds the pictures.")
    side_by_side: bool = setting(
        True, "Similar leaves side by side",
        help="Turns branches so that leaves beside each other are alike. Otherwise they stand as "
             "in the table, as far as the tree allows.")
    depth: int = setting(0, "Depth", low=0, high=50, cosmetic=True,
                         help="How many joins are drawn from the top down; the branches below are "
                              "folded. 0 folds none: all of the tree is drawn.")
    opened: tuple[Branch, ...] = setting((), "Opened branches", cosmetic=True, form=False,
                                         help="Branches below the depth that are shown still.")
    folded: tuple[Branch, ...] = setting((), "Folded branches", cosmetic=True, form=False,
                                         help="Branches that were folded by hand.")
    zoom: float = setting(0.0, "Zoom", low=0.0, high=LARGEST_ZOOM, cosmetic=True, form=False,
                          help="How high a leaf is drawn: 1 is easily read. With 0, small trees "
                               "are drawn so, and large ones as a whole.")
    stretch: float = setting(1.0, "Stretch", low=1.0, high=LARGEST_STRETCH, cosmetic=True,
                             form=False,
                             help="How wide the distances are drawn. Above 1 the joins of close "
                                  "leaves are seen better, and the top of the tree is left out.")

    def compute(self, distances: Distances, run: Run = Run()) -> Outputs:
        if len(distances) < 2:
            raise WidgetError("A tree needs at least two rows. Import more pictures.", lasting=True)
        if self.linkage == "ward" and not distances.metric.startswith("euclidean"):
            run.warn("Ward is meant for Euclidean distances; on others it gives a tree, but not "
                     "the groups of least spread. Average is the usual choice.")
        price = estimate_grouping(distances)
        pick_column(distances.table, self.labels, _LABELS, run)  # says when it is not there
        if self.selection == "top" and self.top > len(distances):
            run.warn(f"There are only {len(distances):,} rows, so there are no more clusters.")
        how = (distances, self.linkage, self.side_by_side)
        if distances.prototypes is None:
            tree, examples = run.once(grouped, *how, price=price)
            nodes = self._chosen(tree, run)
        else:
            tree, examples, exact, share = run.once(grouped_and_checked, *how, price=price)
            nodes = self._chosen(tree, run)
            self._tell_agreement(tree, nodes, distances.prototypes, exact, share, run)
        clusters = assign_clusters(tree, nodes)
        table = tree.table
        rows = np.flatnonzero(clusters >= 0)
        selected = None
        if len(rows):
            selected = _with_clusters(table.rows(rows), clusters[rows], other=False)
            table = _with_clusters(table, clusters, other=True)
        return Outputs(selected, with_selected(table, rows.tolist()), tree, clusters, examples)

    def view(self, outputs: Outputs) -> Dendrogram:
        table, silent = outputs.tree.table, Run()
        labels = pick_column(table, self.labels, _LABELS, silent)
        image = pick_column(table, self.image, (Kind.IMAGE,), silent)
        colors = self.color_by
        if colors is not None and (colors not in table or table[colors].kind not in _COLORS):
            colors = None
        cut = self._height(outputs.tree) if self.selection == "height" else None
        return Dendrogram(outputs.tree, outputs.clusters, labels, cut, self.zoom, outputs.medoids,
                          image, colors, self.depth, self.opened, self.folded, self.stretch)

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            case Dragged(value=value):
                return replace(self, selection="height", height=min(max(value, 0.0), 100.0))
            case Clicked(item=None) if self.selection != "branches":
                return self  # a cut is not lost by a click beside the tree
            case Clicked():
                now = self.branches if self.selection == "branches" else ()
                return replace(self, selection="branches", branches=picked(now, gesture))
            case Changed(setting="zoom", value=value):
                return replace(self, zoom=min(max(value, 0.0), LARGEST_ZOOM))
            case Changed(setting="stretch", value=value):
                return replace(self, stretch=min(max(value, 1.0), LARGEST_STRETCH))
            case Folded(item=branch, shut=shut):
                opened = tuple(one for one in self.opened if one != branch)
                folded = tuple(one for one in self.folded if one != branch)
                if shut:
                    return replace(self, opened=opened, folded=(*folded, branch))
                opened = (*opened, branch) if self.depth else opened
                return replace(self, opened=opened, folded=folded)
        return self

    def summary(self, outputs: Outputs) -> str:
        total = f"{len(outputs.data):,} leaves"
        if outputs.selected is None:
            return f"{total} · nothing selected"
        count = int(outputs.clusters.max()) + 1
        clusters = "1 cluster" if count == 1 else f"{count:,} clusters"
        return f"{total} · {clusters} · {len(outputs.selected):,} selected"

    def _chosen(self, tree: Tree, run: Run) -> list[int]:
        """The nodes of the tree that are clusters now."""
        match self.selection:
            case "height":
                return tree.cut_at_height(self._height(tree))
            case "top":
                return tree.cut_into(min(self.top, len(tree.table)))
        nodes, notes = tree.find_all(self.branches)
        for note in notes:
            run.warn(note)
        return nodes

    def _tell_agreement(self, tree: Tree, nodes: list[int], prototypes: Prototypes, exact: Tree,
                        correlation: float, run: Run) -> None:
        """Say how well an approximate tree agrees with the exact one of the sample."""
        if self.selection == "branches":  # which are no cut of the whole
            nodes = tree.cut_into(min(_CUT, len(tree)))
        share = agreement(tree, nodes, prototypes.sample, exact)
        clusters = "1 cluster" if len(nodes) == 1 else f"{len(nodes):,} clusters"
        run.warn(f"Approximate: {len(tree):,} rows are in {len(prototypes):,} groups, see "
                 f"Distances. Checked against the exact tree of {len(exact):,} of them: the "
                 f"adjusted Rand index of {clusters} is {share:.2f}, the cophenetic correlation "
                 f"{correlation:.2f}; 1 would be the same.")

    def _height(self, tree: Tree) -> float:
        return self.height / 100 * float(tree.heights[-1])


def _with_clusters(table: Table, codes: np.ndarray, *, other: bool) -> Table:
    """The table with the meta `Cluster`: C1 … from the top, and Other outside where asked for."""
    count = int(codes.max()) + 1
    names = tuple(f"C{i + 1}" for i in range(count))
    if other:
        codes, names = np.where(codes < 0, count, codes), (*names, "Other")
    column = Column(codes.astype(np.int32), Kind.CATEGORY, Role.META, categories=names)
    return table.with_column(table.free_name("Cluster"), column)
