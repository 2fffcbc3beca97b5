"""Load Model."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NamedTuple, Self

from satsuma.algorithms.learning_account import Account, account_of_model
from satsuma.algorithms.model_file import SUFFIX, read_model
from satsuma.data.choices import expanded
from satsuma.data.learner import Model
from satsuma.data.look import Look
from satsuma.data.safe_names import is_of_another_system
from satsuma.gestures import Gesture, looked
from satsuma.views import Overview, looked_at
from satsuma.widget import Run, Shown, WidgetError, setting, widget

ICON = ("M16 6l-4-4-4 4 M12 2v8 M4 14h16a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-4 "
        "a2 2 0 0 1 2-2z M6 18h.01 M10 18h.01")


class Outputs(NamedTuple):
    model: Model
    account: Annotated[Account, Shown]


@widget("Load Model", icon=ICON, keywords=("import", "read", "open", "classifier", "predict"))
class LoadModel:
    """Read a model from a file that Save Model has written.

    The window tells what it is: by which learner and settings it was learned, what it tells, from
    how many rows, and what it looks at. To use it, give new pictures to **Image Embedding** with
    the same network, and its vectors with this model to **Predictions**. Vectors of another network
    are refused, and the difference is told.

    Such a file holds numbers and words only; nothing in it can be run, whoever it comes from. One
    that is damaged, or that another version must read, is refused, and why is told.
    """

    path: str = setting("", "File", path="file", endings=(SUFFIX,), help=(
        "A file whose name ends in .satsuma-model."))
    look: Look = setting(Look(), "Look of the table", cosmetic=True, form=False, help=(
        "How the table in the window is sorted, filtered and laid out."))

    def stamp(self) -> tuple[object, ...] | None:
        """Size and time of the file: when it changes, the model is a new one."""
        try:
            known = os.stat(self._place())
        except (OSError, WidgetError):
            return None
        return known.st_size, known.st_mtime_ns

    def compute(self, run: Run = Run()) -> Outputs:
        if not self.path:
            raise WidgetError("Choose a file with a model.", lasting=True, asks="path")
        place = self._place()
        if place.suffix.lower() != SUFFIX:
            raise WidgetError(f"“{place.name}” is no model: the name of one ends in {SUFFIX}.",
                              asks="path")
        if not os.path.exists(place):
            raise WidgetError(f"“{place}” is not there any more. Choose the file anew, or reload "
                              "when it is back.", asks="path")
        model = read_model(place, run)
        return Outputs(model, account_of_model(model))

    def view(self, outputs: Outputs) -> Overview:
        return Overview(outputs.account.facts, looked_at(outputs.account.table, self.look))

    def edits(self, gesture: Gesture) -> Self:
        return replace(self, look=looked(self.look, gesture))

    def summary(self, outputs: Outputs) -> str:
        return f"{outputs.model.learner.title} · {outputs.account.summary}"

    def _place(self) -> Path:
        if is_of_another_system(self.path):
            raise WidgetError(f"“{self.path}” is a place on another computer. Choose a file here.",
                              asks="path")
        return Path(os.path.abspath(expanded(Path(self.path))))
