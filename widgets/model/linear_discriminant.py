"""Linear Discriminant."""

from __future__ import annotations

from typing import ClassVar

from satsuma.widget import setting, widget
from satsuma.widgets.model._learning import LinearLearning

ICON = "M16 3h5v5 M8 3H3v5 M12 22v-8.3a4 4 0 0 0-1.172-2.872L3 3 M15 9l6-6"


@widget("Linear Discriminant", icon=ICON,
        keywords=("lda", "discriminant analysis", "classify", "learner", "predict",
                  "supervised"))
class LinearDiscriminant(LinearLearning):
    """Learn to tell classes, by the middles of classes that spread alike.

    It takes each class for a cloud of the same shape around a middle of its own, and lays straight
    borders between them. With many numbers and few rows that shape is known badly; **shrinking**
    makes it rounder, by as much as the rows ask for (Ledoit and Wolf).

    Give it a table whose **target** is a category. Columns are scaled before, each to mean 0 and
    spread 1, and what is missing becomes the mean of its column. Up to 200 numbers, their weights
    stand in the window; **weights** sends all of them as a table.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    shrink: bool = setting(True, "Shrink", help=(
        "Make the shape of the classes rounder where there are few rows for many numbers."))

    method: ClassVar[str] = "linear_discriminant"
