"""Offline: a process without any network, and what it tried all the same.

A network namespace has no interface until one is made. The kernel counts in it what found no way
out, so attempts of libraries in C are seen as well, which no hook of Python's sees.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.trust.hooks import ROOT, environment, noted

_COUNT = '"$@"; status=$?; cat /proc/net/snmp /proc/net/snmp6 > "$COUNTS"; exit $status'


@dataclass(frozen=True)
class Ended:
    """What became of a process; `attempts` is None where there was no namespace to count in."""

    status: int
    out: str
    err: str
    attempts: int | None
    noted: list[str]


@cache
def why_no_namespace() -> str:
    """Why this computer cannot make a network namespace; "" when it can."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return "there is no unshare here"
    tried = subprocess.run(["unshare", "-rn", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else tried.stderr.strip() or "the kernel forbids it"


def run_offline(folder: Path, arguments: Sequence[str], *, seconds: float = 150,
                namespace: bool = True, env: Mapping[str, str] | None = None) -> Ended:
    """Run Python with these arguments, watched, and without a network where that can be had."""
    counts = folder / "counts"
    command = [sys.executable, *arguments]
    apart = namespace and not why_no_namespace()
    if apart:
        command = ["unshare", "-rn", "sh", "-c", _COUNT, "sh", *command]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(folder) | {"COUNTS": str(counts)} | dict(env or {}),
        capture_output=True, text=True, timeout=seconds, check=False)
    return Ended(ended.returncode, ended.stdout, ended.stderr,
                 _attempts(counts.read_text()) if apart else None, noted(folder))


def _attempts(text: str) -> int:
    """How many packets found no way out."""
    names, values = [line.split() for line in text.splitlines() if line.startswith("Ip:")]
    found = int(dict(zip(names, values, strict=True))["OutNoRoutes"])
    six = (line.split() for line in text.splitlines() if line.startswith("Ip6OutNoRoutes"))
    return found + sum(int(value) for _, value in six)


def loudly(text: str) -> None:
    """A line that no capturing hides."""
    os.write(2, f"\n{text}\n".encode())
