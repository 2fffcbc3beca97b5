"""Reading one table again and again, as a person tries how it is best read.

A correction of a role changes nothing of what was read, so the file is not read again for it: as
long as anybody holds what was read, it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from weakref import WeakValueDictionary

from satsuma.data.fingerprint import fingerprint
from satsuma.data.found_table import FoundTable, Wish
from satsuma.data.tables import find_table
from satsuma.run import Price, Run

T = TypeVar("T")

Stamp = tuple[str, int, int]
"""A file's place, its size in bytes and its time of change in nanoseconds."""

Stamps = tuple[Stamp | None, ...]
"""The stamps of a table's file and of what may stand beside it, None for what is not there."""


class Reading:
    """What was read of a file, what was warned of meanwhile, and how the file was just before."""

    def __init__(self, found: FoundTable, warnings: tuple[str, ...], stamps: Stamps) -> None:
        self.found, self.warnings, self.stamps = found, warnings, stamps


class _Noting(Run):
    """Hands everything on, and keeps the warnings."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.warnings: list[str] = []

    def track(self, items: Iterable[T], total: int | None = None) -> Iterator[T]:
        yield from self.run.track(items, total)

    def check(self) -> None:
        self.run.check()

    def count(self, done: int, total: int) -> None:
        self.run.count(done, total)

    def say(self, text: str) -> None:
        self.run.say(text)

    def price(self, price: Price) -> None:
        self.run.price(price)

    def warn(self, text: str) -> None:
        self.warnings.append(text)
        self.run.warn(text)

    def once(self, function: Callable[..., T], *args: object, price: Price | None = None) -> T:
        return self.run.once(function, *args, price=price)


_readings: WeakValueDictionary[str, Reading] = WeakValueDictionary()


def stamp_of(file: Path) -> Stamp | None:
    """How the file is now; None where it is not there."""
    try:
        seen = file.stat()
    except (OSError, ValueError):
        return None
    return (str(file), seen.st_size, seen.st_mtime_ns)


def stamps_of(file: Path) -> Stamps:
    """How a table's file is now, and what belongs to it."""
    return tuple(stamp_of(file.with_name(f"{file.name}{end}"))
                 for end in ("", ".satsuma.json", ".metadata"))


def read_with(file: Path, wish: Wish, run: Run) -> Reading:
    """What is in the file. Raises Problem as `read_table` does."""
    stamps = stamps_of(file)
    kinds = sorted((name, kind.value) for name, kind in wish.kinds.items())
    key = fingerprint([list(stamps), kinds, wish.sheet, wish.ids])
    kept = _readings.get(key) if stamps[0] is not None else None
    if kept is None:
        noting = _Noting(run)
        found = find_table(file, noting, wish)
        kept = _readings[key] = Reading(found, tuple(noting.warnings), stamps)
    else:
        for text in kept.warnings:
            run.warn(text)
    return kept
