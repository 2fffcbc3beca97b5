"""Distances that are sums over columns and no straight line: Manhattan and Hamming."""

from __future__ import annotations

from typing import Literal

import numpy as np

from satsuma.algorithms.threads import each_in_threads
from satsuma.algorithms.triangle import put_rows, row_blocks
from satsuma.run import Run

SLOWNESS = 15.0
"""How many times longer than in a float64 product a pair takes in these loops."""


def from_sums(matrix: np.ndarray, kind: Literal["cityblock", "hamming"], added: np.ndarray,
              out: np.ndarray, run: Run) -> None:
    """Fill the condensed `out` with sums of differences, or with shares of differing columns.

    `matrix` is n × d without gaps; `added` is float64, (n,), and added for both rows of a pair.
    """
    from scipy.spatial.distance import cdist  # takes a quarter of a second to load

    rows = np.ascontiguousarray(matrix, np.float64)

    def work(some: slice) -> None:
        block = cdist(rows[some], rows[some.start:], kind)
        block += added[some.start:]
        block += added[some, None]
        put_rows(out, block, some.start)

    each_in_threads(work, row_blocks(len(rows), rows.shape[1], SLOWNESS), run)
