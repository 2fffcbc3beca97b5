"""Louvain Clustering."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from satsuma.algorithms.louvain import louvain_groups, price_of_louvain
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.widget import Run, Shown, setting, widget
from satsuma.widgets.unsupervised._clusters import (
    Clustering,
    Clusters,
    clusters_of,
    told_of,
    told_size,
)

ICON = ("M3 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0z M9 4a2 2 0 1 0 4 0a2 2 0 1 0-4 0z "
        "M8 11a2 2 0 1 0 4 0a2 2 0 1 0-4 0z M17 15a2 2 0 1 0 4 0a2 2 0 1 0-4 0z "
        "M12 20a2 2 0 1 0 4 0a2 2 0 1 0-4 0z M7 5.6L9 4.6 M6.2 7.6l2.4 2 M10.8 6l-.5 3 "
        "M11.7 12l5.4 2.4 M17.5 16.5l-2 2")


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    medoids: Table | None
    clusters: Annotated[Clusters, Shown]
    modularity: Annotated[float, Shown]


@widget("Louvain Clustering", icon=ICON, keywords=("clusters", "groups", "network", "graph",
                                                   "community", "neighbors"))
class Louvain(Clustering):
    """Find clusters of pictures that have their neighbors in common.

    Each row is linked to the rows that are most like it, as people are to their friends. Two rows
    that have many such neighbors in common are linked strongly. Then the rows are put into clusters
    with many links within and few between them; how many there are is found out. This goes well
    with large collections, and with clusters of different size. C1 is the largest cluster.

    More **neighbors** give fewer and larger clusters; so does a lower **resolution**. Few pictures
    need few neighbors: with ten pictures of each kind, take not many more than ten. The line under
    the widget tells the **modularity**: how much denser the links are within the clusters than
    chance would have it. Above 0.3 there are clusters; near 0 there are none.

    The window shows the pictures of each cluster below its name, the most typical one first: it is
    the **medoid**, the picture that is closest to the mean of its cluster. The medoids leave by
    **medoids**, one row for each cluster, and all rows by **data**, with their cluster in the
    column `Cluster`. Click pictures to send them on by **selected**; Ctrl and a click on a heading
    takes all of a cluster.
    """

    neighbors: int = setting(5, "Neighbors", low=1, high=200,
                             help="To how many of the nearest rows each row is linked.")
    resolution: float = setting(1.0, "Resolution", low=0.0, high=100.0, help=(
        "Higher numbers give more and smaller clusters."))
    seed: int = setting(0, "Seed", low=0, high=2**31 - 1, help=(
        "The number that chance begins with. The same seed gives the same clusters."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        rows, width = told_size(data, self.metric, run)
        if self.neighbors >= rows:
            run.warn(f"{self.neighbors:,} neighbors are asked for, and there are {in_rows(rows)}: "
                     "every row is linked to all others.")
        result = run.once(louvain_groups, data, self.metric, self.neighbors, self.resolution,
                          self.seed, price=price_of_louvain(rows, width))
        sent = self.sent(data, clusters_of(result))
        return Outputs(sent.selected, sent.data, sent.medoids, sent.clusters, result[2])

    def summary(self, outputs: Outputs) -> str:
        return told_of(outputs.clusters, outputs.selected,
                       f"modularity {outputs.modularity:.2f}")
