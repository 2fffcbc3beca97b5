"""How fast Orange's Data Table is on the same numbers: run by `benchmarks.table_view`.

    python benchmarks/orange_table.py      (with the Python that has Orange)

Orange has no columns of vectors, so its table has 2,048 columns of numbers. Prints a line for each
figure; there is no bar, since it only stands beside ours.
"""

from __future__ import annotations

import time
from statistics import median

import numpy as np
from AnyQt.QtCore import Qt
from AnyQt.QtWidgets import QApplication
from Orange.data import ContinuousVariable, Domain, Table
from Orange.widgets.data.owtable import OWTable

ROWS, WIDE = 5_000, 2_048


def since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)


def tell(claim: str, milliseconds: float) -> None:
    print(f"Orange, {ROWS:,} × {WIDE:,}: {claim} · {milliseconds:.1f} ms", flush=True)


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    domain = Domain([ContinuousVariable(f"n{i}") for i in range(WIDE)])
    table = Table.from_numpy(domain, np.random.default_rng(1).random((ROWS, WIDE)))
    window = OWTable()
    window.resize(1200, 800)
    window.show()
    app.processEvents()
    started = time.perf_counter()
    window.set_dataset(table)
    window.handleNewSignals()
    window.view.viewport().repaint()
    app.processEvents()
    tell("shown", since(started))
    for words, bar in (("down", window.view.verticalScrollBar()),
                       ("across", window.view.horizontalScrollBar())):
        tell(f"frame of scrolling {words}", scrolling(app, window, bar))
    started = time.perf_counter()
    window.view.sortByColumn(7, Qt.SortOrder.AscendingOrder)
    window.view.viewport().repaint()
    app.processEvents()
    tell("sort by n7", since(started))
    started = time.perf_counter()
    window.view.selectAll()
    window.view.viewport().repaint()
    app.processEvents()
    tell("select all", since(started))


def scrolling(app: QApplication, window: OWTable, bar: object) -> float:
    """The median of frames that each move by a few rows, or columns."""
    times = []
    for step in range(120):
        started = time.perf_counter()
        bar.setValue((step * 137) % max(1, bar.maximum()))
        window.view.viewport().repaint()
        app.processEvents()
        times.append(since(started))
    return median(times)


if __name__ == "__main__":
    main()
