"""Temporary files of programs that were killed while they wrote: known by name, deleted in time.

The name tells which file it was to become, and whoever writes holds a lock on it, which goes with
its process. So what a crash left beside a person's file is told apart from everything else there.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

_PART = re.compile(r"\.([0-9a-f]{16}){1,2}\.part")

_OLD = 24 * 3600
"""Seconds after which nobody is writing a temporary file any more."""

_SETTLED = 60
"""Seconds for which one is left alone that nobody holds."""


def part_of(target: Path) -> Path:
    """A new name for the temporary file that is to become `target`, in the same folder."""
    return target.with_name(f"{_beginning(target)}{token_hex(8)}.part")


def hold(descriptor: int) -> bool:
    """Lock an open file until it is closed; False when another program holds it, or none can.

    Windows needs no lock: there an open file cannot be deleted.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def delete_leftovers(folder: Path) -> None:
    """Delete the temporary files of programs that were killed while they wrote.

    Only for folders that are the program's own. What may be in use still stays.
    """
    for entry in _listed(folder):
        if _PART.fullmatch(entry.name):
            with suppress(OSError):
                if _age(entry.stat()) > _OLD:
                    os.unlink(entry.path)


def delete_leftovers_of(file: Path) -> None:
    """Delete what killed programs left when they wrote this file; takes as long as listing its
    folder. Whatever is not certainly theirs stays, and so does what may be in use still."""
    target = Path(os.path.realpath(file))
    names = re.compile(re.escape(_beginning(target)) + r"[0-9a-f]{16}\.part")
    for entry in _listed(target.parent):
        if names.fullmatch(entry.name):
            with suppress(OSError):
                _delete_abandoned(entry.path)


def _delete_abandoned(part: str) -> None:
    # Neither a link nor a pipe is opened. A share gives a lock only on what may be written to.
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(part, flags)
    try:
        status = os.fstat(descriptor)
        plain = stat.S_ISREG(status.st_mode) and status.st_nlink == 1
        own = sys.platform == "win32" or status.st_uid == os.getuid()
        if not (plain and own and _age(status) > _SETTLED and hold(descriptor)):
            return
        if sys.platform != "win32":
            os.unlink(part)  # under the lock
    finally:
        os.close(descriptor)
    if sys.platform == "win32":
        os.unlink(part)


def _beginning(target: Path) -> str:
    name = target.name.encode("utf-8", "surrogateescape")
    return f".{blake2b(name, digest_size=8).hexdigest()}"


def _age(status: os.stat_result) -> float:
    # One from the future was written before the clock was put right.
    return abs(time.time() - status.st_mtime)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
