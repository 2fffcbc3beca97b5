"""Outcome: what became of a picture when it was read. Every picture ends in exactly one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from satsuma.problem import Problem

State = Literal["fine", "repaired", "refused"]


@dataclass(frozen=True)
class Outcome:
    """How reading a picture went.

    `reason` says why it was refused or what had to be repaired, "" when it is fine. `notes` are
    choices the reader should know of ("first of 12 frames", "16 bits scaled to 8"). A refusal is
    `passing` when it says more about this moment than about the picture: no permission, no drive.
    """

    state: State = "fine"
    reason: str = ""
    notes: tuple[str, ...] = ()
    passing: bool = field(default=False, compare=False)

    def told(self) -> str:
        """Reason and notes in one line, "" when there is nothing to tell."""
        return "; ".join(part for part in (self.reason, *self.notes) if part)


FINE = Outcome()


class Origin(IntEnum):
    """Where the vector of a picture comes from.

    `CACHE` means an earlier run, `TWIN` an equal picture of the same run; `NONE` has no vector.
    """

    NONE, NETWORK, CACHE, TWIN = range(4)


class Refused(Problem):
    """The file cannot be shown as a picture; the text is the reason.

    `passing` says that it may be otherwise the next time, though the file stays as it is.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing


def is_passing(error: Exception) -> bool:
    """Whether this comes of the moment: from the system, of which a program may ask again."""
    return isinstance(error, MemoryError) or isinstance(error, OSError) and bool(error.errno)


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many ended in each state; the counts add up to the number of outcomes."""
    counts = {"fine": 0, "repaired": 0, "refused": 0}
    for outcome in outcomes:
        counts[outcome.state] += 1
    return counts
