"""Silhouette Plot."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NamedTuple

import numpy as np

from satsuma.algorithms.silhouettes import price_of_silhouettes, silhouettes
from satsuma.data.column import Column, Kind, Role, numbers
from satsuma.data.row_words import in_rows
from satsuma.data.selection import selected_rows
from satsuma.data.table import Table, with_selected
from satsuma.views import Gallery, Rows, looked_at
from satsuma.widget import Choice, Run, Shown, WidgetError, columns, setting, widget
from satsuma.widgets.unsupervised._clusters import Clustering, Clusters, told_size

ICON = "M4 3v18 M4 4h15 M4 7h11 M4 10h6 M4 14h13 M4 17h9 M4 20h4"

_SCORE = "Silhouette"
"""What it is called in the window, where only one is shown."""


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    clusters: Annotated[Clusters, Shown]
    mean: Annotated[float, Shown]
    below: Annotated[int, Shown]


def show_choices() -> list[Choice]:
    """The ways to look at silhouettes."""
    return [Choice("pictures", "Pictures", "The pictures of each cluster, the best first."),
            Choice("bars", "Bars", "A line for each row, with a bar as long as its silhouette.")]


@widget("Silhouette Plot", icon=ICON, keywords=("clusters", "quality", "k-means", "outliers",
                                                "categories"))
class SilhouettePlot(Clustering):
    """Show how well each picture fits into its cluster.

    The **silhouette** of a row compares two distances: that to the other rows of its cluster, and
    that to the rows of the next closest one. Near 1 the row fits well; near 0 it stands between two
    clusters; below 0 the other one would suit it better. Connect k-Means or another widget that
    finds clusters. Any other category does too: with the kinds of animals, you see which pictures
    look like another kind.

    The pictures of each cluster stand below its name, the best one first and the one that fits
    least last, with their silhouettes. Under **Show**, choose *Bars* for a line per row with a bar;
    there stands also which cluster is the next closest. Click what you want to send on by
    **selected**; by **data** all rows leave, with two columns more, the silhouette and the next
    closest cluster.

    All pairs of rows are compared, so twice as many rows take four times as long; up to 50,000 rows
    are taken. Choose the metric by which the clusters were found. A row without a category has no
    silhouette; one that is alone in its cluster has 0.
    """

    cluster: str | None = setting(
        None, "Clusters", choices=columns("data", (Kind.CATEGORY,)),
        help="The column that says to which cluster a row belongs. By itself, a column that is "
             "called Cluster, or else the first category.")
    show: Literal["pictures", "bars"] = setting("pictures", "Show", cosmetic=True,
                                                choices=show_choices, help=(
        "What the window shows: pictures, or bars. Without pictures there are bars."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        column = self._column(data, run)
        present = np.unique(data[column].values[data[column].values >= 0])
        if len(present) < 2:
            raise WidgetError(f"“{column}” has fewer than two clusters, so none can be compared. "
                              "Choose another column under “Clusters”.", lasting=True)
        price = price_of_silhouettes(*told_size(data, self.metric, run))
        scores, nexts = run.once(silhouettes, data, column, self.metric, price=price)
        table = _with_scores(data, column, scores, nexts)
        rows = selected_rows(table, self.selected)
        known = scores[~np.isnan(scores)]
        shown = Clusters(_shown(table, column, scores), column, len(present),
                         int(np.isnan(scores).sum()))
        return Outputs(table.rows(rows) if rows else None, with_selected(table, rows), shown,
                       float(known.mean()) if len(known) else float("nan"), int((known < 0).sum()))

    def _column(self, data: Table, run: Run) -> str:
        names = data.named((Kind.CATEGORY,))
        if self.cluster in names:
            return str(self.cluster)
        if self.cluster is not None:
            run.warn(f"There is no column of categories “{self.cluster}”; the automatic choice is "
                     "used instead.")
        if not names:
            raise WidgetError("There are no clusters in this table: no column of categories. "
                              "Connect k-Means, or another widget that finds clusters.",
                              lasting=True)
        return next((name for name in reversed(names) if name.startswith("Cluster")), names[0])

    def view(self, outputs: Outputs) -> Gallery | Rows:
        shown = outputs.clusters.table
        bars = replace(looked_at(shown, self.look), selected=self.selected, bars=True)
        if self.show == "bars":
            return bars
        view = super().view(outputs)
        if not isinstance(view, Gallery):
            return bars
        if self.gallery.captions:
            return view
        return replace(view, captions=(*view.captions, _SCORE))

    def summary(self, outputs: Outputs) -> str:
        below = [f"{in_rows(outputs.below)} below 0"] if outputs.below else []
        sent = [f"{len(outputs.selected):,} selected"] if outputs.selected is not None else []
        return " · ".join((f"mean {outputs.mean:.2f}", *below, *sent))


def _with_scores(data: Table, column: str, scores: np.ndarray, nexts: np.ndarray) -> Table:
    table = data.with_column(data.free_name(f"Silhouette ({column})"), numbers(scores, Role.META))
    return table.with_column(table.free_name(f"Next to ({column})"), Column(
        nexts, Kind.CATEGORY, Role.META, data[column].categories))


def _shown(table: Table, column: str, scores: np.ndarray) -> Table:
    """The rows as they are shown: cluster by cluster, the best first. Vectors stay away."""
    *others, score, following = (name for name in table.columns if name != column)
    kept = [name for name in others if table[name].kind is not Kind.VECTOR]
    shown = table.only([column, *kept, following])
    codes = table[column].values
    last = np.where(codes < 0, len(table[column].categories), codes)
    short = numbers(np.round(scores, 2), Role.META)
    return replace(shown, columns={column: shown[column], _SCORE: short, **shown.columns}) \
        .rows(np.lexsort((-scores, last)))
