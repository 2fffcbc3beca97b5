"""kNN."""

from __future__ import annotations

from typing import ClassVar, Literal

from satsuma.widget import setting, widget
from satsuma.widgets.model._learning import Learning

ICON = ("M12 10a2 2 0 1 0 .01 0z M10 10.5L6.5 7.5 M14 11l4-3 "
        "M12.5 14l1.5 4 M5 6h.01 M19.5 7h.01 M14.5 19.5h.01 M5 19h.01 M20 16h.01")


@widget("kNN", icon=ICON,
        keywords=("neighbors", "nearest", "classify", "regression", "learner", "predict",
                  "supervised"))
class KNearestNeighbors(Learning):
    """Tell of each row what the rows most like it are.

    The nearest rows, five of them if nothing else is said, have a vote: the class that most of them
    have is told, and the shares of the votes are the probabilities. If the target is a number, the
    mean of theirs is told. Nothing is learned beforehand; every row is kept.

    Give it a table with a **target**: a category or a number. Columns are scaled before, each to
    mean 0 and spread 1, and what is missing becomes the mean of its column. For embeddings of
    pictures the **cosine** is worth a try: it looks at the pattern of the numbers, not at their
    size.

    The window tells what was learned from. A row that is asked about again is its own nearest
    neighbor, so such figures flatter; **Test and Score** tells how it does on new rows.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    neighbors: int = setting(5, "Neighbors", low=1, high=1_000, help=(
        "So many of the nearest rows have a vote."))
    metric: Literal["euclidean", "cosine", "manhattan", "chebyshev"] = setting(
        "euclidean", "Metric", help="How two rows are compared.")
    weights: Literal["uniform", "distance"] = setting("uniform", "Votes", help=(
        "Uniform: each counts the same. Distance: nearer rows count more."))

    method: ClassVar[str] = "knn"
