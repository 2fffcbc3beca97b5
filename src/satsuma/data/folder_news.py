"""FolderNews: how folders differ from what was read of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from satsuma.data.folder_glance import Glance, glance
from satsuma.data.sources import Source, Sources, files_below
from satsuma.problem import Problem
from satsuma.run import Run


@dataclass(frozen=True, eq=False)
class Listing:
    """The pictures as they were read: which files, and each one's size and time.

    `paths` (below `folder`), `sizes` and `times` run side by side; `others` are files that were
    no pictures. Holds references only.
    """

    sources: Sources
    folder: Path | None
    paths: np.ndarray
    sizes: np.ndarray
    times: np.ndarray
    others: int = 0

    @property
    def can_change(self) -> bool:
        return bool(self.sources.places)

    def is_same(self, other: object) -> bool:
        """Whether both come from one and the same reading."""
        return isinstance(other, Listing) and self.times is other.times \
            and self.sources == other.sources

    def look(self, earlier: Look | None = None, run: Run = Run()) -> Look:
        """What is otherwise now: see `folder_news`."""
        return folder_news(self, earlier, run)


@dataclass(frozen=True)
class FolderNews:
    """How many pictures came, are others now, and went; `problem` where one cannot look."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    problem: str = ""

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.problem)

    @property
    def text(self) -> str:
        """In words: “12 new, 1 changed”."""
        if self.problem:
            return self.problem
        named = ((self.new, "new"), (self.changed, "changed"), (self.gone, "gone"))
        return ", ".join(f"{count:,} {word}" for count, word in named if count)

    @property
    def in_window(self) -> str:
        """What the window of the node says; a button for reading it again stands beside it."""
        return self.problem or (f"{self.text} since these pictures were read." if self else "")

    @property
    def on_node(self) -> str:
        """What is said elsewhere."""
        return self.problem or (f"{self.text} since the pictures were read. Reload to read them "
                                "again." if self else "")


class News(Protocol):
    """How what was read differs from what is there now; false while it does not."""

    @property
    def problem(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def in_window(self) -> str: ...

    @property
    def on_node(self) -> str: ...

    def __bool__(self) -> bool: ...


class Readable(Protocol):
    """What was read from the outside world, and may be otherwise by now."""

    @property
    def can_change(self) -> bool: ...

    def is_same(self, other: object) -> bool: ...

    def look(self, earlier: Look | None = None, run: Run = Run()) -> Look: ...


@dataclass(frozen=True)
class Look:
    """What a look gave. `state` says whether anything is otherwise than at an earlier look."""

    news: News
    state: int = 0
    folders: tuple[Path, ...] = ()


def folder_news(listing: Listing, earlier: Look | None = None, run: Run = Run()) -> Look:
    """What is otherwise now, and the folders that hold pictures.

    Looks at every file, so it belongs into the background. With the `earlier` look it is quick to
    tell that nothing happened since.
    """
    sources = listing.sources
    places = sources.whole_places()
    try:
        seen = glance(places, sources.subfolders, listing.folder, listing.paths, listing.sizes,
                      listing.times, run)
    except OSError:
        seen = Glance(new=1, links=1)  # the walk says what is the matter
    folders = tuple(seen.folders)
    if earlier is not None and seen.state == earlier.state and not earlier.news.problem \
            and seen.folders:
        return Look(earlier.news, seen.state, folders)
    plain = not sources.patterns and sources.most is None and seen.others == listing.others
    if plain and not (seen.new and seen.links):
        return Look(FolderNews(seen.new, seen.changed, seen.gone), seen.state, folders)
    try:
        return Look(_difference(listing, sources.walk(run)), seen.state, folders)
    except Problem as problem:
        return Look(FolderNews(problem=str(problem)))


def _difference(listing: Listing, now: list[Source]) -> FolderNews:
    folder, paths = files_below(now)
    before = dict(zip(listing.paths.tolist(), zip(
        listing.sizes.tolist(), listing.times.tolist(), strict=True), strict=True))
    if folder != listing.folder:  # a loose picture has become a folder, or the other way round
        return FolderNews(new=len(set(paths)), gone=len(before))
    new = changed = 0
    seen = set()
    for path, file in zip(paths, (f for s in now for f in s.found.pictures), strict=True):
        if path in seen:
            continue  # it is there twice, because places lie in each other
        seen.add(path)
        known = before.get(path)
        if known is None:
            new += 1
        elif known != (file.size, file.mtime_ns):
            changed += 1
    return FolderNews(new, changed, len(before.keys() - seen))
