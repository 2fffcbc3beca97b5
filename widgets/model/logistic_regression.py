"""Logistic Regression."""

from __future__ import annotations

from typing import ClassVar, Literal

from satsuma.widget import setting, widget
from satsuma.widgets.model._learning import LinearLearning

ICON = "M3 3v16a2 2 0 0 0 2 2h16 M7 17c5.5 0 3.5-10 13-10"


@widget("Logistic Regression", icon=ICON,
        keywords=("classify", "classification", "learner", "linear", "predict", "supervised"))
class LogisticRegression(LinearLearning):
    """Learn to tell classes, by a weight for each number.

    For each class every number of a row gets a weight; the weighted numbers are added up, and the
    sums become probabilities. For embeddings of pictures this is the first thing to try: it is
    quick, and seldom beaten.

    Give it a table whose **target** is a category, such as the folder that each picture lies in.
    Columns are scaled before, each to mean 0 and spread 1, and what is missing becomes the mean of
    its column. The **regularization** keeps weights small, so that it does not learn by heart: a
    smaller **C** does so more strongly.

    The window tells what was learned: classes, rows, and which columns it looks at. How well it
    knows the rows that it learned from says little; **Test and Score** tells how it does on new
    ones. Up to 200 numbers, the weights stand below; **weights** sends all of them as a table. Of
    two classes one column says it for both: numbers above 0 speak for the class in its heading.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    penalty: Literal["L2", "L1", "none"] = setting("L2", "Regularization", help=(
        "L2 keeps all weights small. L1 makes many of them 0, and takes longer. None learns the "
        "rows as closely as it can."))
    C: float = setting(1.0, "C", low=1e-6, high=1e6, use="with L1 or L2", help=(
        "How much the rows count against the regularization: smaller is a simpler model."))
    balanced: bool = setting(False, "Classes count alike", help=(
        "Rows of rare classes count more, so that each class counts the same."))
    iterations: int = setting(1000, "Steps at most", low=10, high=100_000, help=(
        "After so many steps it stops, and says so if it was not done."))

    method: ClassVar[str] = "logistic_regression"

    def idle(self) -> tuple[str, ...]:
        return ("C",) if self.penalty == "none" else ()
