"""Distances."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from satsuma.algorithms.agreement import distance_correlation
from satsuma.algorithms.distance import distances, estimate
from satsuma.algorithms.memory import available, in_words
from satsuma.algorithms.metrics import METRICS, Metric
from satsuma.algorithms.price_of_all import (
    fits,
    is_much,
    price_in_words,
    price_of_pairs,
    price_of_prototypes,
)
from satsuma.algorithms.prototypes import approximate_distances
from satsuma.commands import Choose
from satsuma.data.column import Kind, Role
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.run import Price
from satsuma.views import Heatmap
from satsuma.widget import Choice, Run, WidgetError, setting, widget

ICON = ("M21.3 15.3a2.4 2.4 0 0 1 0 3.4l-2.6 2.6a2.4 2.4 0 0 1-3.4 0L2.7 8.7a2.41 2.41 0 0 1 0-3.4 "
        "l2.6-2.6a2.41 2.41 0 0 1 3.4 0Z M14.5 12.5l2-2 M11.5 9.5l2-2 M8.5 6.5l2-2 M17.5 15.5l2-2")


def metric_choices() -> list[Choice]:
    """The metrics, each with a line on what it is for."""
    return [Choice(name, record.title, record.help) for name, record in METRICS.items()]


def ways() -> list[Choice]:
    """What is done with many rows."""
    return [
        Choice("ask", "Ask first", "All pairs are compared, unless distances and tree would take "
               "over a minute or a quarter of the free memory: then you are asked."),
        Choice("pairs", "All pairs", "Exact, however long it takes."),
        Choice("prototypes", "Prototypes", "Approximate: rows that are alike form groups, and "
               "groups are compared."),
    ]


@widget("Distances", icon=ICON, version=2,
        keywords=("metric", "similarity", "cosine", "euclidean", "prototypes", "k-means"))
class DistancesWidget:
    """Tell how far every picture is from every other.

    The features of two rows are compared, all together; rows that are alike are close. For
    embeddings of pictures **cosine** works best: it looks at the pattern of the numbers, not at
    their size. Other features beside an embedding count too: leave them out with Select Columns.

    The window shows the distances as a square, with rows that are alike side by side; of more than
    2,000 rows, 2,000 evenly chosen ones are drawn. Below it stands which shade is which distance,
    and how many pairs have it. At first the nearest pair is shown; point at the square, or go
    through it with the arrow keys, to see two other pictures and how far apart they are. A click
    keeps them, Escape lets them go. Beside it stand the nearest pairs, which is how copies are
    found, and the farthest; a click shows a pair. All this is only for looking: it changes nothing
    that is sent on. What takes long tells beforehand how long, and how much memory it needs.

    Twice as many rows are four times as many pairs. Where all pairs, and a tree of them, would take
    over a minute or a quarter of the free memory, the widget asks before it begins. The other way
    are **prototypes**: rows that are alike form groups, some 2,000 by itself; within a group all
    pairs are compared, and between two groups the mean distance of their rows stands for all pairs.
    So 50,000 pictures need a minute or two and no more than 2 GB. The result is approximate. How
    good it is, is measured each time: all pairs of 5,000 rows are compared, and the window says how
    well both agree. Average linkage with cosine, and Ward with Euclidean distances, agree best. The
    square is then drawn from those rows, the nearest pairs are those within groups, and the
    farthest those of the 5,000 rows: all that is shown is exact.
    """

    metric: Metric = setting("cosine", "Metric", choices=metric_choices,
                             help="How two rows are compared.")
    compare: Literal["rows", "columns"] = setting(
        "rows", "Compare", help="Compare the rows of the table, or its columns.")

    many: Literal["ask", "pairs", "prototypes"] = setting(
        "ask", "Many rows", choices=ways,
        help="What is done where all pairs are too many to be compared soon. Tables with no more "
             "rows than prototypes are always compared pair by pair.")
    prototypes: int = setting(2000, "Prototypes", low=10, high=5000, when=("many", "prototypes"),
                              help="About how many groups there are. More of them agree better "
                                   "with all pairs, and take longer.")

    # Older files compared all pairs without asking, and still do.
    migrations: ClassVar[dict[int, Any]] = {1: lambda old: {**old, "many": "pairs"}}

    def compute(self, data: Table, run: Run = Run()) -> Distances:
        if note := _mixed(data):
            run.warn(note)
        if self.compare == "columns" or len(data) <= self.prototypes:
            return distances(data, self.metric, self.compare, run)
        if self.many == "prototypes":
            found = approximate_distances(data, self.metric, self.prototypes, run)
            _tell_agreement(found, run)
            return found
        self._ask(data)
        return distances(data, self.metric, self.compare, run)

    def _ask(self, data: Table) -> None:
        """Raise WidgetError where a person should choose what to do with so many rows."""
        n, width = len(data), sum(data[name].width for name in data.feature_names())
        if self.many == "pairs" and fits(estimate(n, width, self.metric)):
            return
        pairs = price_of_pairs(n, width, self.metric)
        if not is_much(pairs):
            return
        possible = fits(pairs)
        fewer = price_of_prototypes(n, width, self.metric, self.prototypes)
        ways = [Choose("many", "prototypes", "Use prototypes")]
        if possible:
            ways.append(Choose("many", "pairs", "Compare all pairs"))
        raise WidgetError(_asking(n, pairs, fewer, self.prototypes, possible=possible),
                          remedies=tuple(ways), asks="many")

    def view(self, outputs: Distances) -> Heatmap:
        return Heatmap(outputs)

    def summary(self, outputs: Distances) -> str:
        n = len(outputs)
        size = f"{METRICS[self.metric].title.lower()} · {n:,} × {n:,}"
        return f"{size} · approximate" if outputs.approximate else size


def _asking(n: int, pairs: Price, fewer: Price, count: int, *, possible: bool) -> str:
    free = available()
    left = f"{in_words(free)} is free" if free is not None else ""
    left = f"; {left}" if possible else f", more than can be used: {left}"
    return (f"{n:,} rows are {n * (n - 1) // 2:,} pairs. To compare them all and make a tree takes "
            f"{price_in_words(pairs)}{left}. With {count:,} prototypes it takes "
            f"{price_in_words(fewer)}; that is approximate, and how well it agrees is measured. "
            "Choose under “Many rows”" + ("." if possible else ", or take a sample."))


def _tell_agreement(found: Distances, run: Run) -> None:
    if found.prototypes is None:
        return
    share = distance_correlation(found, found.prototypes)
    run.warn(f"Approximate: {len(found):,} rows are in {len(found.prototypes):,} groups. For all "
             f"pairs of {len(found.prototypes.sample):,} rows, the distances so found and the "
             f"exact ones have a correlation of {share:.2f}; 1 would be the same.")


def _mixed(data: Table) -> str:
    """A word of warning where single numbers are compared together with vectors."""
    features = [name for name, column in data.columns.items() if column.role is Role.FEATURE]
    vectors = [name for name in features if data[name].kind is Kind.VECTOR]
    others = [name for name in features if data[name].kind is Kind.NUMBER]
    if not (vectors and others):
        return ""
    named = ", ".join(f"“{name}”" for name in others[:5]) + (" …" if len(others) > 5 else "")
    return (f"Not only the vectors in “{vectors[0]}” are compared, but these numbers too: {named}. "
            "Large numbers outweigh all others. To compare the pictures alone, make them meta in "
            "Select Columns.")
