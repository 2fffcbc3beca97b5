"""HDBSCAN."""

from __future__ import annotations

from typing import Literal

from satsuma.algorithms.density import hdbscan_groups, price_of_hdbscan
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.widget import Choice, Run, WidgetError, setting, widget
from satsuma.widgets.unsupervised._clusters import (
    Clustering,
    Outputs,
    clusters_of,
    tell_poor,
    told_of,
    told_size,
)

ICON = ("M12 3v4 M6 7h12 M6 7v5 M18 7v3 M3 12h6 M3 12v6 M9 12v3 M14 10h8 M14 10v8 M22 10v5 "
        "M3 21h.01 M9 18h.01 M14 21h.01 M22 18h.01")


def prefer_choices() -> list[Choice]:
    """Which clusters are kept of those within each other."""
    return [
        Choice("lasting", "Those that last", "Large and small ones, whichever stay together over "
               "the most radii."),
        Choice("fine", "The smallest", "The last ones into which all others fall apart: more "
               "clusters, and more alike."),
    ]


@widget("HDBSCAN", icon=ICON, keywords=("clusters", "groups", "density", "noise", "outliers",
                                        "hierarchy"))
class HDBSCAN(Clustering):
    """Find clusters of different density, and pictures that fit nowhere.

    Like DBSCAN, it finds clusters where rows lie close together, but it needs no radius: it looks
    at all radii, and keeps the clusters that last the longest. So one cluster may be dense and
    another thin. You only say how small a cluster may be. What fits nowhere is in no cluster: there
    its `Cluster` is missing, and the window shows it last, under *No value*. C1 is the largest
    cluster.

    If most pictures are in no cluster, ask for fewer **neighbors** or smaller clusters; if most are
    in one, **prefer** *The smallest*. All pairs of rows are compared, so twice as many rows take
    four times as long; where memory would not do, you are told. With *cosine*, rows are brought to
    one length and then compared by straight lines.

    The window shows the pictures of each cluster below its name, the most typical one first: it is
    the **medoid**, the picture that is closest to the mean of its cluster. The medoids leave by
    **medoids**, one row for each cluster, and all rows by **data**, with their cluster in the
    column `Cluster`. Click pictures to send them on by **selected**; Ctrl and a click on a heading
    takes all of a cluster.
    """

    least: int = setting(3, "Smallest cluster", low=2, high=100_000,
                         help="How many rows a cluster has at least.")
    neighbors: int = setting(2, "Neighbors", low=1, high=1_000, help=(
        "How many rows must be near, the row itself counted. More of them leave more rows out."))
    prefer: Literal["lasting", "fine"] = setting("lasting", "Prefer", choices=prefer_choices, help=(
        "Which clusters are kept where a large one falls apart into smaller ones."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        rows, width = told_size(data, self.metric, run)
        if self.least > rows:
            raise WidgetError(f"Clusters of {self.least:,} rows are asked for, and there are "
                              f"{in_rows(rows)}. Allow smaller clusters.", lasting=True)
        found = run.once(hdbscan_groups, data, self.metric, self.least, self.neighbors,
                         self.prefer, price=price_of_hdbscan(rows, width))
        sent = self.sent(data, clusters_of(found))
        tell_poor(sent.clusters, len(data), "Allow smaller clusters, or ask for fewer neighbors.",
                  "", run)
        return sent

    def summary(self, outputs: Outputs) -> str:
        return told_of(outputs.clusters, outputs.selected)
