"""Plan and receipt: what a widget would write, and what it wrote.

A widget that writes makes a plan in `compute`, which changes nothing outside, and carries it out in
`commit`, which only a person asks for. The receipt tells of every step what became of it, and knows
enough of each file to remove it again later, if it is still the one that was written.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np

Deed = Literal["write", "number", "same", "replace", "leave", "fail"]
"""What is to be done in a step:

- `write` a new file under the name that was wanted, or under another `number`, since it is taken;
- `same`: such a file is there already; if its content is the same it stays the only one;
- `replace` a file that is there, which a person has to allow by its name;
- `leave`: there is nothing to do; `fail`: it cannot be done.
"""

DEEDS: tuple[Deed, ...] = ("write", "number", "same", "replace", "leave", "fail")

State = Literal["written", "there", "left", "failed", "unreached", "removed", "kept"]
"""What became of a step. `there`: the same file lay there already. `unreached`: it was stopped
before. After taking back a file was `removed`, or is `kept`, with the reason."""

STATES: tuple[State, ...] = ("written", "there", "left", "failed", "unreached", "removed", "kept")


class Unit(NamedTuple):
    """What is counted, in words."""

    one: str
    many: str

    def counted(self, number: int) -> str:
        return f"{number:,} {self.one if number == 1 else self.many}"


PICTURES = Unit("picture", "pictures")
FILES = Unit("file", "files")


class Step(NamedTuple):
    """One step of a plan.

    `name` says what it is about, such as the row's id; `source` is the file that is read, "" where
    there is none; `target` and `wanted` are paths below the plan's folder, with `/`: where it
    goes, and where it would go if nothing else were in the way.
    """

    name: str
    source: str
    target: str
    deed: Deed
    reason: str = ""
    wanted: str = ""


@dataclass(frozen=True, eq=False)
class Plan:
    """What would be written into a folder; field by field, since there may be 100,000 steps.

    `deeds` holds codes into `DEEDS`. `notes` are sentences for the person who decides. `bytes` is
    how much will be written, as far as that is known, and `free` what the disk had left. `allowed`
    are full paths of files that a person has said may be replaced. `title` says what is saved where
    that is not simply so many units: “the table”.
    """

    unit: Unit
    folder: str
    names: tuple[str, ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    wanted: tuple[str, ...]
    reasons: tuple[str, ...]
    deeds: np.ndarray
    notes: tuple[str, ...] = ()
    bytes: int | None = None
    free: int | None = None
    allowed: frozenset[str] = frozenset()
    title: str = ""

    def __len__(self) -> int:
        return len(self.names)

    def step(self, number: int) -> Step:
        return Step(self.names[number], self.sources[number], self.targets[number],
                    DEEDS[self.deeds[number]], self.reasons[number], self.wanted[number])

    def file(self, number: int) -> str:
        """The full path of what a step writes; "" when it writes nothing."""
        below = self.targets[number]
        return os.path.join(self.folder, *below.split("/")) if below else ""

    def of(self, *deeds: Deed) -> np.ndarray:
        """The numbers of the steps with these deeds."""
        return np.flatnonzero(np.isin(self.deeds, [DEEDS.index(one) for one in deeds]))

    @cached_property
    def counts(self) -> dict[Deed, int]:
        """How many steps there are of each deed that occurs."""
        found = Counter(self.deeds.tolist())
        return {deed: found[code] for code, deed in enumerate(DEEDS) if found[code]}

    @property
    def to_write(self) -> int:
        """How many files would be written; those that are there already may turn out to differ."""
        return sum(self.counts.get(deed, 0) for deed in ("write", "number", "replace"))

    @property
    def is_worth_it(self) -> bool:
        """Whether carrying it out can change anything."""
        return self.to_write + self.counts.get("same", 0) > 0

    def to_replace(self) -> tuple[str, ...]:
        """Full paths of the files that it would replace."""
        return tuple(self.file(int(number)) for number in self.of("replace"))

    def allowing(self, files: Iterable[str]) -> Plan:
        """The plan of somebody who has said of these files, by name, that they may be replaced."""
        return replace(self, allowed=frozenset(files))


def plan_of(steps: Iterable[Step], unit: Unit, folder: str, *, notes: tuple[str, ...] = (),
            bytes: int | None = None, free: int | None = None,  # noqa: A002 - as in Price
            title: str = "") -> Plan:
    """A plan from its steps."""
    columns = tuple(zip(*steps, strict=True)) or ((),) * len(Step._fields)
    names, sources, targets, deeds, reasons, wanted = columns
    codes = {deed: code for code, deed in enumerate(DEEDS)}
    return Plan(unit, folder, names, sources, targets, wanted, reasons,
                np.fromiter((codes[deed] for deed in deeds), np.uint8, len(deeds)),
                notes, bytes, free, title=title)


class WrittenFile(NamedTuple):
    """A file as it was right after it was written."""

    path: str
    size: int
    mtime_ns: int
    digest: str  # SHA-256


class Entry(NamedTuple):
    """What became of one step. `files` are those it wrote; `target` is where it all is now."""

    name: str
    source: str
    target: str
    state: State
    reason: str = ""
    files: tuple[WrittenFile, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, eq=False)
class Receipt:
    """What came of carrying out a plan.

    `made` are the folders that it made, the inner ones last. `ended` is in seconds since 1970.
    `stopped` says why it did not go to its end, "" when it did.
    """

    unit: Unit
    folder: str
    entries: tuple[Entry, ...]
    made: tuple[str, ...] = ()
    ended: float = 0.0
    seconds: float = 0.0
    stopped: str = ""
    title: str = ""
    taken_back: bool = False

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def counts(self) -> dict[State, int]:
        """How many entries there are of each state that occurs."""
        found = Counter(entry.state for entry in self.entries)
        return {state: found[state] for state in STATES if found[state]}

    def of(self, *states: State) -> tuple[int, ...]:
        """The numbers of the entries in these states."""
        return tuple(n for n, entry in enumerate(self.entries) if entry.state in states)

    @property
    def ok(self) -> bool:
        """Whether everything that was to be written is there now."""
        return not (self.stopped or self.counts.get("failed") or self.counts.get("unreached"))

    @property
    def removable(self) -> int:
        """How many entries wrote files of their own, which could be removed again."""
        return sum(entry.state == "written" and not entry.replaced for entry in self.entries)
