"""How fast the Data Table shows, scrolls, sorts, filters and selects large tables.

    python -m benchmarks.table_view [--orange /path/to/python]

Runs on whatever screen there is; without one, set QT_QPA_PLATFORM=offscreen, where Qt draws into
memory by the same code. `shown` is from handing the table over to the first frame on the screen;
sorting and filtering are done in the background, so both the time until it is seen and the
longest pause of the window are told. With an Orange installation its Data Table is measured in
the same run, on the same numbers, where it can do the job.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.data.column import Role, categorical, numbers, texts, vectors
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.ui.background import background
from satsuma.ui.painters.rows import RowsPainter
from satsuma.ui.theme import theme
from satsuma.views import Rows

SIZE = (1200, 800)
FRAME, FIRST, STALL = 16.0, 60.0, 100.0
ORANGE = Path(__file__).with_name("orange_table.py")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--orange", default="orange/bin/python",
                        help="the Python of an Orange installation")
    chosen = parser.parse_args()
    app = QApplication([])
    theme().apply("light", 100, "off")
    print(f"drawn by {app.platformName()} at {SIZE[0]} × {SIZE[1]}, "
          f"load {os.getloadavg()[0]:.1f}")
    measure("5,000 × 2,048", invented(5_000, 2_048, plain=0))
    measure("100,000 × 2,060", invented(100_000, 2_048, plain=12))
    measure_orange(Path(chosen.orange))


def measure_orange(python: Path) -> None:
    """What Orange's own Data Table needs, or why it was not measured."""
    if not python.exists():
        print(f"Orange was not measured: there is no {python}")
        return
    done = subprocess.run([str(python), str(ORANGE)], capture_output=True, text=True, check=False,
                          timeout=1200)
    print(done.stdout, end="", flush=True)
    if done.returncode:
        print("Orange broke: " + (done.stderr.strip().splitlines() or ["without a word"])[-1])


def invented(rows: int, wide: int, plain: int) -> Table:
    """A table with a column of vectors and, if asked for, plain ones of several kinds."""
    rng = np.random.default_rng(1)
    columns = {"embedding": vectors(rng.random((rows, wide), np.float32))}
    if plain:
        columns |= {f"x{i}": numbers(rng.normal(size=rows)) for i in range(plain - 2)}
        columns["name"] = texts([f"picture {i}.jpg" for i in rng.permutation(rows).tolist()])
        columns["category"] = categorical([f"kind {i % 7}" for i in range(rows)], Role.TARGET)
    return Table(tuple(f"r{i}" for i in range(rows)), columns)


def tell(claim: str, milliseconds: float, bar: float) -> None:
    """One line: what, how long, the bar, whether it holds."""
    verdict = "holds" if milliseconds <= bar else "falls short"
    print(f"{claim} · {milliseconds:.1f} ms · bar {bar:.0f} ms · {verdict}", flush=True)


def since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)


def measure(name: str, table: Table) -> None:
    """One table, its vectors unfolded, from opening to selecting all."""
    painter = RowsPainter()
    painter.resize(*SIZE)
    painter.show()
    QApplication.processEvents()
    view = Rows(table, unfolded=("embedding",))
    started = time.perf_counter()
    painter.show_view(view)
    painter.repaint()
    QApplication.processEvents()
    tell(f"{name}: shown", since(started), FIRST)
    background().wait(60)
    for bars in (False, True):
        painter.show_view(replace(view, bars=bars))
        words = " with bars" if bars else ""
        tell(f"{name}: frame of scrolling down{words}", scrolling(painter, down=True), FRAME)
        tell(f"{name}: frame of scrolling across{words}", scrolling(painter, down=False), FRAME)
    painter.show_view(Rows(table))
    tell(f"{name}: frame of scrolling down, folded", scrolling(painter, down=True), FRAME)
    painter.show_view(view)
    measure_arranging(name, painter, view)
    measure_choosing(name, painter, view)
    painter.close()


def scrolling(painter: RowsPainter, *, down: bool) -> float:
    """The median of frames that each move by a few rows, or columns."""
    bar = painter.view.verticalScrollBar() if down else painter.view.horizontalScrollBar()
    times = []
    for step in range(120):
        started = time.perf_counter()
        bar.setValue((step * 137) % max(1, bar.maximum()))
        painter.view.viewport().repaint()
        QApplication.processEvents()
        times.append(since(started))
    return median(times)


def measure_arranging(name: str, painter: RowsPainter, view: Rows) -> None:
    """Sorting and filtering: until it is seen, and how long the window stood still at most."""
    table = view.table
    wanted: list[tuple[str, Rows]] = [
        ("sort by n7", replace(view, sort=("n7",))),
        ("sort by n7, then n8", replace(view, sort=("-n7", "n8"))),
        ("filter n7 > 0.9", replace(view, filter="n7 > 0.9"))]
    if "name" in table:
        wanted += [("sort by text", replace(view, sort=("name",))),
                   ("sort by category, then text", replace(view, sort=("category", "-name"))),
                   ("filter by a text in any column", replace(view, filter="77"))]
    for words, one in wanted:
        seen, stall = watched(painter, partial_show(painter, one))
        tell(f"{name}: {words}, until it is seen", seen, 500.0)
        tell(f"{name}: {words}, longest pause", stall, STALL)
    painter.show_view(view)
    background().wait(30)


def partial_show(painter: RowsPainter, view: Rows) -> Callable[[], None]:
    def show() -> None:
        painter.show_view(view)
    return show


def watched(painter: RowsPainter, does: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds until all is done and drawn, and the longest time without an event."""
    started = last = time.perf_counter()
    longest = 0.0
    does()
    while True:
        QApplication.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, 1000 * (now - last)), now
        if painter.shown is not None and not painter.is_arranging:
            break
        time.sleep(0.001)
    painter.view.viewport().repaint()
    longest = max(longest, since(last))
    return since(started), longest


def measure_choosing(name: str, painter: RowsPainter, view: Rows) -> None:
    """Ctrl+A, and back to one row."""
    painter.view.setFocus()
    told: list[object] = []
    painter.gesture.connect(told.append)
    started = time.perf_counter()
    QTest.keyClick(painter.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    painter.show_view(replace(view, selected="all"))
    painter.view.viewport().repaint()
    tell(f"{name}: select all", since(started), STALL)
    assert told == [Changed("selected", "all")]
    half = tuple(view.table.ids[:len(view.table) // 2])
    started = time.perf_counter()
    painter.show_view(replace(view, selected=half))
    painter.view.viewport().repaint()
    tell(f"{name}: show a stored selection of half the rows", since(started), STALL)


if __name__ == "__main__":
    main()
