"""Thumbnails on disk: small pictures of files seen before, until the file is another one.

They lie in the program's cache folder, under its one bound, and may be deleted at any time. A file
is told by its path, size and time of change, and each entry carries a checksum: a damaged one
would show another picture than the one that is there.

A thumbnail has its file's own proportions and fits into a square of one of the `STEPS`; a larger
one serves for a smaller one, so that each picture is decoded once for all sizes up to a step.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from PIL import Image

from satsuma.data.cache import keep_within
from satsuma.data.database import Database, marks
from satsuma.data.images import open_picture
from satsuma.data.places import cache_folder
from satsuma.problem import Problem

STEPS = (64, 128, 256, 512, 1024)
"""The sides of the squares that thumbnails are made to fit into."""

_SCHEMA = """
CREATE TABLE entries(id INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, used INTEGER NOT NULL,
    path BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, side INTEGER NOT NULL,
    whole INTEGER NOT NULL, checksum INTEGER NOT NULL, UNIQUE(path, side));
CREATE TABLE pictures(id INTEGER PRIMARY KEY, picture BLOB NOT NULL);
CREATE TRIGGER gone AFTER DELETE ON entries BEGIN DELETE FROM pictures WHERE id = old.id; END;
"""

_EXACT_SIDE = 128
"""Pictures up to this are kept without loss: drawings and icons would show it."""

_ROOM_EVERY = 32_000_000
"""Bytes after which the cache is asked to keep within its bound."""


class Stamp(NamedTuple):
    """How a file was when it was looked at."""

    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Small:
    """A thumbnail; `whole` when the picture itself is no larger."""

    pixels: Image.Image
    whole: bool


def step_for(side: float) -> int:
    """The smallest step that is at least so large, else the largest."""
    return next((step for step in STEPS if step >= side), STEPS[-1])


def stamp_of(file: Path) -> Stamp:
    """How the file is now. Raises OSError."""
    found = os.stat(file)
    return Stamp(found.st_size, found.st_mtime_ns)


def make(file: Path, side: int) -> Small:
    """The picture in a square of `side` pixels, with its own proportions. Raises Refused."""
    picture = open_picture(file, short_side=max(1, side // 2))
    pixels = picture.upright()
    whole = max(picture.size) <= side
    pixels.thumbnail((side, side), Image.Resampling.LANCZOS)
    return Small(pixels, whole)


class ThumbnailStore:
    """The database of thumbnails in `folder`. Safe to use from several threads and processes.

    Nothing here raises for the sake of the disk: where nothing can be kept, nothing is found.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database = Database(folder / "thumbnails-2.sqlite", _SCHEMA)
        self._written = 0

    def get(self, files: dict[Path, Stamp], side: int) -> dict[Path, Small]:
        """The thumbnails that fill a square of `side`, of these files as they are now."""
        names = {os.fsencode(file): file for file in files}
        question = ("SELECT id, used, path, size, mtime_ns, whole, checksum, picture "
                    f"FROM entries JOIN pictures USING (id) WHERE path IN ({marks(len(names))}) "
                    "AND (side >= ? OR whole) ORDER BY side DESC")
        found: dict[Path, Small] = {}
        uses = []
        for number, used, name, size, mtime_ns, whole, checksum, data in self._database.read(
                question, (*names, side)):
            file = names.get(name)
            if file is None or (size, mtime_ns) != files[file] \
                    or checksum != _checksum(name, files[file], whole, data):
                continue
            if (small := _opened(data, side, bool(whole))) is not None:
                found[file] = small
                uses.append((number, used))
        self._database.note_use(uses)
        return found

    def put(self, file: Path, stamp: Stamp, side: int, small: Small) -> None:
        """Keep a thumbnail of a file that was read when it had this stamp."""
        data = _encoded(small)

        def change(connection: sqlite3.Connection) -> None:
            name = os.fsencode(file)
            connection.execute("DELETE FROM entries WHERE path = ? AND (side = ? OR size <> ? "
                               "OR mtime_ns <> ?)", (name, side, *stamp))
            done = connection.execute(
                "INSERT INTO entries(bytes, used, path, size, mtime_ns, side, whole, checksum) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (len(data), int(time.time()), name, *stamp, side, small.whole,
                 _checksum(name, stamp, int(small.whole), data)))
            connection.execute("INSERT INTO pictures VALUES (?, ?)", (done.lastrowid, data))

        if self._database.write(change):
            self._written += len(data)
        if self._written > _ROOM_EVERY:
            self._written = 0
            self._make_room()

    def _make_room(self) -> None:
        try:
            keep_within(folder=self.folder)
        except Problem:
            return  # the bound is no number, which is told where it is set


_stores: list[ThumbnailStore] = []


def store() -> ThumbnailStore:
    """The one of the process, in the cache folder as it is now."""
    folder = cache_folder()
    if not _stores or _stores[0].folder != folder:
        _stores[:] = [ThumbnailStore(folder)]
    return _stores[0]


def recall(files: Sequence[Path], side: int) -> dict[Path, Small]:
    """The thumbnails that are on disk, of those files that are there as they were."""
    stamps = {}
    for file in files:
        try:
            stamps[file] = stamp_of(file)
        except (OSError, ValueError):
            continue  # whoever opens it is told why
    return store().get(stamps, side) if stamps else {}


def make_and_keep(file: Path, side: int) -> Small:
    """Make a thumbnail and keep it on disk. Raises Refused."""
    try:
        before = stamp_of(file)
    except (OSError, ValueError):
        return make(file, side)
    small = make(file, side)
    try:
        unchanged = stamp_of(file) == before
    except OSError:
        unchanged = False
    if unchanged:
        store().put(file, before, side, small)
    return small


def _encoded(small: Small) -> bytes:
    stream = BytesIO()
    if small.whole and max(small.pixels.size) <= _EXACT_SIDE:
        small.pixels.save(stream, "PNG")
    else:
        small.pixels.save(stream, "JPEG", quality=90)
    return stream.getvalue()


def _checksum(name: bytes, stamp: Stamp, whole: object, data: object) -> int:
    """Of a damaged row, whose parts may be anything, it fits nothing."""
    known = b"%s %d %d %s " % (name, *stamp, str(whole).encode())
    return crc32(data, crc32(known)) if isinstance(data, bytes) else -1


def _opened(data: bytes, side: int, whole: bool) -> Small | None:
    """The picture in an entry; None where the entry is damaged."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as opened:
            if max(opened.size) > STEPS[-1]:
                return None
            opened.draft("RGB", (side, side))
            pixels = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, TypeError):
        return None
    fits = whole and max(pixels.size) <= side
    pixels.thumbnail((side, side), Image.Resampling.LANCZOS)
    return Small(pixels, fits)
