"""DBSCAN."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from satsuma.algorithms.density import dbscan_groups, price_of_dbscan
from satsuma.data.column import Column, Kind, Role
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.widget import Choice, Run, Shown, setting, widget
from satsuma.widgets.unsupervised._clusters import (
    Clustering,
    Clusters,
    clusters_of,
    tell_poor,
    told_of,
    told_size,
)

ICON = ("M6 8h.01 M9 6h.01 M8 10h.01 M11 9h.01 M5 12h.01 M15 15h.01 M18 14h.01 M17 18h.01 "
        "M14 18h.01 M20 17h.01 M19 4h.01 M5 20h.01 "
        "M3 9a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z")


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    medoids: Table | None
    clusters: Annotated[Clusters, Shown]
    reach: Annotated[float, Shown]


def reach_choices() -> list[Choice]:
    """Where the radius comes from."""
    return [
        Choice("found", "Found", "Where the distances to the nearest rows begin to "
               "rise steeply."),
        Choice("given", "Given", "The number below."),
    ]


@widget("DBSCAN", icon=ICON, keywords=("clusters", "groups", "density", "noise", "outliers",
                                       "radius", "eps"))
class DBSCAN(Clustering):
    """Find clusters where pictures lie close together, and pictures that fit nowhere.

    A row that has enough **neighbors** within the **radius** is the core of a cluster; cores within
    each other's radius are in the same one, and their other neighbors come along. Clusters may have
    any shape, and how many there are is found out. What is near no core is in no cluster: there its
    `Cluster` is missing, and the window shows it last, under *No value*. So this widget also finds
    pictures that are like no others.

    The right radius depends on the data. By itself, the widget sorts the distances from each row to
    the last of its neighbors, and takes the place where they begin to rise steeply; the line under
    the widget says which radius that was. If all rows are in one cluster, give a smaller radius; if
    most are in none, a larger one. Small clusters need few neighbors: two for clusters of three
    pictures. For *cosine* radii are between 0 and 2, as are the distances in the widget Distances.
    C1 is the largest cluster.

    The window shows the pictures of each cluster below its name, the most typical one first: it is
    the **medoid**, the picture that is closest to the mean of its cluster. The medoids leave by
    **medoids**, one row for each cluster, and all rows by **data**, with the columns `Cluster` and
    `Core`, which says whether a row is the core of a cluster. Click pictures to send them on by
    **selected**; Ctrl and a click on a heading takes all of a cluster.
    """

    neighbors: int = setting(4, "Neighbors", low=1, high=1_000, help=(
        "How many rows must be within the radius of a core, the row itself counted."))
    reach: Literal["found", "given"] = setting("found", "Radius", choices=reach_choices,
                                               help="Where the radius comes from.")
    radius: float = setting(0.5, "Number", low=0.0001, high=1e9, when=("reach", "given"), help=(
        "How far apart two neighbors may be at most."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        rows, width = told_size(data, self.metric, run)
        if self.neighbors > rows:
            run.warn(f"{self.neighbors:,} neighbors are asked for, and there are {in_rows(rows)}: "
                     "there can be no cluster. Ask for fewer neighbors.")
        radius = self.radius if self.reach == "given" else None
        result = run.once(dbscan_groups, data, self.metric, self.neighbors, radius,
                          price=price_of_dbscan(rows, width))
        core = Column(result[2].astype("int32"), Kind.CATEGORY, Role.META, ("No", "Yes"))
        sent = self.sent(data, clusters_of(result), [("Core", core)])
        told = f"The radius was {result[3]:g}."
        tell_poor(sent.clusters, len(data), f"{told} Choose a larger radius or fewer neighbors.",
                  f"{told} Choose a smaller one, or fewer neighbors.", run)
        return Outputs(sent.selected, sent.data, sent.medoids, sent.clusters, result[3])

    def summary(self, outputs: Outputs) -> str:
        return told_of(outputs.clusters, outputs.selected, f"radius {outputs.reach:g}")
