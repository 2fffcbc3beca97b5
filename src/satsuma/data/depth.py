"""Depth: pixels of more than 8 bits, brought to 0 … 255 by a rule that is told.

16-bit numbers are divided by 257, or by 16 when the largest is below 4,096 (cameras and
microscopes store 12 bits so). Floats from 0 to 1 are multiplied by 255; all other numbers are
stretched from the smallest to the largest.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from satsuma.data.outcome import Refused


def divided_by_257(values: np.ndarray) -> np.ndarray:
    """Numbers from 0 to 65,535 as uint8, rounded."""
    return ((values.astype(np.uint32) + 128) // 257).astype(np.uint8)


def from_16_bits(values: np.ndarray, there: np.ndarray | None = None) -> tuple[np.ndarray, str]:
    """uint16 numbers of any shape as uint8, and a note on how.

    `there` marks the rows and columns that count for finding the largest (h × w booleans).
    """
    counted = values if there is None else values[there]
    if counted.size and counted.max() < 4096:
        return np.minimum(values >> 4, 255).astype(np.uint8), "12 bits scaled to 8"
    return divided_by_257(values), "16 bits scaled to 8"


def from_numbers(values: np.ndarray, there: np.ndarray | None = None) -> tuple[np.ndarray, str]:
    """Integers or floats, h × w, as uint8, and a note on how.

    Integers from 0 to 65,535 count as 16 bits. NaN and negative infinity become black, infinity
    white. Raises Refused when no number is finite.
    """
    counted = values if there is None else values[there]
    finite = counted[np.isfinite(counted)]
    if not finite.size:
        raise Refused("the picture holds no numbers, only NaN or infinity")
    low, high = float(finite.min()), float(finite.max())
    if values.dtype.kind in "iu":
        if low >= 0 and high < 65536:
            return from_16_bits(np.clip(values, 0, 65535).astype(np.uint16), there)
    elif low >= 0 and high <= 1:
        return _stretched(values, 0.0, 1.0), "numbers from 0 to 1 scaled to 8 bits"
    return _stretched(values, low, high), f"numbers from {low:.6g} to {high:.6g} scaled to 8 bits"


def _stretched(values: np.ndarray, low: float, high: float) -> np.ndarray:
    result = np.zeros(values.shape, np.uint8)
    if high > low:
        for rows in bands(*values.shape):
            # Halved, for the span of numbers may be larger than any number.
            part = (values[rows].astype(np.float64) / 2 - low / 2) / (high / 2 - low / 2)
            filled = np.nan_to_num(part, nan=0.0, posinf=1.0, neginf=0.0)
            result[rows] = np.rint(np.clip(filled, 0, 1) * 255)
    return result


def bands(height: int, width: int) -> Iterator[slice]:
    """The rows of a picture in turns of about a million pixels, to spare memory."""
    step = max(1, 2**20 // max(1, width))
    for top in range(0, height, step):
        yield slice(top, min(top + step, height))
