"""Store: results by key, in memory and on disk, each bounded in bytes.

Memory holds whatever the current workflows need, and beyond that the most recently used. Results
share arrays, so an array counts once however many results hold it. The disk keeps what took long
to compute, so that a workflow opens where it was left.
"""

from __future__ import annotations

import hashlib
import inspect
import os
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from satsuma.data.atomic import atomic_write
from satsuma.data.cache import keep_within, limit
from satsuma.engine import archive
from satsuma.problem import Problem
from satsuma.version import VERSION

LARGEST_SHARE = 0.25
"""The share of the cache that one result may take; a larger one would push all others out."""

WORTH_KEEPING = 0.3
"""Seconds of computing from which a result is kept on disk."""


class Memory:
    """Values by key, the most recently used ones that fit into `limit` bytes.

    Keys that somebody wants are never let go. Safe to use from several threads.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._values: OrderedDict[str, Any] = OrderedDict()
        self._held: dict[str, dict[int, int]] = {}  # by key: array -> bytes
        self._holders: Counter[int] = Counter()     # by array: how many values hold it
        self._wanted: dict[object, frozenset[str]] = {}  # by who wants them
        self._lock = Lock()

    def set_limit(self, limit: int) -> None:
        """Another bound from now on; what does not fit any more goes."""
        with self._lock:
            self.limit = limit
            self._evict()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str) -> Any:
        """The value, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: str, value: Any) -> None:
        held = arrays_in(value)
        with self._lock:
            self._drop(key)
            self._values[key], self._held[key] = value, held
            for array, size in held.items():
                self._holders[array] += 1
                if self._holders[array] == 1:
                    self.bytes += size
            self._evict()

    def want(self, who: object, keys: Iterable[str]) -> None:
        """From now on `who` needs these; what nobody needs may go when there is no room."""
        with self._lock:
            self._wanted[who] = frozenset(keys)
            self._evict()

    def release(self, who: object) -> None:
        """`who` needs nothing any more."""
        with self._lock:
            self._wanted.pop(who, None)
            self._evict()

    def forget(self, keys: Iterable[str]) -> None:
        with self._lock:
            for key in keys:
                self._drop(key)

    def _drop(self, key: str) -> None:
        self._values.pop(key, None)
        for array, size in self._held.pop(key, {}).items():
            self._holders[array] -= 1
            if not self._holders[array]:
                del self._holders[array]
                self.bytes -= size

    def _evict(self) -> None:
        if self.bytes <= self.limit:
            return
        wanted = frozenset().union(*self._wanted.values())
        for key in [k for k in self._values if k not in wanted]:
            self._drop(key)
            if self.bytes <= self.limit:
                return


def arrays_in(value: Any) -> dict[int, int]:
    """The memory behind a value: array -> bytes; what shares memory is there once."""
    found: dict[int, int] = {}
    seen: set[int] = set()
    pending = [value]
    while pending:
        item = pending.pop()
        if id(item) in seen or isinstance(item, str | bytes | int | float | None):
            continue
        seen.add(id(item))
        if isinstance(item, np.ndarray):
            base = item
            while isinstance(base.base, np.ndarray):
                base = base.base
            found[id(base)] = base.nbytes + (60 * base.size if base.dtype == object else 0)
        elif isinstance(item, Mapping):
            pending.extend(item.values())
        elif isinstance(item, tuple | list):
            if item and isinstance(item[0], str):
                found[id(item)] = 60 * len(item)
            else:
                pending.extend(item)
        elif is_dataclass(item):
            pending.extend(getattr(item, f.name) for f in fields(item))
    return found


class Disk:
    """Values by key in files, as `archive.py` writes them; one damaged is deleted.

    The files lie in the folder `results` of the cache folder, and share its bound.

    The name of a file also holds the program's version and the digest of the code that made it,
    so that a changed widget never gets an old result.
    """

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    @property
    def folder(self) -> Path:
        return self.cache / "results"

    def move(self, cache: Path) -> None:
        """Look and write in another cache folder from now on; files stay where they are."""
        self.cache = cache

    def has(self, key: str, code: Any) -> bool:
        """Whether a file is there for the key; it may still turn out to be damaged."""
        return os.path.isfile(self._file(key, code))

    def get(self, key: str, code: Any) -> Any:
        """The value, or None. `code` is the class or function whose result it is."""
        file = self._file(key, code)
        if not os.path.isfile(file):  # unlike a Path, it raises nothing for a closed folder
            return None
        try:
            value = archive.load(file)
        except archive.Damaged:
            with suppress(OSError):  # what may not be deleted is passed over again
                file.unlink(missing_ok=True)
            return None
        with suppress(OSError):  # a read-only cache forgets the use, no more
            file.touch()  # the least recently used ones go first
        return value

    def put(self, key: str, code: Any, value: Any) -> bool:
        """Keep the value; False when it is not kept: too large, of another kind, no room."""
        try:
            if sum(arrays_in(value).values()) > LARGEST_SHARE * limit():
                return False
            cache, target = self.cache, self._file(key, code)
            target.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(target) as file:
                archive.save(value, file)
            keep_within(folder=cache)
        except (archive.Unfit, Problem, OSError):
            return False
        return True

    def _file(self, key: str, code: Any) -> Path:
        name = hashlib.blake2b(f"{key} {VERSION} {_digest_of_code(code)}".encode(), digest_size=16)
        return self.folder / f"{name.hexdigest()}.npz"


@cache
def _digest_of_code(code: Any) -> str:
    return hashlib.blake2b(Path(inspect.getfile(code)).read_bytes(), digest_size=16).hexdigest()
