"""How time and memory of distances and trees grow: `python benchmarks/growth_of_distances.py`.

From 100 to 20,000 rows of 2,048 numbers, and by way of prototypes to 50,000; the rest of the curve
is drawn on from the last two figures, and marked so. `--json FILE` writes the points for a picture,
with the number of rows at which each takes longer than 5 s. About 3 minutes, 4 GB of memory.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from claim import machine
from made_vectors import as_table, in_kinds

from satsuma.algorithms.cluster import cluster
from satsuma.algorithms.distance import distances
from satsuma.algorithms.grouping import grouped_and_checked
from satsuma.algorithms.medoids import medoids
from satsuma.algorithms.prototypes import approximate_distances

SIZES = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
LARGE = (5000, 10_000, 20_000, 50_000)
DRAWN_ON = (50_000, 100_000)
LIMIT = 5.0
"""Seconds up to which a person waits without doing something else."""


@dataclass(frozen=True)
class Point:
    """One figure of a curve; `bytes` is what was taken above what was held before."""

    n: int
    seconds: float
    bytes: float
    extrapolated: bool = False


def resident() -> int:
    """The memory of this process; 0 where the system does not tell it so."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measured(n: int, work: Callable[[], Any]) -> tuple[Point, Any]:
    """The best time of three while they are quick, and the peak of memory."""
    gc.collect()
    base = peak = resident()
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.003):
            peak = max(peak, resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    times: list[float] = []
    value = None
    while not times or (len(times) < 3 and sum(times) < 1):
        value = None
        began = time.perf_counter()
        value = work()
        times.append(time.perf_counter() - began)
    over.set()
    watcher.join()
    return Point(n, min(times), peak - base), value


def curves() -> dict[str, list[Point]]:
    """All that is measured, curve by curve."""
    found: dict[str, list[Point]] = {}

    def note(curve: str, n: int, work: Callable[[], Any]) -> Any:
        point, value = measured(n, work)
        found.setdefault(curve, []).append(point)
        print(f"{curve:34} {n:7,}  {point.seconds:8.3f} s  {point.bytes / 1e6:7.0f} MB", flush=True)
        return value

    distances(as_table(in_kinds(50)))  # what is loaded once is not counted
    for n in SIZES:
        table = as_table(in_kinds(n))
        far = note("cosine distances", n, partial(distances, table))
        tree = note("tree, average linkage", n, partial(cluster, far))
        note("medoids of all branches", n, partial(medoids, tree, far))
        note("tree, Ward", n, partial(cluster, far, "ward"))
        del far, tree
    for n in LARGE:
        table = as_table(in_kinds(n))
        far = note("distances by 2,000 prototypes", n, partial(approximate_distances, table))
        note("tree of prototypes", n, partial(grouped_and_checked, far))
    return found


def drawn_on(points: list[Point]) -> list[Point]:
    """More points, on the line through the last two in logarithms."""
    one, two = points[-2:]
    rise = math.log(two.seconds / one.seconds) / math.log(two.n / one.n)
    wider = max(two.bytes, 1) / max(one.bytes, 1)
    widening = math.log(wider) / math.log(two.n / one.n)
    return [Point(n, two.seconds * (n / two.n) ** rise, two.bytes * (n / two.n) ** widening, True)
            for n in DRAWN_ON if n > two.n]


def leaves(points: list[Point], limit: float = LIMIT) -> float:
    """The number of rows at which a curve reaches the limit; 0 where it begins above it, infinite
    where it never does."""
    for one, two in zip(points, points[1:], strict=False):
        if one.seconds <= limit < two.seconds:
            share = math.log(limit / one.seconds) / math.log(two.seconds / one.seconds)
            return float(one.n * (two.n / one.n) ** share)
    return math.inf if points[-1].seconds <= limit else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the points there")
    chosen = parser.parse_args()
    whole = {name: [*points, *drawn_on(points)] for name, points in curves().items()}
    ends = {name: leaves(points) for name, points in whole.items()}
    for name, n in ends.items():
        first, last = whole[name][0].n, whole[name][-1].n
        where = f"not up to {last:,} rows" if math.isinf(n) else \
            f"at about {n:,.0f} rows" if n else f"with fewer than {first:,} rows"
        print(f"{name} leaves {LIMIT:g} s {where}")
    if chosen.json is not None:
        record = {"subject": "growth of distances and trees", "machine": machine(), "limit": LIMIT,
                  "curves": [{"name": name, "points": [asdict(point) for point in points],
                              "leaves_limit_at": None if math.isinf(ends[name]) else ends[name]}
                             for name, points in whole.items()]}
        chosen.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
