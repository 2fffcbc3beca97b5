"""SVM."""

from __future__ import annotations

from typing import ClassVar, Literal

from satsuma.widget import setting, widget
from satsuma.widgets.model._learning import Learning

ICON = ("M4 20L20 4 M4 14L14 4 M10 20L20 10 M6 6h.01 M9 4h.01 M4 9h.01 M18 18h.01 M15 20h.01 "
        "M20 15h.01")


@widget("SVM", icon=ICON,
        keywords=("support vector machine", "kernel", "classify", "learner", "predict",
                  "supervised"))
class SupportVectorMachine(Learning):
    """Learn to tell classes, by the widest gap between them.

    Between each two classes a border is laid so that it is as far as possible from the rows on both
    sides; only the rows nearest to it, the support vectors, matter. The **kernel** says how the
    border may bend: **linear** is a plane, **rbf** follows the rows smoothly.

    Give it a table whose **target** is a category. Columns are scaled before, each to mean 0 and
    spread 1, and what is missing becomes the mean of its column. Probabilities come from a fifth of
    the rows at a time, told by the other four fifths, so that learning takes six times as long.
    Twice as many rows take about four times as long.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    kernel: Literal["rbf", "linear", "poly"] = setting("rbf", "Kernel", help=(
        "How the border between two classes may bend: smoothly, not at all, or as a polynomial."))
    C: float = setting(1.0, "C", low=1e-6, high=1e6, help=(
        "How much a row on the wrong side costs: smaller is a wider gap and a simpler border."))
    degree: int = setting(3, "Degree", low=1, high=10, when=("kernel", "poly"), help=(
        "The degree of the polynomial."))
    balanced: bool = setting(False, "Classes count alike", help=(
        "Rows of rare classes count more, so that each class counts the same."))

    method: ClassVar[str] = "svm"
