"""From the start of the program to a window that answers: ours and Orange's, in one run.

    python -m benchmarks.start --orange /path/to/orange/bin/python [--runs 5]

Both are started in turns on a screen of their own (Xvfb). "Shown" is when their window can be
found, "usable" when a word typed into the search field of the toolbox, sent as soon as the window
is shown, has had its effect on the screen. Before a "cold" start the system forgets the files of
both programs, as far as it lets us; "warm" starts follow at once. Medians are told.

Orange wants an environment of its own: `python -m venv E && E/bin/pip install Orange3 PyQt5`.
"""

from __future__ import annotations

import argparse
import mmap
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.end_to_end import desktop as screens
from tests.end_to_end.desktop import Desktop, Failed, Program, middle, missing_tools

POLL = 0.02
PATIENCE = 60.0
STILL = 2.0
"""Seconds without a change on the screen after which the word has had its effect."""
WORD = "dist"

Rect = tuple[int, int, int, int]


@dataclass(frozen=True)
class Started:
    """A program: how to start it, where its search field is and where hits are shown."""

    name: str
    command: tuple[str, ...]
    env: dict[str, str]
    field: tuple[int, int]
    hits: Rect


@dataclass(frozen=True)
class Times:
    """Seconds from the start."""

    shown: float
    usable: float


class Framebuffer:
    """What is on the screen, read from memory; no program is asked."""

    def __init__(self, folder: Path) -> None:
        with (folder / "Xvfb_screen0").open("rb") as opened:
            self._memory = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        head = np.frombuffer(self._memory, ">u4", 25)
        self._at = int(head[0]) + 12 * int(head[19])
        self._width, self._height, self._line = int(head[4]), int(head[5]), int(head[12])

    def part(self, rect: Rect) -> bytes:
        """The pixels in a rectangle."""
        x, y, width, height = rect
        rows = np.frombuffer(self._memory, np.uint8, self._line * self._height, self._at)
        rows = rows.reshape(self._height, self._line)
        return rows[y:y + height, 4 * x:4 * (x + width)].tobytes()


def measure(desktop: Desktop, screen: Framebuffer, program: Started) -> Times:
    """Start it, type a word, see it answer, end it."""
    began = time.perf_counter()
    process = subprocess.Popen(program.command, env=os.environ | program.env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    try:
        window = _window(desktop, process)
        shown = time.perf_counter() - began
        empty = screen.part(program.hits)
        desktop.do("windowfocus", window, "mousemove", *program.field, "click", 1,
                   "type", "--delay", 10, WORD)
        return Times(shown, _answered(screen, program.hits, empty) - began)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(0.5)


def _window(desktop: Desktop, process: subprocess.Popen[bytes]) -> str:
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        if found := desktop.do("search", "--onlyvisible", "--name", "."):
            return found.splitlines()[-1]
        if process.poll() is not None:
            raise Failed(f"{process.args} ended with {process.returncode}.")
        time.sleep(POLL)
    raise Failed(f"{process.args} showed no window.")


def _answered(screen: Framebuffer, rect: Rect, empty: bytes) -> float:
    """When the last change in that part of the screen was."""
    last, seen, changes = time.perf_counter(), empty, 0
    while (now := time.perf_counter()) - last < (STILL if changes else PATIENCE):
        here = screen.part(rect)
        if here != seen:
            last, seen, changes = now, here, changes + 1
        time.sleep(POLL / 2)
    if not changes:
        raise Failed("The window did not answer to what was typed.")
    return last


def forget_files(*folders: Path) -> None:
    """Ask the system to forget what it has read of these folders."""
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file() and hasattr(os, "posix_fadvise"):
                opened = os.open(file, os.O_RDONLY)
                os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(opened)


def ours(desktop: Desktop, home: Path) -> Started:
    """Our program; a first start, not measured, tells where things are."""
    program = Program(desktop, home)
    try:
        screen = program.wait("the toolbox", lambda s: s["tiles"] and s, PATIENCE)
        field = program.control(name="find a widget", kind="Line")["rect"]
        tiles = list(screen["tiles"].values())
    finally:
        program.end()
    left, top = min(t[0] for t in tiles), field[1] + field[3] + 4
    right = max(t[0] + t[2] for t in tiles)
    env = {f"SATSUMA_{n}": str(home / n.lower()) for n in ("CACHE", "DATA", "CONFIG")}
    return Started("Satsuma", screens.SATSUMA, env | _screen(desktop, home),
                   middle(field), (left, top, right - left, 240))


def orange(desktop: Desktop, home: Path, python: Path) -> Started:
    """Orange, without its greeting; its window stands in the corner of a screen like ours."""
    command = (str(python), "-m", "Orange.canvas", "--no-welcome", "--no-splash")
    return Started("Orange", command, _screen(desktop, home), (150, 51), (2, 68, 280, 240))


def _screen(desktop: Desktop, home: Path) -> dict[str, str]:
    return {"DISPLAY": desktop.display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}


def environment(python: Path) -> Path:
    """Where an environment's packages are."""
    asked = "import sysconfig; print(sysconfig.get_paths()['platlib'])"
    told = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=True)
    return Path(told.stdout.strip())


def compare(desktop: Desktop, screen: Framebuffer, programs: list[Started], runs: int,
            folders: list[Path]) -> dict[tuple[str, str], list[Times]]:
    """All starts, in turns."""
    found: dict[tuple[str, str], list[Times]] = {}
    for program in programs:
        measure(desktop, screen, program)  # the first start ever is another matter
    for number in range(runs):
        for kind in ("cold", "warm"):
            for program in programs:
                if kind == "cold":
                    forget_files(*folders)
                times = measure(desktop, screen, program)
                found.setdefault((program.name, kind), []).append(times)
                print(f"{number + 1}  {kind}  {program.name:8}  shown {times.shown:5.2f} s  "
                      f"usable {times.usable:5.2f} s", flush=True)
    return found


def tell(found: dict[tuple[str, str], list[Times]]) -> None:
    print("\nMedians           shown     usable")
    for (name, kind), times in sorted(found.items()):
        shown = statistics.median(one.shown for one in times)
        usable = statistics.median(one.usable for one in times)
        print(f"{name:8}  {kind:4}  {shown:6.2f} s  {usable:6.2f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--orange", type=Path, help="the Python of Orange's environment")
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    if missing := missing_tools():
        print(f"Install first: {', '.join(missing)}")
        return 2
    if chosen.orange is None or not chosen.orange.exists():
        print("Orange is not there: only our own program is measured. Name the Python of its "
              "environment with --orange.")
    with tempfile.TemporaryDirectory() as place:
        homes = [Path(place, name) for name in ("ours", "orange", "screen")]
        for home in homes:
            home.mkdir()
        with Desktop(framebuffer=homes[2]) as desktop:
            programs, folders = [ours(desktop, homes[0])], [environment(Path(sys.executable))]
            if chosen.orange is not None and chosen.orange.exists():
                programs.append(orange(desktop, homes[1], chosen.orange))
                folders.append(environment(chosen.orange))
            tell(compare(desktop, Framebuffer(homes[2]), programs, chosen.runs, folders))
    return 0


if __name__ == "__main__":
    sys.exit(main())
