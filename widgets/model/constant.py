"""Constant."""

from __future__ import annotations

from typing import ClassVar

from satsuma.widget import widget
from satsuma.widgets.model._learning import Learning

ICON = "M3 12h18 M6 6h.01 M11 16h.01 M15 7h.01 M19 17h.01 M8 17h.01"


@widget("Constant", icon=ICON,
        keywords=("majority", "baseline", "mean", "dummy", "classify", "regression",
                  "learner"))
class Constant(Learning):
    """Tell the same of every row: the most frequent class, or the mean.

    It looks at no column. Probabilities are the shares of the classes among the rows that it
    learned from. It is what every other learner is held against: one that is no better than this
    has learned nothing.

    Give it a table with a **target**: a category or a number.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    method: ClassVar[str] = "constant"
