"""How long Orange's window stands still while it clusters: run by `benchmarks.dendrogram`.

    python benchmarks/orange_dendrogram.py 1000 3000      (with the Python that has Orange)

Prints for each number of rows the seconds of the whole and the longest gap between two beats of
Qt's thread, as one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from AnyQt.QtCore import QTimer
from AnyQt.QtWidgets import QApplication
from Orange.data import ContinuousVariable, Domain, StringVariable, Table
from Orange.distance import Cosine
from Orange.widgets.unsupervised.owhierarchicalclustering import OWHierarchicalClustering


def measured(app: QApplication, rows: int) -> tuple[float, float]:
    """Seconds until the tree is drawn, and of the longest gap."""
    rng = np.random.default_rng(0)
    points = rng.normal(size=(40, 64))[np.arange(rows) % 40] + rng.normal(size=(rows, 64)) * 0.5
    names = np.array([[f"r{i}"] for i in range(rows)], object)
    domain = Domain([ContinuousVariable(f"n{i}") for i in range(64)],
                    metas=[StringVariable("image name")])
    away = Cosine(Table.from_numpy(domain, points, metas=names))
    window = OWHierarchicalClustering()
    window.show()
    settle(app, 1.0)
    gaps, last = [], [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    settle(app, 0.2)
    gaps.clear()
    begun = time.perf_counter()
    window.set_distances(away)
    window.handleNewSignals()
    settle(app, 0.3)
    while window.root is None:
        settle(app, 0.05)
    took = time.perf_counter() - begun
    settle(app, 1.0)
    window.hide()
    return took, max(gaps)


def settle(app: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.0005)


def main() -> None:
    app = QApplication([])
    print(json.dumps({rows: measured(app, int(rows)) for rows in sys.argv[1:]}))


main()
