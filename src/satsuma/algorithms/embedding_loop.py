"""EmbeddingLoop: pictures that are not known yet, through the network in small batches.

Two threads read ahead; this loop takes what they have, computes, and writes down.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack

import numpy as np

from satsuma.algorithms.decode_ahead import DecodeAhead
from satsuma.algorithms.ledger import Ledger
from satsuma.algorithms.model import Model
from satsuma.algorithms.picture_memory import PictureMemory
from satsuma.algorithms.picture_reader import Double, Known, Look, Refusal, Seen
from satsuma.data.outcome import Origin, Outcome
from satsuma.problem import Problem
from satsuma.run import Run

BATCH = 8
"""Pictures that go through the network together; more is no quicker on a processor."""

_BATCH_SECONDS = 0.4
"""The batches of a slow network are made so small that they take no longer: a batch cannot be
interrupted."""


class EmbeddingLoop:
    """One run over the pictures that are not known; used once.

    `open_model` is called when the first picture has to be computed.
    """

    def __init__(self, open_model: Callable[[], AbstractContextManager[Model]], ledger: Ledger,
                 memory: PictureMemory, run: Run) -> None:
        self.computed = 0
        self.seconds = 0.0
        self.model: Model | None = None
        self._open_model, self._ledger, self._memory, self._run = open_model, ledger, memory, run
        self._stack = ExitStack()
        self._row_of: dict[str, int] = {}            # by content: computed in this run
        self._doubles: dict[str, list[Double]] = {}  # by content: waiting for it
        self._batch = BATCH
        self._speed = Speed()

    def go(self, rows: Sequence[int], look: Callable[[int], Look],
           look_alone: Callable[[int], Look]) -> None:
        """Bring every row to its end: a vector or a refusal in the ledger.

        `look` may answer `Double`; rows whose double came to nothing are looked at again with
        `look_alone`, which does not.
        """
        started = time.monotonic()
        try:
            with self._stack:
                ended = self._both_passes(rows, look, look_alone)
                for _ in self._run.track(ended, total=len(rows)):
                    pass
        finally:
            self._memory.flush()
            self.seconds = time.monotonic() - started

    def _both_passes(self, rows: Sequence[int], look: Callable[[int], Look],
                     look_alone: Callable[[int], Look]) -> Iterator[int]:
        yield from self._pass(rows, look)
        left = [double.row for doubles in self._doubles.values() for double in doubles]
        self._doubles = {}
        if left:
            yield from self._pass(left, look_alone)

    def _pass(self, rows: Sequence[int], look: Callable[[int], Look]) -> Iterator[int]:
        """Yields each row when it has come to its end."""
        ahead = self._stack.enter_context(DecodeAhead(look, rows, ahead=2 * BATCH))
        batch: list[Seen] = []
        for answer in ahead.answers(self._run.check):
            if isinstance(answer, Seen):
                batch.append(answer)
                if len(batch) >= self._batch:
                    yield from self._compute(batch)
                    batch = []
            elif self._settle(answer):
                self._count()
                yield answer.row
        if batch:
            yield from self._compute(batch)

    def _settle(self, answer: Refusal | Known | Double) -> bool:
        """Write down what needs no computing; False when the row has to wait for its double."""
        match answer:
            case Refusal(row, outcome):
                self._ledger.refuse([row], outcome)
            case Known(row, file, content, kept):
                self._memory.remember_file(file, content)
                origin = Origin.TWIN if content in self._row_of else Origin.CACHE
                self._ledger.keep(row, *kept, origin)
            case Double(_, _, content) if content not in self._row_of:
                self._doubles.setdefault(content, []).append(answer)
                return False
            case Double():
                self._copy(answer)
        return True

    def _copy(self, double: Double) -> None:
        self._memory.remember_file(double.file, double.content)
        self._ledger.copy(self._row_of[double.content], double.row)

    def _compute(self, batch: Sequence[Seen]) -> Iterator[int]:
        """Yields the rows that have come to their end."""
        vectors = self._vectors(batch)
        found = []
        for seen, vector in zip(batch, vectors, strict=True):
            if not np.isfinite(vector).all():
                odd = Outcome("refused", "the network gives no finite numbers for this picture")
                self._ledger.refuse([seen.row], odd)
                continue
            self._ledger.keep(seen.row, vector, seen.outcome)
            self._row_of[seen.content] = seen.row
            self._memory.remember_file(seen.file, seen.content)
            found.append((seen.content, vector, seen.outcome))
        self._memory.remember(found)
        self._count()
        for seen in batch:
            yield seen.row
            if seen.content in self._row_of:
                for double in self._doubles.pop(seen.content, []):
                    self._copy(double)
                    self._count()
                    yield double.row

    def _count(self) -> None:
        """What is done by now is on disk, whatever comes next."""
        self._run.count(self._ledger.ended, len(self._ledger.outcomes))

    def _vectors(self, batch: Sequence[Seen]) -> np.ndarray:
        if self.model is None:
            self.model = self._stack.enter_context(self._open_model())
            self._speed.start()
        started = time.monotonic()
        vectors = self.model(np.stack([seen.pixels for seen in batch]))
        seconds = time.monotonic() - started
        if vectors.shape != (len(batch), self._ledger.width):
            raise Problem(f"The network gives {vectors.shape[1:]} numbers per picture instead of "
                          f"{self._ledger.width}. Its weights may be damaged: add them again.")
        self._batch = max(1, min(BATCH, int(_BATCH_SECONDS * len(batch) / max(seconds, 1e-9))))
        self.computed += len(batch)
        self._run.say(self._speed.told(self.computed))
        return vectors


class Speed:
    """Pictures per second, over the last few batches."""

    def __init__(self) -> None:
        self._counts: deque[tuple[float, int]] = deque(maxlen=20)

    def start(self) -> None:
        self._counts.append((time.monotonic(), 0))

    def told(self, count: int) -> str:
        """`38 images/s`, now that so many are done."""
        self._counts.append((time.monotonic(), count))
        (start, before), (end, now) = self._counts[0], self._counts[-1]
        rate = (now - before) / max(end - start, 1e-9)
        return f"{rate:.0f} images/s" if rate >= 10 else f"{rate:.1f} images/s"
