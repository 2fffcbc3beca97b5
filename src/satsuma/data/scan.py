"""Scan: the pictures in a folder, found in one walk that also tells their size and time.

A file is a picture when its name ends like one or when its first bytes are those of one; only
files whose name says nothing are opened for it. Hidden entries are passed over. Folders come in
natural order, so that the walk gives the same order on every system and can stop early.

Links to files count as the files. A link to a folder is followed where the folder lies elsewhere,
and no folder is walked twice, so links in a circle are harmless. Links that lead nowhere, and
folders that cannot be read, are told as problems. Nothing but plain files is ever opened.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from satsuma.data.formats import HEAD, PICTURE_SUFFIXES, looks_like_picture, suffix_of
from satsuma.data.names import escape, natural_key
from satsuma.problem import Problem
from satsuma.run import Run

_NON_BLOCKING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT
_HIDDEN = 0x2           # FILE_ATTRIBUTE_HIDDEN
_FAR_AWAY = 0x401000    # FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, FILE_ATTRIBUTE_OFFLINE


@dataclass(frozen=True)
class PictureFile:
    """A picture as the walk met it.

    `relative` is the path below the scanned folder, with `/`, escaped (satsuma.data.names) but not
    normalized, so that it can be opened. `size` is in bytes, `mtime_ns` in nanoseconds since 1970.
    """

    path: Path
    relative: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Scan:
    """What was found. `others` are the files that are no pictures (and match the patterns)."""

    pictures: tuple[PictureFile, ...]
    others: int
    problems: tuple[str, ...]

    def digest(self) -> str:
        """A digest of the names, sizes and times of all pictures (32 hex digits)."""
        digest = blake2b(digest_size=16)
        for file in self.pictures:
            # No name holds a control character once it is escaped, so zero ends it.
            digest.update(f"{file.relative}\0{file.size}\0{file.mtime_ns}\0".encode())
        return digest.hexdigest()


def scan(folder: Path, *, subfolders: bool = True, patterns: tuple[str, ...] = (),
         most: int | None = None, run: Run = Run()) -> Scan:
    """All pictures in the folder, in natural order.

    `patterns` are names with `*` and `?`, capitals alike; a pattern with `/` is held against the
    path below the folder. Files that match none are not counted at all. `most` stops after so
    many pictures, the first in the order. Raises Problem when the folder cannot be read.
    """
    walk = _Walk(folder, subfolders, _matcher(patterns), run)
    walk.check_folder()
    pictures: list[PictureFile] = []
    for picture in walk.pictures():
        pictures.append(picture)
        if len(pictures) == most:
            break
    return Scan(tuple(pictures), walk.others, tuple(walk.told_problems()))


def one_picture(file: Path) -> PictureFile:
    """A loose picture, whatever is in it. Raises Problem when it is missing."""
    try:
        status = file.stat()
    except OSError as error:
        raise Problem(f"“{escape(file.name)}” cannot be read ({_reason(error)}).") from error
    return PictureFile(file, escape(file.name), status.st_size, status.st_mtime_ns)


def _matcher(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all; it is held against `/` and the path below the folder."""
    patterns = tuple(pattern for pattern in patterns if pattern.strip())
    if not patterns:
        return None
    parts = []
    for pattern in patterns:
        body = fnmatch.translate(unicodedata.normalize("NFC", pattern.lstrip("/")))
        parts.append(f"/{body}" if "/" in pattern else f".*/(?!.*/){body}")
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE | re.DOTALL)


_Trouble = Literal["unreadable", "nowhere", "gone"]
_SPOKEN: dict[_Trouble, tuple[str, str]] = {
    "unreadable": ("1 folder cannot be read", "{:,} folders cannot be read"),
    "nowhere": ("1 link leads nowhere", "{:,} links lead nowhere"),
    "gone": ("1 file cannot be looked at", "{:,} files cannot be looked at"),
}


