"""What all widgets share that learn: without data they send the learner, with data its model too.

A widget names its method, and its settings are those of `algorithms/learners.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from satsuma.algorithms.learners import METHODS
from satsuma.algorithms.learning import fit
from satsuma.algorithms.learning_account import Account, account_of_learner, account_of_model
from satsuma.algorithms.weights_of import weights_of
from satsuma.data.learner import Learner, Model
from satsuma.data.look import Look
from satsuma.data.table import Table
from satsuma.gestures import Gesture, looked
from satsuma.views import Overview, looked_at
from satsuma.widget import Run, Shown, setting, setting_fields


class Outputs(NamedTuple):
    learner: Learner
    model: Model | None
    account: Annotated[Account, Shown]


class LinearOutputs(NamedTuple):
    learner: Learner
    model: Model | None
    weights: Table | None
    account: Annotated[Account, Shown]


@dataclass(frozen=True)
class Learning:
    """A learner as a widget."""

    look: Look = setting(Look(), "Look of the table", cosmetic=True, form=False, help=(
        "How the table in the window is sorted, filtered and laid out."))

    method: ClassVar[str]

    def learner(self) -> Learner:
        """The method with the settings of this widget."""
        chosen = tuple((name, getattr(self, name)) for name, field in setting_fields(self).items()
                       if not field.metadata["cosmetic"])
        return Learner(self.method, METHODS[self.method].title, chosen)

    def compute(self, data: Table | None, run: Run = Run()) -> Outputs:
        learner = self.learner()
        if data is None:
            return Outputs(learner, None, account_of_learner(learner))
        model = fit(learner, data, run)
        return Outputs(learner, model, account_of_model(model, data, run))

    def view(self, outputs: Any) -> Overview:
        return Overview(outputs.account.facts, looked_at(outputs.account.table, self.look))

    def edits(self, gesture: Gesture) -> Self:
        return replace(self, look=looked(self.look, gesture))

    def summary(self, outputs: Any) -> str:
        summary: str = outputs.account.summary
        return summary


@dataclass(frozen=True)
class LinearLearning(Learning):
    """A learner whose model is a weight for each number."""

    def compute(self, data: Table | None,  # type: ignore[override]
                run: Run = Run()) -> LinearOutputs:
        learner, model, account = super().compute(data, run)
        return LinearOutputs(learner, model, weights_of(model) if model else None, account)
