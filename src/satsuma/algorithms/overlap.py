"""Jaccard distance: which share of what two rows have they do not have in common."""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.threads import each_in_threads
from satsuma.algorithms.triangle import put_rows, row_blocks
from satsuma.run import Run


def from_overlap(has: np.ndarray, out: np.ndarray, run: Run) -> None:
    """Fill the condensed `out` with 1 - |a ∩ b| / |a ∪ b|; 0 for two rows that have nothing.

    `has` is n × d: 1 where a row has something, 0 where not, in between a probability where that
    is unknown. Products of float32 are exact for zeros and ones.
    """
    has = np.ascontiguousarray(has)
    sizes = has.sum(axis=1, dtype=np.float64)

    def work(rows: slice) -> None:
        common = (has[rows] @ has[rows.start:].T).astype(np.float64)
        united = sizes[rows.start:] + sizes[rows, None] - common
        share = np.divide(common, united, out=np.ones_like(common), where=united > 0)
        put_rows(out, 1 - share, rows.start)

    each_in_threads(work, row_blocks(len(has), has.shape[1]), run)
