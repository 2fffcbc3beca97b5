"""Distances that are sums over columns and no straight line: Manhattan, and at times Hamming."""

from __future__ import annotations

from typing import Literal

import numpy as np

from satsuma.algorithms.threads import each_in_threads
from satsuma.algorithms.triangle import put_rows, row_blocks
from satsuma.run import Run

SLOWNESS = 13.0
"""How many times longer than in a float64 product a pair takes in these loops."""

_NUMBERS_AT_ONCE = 131_072
"""Rows are met in groups of 1 MB, which stay near the processor: that is half as fast again."""


def from_sums(matrix: np.ndarray, kind: Literal["cityblock", "hamming"], added: np.ndarray,
              out: np.ndarray, run: Run) -> None:
    """Fill the condensed `out` with sums of differences, or with shares of differing columns.

    `matrix` is n × d without gaps; `added` is float64, (n,), and added for both rows of a pair.
    """
    from scipy.spatial.distance import cdist  # takes a quarter of a second to load

    rows = np.ascontiguousarray(matrix, np.float64)
    step = max(16, _NUMBERS_AT_ONCE // rows.shape[1])

    def work(some: slice) -> None:
        block = np.empty((len(rows[some]), len(rows) - some.start))
        for first in range(0, block.shape[1], step):
            others = rows[some.start + first:some.start + first + step]
            block[:, first:first + step] = cdist(rows[some], others, kind)
        block += added[some.start:]
        block += added[some, None]
        put_rows(out, block, some.start)

    each_in_threads(work, row_blocks(len(rows), rows.shape[1], SLOWNESS), run)
