"""Orange's distances in a process of its own, which waits until it is asked.

    python benchmarks/orange_distances.py FILE.npy      (with the Python that has Orange)

The file holds rows of numbers. It answers `METRIC` with the seconds that Orange took.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self


class OrangeDistances:
    """That process, seen from a benchmark; a context manager that ends it."""

    def __init__(self, python: Path, vectors: Path) -> None:
        self._process = subprocess.Popen([python, __file__, vectors], text=True,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._answer()

    def seconds(self, metric: str) -> float:
        """How long Orange takes for all distances: `Cosine`, `Euclidean` …"""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{metric}\n")
        self._process.stdin.flush()
        return float(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("Orange has ended; what it said stands above")
        return line

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def main() -> None:
    """Answer until nobody asks any more."""
    import numpy as np
    from Orange import distance
    from Orange.data import Table

    table: Any = Table.from_numpy(None, np.load(sys.argv[1]).astype(float))
    metrics = {name: getattr(distance, name) for name in ("Cosine", "Euclidean")}
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        began = time.perf_counter()
        metrics[line.strip()](table)
        sys.stdout.write(f"{time.perf_counter() - began}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
