"""Recent folders: those that pictures were read from lately, kept in a small file. Knows no Qt."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from satsuma.data.atomic import atomic_write
from satsuma.data.choices import preferences_file
from satsuma.problem import Problem

MOST = 12
_LARGEST = 1_000_000

_changing = Lock()
"""Several threads of the program may add to the list at once."""


@dataclass(frozen=True)
class RecentFolders:
    """Folders, the latest first. One that is missing stays: its disk may only be unplugged."""

    folders: tuple[str, ...] = ()

    @staticmethod
    def load() -> RecentFolders:
        """The list as it was saved; empty when there is none or it cannot be read."""
        try:
            with _place().open("rb") as opened:
                names = json.loads(opened.read(_LARGEST))["folders"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return RecentFolders()  # a list that can be made again is no reason to stop anybody
        if not isinstance(names, list):
            return RecentFolders()
        # \0 is in no name, and every question about such a path raises.
        texts = [name for name in names if isinstance(name, str) and name and "\0" not in name]
        return RecentFolders(tuple(dict.fromkeys(texts))[:MOST])

    def with_folder(self, folder: str) -> RecentFolders:
        """The list with a folder at its top."""
        folder = os.path.abspath(folder)
        return RecentFolders((folder, *(one for one in self.folders if one != folder))[:MOST])

    def save(self) -> None:
        """Write the list. Raises Problem when the folder cannot be written to."""
        place = _place()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"The folder “{place.parent}” cannot be made: "
                          f"{(error.strerror or str(error)).lower()}.") from error
        with atomic_write(place) as opened:
            opened.write(json.dumps({"folders": list(self.folders)}, indent=1).encode())


def remember_folders(folders: tuple[str, ...], *, on_top: bool) -> None:
    """Put folders into the list; those that were only seen again keep their place in it."""
    with _changing:
        before = after = RecentFolders.load()
        for folder in reversed(folders):
            if on_top or os.path.abspath(folder) not in after.folders:
                after = after.with_folder(folder)
        if after != before:
            after.save()


def forget_folders() -> None:
    """Empty the list."""
    with _changing:
        RecentFolders().save()


def _place() -> Path:
    return preferences_file().with_name("recent-folders.json")
