"""Sorting many rows of numbers, remembering where each number stood.

numpy sorts whole numbers of 64 bits many times faster than it finds the order of floats; so a
float32 and its place are packed into one.
"""

from __future__ import annotations

import numpy as np


def ascending(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The order of the numbers in each row, and something that ascends with them: two n × d.

    Where numbers are equal so are the second ones. There may be no NaN.
    """
    if rows.dtype != np.float32 or rows.shape[1] >= 2 ** 31:
        order = np.argsort(rows, axis=1)
        return order, np.take_along_axis(rows, order, axis=1)
    bits = (rows + np.float32(0)).view(np.int32)  # -0 becomes 0
    # The bits of floats below 0 ascend the wrong way.
    keys = (bits ^ ((bits >> 31) & np.int32(0x7FFFFFFF))).astype(np.int64)
    keys <<= 32
    keys |= np.arange(rows.shape[1])
    keys.sort(axis=1)
    return keys & 0xFFFFFFFF, keys >> 32


def narrowed(matrix: np.ndarray) -> np.ndarray:
    """The matrix as float32 where that changes no number; else as it is."""
    if matrix.dtype == np.float32:
        return matrix
    with np.errstate(over="ignore"):
        narrow = matrix.astype(np.float32)
    return narrow if np.array_equal(narrow, matrix) else matrix
