"""New files: they appear under their name when they are whole, and never in the place of another.

Nothing here waits for the disk to have stored everything: what is written are copies, and their
originals stay where they are.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from satsuma.data.plan import WrittenFile
from satsuma.problem import Problem

CHUNK = 1 << 20


@contextmanager
def new_part(folder: str, suffix: str = "") -> Iterator[str]:
    """The path of a file to be made, hidden, in this folder; it is gone afterwards."""
    part = os.path.join(folder, f".{token_hex(8)}.part{suffix}")
    try:
        yield part
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


@contextmanager
def told_as(part: str, target: str, suffix: str) -> Iterator[None]:
    """What goes wrong in the block names the file that was asked for, never the part of it."""
    try:
        yield
    except Problem as error:
        inner, asked = part.removesuffix(suffix), target.removesuffix(suffix)
        raise Problem(str(error).replace(inner, asked)) from error


def put_in_place(part: str, target: str) -> None:
    """Give a finished part its name. Raises FileExistsError when something has the name already.

    No moment in between could lose what somebody else puts there meanwhile.
    """
    if sys.platform == "win32":
        os.rename(part, target)  # which replaces nothing there
        return
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a stick or a share that knows no links: hold the name with an empty file
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            os.replace(part, target)
        except OSError:
            os.unlink(target)
            raise


def copied(source: str, part: str, check: Callable[[], None]) -> str:
    """Copy byte by byte, with the time of the original; gives the SHA-256. Raises OSError."""
    digest = hashlib.sha256()
    with open(source, "rb") as read, open(part, "xb") as written:
        while chunk := read.read(CHUNK):
            check()
            digest.update(chunk)
            written.write(chunk)
    status = os.stat(source)
    os.utime(part, ns=(status.st_atime_ns, status.st_mtime_ns))
    return digest.hexdigest()


def digest_of(file: str, check: Callable[[], None]) -> str:
    """The SHA-256 of a file, read now. Raises OSError."""
    digest = hashlib.sha256()
    with open(file, "rb") as read:
        while chunk := read.read(CHUNK):
            check()
            digest.update(chunk)
    return digest.hexdigest()


def written_file(path: str, digest: str) -> WrittenFile:
    """A file as it stands there now. Raises OSError."""
    status = os.stat(path)
    return WrittenFile(path, status.st_size, status.st_mtime_ns, digest)


def made_folders(folder: str) -> tuple[str, ...]:
    """Make a folder and those above it; gives the ones that were not there, the inner ones last.

    Raises OSError.
    """
    missing = []
    place = folder
    while not os.path.isdir(place):
        missing.append(place)
        above = os.path.dirname(place)
        if above == place:
            break
        place = above
    made = []
    for one in reversed(missing):
        with suppress(FileExistsError):  # somebody else was quicker
            os.mkdir(one)
            made.append(one)
        if not os.path.isdir(one):
            raise NotADirectoryError(None, "there is a file of that name", one)
    return tuple(made)


def free_bytes(folder: str) -> int | None:
    """What the disk of a folder, which need not be there yet, has left; None where unknown."""
    place = Path(folder)
    for one in (place, *place.parents):
        if one.is_dir():
            with suppress(OSError):
                return shutil.disk_usage(one).free
            return None
    return None


def folder_stamp(folder: str, *, inner: bool = False) -> tuple[object, ...]:
    """A value that changes when something comes into a folder or goes; `inner`: into those in it.

    A folder that is not there, or cannot be looked at, has an empty one.
    """
    with suppress(OSError):
        own = os.stat(folder).st_mtime_ns
        if not inner:
            return (own,)
        with os.scandir(folder) as entries:
            below = [(entry.name, entry.stat().st_mtime_ns) for entry in entries if entry.is_dir()]
        return (own, *sorted(below))
    return ()
