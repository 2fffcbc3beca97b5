"""The cache folder as a whole: what lies in it, how large it may grow, and emptying it.

Vectors, what is known of files, results and graphs share one folder and one bound; what was used
least recently goes first, whatever it is. Everything in it can be made again. Databases let go of
entries and stay where they are, because other processes may have them open.

Only what bears one of the program's names is ever deleted, and files only where nothing else lies
beside them: `SATSUMA_CACHE` may name a folder that is somebody's home.
"""

from __future__ import annotations

import math
import os
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from satsuma.data.choices import choices
from satsuma.data.database import FAILURES, delete_database, in_chunks, is_damage, marks
from satsuma.data.places import cache_folder
from satsuma.problem import Problem

KINDS = {
    "vectors": "the vectors of embedded pictures",
    "files": "digests and headers of pictures seen before",
    "results": "results that took long to compute",
    "graphs": "networks, ready to run",
    "thumbnails": "small pictures",
    "networks": "what is known of networks and their weights",
}
"""What the folder holds, in words: folders of these names, and files such as `vectors-1.sqlite`."""

_FILLED = 0.9
"""The share of the limit that is filled once room was made."""

_YOUNG = 60
"""Seconds in which a file is not deleted for room: somebody may be writing it."""

_DATABASE = ".sqlite"
_NAME = re.compile(rf"({'|'.join(KINDS)})(-\d+\.(sqlite|json)(-\w+)?)?")


@dataclass(frozen=True)
class Size:
    """How much of a kind there is. `bytes` are those on the disk."""

    files: int
    bytes: int


@dataclass(frozen=True)
class _File:
    path: Path
    kind: str
    bytes: int
    used: float

    @property
    def is_database(self) -> bool:
        return self.path.suffix == _DATABASE


@dataclass(frozen=True)
class _Portion:
    """What can go at once: a file, or a database's entries that were last used in one hour."""

    used: float
    bytes: int
    file: _File


def sizes(folder: Path | None = None) -> dict[str, Size]:
    """How much of each of the `KINDS` lies in the cache folder."""
    found = dict.fromkeys(KINDS, Size(0, 0))
    for file in _files(folder or cache_folder()):
        before = found[file.kind]
        found[file.kind] = Size(before.files + 1, before.bytes + file.bytes)
    return found


def limit() -> int:
    """How many bytes the cache may hold: `SATSUMA_CACHE_LIMIT` says it in GB, else the preferences.

    Raises Problem when that is not a number.
    """
    named = os.environ.get("SATSUMA_CACHE_LIMIT")
    if not named:
        return int(choices().cache_limit * 1e9)
    try:
        gigabytes = float(named)
    except ValueError:
        gigabytes = math.nan
    if not 0 <= gigabytes < math.inf:
        raise Problem(f"SATSUMA_CACHE_LIMIT is “{named}”. Give a number of GB, such as 10 or 0.5.")
    return int(gigabytes * 1e9)


def empty(kind: str | None = None, folder: Path | None = None) -> int:
    """Delete all of one kind, or everything; the number of bytes that became free.

    Programs at work beside this one go on, and keep what they make next. Raises Problem for an
    unknown kind, for a folder that holds other things too, and where something cannot be deleted.
    """
    folder = folder or cache_folder()
    if kind is not None and kind not in KINDS:
        raise Problem(f"The cache holds no “{kind}”. Choose one of: {', '.join(KINDS)}.")
    if not _is_own(folder):
        raise Problem(f"“{folder}” holds other things beside the cache, so nothing was deleted. "
                      "Let SATSUMA_CACHE name a folder that is used for nothing else.")
    files = [file for file in _files(folder) if kind in (None, file.kind)]
    try:
        for file in (file for file in files if file.is_database):
            _empty_database(file.path)
        for file in files:
            if _DATABASE not in file.path.name:
                file.path.unlink(missing_ok=True)
    except (*FAILURES, OSError) as error:
        raise Problem(f"The cache in “{folder}” could not be emptied: {error}. "
                      "Close other programs that use it, and try again.") from error
    left = [file for file in _files(folder) if kind in (None, file.kind)]
    return _total(files) - _total(left)


