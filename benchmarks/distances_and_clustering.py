"""Times and memory of distances, clustering and leaf order: `python distances_and_clustering.py`.

Arguments are numbers of rows, 1,000 and 5,000 by default; every row has 2,048 numbers. Beside the
program's own figures stand those of plain numpy, scikit-learn and scipy, where they are at hand
and finish in reasonable time. Peaks are above what the process held before, in MB.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastcluster
import numpy as np
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from sklearn.metrics import pairwise_distances

from satsuma.algorithms.cluster import cluster, estimate_clustering
from satsuma.algorithms.distance import distances, estimate
from satsuma.algorithms.leaf_order import leaf_order
from satsuma.algorithms.metrics import METRICS
from satsuma.data.column import vectors
from satsuma.data.distances import Distances
from satsuma.data.table import Table

WIDTH = 2048


def resident() -> float:
    """The memory of this process in MB; nan where the system does not tell it so."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return float("nan")
    return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured(name: str, work: Callable[[], Any], note: str = "") -> Any:
    """Run it, print wall time, processor time and peak memory, and give its value."""
    gc.collect()
    base = peak = resident()
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.002):
            peak = max(peak, resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    wall, processor = time.perf_counter(), time.process_time()
    try:
        value = work()
    finally:
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        over.set()
        watcher.join()
    print(f"  {name:<44} {wall:8.2f} s  cpu {processor:8.2f} s  +{peak - base:6.0f} MB  {note}")
    return value


def pictures(n: int) -> Table:
    """Vectors in groups of twenty, as embeddings are: no number below 0, many exactly 0."""
    rng = np.random.default_rng(0)
    kinds = rng.normal(size=(n // 20 + 1, WIDTH)).repeat(20, axis=0)[:n]
    values = np.maximum(kinds + rng.normal(size=(n, WIDTH)), 0).astype(np.float32)
    return Table(tuple(map(str, range(n))), {"embedding": vectors(values)})


def cost(order: np.ndarray, far: Distances) -> float:
    return sum(far.between(i, j) for i, j in zip(order[:-1], order[1:], strict=True))


def compare_distances(table: Table) -> Distances:
    n, values = len(table), table.features()
    for metric in METRICS:
        if metric.startswith(("manhattan", "hamming")) and n > 5000:
            continue
        price = estimate(n, WIDTH, metric)
        measured(metric, lambda metric=metric: distances(table, metric),
                 f"estimated {price.seconds:.2f} s, {price.bytes / 1e6:.0f} MB")
    measured("scikit-learn cosine", lambda: pairwise_distances(values, metric="cosine"))
    measured("scikit-learn euclidean", lambda: pairwise_distances(values))
    return distances(table)


def compare_clustering(far: Distances) -> None:
    double = far.condensed.astype(np.float64)
    for method in ("average", "ward", "complete", "weighted", "single"):
        price = estimate_clustering(len(far))
        tree = measured(f"cluster, {method}", lambda method=method: cluster(far, method),
                        f"estimated {price.seconds:.2f} s, {price.bytes / 1e6:.0f} MB")
        measured(f"scipy, {method}", lambda method=method: linkage(double, method))
        if method == "average":
            compare_orders(tree.merges, far, fastcluster.linkage(double, "average"))


def compare_orders(merges: np.ndarray, far: Distances, joined: np.ndarray) -> None:
    order = measured("leaf order, greedy", lambda: leaf_order(merges, far))
    print(f"    neighbors {cost(order, far):.1f} apart; unordered "
          f"{cost(leaves_list(joined), far):.1f}")
    if len(far) <= 2000:
        best = measured("leaf order, scipy's optimal",
                        lambda: optimal_leaf_ordering(joined, far.condensed.astype(np.float64)))
        print(f"    neighbors {cost(leaves_list(best), far):.1f} apart")


def main() -> None:
    for n in [int(text) for text in sys.argv[1:]] or [1000, 5000]:
        print(f"{n:,} × {WIDTH:,}")
        compare_clustering(compare_distances(pictures(n)))


if __name__ == "__main__":
    main()
