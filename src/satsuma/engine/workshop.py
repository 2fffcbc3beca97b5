"""Workshop: what all engines of a process share, however many workflows are open."""

from __future__ import annotations

from pathlib import Path

from satsuma.data.choices import choices
from satsuma.data.places import cache_folder
from satsuma.engine.lanes import Lane
from satsuma.engine.live_run import Onces
from satsuma.engine.store import Disk, Memory


class Workshop:
    """Results in memory and on disk, and the lanes in which runs go.

    `disk` is the cache folder, where results that took long are kept, None for nowhere; `memory`
    is in bytes, as much as the preferences say when None. A quick run never waits for a long one;
    long ones go one at a time, since each uses all of the machine.
    """

    def __init__(self, *, disk: Path | None = None, memory: int | None = None,
                 quick: int = 4) -> None:
        self.memory = Memory(_chosen_memory() if memory is None else memory)
        self.disk = Disk(disk) if disk else None
        self.onces = Onces(self.memory, self.disk)
        self.lanes = {"quick": Lane("quick", quick), "long": Lane("long", 1)}
        self.stamps = Lane("stamp", 2)
        self.fetches = Lane("fetch", 2)

    def follow_choices(self) -> None:
        """The preferences have changed: another bound of memory, another folder on disk."""
        self.memory.set_limit(_chosen_memory())
        if self.disk is not None:
            self.disk.move(cache_folder())


def _chosen_memory() -> int:
    return choices().memory_limit * 1_000_000