def keep_within(most: int | None = None, folder: Path | None = None) -> int:
    """Let go of what was used least recently until the cache holds at most `most` bytes.

    `most` is `limit()` when None. Gives the number of bytes that became free. What is in use or
    cannot be deleted stays until the next call.
    """
    folder = folder or cache_folder()
    most = limit() if most is None else most
    files = list(_files(folder))
    if _total(files) <= most:
        return 0
    wanted = _total(files) - int(most * _FILLED)
    freed = 0
    for portion in sorted(_portions(folder, files), key=lambda portion: portion.used):
        if freed < wanted:
            freed += _let_go(portion, wanted - freed)
    for file in files:
        if file.is_database:
            _shrink(file.path)
    return max(0, _total(files) - _total(_files(folder)))


def _total(files: Iterable[_File]) -> int:
    return sum(file.bytes for file in files)


def _files(folder: Path) -> Iterator[_File]:
    """All files of the known kinds, but for those that cannot be looked at or vanish meanwhile."""
    pending = [(folder, "")]
    while pending:
        place, kind = pending.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            of_kind = kind or _kind(entry.name)
            if not of_kind:
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    pending.append((Path(entry.path), of_kind))
                elif entry.is_file(follow_symlinks=False):
                    stat = entry.stat()
                    yield _File(Path(entry.path), of_kind, stat.st_size, stat.st_mtime)
            except OSError:
                continue


def _kind(name: str) -> str:
    """The kind of an entry of the cache folder itself: `graphs`, `vectors-1.sqlite-wal`."""
    match = _NAME.fullmatch(name)
    return match[1] if match else ""


def _is_own(folder: Path) -> bool:
    """Whether the folder holds nothing but the cache; hidden files do not count."""
    try:
        return all(_kind(name) or name.startswith(".") for name in os.listdir(folder))
    except OSError as error:
        return isinstance(error, FileNotFoundError)


def _portions(folder: Path, files: Iterable[_File]) -> Iterator[_Portion]:
    own = _is_own(folder)
    now = time.time()
    for file in files:
        if file.is_database:
            yield from _hours(file)
        # What is from the future was written before the clock was put back, and is not young.
        elif own and abs(now - file.used) > _YOUNG and _DATABASE not in file.path.name:
            yield _Portion(file.used, file.bytes, file)


def _hours(file: _File) -> Iterator[_Portion]:
    # CAST and coalesce, because a damaged row may hold anything.
    question = ("SELECT coalesce(CAST(max(used) AS INTEGER), 0), CAST(total(bytes) AS INTEGER) "
                "FROM entries GROUP BY used / 3600")
    try:
        with closing(_connected(file.path)) as connection:
            rows = connection.execute(question).fetchall()
    except FAILURES:
        return  # damaged or busy: whoever uses it next mends it
    yield from (_Portion(used, size, file) for used, size in rows)


def _let_go(portion: _Portion, wanted: int) -> int:
    try:
        if portion.file.is_database:
            return _delete_entries(portion.file.path, portion.used, wanted)
        portion.file.path.unlink()
        return portion.bytes
    except (*FAILURES, OSError):
        return 0  # in use by another process: something else goes instead


def _delete_entries(database: Path, used: float, wanted: int) -> int:
    """Delete the entries last used until then, the oldest first, until enough bytes are gone."""
    freed = 0
    with closing(_connected(database)) as connection:
        oldest = connection.execute(
            "SELECT id, coalesce(CAST(bytes AS INTEGER), 0) FROM entries WHERE used <= ? "
            "ORDER BY used, id", (used,)).fetchall()
        before = accumulate((size for _, size in oldest), initial=0)
        going = [entry for entry, gone in zip(oldest, before, strict=False) if gone < wanted]
        for some in in_chunks(going):  # in short transactions, since others wait to write
            ids = [number for number, _ in some]
            connection.execute(f"DELETE FROM entries WHERE id IN ({marks(len(ids))})", ids)
            freed += sum(size for _, size in some)
    return freed


def _shrink(database: Path) -> None:
    """Give the free pages of the file back to the disk."""
    try:
        with closing(_connected(database)) as connection:
            # A script, because `execute` would free one page and stop.
            connection.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")
    except FAILURES:
        return  # busy: the pages are used again by the next entries


def _empty_database(file: Path) -> None:
    try:
        with closing(_connected(file)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            # The largest tables hang on `entries`; emptied first, they go in one piece.
            for (name,) in sorted(names.fetchall(), key=lambda row: row[0] == "entries"):
                connection.execute(f'DELETE FROM "{name}"')
    except FAILURES as error:
        if not is_damage(error):
            raise
        delete_database(file)
    else:
        _shrink(file)


def _connected(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=10, isolation_level=None)
