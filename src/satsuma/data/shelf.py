"""Shelf: a folder into which many files are to go, and which names in it are free.

One scan tells the names and sizes of what is there. The same names are found when planning and,
with a fresh scan, when writing.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field

from satsuma.data.plan import Deed
from satsuma.data.safe_names import key_of, with_number


@dataclass
class _Family:
    """All that has to do with one wanted name: how far its numbers are taken, and whose."""

    number: int = 1
    rivals: list[tuple[str, int]] = field(default_factory=list)  # there already: name, size


class Shelf:
    """The names in a folder. A folder that is not there yet is empty.

    Raises OSError when the folder cannot be listed.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.there: dict[str, tuple[str, int]] = {}  # name and size by key; -1 for a folder
        self.claimed: set[str] = set()
        self._families: dict[str, _Family] = {}
        with suppress(FileNotFoundError), os.scandir(folder) as entries:
            for entry in entries:
                self._note(entry)

    def _note(self, entry: os.DirEntry[str]) -> None:
        try:
            size = entry.stat().st_size if entry.is_file() else -1
        except OSError:  # a link that leads nowhere takes the name all the same
            size = -1
        self.there[key_of(entry.name)] = (entry.name, size)

    def place(self, wanted: str, size: int | None) -> tuple[str, Deed]:
        """The name a new file gets, which it keeps from now on, and what is to be done.

        `same` names a file of that size (of any size, when None) under one of the names that
        would be tried. The numbers go up, so that many equal names take no time.
        """
        rivals = self.rivals(wanted)
        alike = next((name for name, known in rivals if known >= 0 and size in (None, known)), None)
        if alike is not None:
            return alike, "same"
        name = self.free(wanted)
        return name, "write" if name == wanted else "number"

    def rivals(self, wanted: str) -> list[tuple[str, int]]:
        """Files that are there under the names that are tried for this one, with their sizes."""
        return self._walked(wanted).rivals

    def free(self, wanted: str) -> str:
        """The first name that nobody has; it is taken from now on."""
        family = self._walked(wanted)
        name = with_number(wanted, family.number)
        self.claimed.add(key_of(name))
        family.number += 1
        return name

    def took(self, name: str, size: int) -> None:
        """A file of that name turned out to be there."""
        self.there[key_of(name)] = (name, size)

    def claim(self, name: str) -> None:
        """Nobody else gets this name."""
        self.claimed.add(key_of(name))

    def _walked(self, wanted: str) -> _Family:
        family = self._families.setdefault(key_of(wanted), _Family())
        while True:
            key = key_of(with_number(wanted, family.number))
            if key in self.there:
                family.rivals.append(self.there[key])
            elif key not in self.claimed:
                return family
            family.number += 1
