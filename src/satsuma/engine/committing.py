"""Committing: a widget that writes carries out its plan, which only a person asks for.

The engine never does this by itself, and nothing of it is kept with results or in a workflow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from satsuma.data.plan import Plan, Receipt
from satsuma.engine.engine import Engine
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.widget import writes


@dataclass(frozen=True)
class Commitment:
    """A widget with the plan it made, ready to be carried out."""

    widget: Any
    value: Any

    @property
    def plan(self) -> Plan:
        found: Plan = self.value.plan
        return found

    def carry_out(self, allowed: Iterable[str] = (), run: Run = Run()) -> Receipt:
        """Write. `allowed` are the full paths of files that a person lets be replaced."""
        receipt: Receipt = self.widget.commit(
            self.value._replace(plan=self.plan.allowing(allowed)), run)
        return receipt


def commitment(engine: Engine, node: str) -> Commitment:
    """What a node would write, as the workflow stands now. Raises Problem when it is not ready."""
    widget, result = engine.current(node)
    if not writes(widget):
        raise Problem(f"“{node}” writes nothing. Only widgets such as Save Images do.")
    if result is None:
        raise Problem("There is no plan that is up to date, so nothing was written. Look at what "
                      "the widget says, and try again.")
    if not result.ok:
        raise Problem(f"Nothing was written. {result.error}")
    return Commitment(widget, result.value)
