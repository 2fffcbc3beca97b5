"""Random Forest."""

from __future__ import annotations

from typing import ClassVar

from satsuma.widget import setting, widget
from satsuma.widgets.model._learning import Learning

ICON = ("M10 10v.2A3 3 0 0 1 8.9 16H5a3 3 0 0 1-1-5.8V10a3 3 0 0 1 6 0Z M7 16v6 M13 19v3 "
        "M12 19h8.3a1 1 0 0 0 .7-1.7L18 14h.3a1 1 0 0 0 .7-1.7L16 9h.2a1 1 0 0 0 .8-1.7L13 3 "
        "l-1.4 1.5")


@widget("Random Forest", icon=ICON,
        keywords=("trees", "ensemble", "classify", "regression", "learner", "predict",
                  "supervised"))
class RandomForest(Learning):
    """Learn to tell classes or numbers, by the vote of many trees.

    Each tree asks one question after the other (is this number above that value?), and learns them
    from rows and columns that are drawn by chance. All trees together are right more often than one
    of them; the shares of their votes are the probabilities.

    Give it a table with a **target**: a category or a number. It suits tables of a few columns of
    different kinds; for embeddings of pictures **Logistic Regression** is usually better and
    quicker. What is missing becomes the mean of its column.

    It usually knows all rows that it learned from by heart, so that figure says nothing;
    **Test and Score** tells how it does on new rows. The **seed** decides what is drawn: the same
    seed gives the same forest.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    trees: int = setting(100, "Trees", low=1, high=2_000, help=(
        "How many trees vote. More are better up to a point, and take longer."))
    depth: int | None = setting(None, "Questions at most", low=1, high=100, help=(
        "So many questions one after the other. Empty: as many as it takes."))
    least: int = setting(1, "Rows in a leaf", low=1, high=10_000, help=(
        "A question is asked only if so many rows are left on both sides."))
    balanced: bool = setting(False, "Classes count alike", help=(
        "Rows of rare classes count more, so that each class counts the same."))
    seed: int = setting(0, "Seed", low=0, high=999_999, help=(
        "Decides what is drawn by chance."))

    method: ClassVar[str] = "random_forest"
