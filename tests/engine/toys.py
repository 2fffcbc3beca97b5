"""Small widgets for testing the engine: numbers instead of pictures, and gates to hold them up."""

from __future__ import annotations

import threading
import time
from typing import Annotated, NamedTuple

import numpy as np

from satsuma.data.column import Column, Kind, numbers
from satsuma.data.table import Table
from satsuma.widget import Price, Run, Shown, WidgetError, setting, widget

ICON = "M4 4h16v16H4z"

WORLD: dict[str, int] = {}
"""The outside world that `Source` reads."""

CALLS: list[str] = []
"""What was computed, in order."""

GATE = threading.Event()
"""Lets `Slow` and `Stubborn` end."""

LOOK = threading.Event()
"""Lets `Source` look at the world."""

STARTED = threading.Event()
"""Set when `Slow` or `Stubborn` has begun."""


PRICE = Price(3.0, 1_000)


def reset() -> None:
    WORLD.clear()
    CALLS.clear()
    GATE.clear()
    LOOK.set()
    STARTED.clear()


def table_of(*values: float) -> Table:
    ids = tuple(f"row {i}" for i in range(len(values)))
    return Table(ids, {"x": numbers(values)})


def values_of(table: Table) -> list[float]:
    return table["x"].values.tolist()


@widget("Source", icon=ICON)
class Source:
    """Give numbers from the outside world."""

    name: str = setting("a", "Name")
    count: int = setting(3, "Count", low=0, high=9)

    def stamp(self) -> int:
        LOOK.wait(10)
        return WORLD.get(self.name, 0)

    def compute(self, run: Run = Run()) -> Table:
        CALLS.append(f"source {self.name}")
        start = WORLD.get(self.name, 0)
        if start < 0:
            raise WidgetError(f"The world is broken at {self.name}.")
        if start > 100:
            run.warn("large numbers")
        return table_of(*range(start, start + self.count))


@widget("Add", icon=ICON)
class Add:
    """Add a number to every number."""

    amount: int = setting(1, "Amount")
    look: str = setting("plain", "Look", cosmetic=True)

    def compute(self, data: Table) -> Table:
        CALLS.append(f"add {self.amount}")
        if self.amount == 13:
            raise WidgetError("Thirteen is never added.", lasting=True)
        if self.amount == 14:
            raise ZeroDivisionError("fourteen")
        return table_of(*(value + self.amount for value in values_of(data)))


class Halves(NamedTuple):
    small: Table | None
    large: Table | None
    middle: Annotated[float, Shown]


@widget("Split", icon=ICON)
class Split:
    """Send small and large numbers different ways."""

    border: int = setting(2, "Border")

    def compute(self, data: Table, run: Run = Run()) -> Halves:
        CALLS.append(f"split {self.border}")
        ordered = run.once(slowly_sorted, data, price=PRICE)
        small = [v for v in ordered if v < self.border]
        large = [v for v in ordered if v >= self.border]
        return Halves(table_of(*small) if small else None, table_of(*large) if large else None,
                      float(self.border))


def slowly_sorted(data: Table) -> tuple[float, ...]:
    CALLS.append("sorted")
    return tuple(sorted(values_of(data)))


@widget("Sum", icon=ICON)
class Sum:
    """Put the numbers of several tables together."""

    scale: float = setting(1.0, "Scale")

    def compute(self, tables: list[Table], extra: Table | None) -> Table:
        CALLS.append("sum")
        parts = [*tables, *([extra] if extra is not None else [])]
        return table_of(*(v * self.scale for part in parts for v in values_of(part)))


@widget("Slow", icon=ICON, lane="long")
class Slow:
    """Take long, and listen."""

    steps: int = setting(1000, "Steps")

    def compute(self, data: Table, run: Run = Run()) -> Table:
        CALLS.append("slow")
        for _ in run.track(range(self.steps)):
            STARTED.set()
            if GATE.wait(0.01):
                break
        return data


@widget("Counting", icon=ICON, lane="long")
class Counting:
    """Go on where another run stopped, and end a batch before listening."""

    def compute(self, data: Table, run: Run = Run()) -> Table:
        run.count(4000, 10_000)
        for _ in run.track(range(6000)):
            STARTED.set()
            if GATE.wait(0.2):
                break
            run.count(4008, 10_000)
        return data


@widget("Stubborn", icon=ICON, lane="long")
class Stubborn:
    """Take long, and listen to nobody."""

    number: int = setting(0, "Number")

    def compute(self, data: Table, run: Run = Run()) -> Table:
        CALLS.append(f"stubborn {self.number}")
        STARTED.set()
        GATE.wait(20)
        return data


@widget("Patchy", icon=ICON)
class Patchy:
    """Leave out what is missing from the world just now, which no stamp tells."""

    seconds: float = setting(0.0, "Seconds")

    def compute(self, data: Table, run: Run = Run()) -> Table:
        missing = WORLD.get("missing", 0)
        CALLS.append(f"patchy {missing}")
        time.sleep(self.seconds)
        if missing:
            run.passing()
        return table_of(*values_of(data)[missing:])


def heavily_sorted(data: Table) -> tuple[float, ...]:
    CALLS.append("heavily sorted")
    time.sleep(0.35)
    return tuple(sorted(values_of(data)))


@widget("Heavily sorted", icon=ICON)
class HeavilySorted:
    """Take something from `once` that is worth keeping, and be quick oneself."""

    def compute(self, data: Table, run: Run = Run()) -> Table:
        return table_of(*run.once(heavily_sorted, data))


@widget("Heavy", icon=ICON)
class Heavy:
    """Take long enough to be worth keeping."""

    size: int = setting(100, "Size")

    def compute(self, data: Table, run: Run = Run()) -> Table:
        CALLS.append("heavy")
        run.warn("that was heavy")
        time.sleep(0.35)
        block = np.zeros((len(data), self.size), np.float32)
        return data.with_column("block", Column(block, Kind.VECTOR))
