"""The triangle of all pairs i < j, cut into blocks of rows that take about the same time."""

from __future__ import annotations

import numpy as np

_PAIRS_AT_ONCE = 2_000_000
"""Bounds the memory of a block: 16 MB in float64."""

_WORK_AT_ONCE = 4e9
"""Bounds the time of a block, in pairs times numbers per row: about 0.1 s of products."""

_BEST_ROWS = 250

_FEWEST_BLOCKS = 12
"""With few blocks threads would wait for the last one, and much below the diagonal is computed."""


def row_blocks(n: int, width: int, slowness: float = 1.0) -> list[slice]:
    """Runs of rows whose pairs with all later rows are one block of work.

    `width` is the numbers per row, `slowness` how many times longer a pair takes than in a
    matrix product. A product is quickest with some 250 rows, so a block may take up to three times
    as long for them, and has 16 rows at least unless few are left.
    """
    most = min(_PAIRS_AT_ONCE, _WORK_AT_ONCE / (max(width, 1) * slowness),
               n * n / 2 / _FEWEST_BLOCKS)
    blocks = []
    start = 0
    while start < n - 1:
        rows = most / (n - start)
        if slowness == 1:
            rows = max(rows, min(_BEST_ROWS, 3 * rows), 16)
        stop = min(n, start + max(1, int(rows)))
        blocks.append(slice(start, stop))
        start = stop
    return blocks


def put_rows(condensed: np.ndarray, block: np.ndarray, start: int, *, add: bool = False) -> None:
    """Write what stands above the diagonal of a block into the condensed array, or add it there.

    `block` holds rows start … against all rows from `start` on.
    """
    n = start + block.shape[1]
    for row in range(len(block)):
        i = start + row
        place = n * i - i * (i + 1) // 2
        if add:
            condensed[place:place + n - 1 - i] += block[row, row + 1:]
        else:
            condensed[place:place + n - 1 - i] = block[row, row + 1:]
