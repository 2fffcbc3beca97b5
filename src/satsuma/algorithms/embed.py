"""Embed: picture files in, vectors out.

What is known from before comes from the cache: a file whose path, size and time are as they were
is not even opened, and one that was renamed or moved is recognized by its content. The rest is
read, decoded and brought to the network's size by two threads, and goes through the network in
small batches. A batch is on disk before the next one starts, so that a run that is cancelled or
killed loses one batch at most.

Refusals are not remembered: what was wrong with a file may have been mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from satsuma.algorithms.embedding_cache import EmbeddingCache
from satsuma.algorithms.embedding_loop import EmbeddingLoop
from satsuma.algorithms.inference import open_model
from satsuma.algorithms.ledger import Ledger
from satsuma.algorithms.memory import require
from satsuma.algorithms.networks import Network
from satsuma.algorithms.picture_memory import PictureMemory
from satsuma.algorithms.picture_reader import PictureReader, picture_file, told
from satsuma.algorithms.precision import PASSPORTS, Precision
from satsuma.algorithms.weights import Weights, find_weights
from satsuma.data.column import Passport
from satsuma.data.database import in_chunks
from satsuma.data.images import DECODING, DECODING_EXACT
from satsuma.data.known_files import KnownFiles
from satsuma.data.outcome import Origin, Outcome, is_passing
from satsuma.data.scan import PictureFile
from satsuma.run import Run


@dataclass(frozen=True, eq=False)
class Embedded:
    """What became of n pictures.

    `vectors` is float32, m × d, one row for each picture that got one; `kept` (m,) are their
    numbers among the n, in order. `outcomes` are those of all n, `origins` (uint8, n) say where
    their vectors come from. `computed` pictures went through the network; equal pictures go once.
    That took `seconds`. `device` and `engine` are "" when nothing had to be computed. `notes` are
    for the reader.
    """

    vectors: np.ndarray
    kept: np.ndarray
    outcomes: tuple[Outcome, ...]
    origins: np.ndarray
    computed: int
    seconds: float
    device: str
    engine: str
    passport: Passport
    notes: tuple[str, ...] = ()

    def count(self, origin: Origin) -> int:
        """How many of the vectors come from there."""
        return int(np.count_nonzero(self.origins == origin))

    @property
    def from_cache(self) -> int:
        return self.count(Origin.CACHE)


def passport_of(network: Network, weights: Weights, *, exact: bool = False,
                precision: Precision = "full") -> Passport:
    """Where the vectors of this network with these weights come from."""
    return Passport(network.id, weights.label, network.preprocessing.text(),
                    DECODING_EXACT if exact else DECODING, network.width, PASSPORTS[precision])


def count_known(passport: Passport, cache: EmbeddingCache | None = None) -> int:
    """How many vectors with this passport the cache holds."""
    with ExitStack() as stack:
        return (cache or stack.enter_context(EmbeddingCache())).count(passport)


def embed(files: Sequence[Path | PictureFile | None], network: Network, *,
          damaged: Literal["repair", "refuse"] = "repair", exact: bool = False,
          precision: Precision = "full", only_known: bool = False,
          device: str | None = None, cache: EmbeddingCache | None = None,
          run: Run = Run()) -> Embedded:
    """The vectors of picture files, and what became of each file.

    None stands for a file that is missing. Damaged pictures are repaired or refused; `exact`
    decodes large JPEGs in full (slower, nearly the same vectors). `only_known` opens no file: what
    is not known by path, size and time is refused as "not embedded yet". `device` and `precision`
    are passed on to `open_model`. Raises MissingWeights, other Problems about the network, its
    precision or memory, and Cancelled when the run is; what was done until then stays in the cache.
    """
    weights = find_weights(network)
    passport = passport_of(network, weights, exact=exact, precision=precision)
    require(4 * len(files) * passport.width, f"The vectors of {len(files):,} pictures",
            "Embed fewer of them at a time.")
    ledger = Ledger(len(files), passport.width, refuse_damaged=damaged == "refuse")
    located = _located(files, ledger, run)
    with ExitStack() as stack:
        cache = cache or stack.enter_context(EmbeddingCache())
        known_files = stack.enter_context(KnownFiles(cache.folder))
        memory = PictureMemory(cache, known_files, passport, run)
        unknown = _recall(located, ledger, memory, run)
        run.count(ledger.ended, len(files))
        loop = EmbeddingLoop(lambda: open_model(network, weights, device=device,
                                                precision=precision, run=run),
                             ledger, memory, run)
        if only_known:
            ledger.refuse(unknown, Outcome("refused", "not embedded yet"))
        else:
            reader = PictureReader(located, network.preprocessing, memory.by_content,
                                   exact=exact, refuse_damaged=damaged == "refuse")
            loop.go(unknown, reader.look, reader.look_alone)
        memory.flush()
        memory.make_room()
    return _result(ledger, loop, passport)


def _located(files: Sequence[Path | PictureFile | None], ledger: Ledger,
             run: Run) -> list[PictureFile | None]:
    """The files with size and time; None, and a refusal, for those that are not there."""
    located: list[PictureFile | None] = []
    for row, file in enumerate(files):
        run.check()
        if file is None:
            ledger.refuse([row], Outcome("refused", "the file is missing"))
        try:
            located.append(picture_file(file) if isinstance(file, Path) else file)
        except OSError as error:
            ledger.refuse([row], Outcome("refused", told(error), passing=is_passing(error)))
            located.append(None)
    return located


def _recall(files: Sequence[PictureFile | None], ledger: Ledger, memory: PictureMemory,
            run: Run) -> list[int]:
    """Take what is known without opening a file; gives the rows of all other files."""
    unknown = []
    for some in in_chunks([(row, file) for row, file in enumerate(files) if file is not None]):
        run.check()
        for (row, _), kept in zip(some, memory.by_file([file for _, file in some]), strict=True):
            if kept is None:
                unknown.append(row)
            else:
                ledger.keep(row, *kept, Origin.CACHE)
    return unknown


def _result(ledger: Ledger, loop: EmbeddingLoop, passport: Passport) -> Embedded:
    vectors, kept, outcomes = ledger.closed()
    model = loop.model
    device, engine, note = (model.device, model.engine, model.note) if model else ("", "", "")
    return Embedded(vectors, kept, outcomes, ledger.origins, loop.computed, loop.seconds,
                    device, engine, passport, (note,) if note else ())
