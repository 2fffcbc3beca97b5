"""What a benchmark claims, and whether it holds: the form that all claims share.

    python benchmarks/ANY_CLAIM.py [--json FILE] [--rounds N] ...

A script has a function `claims(...) -> list[Claim]` and ends with `raise SystemExit(finish(...))`.
Every claim is a line `claim · ours · theirs · ratio · bar · holds or falls short`; the status is 0
when all hold, 1 when one falls short. `--json FILE` writes the same for whoever makes a page of it.
A ratio is the median of the ratios of rounds in which both took their turn, so that whatever else
the computer does falls on both.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

PACKAGES = ("numpy", "scipy", "torch", "torchvision", "onnxruntime", "openvino", "pillow",
            "fastcluster", "scikit-learn", "PyQt6-Qt6", "Orange3", "Orange3-ImageAnalytics")


@dataclass(frozen=True)
class Claim:
    """One claim, measured.

    Against `theirs` the `ratio` has to reach `bar`: it says how many times as good ours is (for
    speeds ours / theirs, for times and bytes theirs / ours). Without `theirs`, `ours` itself has
    to reach the bar, or stay below it where `less_is_better`. `not_here` says why it cannot be
    measured on this computer; such a claim neither holds nor falls short.
    """

    name: str
    ours: float
    bar: float
    unit: str
    theirs: float | None = None
    against: str = ""
    ratio: float | None = None
    less_is_better: bool = False
    rounds: int = 1
    note: str = ""
    not_here: str = ""

    @property
    def holds(self) -> bool:
        """Whether it does; also where it cannot be measured here."""
        if self.not_here:
            return True
        if self.ratio is not None:
            return self.ratio >= self.bar
        return self.ours <= self.bar if self.less_is_better else self.ours >= self.bar

    @property
    def verdict(self) -> str:
        """`holds`, `falls short`, or `not measured here: …`."""
        if self.not_here:
            return f"not measured here: {self.not_here}"
        return "holds" if self.holds else "falls short"


def compared(name: str, ours: Sequence[float], theirs: Sequence[float], bar: float, unit: str, *,
             against: str, less_is_better: bool = False, note: str = "") -> Claim:
    """The claim that ours is at least `bar` times as good, of rounds that took turns."""
    pairs = list(zip(ours, theirs, strict=True))
    ratio = median(b / a if less_is_better else a / b for a, b in pairs)
    return Claim(name, median(ours), bar, unit, median(theirs), against, ratio, less_is_better,
                 len(pairs), note)


def bounded(name: str, ours: Sequence[float], bar: float, unit: str, *,
            less_is_better: bool = True, note: str = "") -> Claim:
    """The claim that the median stays at or below `bar`, or reaches it."""
    return Claim(name, median(ours), bar, unit, less_is_better=less_is_better, rounds=len(ours),
                 note=note)


def not_here(name: str, bar: float, unit: str, reason: str) -> Claim:
    """A claim that this computer cannot say anything about."""
    return Claim(name, 0.0, bar, unit, not_here=reason)


def interleaved(engines: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """What each measured, `rounds` times in turn, forwards and backwards by turns."""
    found: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(rounds):
        for name in list(engines)[::-1 if number % 2 else 1]:
            found[name].append(engines[name]())
    return found


def told(claim: Claim) -> str:
    """`claim · ours · theirs · ratio · bar · holds or falls short`."""
    if claim.not_here:
        return f"{claim.name} · {claim.verdict}"
    theirs = "–" if claim.theirs is None else f"{claim.against} {_figure(claim.theirs)}"
    ratio = "–" if claim.ratio is None else f"× {_figure(claim.ratio)}"
    bar = f"≤ {claim.bar:g}" if claim.ratio is None and claim.less_is_better else f"≥ {claim.bar:g}"
    parts = [claim.name, f"{_figure(claim.ours)} {claim.unit}", theirs, ratio, bar, claim.verdict]
    return " · ".join(parts) + (f"  ({claim.note})" if claim.note else "")


def _figure(value: float) -> str:
    if value and abs(1 - value) < 0.001:
        return f"{value:.7f}"  # a cosine
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def tell(claim: Claim) -> Claim:
    """Print the line of a claim as soon as it is known."""
    print(told(claim), flush=True)
    return claim


def exit_status(claims: Sequence[Claim]) -> int:
    """0 when all hold, 1 when one falls short or none was measured."""
    return 0 if claims and all(claim.holds for claim in claims) else 1


def machine() -> dict[str, str]:
    """What it was measured on: processor, system, versions, and how busy it was."""
    found = {"processor": _processor(), "cores": str(_cores()), "python": platform.python_version(),
             "system": platform.platform()}
    if hasattr(os, "getloadavg"):
        found["load"] = f"{os.getloadavg()[0]:.1f}"
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
                platform.processor())


def write_json(file: Path, claims: Sequence[Claim], subject: str) -> None:
    """Claims and machine as JSON, for the page of benchmarks."""
    record = {"subject": subject, "machine": machine(), "command": sys.argv,
              "claims": [asdict(claim) | {"holds": claim.holds, "verdict": claim.verdict}
                         for claim in claims]}
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def options(doc: str | None, *, rounds: int = 5) -> argparse.ArgumentParser:
    """The options that every claim's script has."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the claims there")
    parser.add_argument("--rounds", type=int, default=rounds, help="each is measured so many times")
    return parser


def finish(claims: Sequence[Claim], chosen: argparse.Namespace, subject: str) -> int:
    """Write what `--json` asks for; gives the exit status."""
    if chosen.json is not None:
        write_json(chosen.json, claims, subject)
    return exit_status(claims)
