"""Sheet: a plan or a receipt as it is shown: a title, groups that are counted, and lines.

Lines are made when they are seen, so that there may be 100,000. Knows no Qt.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from satsuma.data.plan import DEEDS, STATES, Deed, Plan, Receipt, State
from satsuma.data.plan_words import (
    GROUP_WORDS,
    STATE_WORDS,
    plan_place,
    plan_title,
    receipt_place,
    receipt_title,
    told_name,
)

SIGNS: dict[Deed | State, str] = {
    "write": "download", "number": "copy", "same": "check", "replace": "warning", "leave": "minus",
    "fail": "error", "written": "check", "there": "check", "left": "minus", "failed": "error",
    "unreached": "pause", "removed": "trash", "kept": "info"}

Tone = str
"""A name of a color of the theme: `ok`, `warning`, `error` or `secondary`."""

_TONES: dict[Deed | State, Tone] = {
    "written": "ok", "there": "ok", "same": "ok", "replace": "warning", "kept": "warning",
    "unreached": "warning", "fail": "error", "failed": "error"}


class Group(NamedTuple):
    """Lines of one kind."""

    kind: Deed | State
    word: str
    numbers: Sequence[int]


class Line(NamedTuple):
    """One line: above what is written, below where it comes from or why it is as it is.

    `front` is the folder that comes before the name. `source` is the picture that is shown, `file`
    what the file manager is asked for.
    """

    kind: Deed | State
    front: str
    name: str
    below: str
    source: str
    file: str


class Sheet(Protocol):
    """What the painter shows."""

    title: str
    place: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]

    def __len__(self) -> int: ...

    def line(self, number: int) -> Line: ...


def tone_of(kind: Deed | State) -> Tone:
    return _TONES.get(kind, "secondary")


class PlanSheet:
    """A plan: where everything would go."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.title, self.place, self.notes = plan_title(plan), plan_place(plan), plan.notes
        self.groups = tuple(Group(deed, GROUP_WORDS[deed], plan.of(deed).tolist())
                            for deed in DEEDS if deed in plan.counts)

    def __len__(self) -> int:
        return len(self.plan)

    def line(self, number: int) -> Line:
        step = self.plan.step(number)
        front, name = _parted(step.target or told_name(step.name, step.source))
        below = step.reason or _origin(step.source, step.name)
        return Line(step.deed, front, name, below, step.source, step.source)


class ReceiptSheet:
    """A receipt: what became of everything."""

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt
        self.title, self.place = receipt_title(receipt), receipt_place(receipt)
        self.notes = (receipt.stopped,) if receipt.stopped and not receipt.taken_back else ()
        self.groups = tuple(Group(state, STATE_WORDS[state], receipt.of(state))
                            for state in STATES if state in receipt.counts)

    def __len__(self) -> int:
        return len(self.receipt)

    def line(self, number: int) -> Line:
        entry = self.receipt.entries[number]
        shown = os.path.relpath(entry.target, self.receipt.folder).replace(os.sep, "/") \
            if entry.target else told_name(entry.name, entry.source)
        front, name = _parted(shown)
        below = entry.reason or _origin(entry.source, entry.name)
        return Line(entry.state, front, name, below, entry.source, entry.target or entry.source)


def _parted(path: str) -> tuple[str, str]:
    front, slash, name = path.rpartition("/")
    return front + slash, name


def _origin(source: str, name: str) -> str:
    return f"from {source}" if source else name
