"""What all widgets share that put rows into clusters: what they send, and how it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, NamedTuple, Self

import numpy as np

from satsuma.algorithms.group_space import Closeness, group_space
from satsuma.algorithms.groups import Found, cluster_column, count_of
from satsuma.algorithms.metrics import METRICS
from satsuma.data.column import Column, Kind, Role, numbers
from satsuma.data.look import Look
from satsuma.data.row_words import in_rows
from satsuma.data.selection import Selection, selected_rows
from satsuma.data.table import Table, with_selected
from satsuma.gestures import Boxed, Changed, Gesture, looked, picked
from satsuma.views import Gallery, Rows, looked_at
from satsuma.widget import Choice, Run, Shown, setting


class PictureLook(NamedTuple):
    """How the pictures are looked at: what `views.Gallery` calls by the same names.

    They are grouped by their clusters where `group` is "".
    """

    captions: tuple[str, ...] = ()
    size: int = 96
    color: str | None = None
    group: str | None = ""
    sort: str | None = None
    descending: bool = False


class Clusters(NamedTuple):
    """The rows as they are shown, cluster by cluster, and which column tells their cluster.

    `total` counts the clusters, `outside` the rows in none.
    """

    table: Table
    column: str
    total: int
    outside: int


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    medoids: Table | None
    clusters: Annotated[Clusters, Shown]


def metric_choices() -> list[Choice]:
    """The metrics that are straight lines, in the words of Distances."""
    names: tuple[Closeness, ...] = ("cosine", "euclidean", "euclidean-normalized")
    return [Choice(name, METRICS[name].title, METRICS[name].help) for name in names]


@dataclass(frozen=True)
class Clustering:
    """Rows in clusters, as a widget."""

    metric: Closeness = setting("cosine", "Metric", choices=metric_choices,
                                help="How two rows are compared.")
    selected: Selection = setting((), "Selected", form=False,
                                  help="The rows that are sent on, picked in the view.")
    gallery: PictureLook = setting(
        PictureLook(), "Look of the pictures", cosmetic=True, form=False,
        help="How the pictures in the window are captioned, colored, grouped and sorted.")
    look: Look = setting(
        Look(), "Look of the table", cosmetic=True, form=False,
        help="How the table in the window is sorted, filtered and laid out, where there are no "
             "pictures.")

    def view(self, outputs: Any) -> Gallery | Rows:
        clusters: Clusters = outputs.clusters
        image = clusters.table.first(Kind.IMAGE)
        if image is None:
            return replace(looked_at(clusters.table, self.look), selected=self.selected)
        return _gallery(clusters, image, self.gallery, self.selected)

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            # A table is sorted by several columns, pictures by one.
            case Changed("sort", tuple()):
                return replace(self, look=looked(self.look, gesture))
            case Changed(name, value) if name in PictureLook._fields:
                return replace(self, gallery=self.gallery._replace(**{name: value}))
            case Boxed(items="all") | Changed("selected", "all"):
                return replace(self, selected="all")
        if (look := looked(self.look, gesture)) != self.look:
            return replace(self, look=look)
        now = self.selected if isinstance(self.selected, tuple) else ()
        return replace(self, selected=picked(now, gesture))

    def sent(self, data: Table, found: Found, added: Sequence[tuple[str, Column]] = ()) -> Outputs:
        """The outputs, with columns of `added` beside the cluster."""
        name = data.free_name("Cluster")
        table = data.with_column(name, cluster_column(found.codes))
        for wanted, column in added:
            table = table.with_column(table.free_name(wanted), column)
        rows = selected_rows(table, self.selected)
        clusters = Clusters(_shown(table, name, found), name, count_of(found.codes),
                            int((found.codes < 0).sum()))
        return Outputs(table.rows(rows) if rows else None, with_selected(table, rows),
                       _medoids(table, found), clusters)


def told_of(clusters: Clusters, selected: Table | None, *between: str) -> str:
    """The line under the node."""
    count = clusters.total
    parts = ["1 cluster" if count == 1 else f"{count:,} clusters", *between]
    if clusters.outside:
        parts.append(f"{in_rows(clusters.outside)} in none")
    if selected is not None:
        parts.append(f"{len(selected):,} selected")
    return " · ".join(parts)


def tell_poor(clusters: Clusters, rows: int, if_none: str, if_one: str, run: Run) -> None:
    """Say what to do where there is no cluster, or one that holds nearly all rows."""
    if not clusters.total:
        run.warn(f"No cluster was found. {if_none}")
    elif clusters.outside > rows / 2:
        run.warn(f"{clusters.outside:,} of {in_rows(rows)} are in no cluster. {if_none}")
    elif clusters.total == 1 and if_one:
        run.warn(f"There is one cluster only. {if_one}")


def told_size(data: Table, metric: Closeness, run: Run) -> tuple[int, int]:
    """How many rows there are and how many numbers each has; what is missing is told."""
    space = group_space(data, metric)
    for text in space.told:
        run.warn(text)
    return len(space.points), space.points.shape[1]


def clusters_of(found: tuple[np.ndarray, ...]) -> Found:
    """The groups among all that was found."""
    return Found(*found[:2])


def _shown(table: Table, cluster: str, found: Found) -> Table:
    """The rows by clusters, the most typical first. Vectors are not shown, and stay away."""
    kept = [name for name in table.columns
            if table[name].kind is not Kind.VECTOR and name != cluster]
    return table.only([cluster, *kept]).rows(found.typical_first)


def _medoids(table: Table, found: Found) -> Table | None:
    """The row closest to the center of each cluster, with how many rows it stands for."""
    rows = found.medoids
    if not len(rows):
        return None
    sizes = np.bincount(found.codes[found.codes >= 0]).astype(np.float64)
    medoids = table.rows(rows)
    return medoids.with_column(medoids.free_name("Cluster size"), numbers(sizes, Role.META))


def _gallery(clusters: Clusters, image: str, look: PictureLook, selected: Selection) -> Gallery:
    table = clusters.table
    captions = tuple(name for name in look.captions if name in table)
    if not captions and "image name" in table:
        captions = ("image name",)
    group = clusters.column if look.group == "" else look.group
    color, group, sort = (name if name is not None and name in table else None
                          for name in (look.color, group, look.sort))
    return Gallery(table, image, captions, look.size, selected, color, group, sort,
                   look.descending)
