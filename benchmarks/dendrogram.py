"""The dendrogram: drawing large trees, from a click to the pictures, stalls while clustering.

    python -m benchmarks.dendrogram [--only draw|click|stall] [--orange PYTHON]

Trees are real linkages of random points: Ward's, and single linkage, whose trees are long chains.
A stall is the longest gap between the beats of a timer of 5 ms in Qt's thread while the whole
program computes with the windows of the tree and the viewer open. Where Orange is installed, its
widget clusters as many rows in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.stalls import Beat, make_pictures
from satsuma.data.column import numbers, texts, vectors
from satsuma.data.table import Table
from satsuma.widget import setting, widget

LEAVES = (1_000, 5_000, 20_000, 50_000)
ROWS = (1_000, 3_000, 5_000)
FRAME, ANSWER, STALL = 50.0, 100.0, 100.0
REST = 0.25
"""Seconds for which the mouse is on a branch before it is clicked, as in a hand."""

TREE, VIEWER = "hierarchical-clustering", "image-viewer"


@widget("Points", icon="M4 4h16v16H4z")
class Points:
    """Forty groups of points."""

    rows: int = setting(2, "Rows", low=2, high=100_000)

    def compute(self) -> Table:
        names = tuple(f"r{i}" for i in range(self.rows))
        return with_points(Table(names, {"image name": texts(names),
                                         "size": numbers(range(self.rows))}))


@widget("Described", icon="M4 4h16v16H4z")
class Described:
    """Gives pictures the numbers of points, so that no network has to run."""

    def compute(self, data: Table) -> Table:
        return with_points(data)


def with_points(table: Table) -> Table:
    """The table with 64 numbers for each row."""
    rng, n = np.random.default_rng(0), len(table)
    points = rng.normal(size=(40, 64))[np.arange(n) % 40] + rng.normal(size=(n, 64)) * 0.5
    return table.with_column("numbers", vectors(points.astype(np.float32)))


def say(claim: str, measured: float, bar: float, unit: str = "ms") -> None:
    """One line: what was measured, and whether it holds."""
    holds = "holds" if measured <= bar else "falls short"
    print(f"{claim:62} {measured:9.1f} {unit} · bar {bar:5.0f} {unit} · {holds}", flush=True)


# Drawing


def linked(n: int, method: str) -> Any:
    """A tree of n random points."""
    import fastcluster

    from satsuma.algorithms.grouping import in_table_order
    from satsuma.data.tree import Tree

    points = np.random.default_rng(1).normal(size=(n, 6))
    joined = fastcluster.linkage_vector(points, method)
    table = Table(tuple(f"r{i}" for i in range(n)))
    return in_table_order(Tree(joined[:, :2].astype(np.int32),
                               np.maximum.accumulate(joined[:, 2]), np.arange(n), table))


def timed(does: Callable[[int], object], times: int = 9) -> tuple[float, float]:
    """The median and the longest of so many times, in milliseconds."""
    taken = []
    for turn in range(times):
        begun = time.perf_counter()
        does(turn)
        taken.append(1000 * (time.perf_counter() - begun))
    return median(taken), max(taken)


def draw(program: Any) -> None:
    """Painting, scrolling and hovering on trees of many leaves."""
    from satsuma.algorithms.cluster import assign_clusters
    from satsuma.ui.painters.dendrogram import DendrogramPainter
    from satsuma.views import Dendrogram

    for n in LEAVES:
        for method in ("ward", "single"):
            tree = linked(n, method)
            view = Dendrogram(tree, assign_clusters(tree, tree.cut_into(8)))
            painter = DendrogramPainter()
            painter.resize(1200, 800)
            painter.show()
            program.pass_time(0.1)
            _, first = timed(lambda _, p=painter, v=view: (p.show_view(v), p.canvas.repaint()), 1)
            say(f"{n:,} leaves ({method}): first drawing", first, STALL)
            _draw_zooms(program, painter, view, f"{n:,} leaves ({method})")
            painter.close()
            painter.deleteLater()


def _draw_zooms(program: Any, painter: Any, view: Any, what: str) -> None:
    canvas, tree, n = painter.canvas, view.tree, len(view.tree)
    nodes = [tree.root - n * turn // 10 for turn in range(9)]

    def scroll(turn: int) -> None:
        canvas.scroll_to(canvas.farthest() * (turn + 1) / 9)
        canvas.repaint()

    def hover(turn: int) -> None:
        place = canvas.layout_now().place_of(nodes[turn])
        canvas.layout_now().node_at(place)
        canvas.hovered = nodes[turn]
        canvas.repaint()

    worst_scroll, worst_hover = 0.0, 0.0
    for zoom in (0.0, 0.0125, 0.1, 1.0):
        painter.show_view(replace(view, zoom=zoom))
        program.pass_time(0.05)
        worst_scroll = max(worst_scroll, timed(scroll)[1])
        worst_hover = max(worst_hover, timed(hover)[1])
        canvas.hovered = None
    say(f"{what}: scroll and draw, longest of 4 zooms", worst_scroll, FRAME)
    say(f"{what}: hover, find and draw, longest of 4 zooms", worst_hover, FRAME)


# From a click to the pictures


def chained(*widgets: Any) -> Any:
    """A workflow of widgets one behind the other."""
    from satsuma.workflow.model import Link, Workflow

    workflow, last = Workflow(), None
    for made in widgets:
        workflow, node = workflow.with_new_node(made)
        if last is not None:
            output = next(iter(workflow.nodes[last].widget.spec.outputs))
            port = next(iter(workflow.nodes[node].widget.spec.inputs))
            workflow = workflow.with_link(Link(last, output, node, port))
        last = node
    return workflow


def click(program: Any, folder: Path, count: int = 1_000) -> None:
    """From a click on a branch to its pictures in the open viewer."""
    from PyQt6.QtCore import QPointF, Qt
    from PyQt6.QtTest import QTest

    from satsuma.catalog import discover

    make_pictures(folder, count)
    named = discover().named
    program.window.document.edit(chained(
        named("import_images")(sources=(str(folder),)), Described(), named("distances")(),
        named("hierarchical_clustering")(), named("image_viewer")()), "Make")
    program.wait_until_settled()
    for node in (TREE, VIEWER):
        program.open_node(node)
    program.pass_time(1.0)
    windows = program.window.widget_windows
    canvas, viewer = windows.window(TREE).area.painter.canvas, windows.window(VIEWER).area
    tree = canvas.shape.tree
    shown_after, seen_after = [], []
    for wanted in (5, 12, 25, 60, 120, 250, 500, 900) * 2:
        node = len(tree) + int(np.argmin(np.abs(tree.sizes - wanted)))
        canvas.scroll_to(0)
        canvas.reveal(node)
        program.pass_time(0.3)
        place = (canvas.layout_now().place_of(node) + QPointF(1, 0)).toPoint()
        rows = tree.size(canvas.layout_now().node_at(QPointF(place)))
        QTest.mouseMove(canvas, place)
        program.pass_time(REST)
        begun = time.perf_counter()
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
        program.pass_time(5, lambda rows=rows: rows_in(viewer.painter) == rows)
        program.qt.processEvents()
        shown_after.append(1000 * (time.perf_counter() - begun))
        program.pass_time(5, lambda: viewer.painter.thumbnails.is_idle)
        program.qt.processEvents()
        seen_after.append(1000 * (time.perf_counter() - begun))
    half = len(shown_after) // 2
    what = f"{count:,} leaves: click to the viewer painted"
    say(f"{what}, median", median(shown_after), ANSWER)
    say(f"{what}, longest", max(shown_after), ANSWER)
    what = f"{count:,} leaves: click to all visible pictures"
    say(f"{what}, new ones, median", median(seen_after[:half]), ANSWER)
    say(f"{what}, seen before, longest", max(seen_after[half:]), ANSWER)


def rows_in(painter: Any) -> int:
    """How many pictures the viewer shows."""
    if painter is None:
        return 0
    view = getattr(painter, "view", None) or painter.model.view
    return 0 if view is None else len(view.table)


# Stalls


def stall(program: Any, orange: Path) -> None:
    """The longest stall while clustering, in the running program and in Orange."""
    from satsuma.catalog import discover

    named, document = discover().named, program.window.document
    document.edit(chained(Points(), named("distances")(), named("hierarchical_clustering")()),
                  "Make")
    program.open_node(TREE)
    program.wait_until_settled()
    theirs = in_orange(orange)
    for rows in ROWS:
        beat = Beat()
        program.pass_time(1.0)
        beat.gaps.clear()
        begun = time.perf_counter()
        document.edit(document.workflow.with_setting("points", "rows", rows), "Rows")
        program.pass_time(0.2)
        program.wait_until_settled()
        took = time.perf_counter() - begun - 0.5
        say(f"{rows:,} rows clustered in {took:.1f} s: longest stall", max(beat.gaps), STALL)
        if str(rows) in theirs:
            took, gap = theirs[str(rows)]
            print(f"    Orange: {took:.1f} s, longest stall {1000 * gap:,.0f} ms", flush=True)


def in_orange(python: Path) -> dict[str, tuple[float, float]]:
    """Seconds and longest gap by the number of rows; nothing where Orange is not installed."""
    if not python.exists():
        print("Orange is not installed here, so there is nothing to compare with.")
        return {}
    script = Path(__file__).with_name("orange_dendrogram.py")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run([str(python), str(script), *map(str, ROWS)], capture_output=True,
                          text=True, check=False, env=environment)
    if done.returncode:
        print(f"Orange did not run: {done.stderr[-300:]}")
        return {}
    found: dict[str, tuple[float, float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--only", choices=("draw", "click", "stall"))
    parser.add_argument("--orange", type=Path, default=Path("orange/bin/python"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for name in ("CACHE", "DATA", "CONFIG"):
            os.environ[f"SATSUMA_{name}"] = str(Path(place, name.lower()))
        folder = Path(place, "pictures")
        folder.mkdir()
        from benchmarks.whole_program import WholeProgram

        program = WholeProgram()
        program.pass_time(0.5)
        if chosen.only in (None, "draw"):
            draw(program)
        if chosen.only in (None, "click"):
            click(program, folder)
        if chosen.only in (None, "stall"):
            stall(program, chosen.orange)
        program.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
