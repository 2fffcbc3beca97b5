"""Sources: folders and loose pictures that were named, and the walk through all of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from satsuma.data.choices import expanded
from satsuma.data.names import escape
from satsuma.data.scan import Scan, one_picture, scan
from satsuma.run import Run


class Source(NamedTuple):
    """A folder or a loose picture that was named, and what was found in it."""

    place: Path
    found: Scan

    @property
    def is_folder(self) -> bool:
        return not (len(self.found.pictures) == 1 and self.found.pictures[0].path == self.place)


@dataclass(frozen=True)
class Sources:
    """What was named, and which of the files in it are meant: see `scan`."""

    places: tuple[str, ...]
    subfolders: bool = True
    patterns: tuple[str, ...] = ()
    most: int | None = None

    def walk(self, run: Run = Run()) -> list[Source]:
        """What is there now. Raises Problem for a place that is missing or cannot be read."""
        return [self._look_into(place, run) for place in self.whole_places()]

    def whole_places(self) -> list[Path]:
        """The places with their whole paths."""
        return [Path(os.path.abspath(expanded(Path(one)))) for one in self.places]

    def _look_into(self, place: Path, run: Run) -> Source:
        if os.path.isfile(place):
            return Source(place, Scan((one_picture(place),), 0, ()))
        return Source(place, scan(place, subfolders=self.subfolders, patterns=self.patterns,
                                  most=self.most, run=run))


def files_below(sources: list[Source]) -> tuple[Path | None, list[str]]:
    """The folder that holds all pictures, and their paths below it; else None and full paths."""
    roots = [s.place if s.is_folder else s.place.parent for s in sources]
    try:
        folder: Path | None = Path(os.path.commonpath(roots))
    except ValueError:  # on several drives, or nothing was named
        folder = None
    paths = []
    for source, root in zip(sources, roots, strict=True):
        below = root.relative_to(folder) if folder else root
        front = "" if str(below) == "." else escape(below.as_posix()) + "/"
        paths += [front + file.relative for file in source.found.pictures]
    return folder, paths
