"""Carrying out a plan, step by step: whatever happens, what was done is in the receipt."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager

from satsuma.data.plan import Entry, Plan, Receipt, State, Step
from satsuma.problem import Problem
from satsuma.run import Cancelled

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""After these no further file can be written either."""


class CannotGoOn(Exception):
    """Nothing more can be written; the text says why."""


class Account:
    """A receipt in the making. Steps that nobody spoke of were not reached."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._entries: dict[int, Entry] = {}
        self._made: list[str] = []
        self._started = time.monotonic()
        self._stopped = ""
        for number in plan.of("leave", "fail"):
            step = plan.step(int(number))
            state: State = "left" if step.deed == "leave" else "failed"
            self._entries[int(number)] = Entry(step.name, step.source, "", state, step.reason)

    def note(self, number: int, entry: Entry) -> None:
        """This became of a step."""
        self._entries[number] = entry

    def note_folders(self, folders: tuple[str, ...]) -> None:
        """These folders were made."""
        self._made += folders

    @contextmanager
    def step(self, number: int) -> Iterator[Step]:
        """Do one step in the block. What goes wrong is noted, and the next step has its turn.

        Raises CannotGoOn when none of the others could go better.
        """
        step = self._plan.step(number)
        try:
            yield step
        except Problem as error:
            self.note(number, Entry(step.name, step.source, "", "failed", str(error)))
        except MemoryError:
            self.note(number, Entry(step.name, step.source, "", "failed",
                                    "There is not enough memory for it."))
        except OSError as error:
            reason = _told(error, step)
            self.note(number, Entry(step.name, step.source, "", "failed", reason))
            if error.errno in FULL:
                raise CannotGoOn(reason) from error
        except Exception as error:  # noqa: BLE001 - the receipt must outlive a defect
            self.note(number, Entry(step.name, step.source, "", "failed",
                                    f"It broke: {type(error).__name__}: {error}"))

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All steps in the block: it may be cancelled, and what is done by then counts."""
        try:
            yield
        except Cancelled:
            self._stopped = "It was stopped. What was written stays."
        except CannotGoOn as error:
            self._stopped = f"{error} Nothing more could be written."

    def receipt(self) -> Receipt:
        plan = self._plan
        entries = tuple(self._entries.get(number) or self._unreached(number)
                        for number in range(len(plan)))
        return Receipt(plan.unit, plan.folder, entries, tuple(self._made), time.time(),
                       time.monotonic() - self._started, self._stopped, plan.title)

    def _unreached(self, number: int) -> Entry:
        step = self._plan.step(number)
        return Entry(step.name, step.source, "", "unreached", "Its turn did not come.")


def _told(error: OSError, step: Step) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full."
    what = "read" if step.source and error.filename == step.source else "written"
    return f"It cannot be {what}: {(error.strerror or str(error)).lower()}."
