"""Outcome: what became of a picture when it was read. Every picture ends in exactly one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from satsuma.problem import Problem

State = Literal["fine", "repaired", "refused"]


@dataclass(frozen=True)
class Outcome:
    """How reading a picture went.

    `reason` says why it was refused or what had to be repaired, "" when it is fine. `notes` are
    choices the reader should know of ("first of 12 frames", "16 bits scaled to 8").
    """

    state: State = "fine"
    reason: str = ""
    notes: tuple[str, ...] = ()

    def told(self) -> str:
        """Reason and notes in one line, "" when there is nothing to tell."""
        return "; ".join(part for part in (self.reason, *self.notes) if part)


FINE = Outcome()


class Refused(Problem):
    """The file cannot be shown as a picture; the text is the reason."""


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many ended in each state; the counts add up to the number of outcomes."""
    counts = {"fine": 0, "repaired": 0, "refused": 0}
    for outcome in outcomes:
        counts[outcome.state] += 1
    return counts