@dataclass
class _Walk:
    """One walk. `seen` holds the identities of all folders that were entered."""

    folder: Path
    subfolders: bool
    wanted: re.Pattern[str] | None
    run: Run
    others: int = 0
    seen: set[object] = field(default_factory=set)
    problems: dict[_Trouble, list[str]] = field(default_factory=lambda: defaultdict(list))

    def check_folder(self) -> None:
        name = escape(str(self.folder))
        try:
            if not self.folder.is_dir():
                known = self.folder.exists()
                raise Problem(f"“{name}” is not a folder. Choose a folder of pictures." if known
                              else f"The folder “{name}” does not exist. Choose another folder.")
            os.scandir(self.folder).close()
        except (OSError, ValueError) as error:
            raise Problem(f"The folder “{name}” cannot be read ({_reason(error)}). Choose another "
                          "folder, or ask for the right to read it.") from error

    def pictures(self) -> Iterator[PictureFile]:
        self.seen.add(_identity(self.folder))
        entries = self._entries(self.folder, "")
        while entries:
            self.run.check()
            entry, below = entries.pop()
            try:
                if entry.is_dir():
                    if self.subfolders and self._is_new(entry):
                        entries += self._entries(Path(entry.path), f"{below}/")
                elif (picture := self._picture(entry, below)) is not None:
                    yield picture
            except OSError:  # on a link: it leads to itself
                self._tell_lost(entry, below)

    def _entries(self, folder: Path, front: str) -> list[tuple[os.DirEntry[str], str]]:
        """What lies in the folder, last things first, each with its path below the root."""
        try:
            with os.scandir(folder) as found:
                entries = [(entry, front + escape(entry.name)) for entry in found
                           if not _is_hidden(entry)]
        except OSError:
            self.problems["unreadable"].append(front.rstrip("/") or ".")
            return []
        # The names alone: what is in front of them is the same for all.
        return sorted(entries, key=lambda pair: natural_key(pair[1][len(front):]), reverse=True)

    def _is_new(self, folder: os.DirEntry[str]) -> bool:
        if _is_link(folder) and self._lies_in_root(folder.path):
            return False
        identity = _identity(Path(folder.path))
        if identity in self.seen:
            return False
        self.seen.add(identity)
        return True

    def _lies_in_root(self, link: str) -> bool:
        """Whether the link leads to a folder that the walk meets in its own place."""
        root = os.path.realpath(self.folder)
        below = os.path.relpath(os.path.realpath(link), root) if _same_drive(link, root) else ".."
        return not any(part.startswith(".") and part != "." for part in Path(below).parts)

    def _picture(self, entry: os.DirEntry[str], below: str) -> PictureFile | None:
        if self.wanted and not self.wanted.match("/" + unicodedata.normalize("NFC", below)):
            return None
        if not entry.is_file():
            self._tell_lost(entry, below)
            return None
        status = entry.stat()
        if suffix_of(entry.name) not in PICTURE_SUFFIXES and not _starts_like_picture(
                entry.path, status):
            self.others += 1
            return None
        return PictureFile(Path(entry.path), below, status.st_size, status.st_mtime_ns)

    def _tell_lost(self, entry: os.DirEntry[str], below: str) -> None:
        if suffix_of(entry.name) not in PICTURE_SUFFIXES or os.path.exists(entry.path):
            self.others += 1  # a pipe or a device too: never opened, it might wait for ever
        else:
            self.problems["nowhere" if entry.is_symlink() else "gone"].append(below)

    def told_problems(self) -> Iterator[str]:
        for trouble, names in self.problems.items():
            one, many = _SPOKEN[trouble]
            more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
            said = one if len(names) == 1 else many.format(len(names))
            yield f"{said}: {', '.join(names[:3])}{more}"


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    if os.name != "nt":
        return False
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & _HIDDEN)


def _is_link(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink():
        return True
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return tag == _JUNCTION


def _same_drive(one: str, other: str) -> bool:
    return os.path.splitdrive(os.path.realpath(one))[0] == os.path.splitdrive(other)[0]


def _identity(folder: Path) -> object:
    """What tells a folder from all others, by whatever path it was reached."""
    status = folder.stat()
    # Some network drives give no file numbers; then the resolved path must do.
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(folder)


def _starts_like_picture(path: str, status: os.stat_result) -> bool:
    if not status.st_size or getattr(status, "st_file_attributes", 0) & _FAR_AWAY:
        return False
    try:
        number = os.open(path, os.O_RDONLY | _NON_BLOCKING)
    except PermissionError:
        return False  # nothing says that it is a picture
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            return False
        return looks_like_picture(os.read(number, HEAD))
    finally:
        os.close(number)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
