"""Device: what a network is computed on."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from pathlib import Path

from satsuma.algorithms.child import ask_once
from satsuma.data.choices import choices
from satsuma.problem import Problem
from satsuma.run import Run

_NAME = re.compile(r"cpu|mps|cuda(:\d+)?")


def devices_to_try(named: str | None, run: Run = Run()) -> list[str]:
    """What to compute on, best first: the named device alone, or all there are and the processor.

    A device is named by the argument, else by SATSUMA_DEVICE, else in the preferences. Torch is
    asked, which takes seconds, only where a graphics processor seems to be there. Raises Problem
    when the named one is not.
    """
    named = named or os.environ.get("SATSUMA_DEVICE") or choices().device or None
    if named is not None:
        return [_checked(named, run)]
    found = list(_accelerators(run)) if accelerator_likely() else []
    return [*found[:1], "cpu"]


def devices_here(run: Run = Run()) -> dict[str, str]:
    """Every device that a network can be computed on here, with a title for a person.

    Takes seconds the first time, where a graphics processor seems to be there.
    """
    found = _accelerators(run) if accelerator_likely() else ()
    return {"cpu": "Processor"} | {name: _titles.get(name, name) for name in found}


def accelerator_likely() -> bool:
    """Whether it is worth asking torch: there is a driver of NVIDIA, or an Apple chip."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    if sys.platform == "win32":
        system = os.environ.get("SYSTEMROOT", r"C:\Windows")
        return (Path(system) / "System32" / "nvcuda.dll").exists()
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None


def _checked(named: str, run: Run) -> str:
    if not _NAME.fullmatch(named):
        raise Problem(f"There is no device “{named}”. Name cpu, cuda, cuda:1 … or mps.")
    if named == "cpu":
        return named
    found = _accelerators(run)
    if named not in (*found, "cuda" if "cuda:0" in found else "cpu"):
        there = ", ".join(("cpu", *found))
        raise Problem(f"Torch finds no device “{named}” on this computer. There is: {there}.")
    return named


def _accelerators(run: Run) -> tuple[str, ...]:
    """The devices that torch finds apart from the processor; asked once per process."""
    if not _asked:
        told = ask_once("devices", run=run)["devices"]
        _titles.update({each["name"]: each["title"] for each in told})
        _asked.append(tuple(each["name"] for each in told))
    return _asked[0]


_asked: list[tuple[str, ...]] = []
_titles: dict[str, str] = {}
