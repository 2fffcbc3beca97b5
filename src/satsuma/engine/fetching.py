"""Fetching: which results might be on disk, though what feeds them is not there yet.

A key says what a result is, whether its inputs are at hand or not. So a result that the disk has
is fetched as soon as its key is known, and a large input that nobody else wants to see holds up
nothing. Whether the disk has it is asked once for each key, in a thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from satsuma.engine.plan import holds_for_now
from satsuma.engine.store import Disk

Asked = tuple[str, Any]
"""A key, and the widget whose result it is."""


class Fetching:
    """What is known of the disk. The lock of the engine guards it, but for `kept`."""

    def __init__(self, disk: Disk | None) -> None:
        self._disk = disk
        self._asking: set[str] = set()
        self._lacking: set[str] = set()

    @property
    def is_asking(self) -> bool:
        return bool(self._asking)

    def may_have(self, key: str) -> bool:
        """Whether it is worth asking for this key, and nobody has."""
        return (self._disk is not None and not holds_for_now(key)
                and key not in self._asking and key not in self._lacking)

    def begin(self, asked: Iterable[Asked]) -> None:
        """The disk is being asked for these."""
        self._asking.update(key for key, _ in asked)

    def end(self, asked: Iterable[Asked], found: Iterable[Asked]) -> None:
        """It has answered."""
        keys = {key for key, _ in asked}
        self._asking -= keys
        self._lacking |= keys - {key for key, _ in found}

    def lacks(self, key: str) -> None:
        """What was there could not be read."""
        self._lacking.add(key)

    def remember(self, wanted: set[str]) -> None:
        """Only these keys are of interest from now on."""
        self._lacking &= wanted

    def kept(self, asked: Iterable[Asked]) -> list[Asked]:
        """Those that the disk has; not under the lock, since it may be slow."""
        disk = self._disk
        return [] if disk is None else [one for one in asked if disk.has(one[0], type(one[1]))]
