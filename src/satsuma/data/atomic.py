"""Writing a file so that it is either the old one or the whole new one, never half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from satsuma.problem import Problem


@contextmanager
def atomic_write(file: Path) -> Iterator[BinaryIO]:
    """Give a binary file to write to; when the block ends well it takes the name `file`.

    The bytes go to a temporary file in the same folder, are flushed to disk, and replace `file` in
    one step; on any error nothing is left behind and `file` is as it was. A file that is replaced
    keeps its permissions. Raises Problem when the folder is missing or may not be written to.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=file.absolute().parent)
    except OSError as error:
        raise Problem(f"“{file}” cannot be written: {_reason(error)}. Choose another folder.") \
            from error
    try:
        with os.fdopen(handle, "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        _keep_mode(Path(name), file)
        os.replace(name, file)
    except OSError as error:
        raise Problem(f"“{file}” cannot be written: {_reason(error)}.") from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _keep_mode(new: Path, old: Path) -> None:
    try:
        mode = old.stat().st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    os.chmod(new, mode)
