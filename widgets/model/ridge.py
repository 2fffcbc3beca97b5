"""Ridge Regression."""

from __future__ import annotations

from typing import ClassVar

from satsuma.widget import setting, widget
from satsuma.widgets.model._learning import LinearLearning

ICON = "M3 3v16a2 2 0 0 0 2 2h16 M7 17L20 6 M9 11h.01 M13 15h.01 M15 7h.01 M18 12h.01"


@widget("Ridge Regression", icon=ICON,
        keywords=("linear regression", "regression", "least squares", "learner",
                  "predict", "supervised"))
class RidgeRegression(LinearLearning):
    """Learn to tell a number, by a weight for each number.

    The weighted numbers of a row are added up; the weights are those that come closest to the
    target in all (least squares), and are kept small by the **regularization**. With 0 it is plain
    linear regression.

    Give it a table whose **target** is a column of numbers. Columns are scaled before, each to mean
    0 and spread 1, and what is missing becomes the mean of its column. For embeddings, which have
    many numbers, a regularization of 100 or more is often better.

    The window tells how close it comes on the rows that it learned from; **Test and Score** tells
    how it does on new ones. Up to 200 numbers, the weights stand below; **weights** sends all of
    them as a table.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    alpha: float = setting(1.0, "Regularization", low=0, high=1e9, help=(
        "How strongly the weights are kept small: more is a simpler model."))

    method: ClassVar[str] = "ridge"
