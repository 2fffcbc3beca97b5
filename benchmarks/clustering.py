"""Clustering side by side: `python benchmarks/clustering.py [--sizes 10000 20000]`.

Trees by average linkage and Ward against scipy's, in turn; how long Qt's thread is kept waiting
while they are made; the order of the leaves against scipy's `optimal_leaf_ordering`. About 8
minutes with five rounds, and 5 GB of memory at 20,000 rows.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from claim import Claim, bounded, compared, finish, interleaved, options, tell
from distances import timed
from made_vectors import as_table, in_groups
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering

from satsuma.algorithms.cluster import cluster
from satsuma.algorithms.distance import distances
from satsuma.algorithms.grouping import grouped
from satsuma.algorithms.leaf_order import leaf_order
from satsuma.algorithms.weighted_linkage import Linkage
from satsuma.data.distances import Distances

METHODS: tuple[Linkage, ...] = ("average", "ward")

BEAT = 5
"""Milliseconds between two beats of the timer in Qt's thread."""


def trees(far: Distances, rounds: int) -> list[Claim]:
    """Against scipy, which works on float64 and is given it."""
    double = far.condensed.astype(np.float64)
    found = []
    for method in METHODS:
        times = interleaved({"ours": timed(partial(cluster, far, method)),
                             "scipy": timed(partial(linkage, double, method))}, rounds)
        found.append(tell(compared(f"linkage {method}, {len(far):,} rows", times["ours"],
                                   times["scipy"], 1.3, "s", against="scipy",
                                   less_is_better=True, note="ours with the order of leaves")))
    return found


def longest_wait(work: Callable[[], object]) -> float:
    """The longest gap, in milliseconds, between two beats in Qt's thread while a thread works."""
    from PyQt6.QtCore import QCoreApplication, Qt, QTimer

    from satsuma.ui.background import take_short_turns

    app = QCoreApplication.instance() or QCoreApplication([])
    take_short_turns()
    gaps, last = [0.0], time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(1000 * (now - last))
        last = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start(BEAT)
    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    while worker.is_alive():
        app.processEvents()
        time.sleep(0.0005)
    timer.stop()
    return max(gaps)


def waits(far: Distances, rounds: int) -> list[Claim]:
    """How long the window does not answer while distances are grouped in a worker."""
    idle = [longest_wait(partial(time.sleep, 2)) for _ in range(rounds)]
    gaps = [longest_wait(partial(grouped, far)) for _ in range(rounds)]
    note = f"beats of {BEAT} ms; the idle program waits {np.median(idle):.0f} ms"
    return [tell(bounded(f"longest wait of the window, linkage of {len(far):,} rows", gaps, 100,
                         "ms", note=note))]


def apart(order: np.ndarray, far: Distances) -> float:
    """The sum of the distances of neighboring leaves."""
    return sum(far.between(int(i), int(j)) for i, j in zip(order[:-1], order[1:], strict=True))


def orders(rounds: int) -> list[Claim]:
    """1,000 leaves against scipy; 10,000 alone."""
    far = distances(as_table(in_groups(1000)))
    joined: Any = linkage(far.condensed, "average")
    merges, double = joined[:, :2].astype(np.int32), far.condensed.astype(np.float64)
    times = interleaved({"ours": timed(partial(leaf_order, merges, far)),
                         "scipy": timed(partial(optimal_leaf_ordering, joined, double))}, rounds)
    ours = apart(leaf_order(merges, far), far)
    theirs = apart(leaves_list(optimal_leaf_ordering(joined, double)), far)
    found = [compared("leaf order, 1,000 leaves", times["ours"], times["scipy"], 100, "s",
                      against="scipy's optimal_leaf_ordering", less_is_better=True),
             compared("leaf order, 1,000 leaves, sum of neighboring distances", [ours], [theirs],
                      1, "", against="scipy's optimal_leaf_ordering", less_is_better=True)]
    many = distances(as_table(in_groups(10_000, 256)))
    tree = cluster(many)
    seconds = [timed(partial(leaf_order, tree.merges, many))() for _ in range(rounds)]
    found.append(bounded("leaf order, 10,000 leaves", seconds, 0.1, "s"))
    return [tell(claim) for claim in found]


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 20_000])
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = orders(chosen.rounds)
    for n in chosen.sizes:
        far = distances(as_table(in_groups(n)))
        found += trees(far, chosen.rounds)
        if n == chosen.sizes[-1]:
            found += waits(far, min(chosen.rounds, 3))
    return finish(found, chosen, "clustering")


if __name__ == "__main__":
    raise SystemExit(main())
