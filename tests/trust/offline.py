"""Offline: a process without any network, and what it tried all the same.

A network namespace has no interface until one is made. The kernel counts in it what found no way
out, so attempts of libraries in C are seen as well, which no hook of Python's sees. Where nobody
may make a namespace, the kernel refuses and counts every socket of the internet (`sealed`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from tests.trust.hooks import ROOT, environment, noted

_COUNT = '"$@"; status=$?; cat /proc/net/snmp /proc/net/snmp6 > "$COUNTS"; exit $status'


@dataclass(frozen=True)
class Ended:
    """What became of a process; `attempts` is None where nobody but the hook watched."""

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


@cache
def can_seal() -> bool:
    """Whether the kernel takes a filter of ours."""
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run([*_sealed(Path(folder) / "counts"), sys.executable, "-c", ""],
                               capture_output=True, check=False)
    return tried.returncode == 0


def _sealed(counts: Path) -> list[str]:
    return [sys.executable, "-I", str(Path(__file__).with_name("sealed.py")), str(counts)]


Way = Literal["namespace", "sealed", "hook"]


@cache
def best_way() -> Way:
    """How a process is kept from the network here."""
    if not why_no_namespace():
        return "namespace"
    return "sealed" if can_seal() else "hook"


def run_offline(folder: Path, arguments: Sequence[str], *, seconds: float = 150,
                way: Way | None = None, env: Mapping[str, str] | None = None) -> Ended:
    """Run Python with these arguments, watched, and without a network where that can be had."""
    counts, way = folder / "counts", way or best_way()
    command = [sys.executable, *arguments]
    if way == "namespace":
        command = ["unshare", "-rn", "sh", "-c", _COUNT, "sh", *command]
    elif way == "sealed":
        command = [*_sealed(counts), *command]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(folder) | {"COUNTS": str(counts)} | dict(env or {}),
        capture_output=True, text=True, timeout=seconds, check=False)
    counted = {"namespace": _lost_packets, "sealed": int}.get(way)
    return Ended(ended.returncode, ended.stdout, ended.stderr,
                 counted(counts.read_text()) if counted else None, noted(folder))


def _lost_packets(text: str) -> int:
    """How many packets found no way out."""
    names, values = [line.split() for line in text.splitlines() if line.startswith("Ip:")]
    found = int(dict(zip(names, values, strict=True))["OutNoRoutes"])
    six = (line.split() for line in text.splitlines() if line.startswith("Ip6OutNoRoutes"))
    return found + sum(int(value) for _, value in six)


def loudly(text: str) -> None:
    """A line that no capturing hides."""
    os.write(2, f"\n{text}\n".encode())
