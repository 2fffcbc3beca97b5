"""Vectors like those of pictures, for benchmarks: no number below 0, many exactly 0."""

from __future__ import annotations

import numpy as np

from satsuma.data.column import vectors
from satsuma.data.table import Table

WIDTH = 2048
_AXES = 48
_AT_ONCE = 2000


def as_table(values: np.ndarray) -> Table:
    """The rows as a table with an embedding."""
    return Table(tuple(map(str, range(len(values)))), {"embedding": vectors(values)})


def in_groups(n: int, width: int = WIDTH) -> np.ndarray:
    """Rows in groups of twenty that have nothing to do with each other, float32."""
    rng = np.random.default_rng(0)
    kinds = rng.normal(size=(n // 20 + 1, width)).repeat(20, axis=0)[:n]
    made: np.ndarray = np.maximum(kinds + rng.normal(size=(n, width)), 0).astype(np.float32)
    return made


def in_kinds(n: int, width: int = WIDTH) -> np.ndarray:
    """Rows of 512 kinds within 64 within 8, along 48 axes and with noise, float32."""
    rng = np.random.default_rng(0)
    large, middle, small = (share * rng.normal(size=(*[8] * depth, _AXES))
                            for depth, share in ((1, 1.0), (2, 0.6), (3, 0.35)))
    axes = rng.normal(size=(_AXES, width)) / np.sqrt(_AXES)
    made = np.empty((n, width), np.float32)
    for start in range(0, n, _AT_ONCE):
        part = made[start:start + _AT_ONCE]
        i, j, k = rng.integers(0, 8, (3, len(part)))
        places = large[i] + middle[i, j] + small[i, j, k] + 0.6 * rng.normal(
            size=(len(part), _AXES))
        noise = 0.3 * rng.standard_normal(part.shape, np.float32)
        np.maximum((places @ axes).astype(np.float32) + noise, 0, out=part)
    return made
