"""A lock that dies with its process: a file held open, so that others see who still runs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from satsuma.problem import Problem


class HeldLock:
    """A locked file. The system takes the lock back when the process ends, however it ends."""

    def __init__(self, file: Path, descriptor: int) -> None:
        self.file = file
        self._descriptor = descriptor

    @classmethod
    def new(cls, folder: Path, suffix: str) -> HeldLock:
        """A lock of a new name. Raises Problem when there can be none in the folder."""
        for _ in range(5):  # another process may tidy a file away before it is locked
            if lock := cls.taken(folder / f"{token_hex(8)}{suffix}", strict=True):
                return lock
        raise Problem(f"Files in “{folder}” cannot be locked. Choose another data folder.")

    @classmethod
    def taken(cls, file: Path, *, strict: bool = False) -> HeldLock | None:
        """The lock on a file; None while another process holds it. `strict` raises Problem."""
        try:
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            if strict:
                raise Problem(f"“{file.parent}” cannot be written to: "
                              f"{(error.strerror or str(error)).lower()}.") from error
            return None
        if _locked(descriptor) and _is_at(descriptor, file):
            return cls(file, descriptor)
        os.close(descriptor)
        return None

    def release(self, *, delete: bool) -> None:
        """Give the lock back, and delete its file when nothing belongs to it any more."""
        if delete and sys.platform != "win32":
            with suppress(OSError):
                self.file.unlink()
        os.close(self._descriptor)
        if delete and sys.platform == "win32":
            with suppress(OSError):
                self.file.unlink()


def _is_at(descriptor: int, file: Path) -> bool:
    """Whether the open file still has its name; otherwise the lock would keep nobody out."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(file))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
