"""k-Means."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NamedTuple, Self

import numpy as np

from satsuma.algorithms.groups import MOST_FOR_SILHOUETTES
from satsuma.algorithms.kmeans_groups import kmeans_groups, price_of_kmeans
from satsuma.data.column import Role, categorical, numbers
from satsuma.data.look import Look
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked, Gesture
from satsuma.run import Price
from satsuma.views import Gallery, Rows, looked_at
from satsuma.widget import Choice, Run, Shown, WidgetError, setting, widget
from satsuma.widgets.unsupervised._clusters import (
    Clustering,
    Clusters,
    clusters_of,
    told_of,
    told_size,
)

ICON = ("M3 6a3 3 0 1 0 6 0a3 3 0 1 0-6 0z M15 7a3 3 0 1 0 6 0a3 3 0 1 0-6 0z "
        "M8 18a3 3 0 1 0 6 0a3 3 0 1 0-6 0z M12 4h.01 M13 11h.01 M4 13h.01 M18 14h.01 M18 20h.01")

_Tried = tuple[np.ndarray, np.ndarray, float]


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    medoids: Table | None
    scores: Table
    clusters: Annotated[Clusters, Shown]


def how_many_choices() -> list[Choice]:
    """Whether the number of clusters is given or found."""
    return [
        Choice("best", "Best", "All numbers in a range are tried; the one whose "
               "clusters are told apart best is taken."),
        Choice("fixed", "Fixed", "As many clusters as you say."),
    ]


@widget("k-Means", icon=ICON, keywords=("clusters", "groups", "kmeans", "silhouette", "centers"))
class KMeans(Clustering):
    """Put similar pictures into a number of clusters.

    Each cluster has a center, the mean of its rows, and each row belongs to the center that is
    closest. The centers are moved until nothing changes any more. C1 is the largest cluster.

    How many clusters are there? By itself the widget tries two to eight, and takes the number with
    the best **silhouette**. This is a score from −1 to 1: near 1 every row is much closer to its
    own cluster than to the next one, near 0 the clusters touch. Under **Show**, choose *Scores* to
    see all of them; a click on a line takes that number instead, Escape the best again. Real
    pictures seldom come above 0.3, so look at the clusters themselves before you trust a number. Of
    more than 5,000 rows, 5,000 are drawn to find the score.

    The window shows the pictures of each cluster below its name, the most typical one first: it is
    the **medoid**, the picture that is closest to the center. The medoids leave by **medoids**, one
    row for each cluster, and all rows by **data**, with their cluster in the column `Cluster`.
    Click pictures to send them on by **selected**; Ctrl and a click on a heading takes all of a
    cluster. Connect Image Viewer or Data Table to see more.

    The centers begin at chance places, so the result may differ from seed to seed. Therefore it is
    tried several times from different places, and the tightest clusters are kept. The same seed
    gives the same clusters.
    """

    number: Literal["best", "fixed"] = setting("best", "Clusters", choices=how_many_choices,
                                               help="How many clusters there are to be.")
    k: int = setting(3, "Number", low=1, high=1_000, when=("number", "fixed"),
                     help="So many clusters are made.")
    least: int = setting(2, "From", low=2, high=1_000, when=("number", "best"),
                         help="The smallest number of clusters that is tried.")
    most: int = setting(8, "To", low=2, high=1_000, when=("number", "best"),
                        help="The largest number of clusters that is tried.")
    restarts: int = setting(10, "Restarts", low=1, high=100, help=(
        "From how many different places it begins; the tightest clusters are kept."))
    chosen: int | None = setting(None, "Chosen number", form=False, when=("number", "best"), help=(
        "The number of clusters that was picked among the scores. By itself, the best is taken."))
    seed: int = setting(0, "Seed", low=0, high=2**31 - 1, help=(
        "The number that chance begins with. The same seed gives the same clusters."))
    show: Literal["clusters", "scores"] = setting("clusters", "Show", cosmetic=True, help=(
        "What the window shows: the clusters, or the score of each number of clusters."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        rows, width = told_size(data, self.metric, run)
        numbers_tried = self._numbers(rows, run)
        run.price(_price(rows, width, numbers_tried, self.restarts))
        tried = {k: self._tried(data, k, run) for k in run.track(numbers_tried)}
        best = self.chosen if self.chosen in tried else _best(tried)
        found = clusters_of(tried[best])
        _tell(found.codes, best, run)
        sent = self.sent(data, found)
        return Outputs(sent.selected, sent.data, sent.medoids, _scores(tried, best), sent.clusters)

    def idle(self) -> tuple[str, ...]:
        """A number picked among the scores counts only where several are tried."""
        return ("chosen",) if self.number == "fixed" else ()

    def _tried(self, data: Table, k: int, run: Run) -> _Tried:
        return run.once(kmeans_groups, data, self.metric, k, self.restarts, self.seed)

    def _numbers(self, rows: int, run: Run) -> range:
        if self.number == "fixed":
            if self.k > rows:
                raise WidgetError(f"{self.k:,} clusters are asked for, and there are "
                                  f"{in_rows(rows)}. Choose at most {rows:,}.", lasting=True)
            return range(self.k, self.k + 1)
        if self.least > self.most:
            raise WidgetError(f"Clusters are tried from {self.least:,} to {self.most:,}, which is "
                              "none. Make “To” at least as large as “From”.", lasting=True)
        most = min(self.most, rows - 1)
        if self.least > most:
            raise WidgetError(f"To try {self.least:,} clusters or more, more than "
                              f"{in_rows(self.least)} are needed; there are {rows:,}. Choose "
                              "“Fixed”, or give it more rows.", lasting=True)
        if most < self.most:
            run.warn(f"Clusters are tried up to {most:,} only: there are {in_rows(rows)}.")
        return range(self.least, most + 1)

    def view(self, outputs: Outputs) -> Gallery | Rows:
        if self.show == "scores":
            chosen = _chosen(outputs.scores)
            return replace(looked_at(outputs.scores, Look()), selected=(_line(chosen),), bars=True)
        return super().view(outputs)

    def edits(self, gesture: Gesture) -> Self:
        if self.show == "clusters":
            return super().edits(gesture)
        match gesture:
            case Clicked(item=str(line)) | Boxed(items=(str(line), *_)):
                wanted = next((k for k in self._range() if _line(k) == line), None)
                return replace(self, chosen=wanted)
            case Clicked(item=None):
                return replace(self, chosen=None)
        return self

    def _range(self) -> range:
        return range(self.least, self.most + 1) if self.number == "best" else range(0)

    def summary(self, outputs: Outputs) -> str:
        scores = outputs.scores
        k = _chosen(scores)
        score = float(scores["Silhouette"].values[scores["Clusters"].values == k][0])
        word = "chosen among" if k == self.chosen else "best of"
        tried = [f"{word} {self.least:,} to {int(scores['Clusters'].values[-1]):,}"] \
            if self.number == "best" else []
        told = [] if np.isnan(score) else [f"silhouette {score:.2f}"]
        return told_of(outputs.clusters, outputs.selected, *tried, *told)


def _price(rows: int, width: int, tried: range, restarts: int) -> Price:
    prices = [price_of_kmeans(rows, width, k, restarts) for k in tried]
    return Price(sum(one.seconds for one in prices), prices[0].bytes, stoppable=len(tried) > 1)


def _best(tried: dict[int, _Tried]) -> int:
    """The number with the best score; of equal ones the smallest."""
    return max(tried, key=lambda k: (np.nan_to_num(tried[k][2], nan=-2), -k))


def _line(k: int) -> str:
    """The id of the row of scores for so many clusters."""
    return "1 cluster" if k == 1 else f"{k} clusters"


def _chosen(scores: Table) -> int:
    return int(scores["Clusters"].values[scores["Chosen"].values == 1][0])


def _tell(codes: np.ndarray, wanted: int, run: Run) -> None:
    """Say what a person would not expect of this result."""
    count = int(codes.max()) + 1
    if count < wanted:
        run.warn(f"There are only {count:,} clusters: no more rows differ from each other.")
    if int((codes >= 0).sum()) > MOST_FOR_SILHOUETTES:
        run.warn(f"The silhouettes are those of {MOST_FOR_SILHOUETTES:,} rows, drawn by the seed.")


def _scores(tried: dict[int, _Tried], best: int) -> Table:
    """A row for each number of clusters that was tried."""
    sizes = [np.bincount(codes[codes >= 0]) for codes, _, _ in tried.values()]
    return Table(tuple(map(_line, tried)), {
        "Clusters": numbers(list(tried), Role.META),
        "Silhouette": numbers([score for _, _, score in tried.values()], Role.META),
        "Smallest cluster": numbers([one.min() for one in sizes], Role.META),
        "Largest cluster": numbers([one.max() for one in sizes], Role.META),
        "Chosen": categorical(["Yes" if k == best else "No" for k in tried], Role.META,
                              ("No", "Yes")),
    }, "scores")
