"""How long a large collection takes to be seen again when the program is started anew.

    python -m benchmarks.reopening [--pictures 5000] [--runs 5] [--keep FOLDER]

Small pictures are made, embedded, compared and grouped; a branch is clicked, and the workflow is
saved with the windows of the tree and of the viewer open, all by hand on a screen of its own. Then
the program is started again with that file. Timed from the start of the process: the first window,
every node done, and both views with every thumbnail that is in sight. The times are those of a
program that also writes what is on its screen (satsuma/ui/drive.py), twenty times a second.
With --keep the pictures and everything computed stay, so that the next time is quick.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from satsuma.catalog import discover
from satsuma.workflow.ows import read_ows, write_ows
from tests.end_to_end.desktop import Desktop, Failed, Program, missing_tools
from tests.end_to_end.person import ROOT, Person

SIZE = (300, 200)
KINDS = 40
BAR = 3.0
POLL = 0.01
PATIENCE, GIVEN_UP = 1800.0, 120.0
WORK = "processor time until then"
TREE, VIEWER = "Hierarchical Clustering", "Image Viewer"
LEFT, RIGHT = (0, 40, 860, 800), (870, 40, 560, 800)

Screen = dict[str, Any]


# The collection

def make_picture(folder: Path, number: int) -> None:
    """Ellipses on a ground; pictures of one kind have like colors and shapes."""
    kind, own = np.random.default_rng(number % KINDS), np.random.default_rng(KINDS + number)
    ground, ink = kind.integers(0, 256, (2, 3))
    picture = Image.new("RGB", SIZE, _near(ground, own))
    drawn = ImageDraw.Draw(picture)
    for x, y, width, height in kind.uniform(0, 1, (6, 4)) + own.normal(0, 0.04, (6, 4)):
        left, top = x * SIZE[0] * 0.8, y * SIZE[1] * 0.8
        box = (left, top, left + 10 + 120 * abs(width), top + 10 + 120 * abs(height))
        drawn.ellipse(box, fill=_near(ink, own))
    picture.save(folder / f"kind {number % KINDS:02}" / f"{number:06}.jpg", quality=85)


def _near(color: np.ndarray, own: np.random.Generator) -> tuple[int, ...]:
    return tuple(np.clip(color + own.integers(-30, 31, 3), 0, 255).tolist())


def make_collection(folder: Path, count: int) -> None:
    """So many pictures in folders by their kind."""
    for kind in range(KINDS):
        (folder / f"kind {kind:02}").mkdir(parents=True)
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(make_picture, folder), range(count), chunksize=200))


def write_workflow(folder: Path, file: Path) -> None:
    """The seed workflow on these pictures; nothing is selected."""
    workflow = read_ows(ROOT / "workflows" / "animals.ows", discover()).workflow
    workflow = workflow.without_node("data-table")
    for node_id, name, value in (("import-images", "sources", (str(folder),)),
                                 ("hierarchical-clustering", "selection", "branches"),
                                 ("hierarchical-clustering", "zoom", 0.0)):
        workflow = workflow.with_setting(node_id, name, value)
    write_ows(workflow, file)


# What was left behind

class Owner(Person):
    """Computes it once, opens two windows, clicks a branch and saves."""

    def leave(self) -> None:
        self.program.node("hierarchical-clustering", "done", PATIENCE)
        viewer = self.open("image-viewer")
        self.put(viewer, RIGHT)
        self.put(self.open("hierarchical-clustering"), LEFT)
        branches = self.program.wait("branches", lambda s: s["branches"], 60)
        total = self.program.screen()["trees"][0]["leaves"]
        branch = max((b for b in branches if b["leaves"] < total / 2), key=lambda b: b["leaves"])
        self.desktop.click(tuple(branch["at"]))
        self.program.wait("both views", are_seen, 120)
        self.done(f"{branch['leaves']:,} of {total:,} pictures selected")
        time.sleep(1.0)  # until the places of the windows are noted
        self.program.focus(self._canvas()["window"])
        self.desktop.key("ctrl+s")
        time.sleep(2.0)
        self.desktop.key("ctrl+q")
        self.program.process.wait(30)


# What is seen

def is_shown(screen: Screen) -> bool:
    return bool(screen["windows"])


def are_done(screen: Screen) -> bool:
    """Whether there are nodes, and all are done."""
    nodes = [node for canvas in screen["canvases"] for node in canvas["nodes"].values()]
    return bool(nodes) and all(node["state"] == "done" for node in nodes)


def are_seen(screen: Screen) -> bool:
    """Whether tree and viewer show what they have, each with every thumbnail in sight."""
    views = {one["window"].partition(" – ")[0]: one
             for one in (*screen["trees"], *screen["galleries"])}
    return {TREE, VIEWER} <= views.keys() and all(
        view["shown"] and all(one["picture"] for one in view["shown"]) for view in views.values())


CLAIMS: dict[str, Callable[[Screen], bool]] = {
    "the first window": is_shown, "every node done": are_done, "tree and viewer seen": are_seen}


def start(desktop: Desktop, home: Path, file: Path, shot: Path) -> dict[str, float]:
    """Start the program with the file, and stop it when everything is seen; seconds by claim.

    On Linux also those for which processors worked for it: what they take on a busy computer, too.
    """
    began = time.perf_counter()
    program = Program(desktop, home, str(file))
    seconds: dict[str, float] = {}
    try:
        while len(seconds) < len(CLAIMS):
            screen, now = program.screen(), time.perf_counter() - began
            seconds |= {claim: now for claim, holds in CLAIMS.items()
                        if claim not in seconds and holds(screen)}
            if now > GIVEN_UP:
                raise Failed(f"Only {', '.join(seconds) or 'nothing'} after {GIVEN_UP} s.")
            time.sleep(POLL)
        seconds |= worked(program.process.pid)
        desktop.shot(shot)
    finally:
        program.end()
    return seconds


def worked(process: int) -> dict[str, float]:
    """The processor time of a process until now; nothing where that cannot be told."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return {}
    fields = told.rpartition(")")[2].split()
    return {WORK: (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")}


def measure(desktop: Desktop, home: Path, file: Path, runs: int) -> dict[str, list[float]]:
    """All starts."""
    found: dict[str, list[float]] = {}
    for number in range(1, runs + 1):
        seconds = start(desktop, home, file, home / f"start-{number}.png")
        for claim, one in seconds.items():
            found.setdefault(claim, []).append(one)
        told = ", ".join(f"{claim} {one:.2f} s" for claim, one in seconds.items())
        print(f"start {number}: {told}", flush=True)
    return found


def tell(found: dict[str, list[float]]) -> bool:
    """Print the medians; whether all hold."""
    print("claim · measured · bar · holds or falls short")
    all_hold = True
    if work := found.pop(WORK, None):
        print(f"{WORK}: {statistics.median(work):.2f} s")
    for claim, seconds in found.items():
        middle = statistics.median(seconds)
        holds = middle <= BAR
        all_hold &= holds
        print(f"{claim} · {middle:.2f} s ({min(seconds):.2f}–{max(seconds):.2f}) · {BAR:g} s · "
              f"{'holds' if holds else 'falls short'}")
    return all_hold


def prepare(desktop: Desktop, home: Path, file: Path, count: int) -> None:
    """Pictures, everything computed from them, and the workflow as it was left."""
    began = time.perf_counter()
    if not (home / "pictures").exists():
        make_collection(home / "pictures", count)
    write_workflow(home / "pictures", file)
    print(f"{count:,} pictures made in {time.perf_counter() - began:.0f} s", flush=True)
    owner = Owner(Program(desktop, home, str(file)), home)
    try:
        owner.leave()
    except Failed:
        file.unlink()  # it is not as it should be left
        raise
    finally:
        owner.program.end()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder that keeps what was computed")
    chosen = parser.parse_args()
    if missing := missing_tools():
        print(f"Install first: {', '.join(missing)}")
        return 2
    place = nullcontext(chosen.keep) if chosen.keep else tempfile.TemporaryDirectory()
    with place as folder, Desktop() as desktop:
        home = Path(folder).absolute()
        file = home / "many.ows"
        if not file.exists():
            home.mkdir(parents=True, exist_ok=True)
            prepare(desktop, home, file, chosen.pictures)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        return 0 if tell(measure(desktop, home, file, chosen.runs)) else 1


if __name__ == "__main__":
    sys.exit(main())
