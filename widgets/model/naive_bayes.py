"""Naive Bayes."""

from __future__ import annotations

from typing import ClassVar

from satsuma.widget import widget
from satsuma.widgets.model._learning import Learning

ICON = "M2 18c4 0 4-10 8-10s4 10 8 10 M9 18c3 0 3-6 6-6s3 6 7 6"


@widget("Naive Bayes", icon=ICON,
        keywords=("bayes", "gaussian", "probability", "classify", "learner", "predict",
                  "supervised"))
class NaiveBayes(Learning):
    """Learn to tell classes, by how the numbers of each class lie.

    Of each number it learns the mean and the spread within each class, as if all were bell curves
    and none had to do with another. From these follows how likely a new row is in each class. That
    is quick and needs few rows. The probabilities are too sure where columns are related, as those
    of embeddings are.

    Give it a table whose **target** is a category. Columns are scaled before, each to mean 0 and
    spread 1, and what is missing becomes the mean of its column. It has no settings.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    method: ClassVar[str] = "naive_bayes"
