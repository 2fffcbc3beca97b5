"""KnownFiles: what was found out about a file, as long as its size and time stay the same.

A file is told by path, size and time of change. What is known of it is the digest of its content
and its header, so that pictures seen before need not be opened. Only what was read successfully
is remembered: the cause of a failure may be gone the next time.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import sqlite3
import stat
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, Self

from satsuma.data.database import CHUNK, Damaged, Database, in_chunks, marks
from satsuma.data.images import describe
from satsuma.data.outcome import Refused
from satsuma.data.places import cache_folder
from satsuma.data.scan import PictureFile
from satsuma.run import Run

_SCHEMA = """
CREATE TABLE entries(id INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, used INTEGER NOT NULL,
    kind TEXT NOT NULL, path BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    value TEXT NOT NULL, checksum INTEGER NOT NULL, UNIQUE(kind, path));
"""

_SETTLED_NS = 50_000_000
"""A file that changed so shortly before it is read may change again without getting a new time."""

_Fact = Literal["digest", "header"]
_Entry = tuple[int, int, _Fact, bytes, int, int, str, int]


class _Row(NamedTuple):
    id: int
    used: int
    path: bytes
    size: int
    mtime_ns: int
    value: str
    checksum: int

    def speaks_of(self, fact: _Fact, file: PictureFile) -> bool:
        """Whether the row is whole, and the file still as it was."""
        return (
            (self.size, self.mtime_ns) == (file.size, file.mtime_ns)
            and isinstance(self.value, str)  # a damaged row may hold anything
            and self.checksum == _checksum(fact, self.path, self.size, self.mtime_ns, self.value)
        )


@dataclass(frozen=True)
class Described:
    """What the header of a picture says: size in pixels as a person sees it, and format.

    Width and height are NaN where the header could not be read; `problem` then says why, and
    `passing` whether that may be otherwise the next time.
    """

    width: float
    height: float
    format: str
    problem: str = ""
    passing: bool = False


class KnownFiles:
    """The database of known files in `folder`, by default the program's cache folder.

    Nothing here raises for the sake of the disk: where nothing can be kept, no file is known, and
    `trouble` says why.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._database = Database((folder or cache_folder()) / "files-1.sqlite", _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def trouble(self) -> str:
        """Why nothing can be kept; "" where all is well."""
        return self._database.trouble

    def close(self) -> None:
        self._database.close()

    def digests(self, files: Sequence[PictureFile]) -> list[str | None]:
        """The digest of each file's content (`content_digest`), None where it is not known."""
        return self._recall("digest", files)

    def remember_digests(self, digests: Sequence[tuple[PictureFile, str]]) -> None:
        """Keep digests. The size and time must be those from before the file was read.

        See `wait_until_settled`; files from the future, and of this very moment, are passed over.
        """
        self._remember("digest", digests)

    def headers(self, files: Sequence[PictureFile]) -> list[Described | None]:
        """What is known of each file's header, None where nothing is."""
        return [None if told is None else Described(*json.loads(told))
                for told in self._recall("header", files)]

    def remember_headers(self, headers: Sequence[tuple[PictureFile, Described]]) -> None:
        """Keep headers; those with a problem are read again the next time."""
        self._remember("header", [
            (file, json.dumps([header.width, header.height, header.format]))
            for file, header in headers if not header.problem
        ])

    def described(self, files: Sequence[PictureFile], run: Run = Run()) -> list[Described]:
        """The header of every file, read only where it is not known yet.

        What has been read is remembered, also when the run is cancelled.
        """
        headers = self.headers(files)
        read: list[tuple[PictureFile, Described]] = []
        try:
            for row in run.track([row for row, known in enumerate(headers) if known is None]):
                wait_until_settled(files[row].mtime_ns)
                headers[row] = header = _describe(files[row].path)
                read.append((files[row], header))
                if len(read) == CHUNK:
                    self.remember_headers(read)
                    read = []
        finally:
            self.remember_headers(read)
        return [header for header in headers if header is not None]

    def _recall(self, fact: _Fact, files: Sequence[PictureFile]) -> list[str | None]:
        found: list[str | None] = []
        uses: list[tuple[int, int]] = []
        for some in in_chunks(files):
            paths = [_key(file) for file in some]
            known = self._rows(fact, paths)
            for file, path in zip(some, paths, strict=True):
                row = known.get(path)
                if row is not None and row.speaks_of(fact, file):
                    found.append(row.value)
                    uses.append((row.id, row.used))
                else:
                    found.append(None)
        self._database.note_use(uses)
        return found

    def _rows(self, fact: _Fact, paths: Sequence[bytes]) -> dict[bytes, _Row]:
        question = ("SELECT id, used, path, size, mtime_ns, value, checksum FROM entries "
                    f"WHERE kind = ? AND path IN ({marks(len(paths))})")
        return {row[2]: _Row(*row) for row in self._database.read(question, (fact, *paths))}

    def _remember(self, fact: _Fact, values: Sequence[tuple[PictureFile, str]]) -> None:
        now = time.time_ns()
        entries = [
            _entry(fact, file, value, now // 1_000_000_000)
            for file, value in values if file.mtime_ns < now - _SETTLED_NS
        ]
        for some in in_chunks(entries):
            self._database.write(partial(_insert, fact=fact, entries=some))


def wait_until_settled(mtime_ns: int) -> None:
    """Before reading a file: let so much time pass that a later change will show in its time.

    Takes at most 0.05 s, and none unless the file has changed just now.
    """
    age = time.time_ns() - mtime_ns
    if 0 <= age <= _SETTLED_NS:
        time.sleep((_SETTLED_NS - age) / 1e9 + 0.001)


def content_digest(file: Path) -> str:
    """The SHA-256 of all bytes of the file, 64 hexadecimal digits. Raises OSError."""
    # What was a file a moment ago may be a pipe by now, which would be waited for.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    number = os.open(file, flags | getattr(os, "O_CLOEXEC", 0))
    try:
        check_plain(os.fstat(number))
        with os.fdopen(number, "rb", closefd=False) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    finally:
        os.close(number)


def check_plain(status: os.stat_result) -> None:
    """Raise OSError for what is no plain file."""
    if not stat.S_ISREG(status.st_mode):
        raise OSError("a folder, not a file" if stat.S_ISDIR(status.st_mode) else "not a file")


def _describe(file: Path) -> Described:
    try:
        header = describe(file)
    except Refused as refused:
        return Described(math.nan, math.nan, "", str(refused), refused.passing)
    return Described(header.width, header.height, header.format)


def _key(file: PictureFile) -> bytes:
    return os.fsencode(os.path.abspath(file.path))


def _entry(fact: _Fact, file: PictureFile, value: str, now: int) -> _Entry:
    path = _key(file)
    checksum = _checksum(fact, path, file.size, file.mtime_ns, value)
    size = 2 * len(path) + len(value) + 60  # the path is in the index once more
    return size, now, fact, path, file.size, file.mtime_ns, value, checksum


def _insert(connection: sqlite3.Connection, fact: _Fact, entries: Sequence[_Entry]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO entries"
        "(bytes, used, kind, path, size, mtime_ns, value, checksum) VALUES (?,?,?,?,?,?,?,?)",
        entries)
    paths = {entry[3] for entry in entries}
    found = connection.execute(
        f"SELECT count(*) FROM entries WHERE kind = ? AND path IN ({marks(len(paths))})",
        (fact, *paths)).fetchone()[0]
    if found != len(paths):  # with a damaged index, what was just written is not found
        raise Damaged("a file got lost")


def _checksum(fact: _Fact, path: bytes, size: int, mtime_ns: int, value: str) -> int:
    return zlib.crc32(b"%s %d %d %s " % (fact.encode(), size, mtime_ns, value.encode()) + path)
