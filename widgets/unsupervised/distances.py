"""Distances."""

from __future__ import annotations

from typing import Literal

from satsuma.algorithms.distance import distances
from satsuma.algorithms.metrics import METRICS, Metric
from satsuma.data.column import Kind, Role
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.views import Heatmap
from satsuma.widget import Choice, Run, setting, widget

ICON = ("M21.3 15.3a2.4 2.4 0 0 1 0 3.4l-2.6 2.6a2.4 2.4 0 0 1-3.4 0L2.7 8.7a2.41 2.41 0 0 1 0-3.4 "
        "l2.6-2.6a2.41 2.41 0 0 1 3.4 0Z M14.5 12.5l2-2 M11.5 9.5l2-2 M8.5 6.5l2-2 M17.5 15.5l2-2")


def metric_choices() -> list[Choice]:
    """The metrics, each with a line on what it is for."""
    return [Choice(name, record.title, record.help) for name, record in METRICS.items()]


@widget("Distances", icon=ICON, keywords=("metric", "similarity", "cosine", "euclidean"))
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
    """

    metric: Metric = setting("cosine", "Metric", choices=metric_choices,
                             help="How two rows are compared.")
    compare: Literal["rows", "columns"] = setting(
        "rows", "Compare", help="Compare the rows of the table, or its columns.")

    def compute(self, data: Table, run: Run = Run()) -> Distances:
        if note := _mixed(data):
            run.warn(note)
        return distances(data, self.metric, self.compare, run)

    def view(self, outputs: Distances) -> Heatmap:
        return Heatmap(outputs)

    def summary(self, outputs: Distances) -> str:
        n = len(outputs)
        return f"{METRICS[self.metric].title.lower()} · {n:,} × {n:,}"


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
