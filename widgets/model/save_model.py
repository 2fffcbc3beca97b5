"""Save Model."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from satsuma.algorithms.model_file import SUFFIX
from satsuma.algorithms.model_saving import model_plan, write_planned_model
from satsuma.data.choices import expanded
from satsuma.data.learner import Model
from satsuma.data.new_file import folder_stamp
from satsuma.data.plan import Plan, Receipt
from satsuma.data.plan_words import plan_title
from satsuma.data.safe_names import is_of_another_system
from satsuma.views import Planned
from satsuma.widget import Run, Shown, WidgetError, setting, widget

ICON = ("M12 2v8 M16 6l-4 4-4-4 M4 14h16a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-4 "
        "a2 2 0 0 1 2-2z M6 18h.01 M10 18h.01")


class Outputs(NamedTuple):
    plan: Annotated[Plan, Shown]
    model: Annotated[Model, Shown]


@widget("Save Model", icon=ICON, keywords=("export", "write", "store", "keep", "classifier",
                                           "learner", "predict"))
class SaveModel:
    """Save a model to a file, once you say so.

    The file, `.satsuma-model`, holds what was learned, so that **Load Model** can use it later or
    on another computer: the numbers, the classes, which columns the model looks at, and which
    network their vectors must come from. It holds nothing that can be run, so such a file from
    a stranger can do no harm. It also says with which versions it was made: a model of **SVM** or
    **Random Forest** is read only by the version of scikit-learn that learned it; later ones ask
    you to learn it anew.

    First you see what would be written and where. Only the button **Save** writes; opening
    a workflow never does. A file that is there already is never replaced without a question that
    names it: the new one gets a number, such as `cows (2).satsuma-model`, or you are asked.
    """

    file: str = setting("", "File", path="new file", endings=(SUFFIX,), help=(
        "The file to be written. Its name ends in .satsuma-model."))
    existing: Literal["number", "ask"] = setting("number", "If it is there already", help=(
        "Number: the new file gets a number, and both are kept. Ask: you are asked whether the old "
        "file may be replaced."))

    def stamp(self) -> tuple[object, ...]:
        """Whether the file is there, and how its folder looks."""
        return folder_stamp(os.path.dirname(self._place())) if self.file else ()

    def compute(self, model: Model, run: Run = Run()) -> Outputs:
        if not self.file:
            raise WidgetError("Choose the file to be written.", lasting=True, asks="file")
        place = self._place()
        if not place.lower().endswith(SUFFIX):
            raise WidgetError(f"“{os.path.basename(place)}” is no name of a model: it must end in "
                              f"{SUFFIX}.", asks="file")
        try:
            return Outputs(model_plan(model, place, self.existing), model)
        except OSError as error:
            raise WidgetError(f"“{os.path.dirname(place)}” cannot be looked at: "
                              f"{(error.strerror or str(error)).lower()}.") from error

    def commit(self, outputs: Outputs, run: Run = Run()) -> Receipt:
        return write_planned_model(outputs.model, outputs.plan, run)

    def view(self, outputs: Outputs) -> Planned:
        return Planned(outputs.plan)

    def summary(self, outputs: Outputs) -> str:
        return plan_title(outputs.plan)

    def _place(self) -> str:
        if is_of_another_system(self.file):
            raise WidgetError(f"“{self.file}” is a place on another computer. Choose a file here.")
        return os.path.abspath(expanded(Path(self.file)))
