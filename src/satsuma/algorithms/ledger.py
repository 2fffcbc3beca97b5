"""Ledger: what has become of each picture so far, while a collection is being embedded."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from satsuma.data.outcome import Origin, Outcome

_AT_ONCE = 1024


class Ledger:
    """Vectors and outcomes of n rows; every row is written down once.

    `ended` says how many have come
    to their end. With `refuse_damaged`, repaired pictures count as refused for the reason of their
    repair.
    """

    def __init__(self, n: int, width: int, *, refuse_damaged: bool = False) -> None:
        self.vectors = np.empty((n, width), np.float32)
        self.width = width
        self.ended = 0
        self.outcomes: list[Outcome | None] = [None] * n
        self.origins = np.zeros(n, np.uint8)
        self._refuse_damaged = refuse_damaged

    def keep(self, row: int, vector: np.ndarray, outcome: Outcome,
             origin: Origin = Origin.NETWORK) -> None:
        """Write down a vector, float32 of `width` numbers, and where it comes from."""
        if outcome.state == "repaired" and self._refuse_damaged:
            outcome, origin = as_refused(outcome), Origin.NONE
        else:
            self.vectors[row] = vector
        self._end(row, outcome, origin)

    def copy(self, source: int, row: int) -> None:
        """The row's picture is the same as that of another row."""
        outcome = self.outcomes[source]
        assert outcome is not None
        self.vectors[row] = self.vectors[source]
        self._end(row, outcome, Origin.TWIN if self.origins[source] else Origin.NONE)

    def refuse(self, rows: Iterable[int], outcome: Outcome) -> None:
        for row in rows:
            self._end(row, outcome, Origin.NONE)

    def _end(self, row: int, outcome: Outcome, origin: Origin) -> None:
        self.ended += self.outcomes[row] is None
        self.outcomes[row], self.origins[row] = outcome, origin

    def closed(self) -> tuple[np.ndarray, np.ndarray, tuple[Outcome, ...]]:
        """Vectors of the rows that got one (m × d), their numbers (m,), and all outcomes (n).

        The vectors are moved together in place, so that they are in memory once only.
        """
        outcomes = tuple(outcome for outcome in self.outcomes if outcome is not None)
        if len(outcomes) != len(self.outcomes):
            raise AssertionError("a picture was lost on the way")
        kept = np.array([row for row, outcome in enumerate(outcomes)
                         if outcome.state != "refused"], np.intp)
        if len(kept) < len(outcomes):
            for start in range(0, len(kept), _AT_ONCE):
                rows = kept[start:start + _AT_ONCE]
                self.vectors[start:start + len(rows)] = self.vectors[rows]
        return self.vectors[:len(kept)], kept, outcomes


def as_refused(outcome: Outcome) -> Outcome:
    """The outcome of a repaired picture where damaged ones are not wanted."""
    return Outcome("refused", outcome.reason, outcome.notes)
