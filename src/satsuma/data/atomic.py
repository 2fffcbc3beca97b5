"""Writing a file so that it is either the old one or the whole new one, never half."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from satsuma.data.leftovers import hold, part_of
from satsuma.problem import Problem


@contextmanager
def atomic_write(file: Path) -> Iterator[BinaryIO]:
    """Give a binary file to write to; when the block ends well it takes the name `file`.

    The bytes go to a temporary file in the same folder, are flushed to disk, and replace `file` in
    one step, which is flushed too, so that a loss of power finds one or the other; on any error
    nothing is left behind and `file` is as it was. A file that is replaced
    keeps its permissions, and a link to a file stays one: what it leads to is replaced. Raises
    Problem when the folder is missing or may not be written to, or the disk is full.
    """
    target = Path(os.path.realpath(file))
    part = part_of(target)
    try:
        opened = _created(part, file)
    except OSError as error:
        raise Problem(f"“{file}” cannot be written: {_reason(error)}. Choose another folder.") \
            from error
    try:
        with opened:
            hold(opened.fileno())
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        _keep_mode(part, target)
        os.replace(part, target)
        _flush_folder(target.parent)
    except OSError as error:
        raise Problem(f"“{file}” cannot be written: {_reason(error)}.") from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


def _created(part: Path, file: Path) -> BinaryIO:
    if file.is_dir():
        raise IsADirectoryError(None, "there is a folder of that name")
    if file.exists() and not file.is_file():
        raise OSError(None, "it is a device or a pipe, no ordinary file")
    if file.exists() and not os.access(file, os.W_OK):
        raise PermissionError(None, "the file there is write-protected")
    # The system itself takes the user's umask off these permissions.
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(part, flags, 0o666), "w+b")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _keep_mode(new: Path, old: Path) -> None:
    # Some shares and sticks know no permissions; that is no reason not to save.
    with suppress(OSError):
        os.chmod(new, old.stat().st_mode & 0o777)


def _flush_folder(folder: Path) -> None:
    """Put the new name on the disk too; without it a loss of power may bring the old file back."""
    if sys.platform == "win32":
        return  # folders cannot be opened there, and names are kept in a journal
    with suppress(OSError):  # the file is whole and in its place; not every share can do this
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
