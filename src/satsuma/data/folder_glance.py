"""Glance: whether folders are still as they were read, without making anything of what is there.

A walk that finds the pictures anew makes objects for each of them. With 100,000 pictures these
would hold up a window whenever Python sweeps them away, and here they are not needed: nearly
always nothing has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from satsuma.data.formats import PICTURE_SUFFIXES, suffix_of
from satsuma.data.names import escape
from satsuma.run import Run

_HIDDEN = 0x2  # FILE_ATTRIBUTE_HIDDEN
_MASK = (1 << 64) - 1


@dataclass
class Glance:
    """What was seen: how many pictures came, are others now, and went.

    `state` is the same number as long as everything is the same; it means nothing to another
    process. `others` are files whose names say that they are no pictures, `links` are links to
    folders, which a walk may reach by another way. `folders` hold pictures.
    """

    new: int = 0
    changed: int = 0
    gone: int = 0
    others: int = 0
    links: int = 0
    state: int = 0
    folders: list[Path] = field(default_factory=list)


def glance(places: list[Path], subfolders: bool, folder: Path | None, paths: np.ndarray,
           sizes: np.ndarray, times: np.ndarray, run: Run) -> Glance:
    """Look at everything below the places. Raises OSError where a place is not there.

    `paths` (below `folder`), `sizes` and `times` are of the pictures that are known.
    """
    looking = _Looking(folder, dict(zip(paths.tolist(), range(len(paths)), strict=True)),
                       sizes.tolist(), times.tolist(), run)
    for place in places:
        if os.path.isfile(place):
            looking.loose(place)
        else:
            looking.below(str(place), subfolders)
    looking.found.gone = len(looking.rows) - looking.known
    return looking.found


class _Looking:
    """One look. `rows` gives the row of a known path, `seen` which rows were met."""

    def __init__(self, folder: Path | None, rows: dict[str, int], sizes: list[float],
                 times: list[int], run: Run) -> None:
        self.rows, self.seen = rows, bytearray(len(sizes))
        self.found = Glance()
        self._cut = len(os.path.join(folder, "")) if folder is not None else 0
        self._sizes, self._times, self._run = sizes, times, run
        self._met: set[object] = set()
        self._came: set[str] = set()
        self.known = 0

    def loose(self, file: Path) -> None:
        self.found.folders.append(file.parent)
        self._meet(str(file), os.stat(file), is_named=True)

    def below(self, folder: str, subfolders: bool) -> None:
        os.scandir(folder).close()  # the place itself has to be there
        self._met = {_identity(folder, os.stat(folder))}
        waiting = [folder]
        while waiting:
            place = waiting.pop()
            before = self.known
            for entry in _entries(place):
                self._run.check()
                try:
                    if not entry.is_dir():
                        if entry.is_file():
                            self._meet(entry.path, entry.stat())
                    elif subfolders and self._is_new(entry):
                        waiting.append(entry.path)
                except OSError:
                    continue  # it went this moment, or leads to itself
            if place == folder or self.known > before:
                self.found.folders.append(Path(place))

    def _is_new(self, entry: os.DirEntry[str]) -> bool:
        """Whether the folder was not met before: links may lead in circles."""
        self.found.links += entry.is_symlink()
        identity = _identity(entry.path, entry.stat())
        if identity in self._met:
            return False
        self._met.add(identity)
        return True

    def _meet(self, path: str, status: os.stat_result, *, is_named: bool = False) -> None:
        found = self.found
        found.state = (found.state + hash((path, status.st_size, status.st_mtime_ns))) & _MASK
        row = self.rows.get(escape(path[self._cut:]))
        if row is None:
            if is_named or suffix_of(path) in PICTURE_SUFFIXES:
                self._came.add(path)
                found.new = len(self._came)
            else:
                found.others += 1
        elif not self.seen[row]:
            self.seen[row] = 1
            self.known += 1
            found.changed += (self._sizes[row], self._times[row]) != (
                status.st_size, status.st_mtime_ns)


def _identity(folder: str, status: os.stat_result) -> object:
    # Some network drives give no file numbers; then the resolved path must do.
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(folder)


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if not _is_hidden(entry):
                    yield entry
    except OSError:
        return  # it cannot be read, as before, or it went


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    if os.name != "nt":
        return False
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _HIDDEN)
