"""Widgets for tests of windows: quick, and able to be slow, to fail and to break."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any, NamedTuple, Self

import numpy as np

from satsuma.commands import AddWeights, FetchWeights
from satsuma.data.column import categorical, numbers, texts, vectors
from satsuma.data.selection import Selection
from satsuma.data.table import Table
from satsuma.gestures import Gesture, picked
from satsuma.views import Rows
from satsuma.widget import Price, Run, WidgetError, setting, widget


def a_table(rows: int = 12) -> Table:
    """Rows in three groups that a tree finds again."""
    rng = np.random.default_rng(1)
    block = rng.normal(size=(rows, 4)) * 0.1 + np.eye(4)[np.arange(rows) % 3] * 5
    return Table(tuple(f"r{i}" for i in range(rows)), {
        "image name": texts([f"name {i}" for i in range(rows)]),
        "group": categorical([f"g{i % 3}" for i in range(rows)]),
        "size": numbers(range(rows)),
        "embedding": vectors(block.astype(np.float32))})


@widget("Source", icon="M4 4h16v16H4z")
class Source:
    """Sends a table."""

    rows: int = setting(12, "Rows", low=1, high=5000)

    def compute(self) -> Table:
        return a_table(self.rows)


class Outputs(NamedTuple):
    data: Table


@widget("Moody", icon="M4 4h16v16H4z", lane="long")
class Moody:
    """Does what its setting says: `fine`, `slow`, `warn`, `fail`, `lack`, `break` or `blind`."""

    mood: str = setting("fine", "Mood")
    picked: Selection = setting((), "Picked")

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        match self.mood:
            case "slow":
                run.price(Price(20.0, 2_000_000_000, stoppable=False))
                for _ in run.track(range(2000)):
                    time.sleep(0.01)
            case "warn":
                for number in range(4):
                    run.warn(f"Warning number {number}.")
            case "fail":
                raise WidgetError("It cannot be done. Try something else.")
            case "lack":
                raise WidgetError("The weights are not here. Type “x”.",
                                  remedies=(FetchWeights("resnet50"), AddWeights("resnet50")))
            case "break":
                raise ZeroDivisionError("by accident")
        return Outputs(data)

    def view(self, outputs: Any) -> Rows:
        if self.mood == "blind":
            raise KeyError("nothing to see")
        return Rows(outputs.data, self.picked)

    def edits(self, gesture: Gesture) -> Self:
        now = self.picked if isinstance(self.picked, tuple) else ()
        return replace(self, picked=picked(now, gesture))
