"""Memory: how much is free on this machine, and refusing what would not fit."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from satsuma.problem import Problem

SHARE = 0.8
"""How much of the free memory one piece of work may take; the rest keeps the computer usable."""

_CGROUPS = Path("/sys/fs/cgroup")


def available() -> int | None:
    """The bytes that may still be taken without pressing other programs; None when unknown.

    On Linux the smaller of what the kernel calls available and what a container's limit leaves.
    On other Unixes all of the machine's memory, since what is free there is not told plainly.
    """
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "linux":
        known = [part for part in (_linux(), _container()) if part is not None]
        return min(known, default=None)
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _linux() -> int | None:
    lines = _text(Path("/proc/meminfo")).splitlines()
    kilobytes = next((line.split()[1] for line in lines if line.startswith("MemAvailable")), None)
    return None if kilobytes is None else int(kilobytes) * 1024


def _container() -> int | None:
    """What the limit of a container leaves (control groups, version 2)."""
    limit, used = _text(_CGROUPS / "memory.max"), _text(_CGROUPS / "memory.current")
    if not (limit.isdigit() and used.isdigit()):
        return None
    stat = _text(_CGROUPS / "memory.stat").splitlines()
    cached = next((line.split()[1] for line in stat if line.startswith("inactive_file")), "0")
    return max(int(limit) - int(used) + int(cached), 0)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (("length", ctypes.c_ulong), ("load", ctypes.c_ulong), *(
        (name, ctypes.c_ulonglong) for name in (
            "total", "available", "total_page", "available_page", "total_virtual",
            "available_virtual", "available_extended")))


def _windows() -> int | None:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - exists on Windows only
    return status.available if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None


def usable() -> int | None:
    """The bytes that one piece of work may take, a `SHARE` of what is free; None when unknown."""
    free = available()
    return None if free is None else int(SHARE * free)


def require(needed: int, what: str, instead: str) -> None:
    """Raise Problem when so many bytes are more than what is usable.

    `what` needs them, such as "The distances between 90,000 rows"; `instead` is what to do.
    """
    free = usable()
    if free is not None and needed > free:
        raise Problem(f"{what} would take {in_words(needed)} of memory, and {in_words(free)} can "
                      f"be used. {instead}")


def in_words(size: float) -> str:
    """A number of bytes as a person reads it: `3.2 GB`."""
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{max(size / 1e6, 1):,.0f} MB"
