"""PictureMemory: what is known of pictures from earlier runs, by file and by content."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from satsuma.algorithms.embedding_cache import EmbeddingCache, Kept, Key
from satsuma.data.cache import keep_within, limit
from satsuma.data.column import Passport
from satsuma.data.database import CHUNK
from satsuma.data.fingerprint import fingerprint
from satsuma.data.known_files import KnownFiles
from satsuma.data.outcome import Outcome
from satsuma.data.scan import PictureFile
from satsuma.run import Run

_ROOM_EVERY = 4096
"""After how many new vectors it is seen to that the cache keeps within its limit."""


class PictureMemory:
    """The vectors of one passport in the cache, and the digests of the files they belong to.

    Where the disk keeps nothing, the run is warned once and the work goes on. Raises Problem when
    the limit of the cache is no number.
    """

    def __init__(self, cache: EmbeddingCache, known_files: KnownFiles, passport: Passport,
                 run: Run) -> None:
        self._cache, self._known_files, self._run = cache, known_files, run
        self._width = passport.width
        self._passport = fingerprint(passport)
        self._limit = limit()
        self._digests: list[tuple[PictureFile, str]] = []  # not on disk yet
        self._new = 0
        self._warned = False

    def by_file(self, files: Sequence[PictureFile]) -> list[Kept | None]:
        """The vector of each file, as far as it is known by path, size and time."""
        digests = self._known_files.digests(files)
        keys = [Key(digest, self._passport) if digest else None for digest in digests]
        found = self._cache.get([key for key in keys if key])
        return [self._fitting(found.get(key)) if key else None for key in keys]

    def by_content(self, content: str) -> Kept | None:
        """The vector of the picture with this content digest. Safe to call from any thread."""
        key = Key(content, self._passport)
        return self._fitting(self._cache.get([key]).get(key))

    def remember_file(self, file: PictureFile, content: str) -> None:
        """The file's content, by which it will be known the next time."""
        self._digests.append((file, content))
        if len(self._digests) >= CHUNK:
            self.flush()

    def remember(self, vectors: Sequence[tuple[str, np.ndarray, Outcome]]) -> None:
        """Put vectors on disk, by content, and the files remembered until now."""
        self._cache.put([(Key(content, self._passport), vector, outcome)
                         for content, vector, outcome in vectors])
        self.flush()
        self._new += len(vectors)
        if self._new >= _ROOM_EVERY:
            self.make_room()

    def flush(self) -> None:
        """Put on disk what is not there yet."""
        digests, self._digests = self._digests, []
        self._known_files.remember_digests(digests)
        trouble = self._cache.trouble or self._known_files.trouble
        if trouble and not self._warned:
            self._warned = True
            self._run.warn(f"What is done now cannot be kept for the next time ({trouble}). "
                           f"Look whether “{self._cache.folder}” can be written to and has room.")

    def make_room(self) -> None:
        """Keep the cache within its limit, if anything was added."""
        if self._new:
            self._new = 0
            keep_within(self._limit, self._cache.folder)

    def _fitting(self, kept: Kept | None) -> Kept | None:
        return kept if kept is not None and kept[0].shape == (self._width,) else None
