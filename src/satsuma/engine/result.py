"""Result: what a run gave, and Status: how a node is doing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from satsuma.commands import Command
from satsuma.run import Price


@dataclass(frozen=True, eq=False)
class Result:
    """What a run gave. Its messages stay with it, so a remembered result still warns.

    `values` holds the outputs and what is kept for the view, by name; `value` is what `compute`
    returned. An error is kept as text: a kept exception would keep its arrays alive. `asks` names a
    setting that has to be chosen first: nothing is wrong yet. What is `passing` holds for now only.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    value: Any = None
    warnings: tuple[str, ...] = ()
    error: str = ""
    details: str = ""
    lasting: bool = True
    remedies: tuple[Command, ...] = ()
    asks: str = ""
    seconds: float = 0.0
    computed: bool = True
    passing: bool = False

    @property
    def ok(self) -> bool:
        return not self.error


State = Literal["waiting", "paused", "pending", "queued", "running", "done", "failed", "stopped"]
"""`waiting` for an input, `pending` until the outside world was looked at."""


@dataclass(frozen=True)
class Status:
    """How a node is doing.

    `result` is the current result when there is one. `stale` says that what was last shown is of
    other settings. `waiting_for` names the inputs that are missing, `progress` goes from 0 to 1,
    `left` is in seconds. `counted` says how many things are done, of how many, where a run counts.
    """

    node: str
    state: State
    key: str | None = None
    result: Result | None = None
    stale: bool = False
    waiting_for: tuple[str, ...] = ()
    progress: float = 0.0
    left: float | None = None
    text: str = ""
    price: Price | None = None
    counted: tuple[int, int] | None = None
