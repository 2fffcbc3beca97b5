"""Times of the heat map: the ends of all distances, and the ordered square, in the background."""

from __future__ import annotations

import os
import time

import numpy as np

from satsuma.data.distances import Distances
from satsuma.data.table import Table

N = 20_000


def main() -> None:
    """Print a line for each claim."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from satsuma.ui.painters.heatmap_image import colored, drawn
    from satsuma.ui.painters.pairs import ends

    rng = np.random.default_rng(1)
    condensed = rng.random(N * (N - 1) // 2, dtype=np.float32)
    distances = Distances(condensed, Table(tuple(map(str, range(N)))), "cosine")
    start = time.perf_counter()
    found = ends(distances)
    _tell(f"nearest and farthest pairs of {N:,} rows", time.perf_counter() - start, 3.0)
    assert found.nearest[0].distance <= found.nearest[-1].distance
    start = time.perf_counter()
    square = drawn(distances)
    _tell(f"ordered square of {N:,} rows", time.perf_counter() - start, 3.0)
    start = time.perf_counter()
    colored(square, 1).scaled(600, 600)
    _tell("square drawn anew, in Qt's thread", time.perf_counter() - start, 0.1)


def _tell(claim: str, seconds: float, bar: float) -> None:
    print(f"{claim} · {seconds:.3f} s · {bar} s · {'holds' if seconds <= bar else 'falls short'}")


if __name__ == "__main__":
    main()
