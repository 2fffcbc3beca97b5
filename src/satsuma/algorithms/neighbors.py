"""Neighbors: the rows of a table that are nearest to some rows, found exactly.

Every row is compared with every reference by matrix products, a block of rows at a time; the table
is read and never copied where it holds vectors alone. Products in float32 are right to about
1e-6, which is too coarse to tell near copies apart: whatever may be among the nearest is measured
again in float64, by differences, so that an exact copy is exactly 0 away.
"""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.memory import require
from satsuma.algorithms.neighbors_best import Found, Pairs, best, merged
from satsuma.algorithms.neighbors_space import NearMetric, Space
from satsuma.algorithms.points import Points
from satsuma.algorithms.threads import each_in_threads
from satsuma.run import Price, Run

_NUMBERS_AT_ONCE = {np.dtype(np.float32): 2_000_000, np.dtype(np.float64): 400_000}
"""How much of the table is compared at once; in float64 a copy of it is made."""

_DISTANCES_AT_ONCE = 25_000_000
"""So many distances are held at once, 100 MB in float32; more references take their turns."""

_SECONDS_TO_READ, _SECONDS = 2e-9, 1e-10
"""Seconds for a number of the table: to see it for the first time, and for each reference.
Measured at 100,000 rows of 2,048 numbers on two cores that others used too."""

_NEAR = {np.dtype(np.float32): 2e-2, np.dtype(np.float64): 1e-8}
"""Below this share of |u|² + |v|² a product of this precision is not trusted."""

_MARGIN = {np.dtype(np.float32): 1e-5, np.dtype(np.float64): 1e-12}
"""What a product of this precision may be off by, as a share of |u|² + |v|²."""


def search(space: Space, wanted: Points, count: int, run: Run = Run(), *,
           allowed: np.ndarray | None = None, kinds: np.ndarray | None = None,
           each: bool = False) -> Found:
    """The `count` rows that are nearest to any of the wanted points, nearest first.

    `allowed` marks the rows that may be found. With `kinds`, a number for every row, they are
    `count` of each kind; with `each`, `count` of each wanted point, every row once. Distances are
    float64; of two that are equal the earlier row comes first. Those of the rows that are not
    found are right to 1e-5.
    """
    may = space.known if allowed is None else space.known & allowed
    size = max(1, _DISTANCES_AT_ONCE // len(space))
    require(8 * min(size, len(wanted)) * len(space), f"Comparing {len(space):,} rows",
            "Compare fewer rows: take a sample.")
    far, of = np.full(len(space), np.inf), np.zeros(len(space), np.intp)
    pairs: list[Pairs] = []
    for first in range(0, len(wanted), size):
        some = np.arange(first, min(first + size, len(wanted)))
        rough, norms = _rough(space, wanted, some, run)
        for number, row in zip(some.tolist(), rough, strict=True):
            run.check()
            closer = row < far
            far[closer], of[closer] = row[closer], number
            margin = _margin(space, float(norms[number - first]), rough.dtype)
            rows = best(row, count, may, kinds, margin)
            pairs.append(Pairs(rows, _exact(space, wanted, rows, number),
                               np.full(len(rows), number)))
    far = _repaired(space, wanted, far, of, _dtype(space))
    found = merged(pairs, count, kinds, each=each)
    far[found.rows] = found.far
    far[~space.known] = np.nan
    return Found(found.rows, found.far, found.of, far)


def estimate(n: int, d: int, references: int) -> Price:
    """What a first search costs: every number is read, and compared with each reference."""
    at_once = min(references, max(1, _DISTANCES_AT_ONCE // max(n, 1)))
    return Price(n * d * (_SECONDS_TO_READ + _SECONDS * references), 8 * n * at_once)


def _dtype(space: Space) -> np.dtype:
    single = space.metric == "cosine" and space.whole.dtype == np.float32
    return np.dtype(np.float32 if single else np.float64)


def _rough(space: Space, wanted: Points, some: np.ndarray,
           run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Squared distances (sums of differences for Manhattan) of the wanted points to all rows,
    m × n, as near as a product comes; and the squared lengths of the wanted."""
    dtype = _dtype(space)
    ends = wanted.at(some)
    norms = np.einsum("ij,ij->i", ends, ends)
    out = np.empty((len(some), len(space)), dtype)
    step = max(1, _NUMBERS_AT_ONCE[dtype] // space.whole.shape[1])
    chunks = [slice(start, start + step) for start in range(0, len(space), step)]
    turned = np.ascontiguousarray(ends.T.astype(dtype))

    def work(chunk: slice) -> None:
        if space.metric == "manhattan":
            out[:, chunk] = _sums(space, ends, chunk)
        else:
            out[:, chunk] = _squares(space, turned, norms, chunk).T

    each_in_threads(work, chunks, run)
    if space.metric in ("cosine", "pearson"):
        _set_lost(out, space.points.lost, wanted.lost[some])
    return out, norms


def _squares(space: Space, turned: np.ndarray, norms: np.ndarray, chunk: slice) -> np.ndarray:
    if turned.dtype == np.float32:  # the table as it stands
        block = space.whole[chunk] @ turned
        lengths = space.points.lengths
        assert lengths is not None, "rows of a cosine have lengths"
        block *= (-2 / np.where(lengths[chunk] == 0, 1, lengths[chunk])).astype(np.float32)[:, None]
    else:
        block = space.points.at(chunk) @ turned
        block *= -2
    block += space.norms[chunk, None].astype(turned.dtype)
    block += norms.astype(turned.dtype)
    return np.maximum(block, 0, out=block)


def _sums(space: Space, ends: np.ndarray, chunk: slice) -> np.ndarray:
    from scipy.spatial.distance import cdist  # takes a quarter of a second to load

    found: np.ndarray = cdist(ends, space.points.at(chunk), "cityblock")
    return found


def _set_lost(out: np.ndarray, rows: np.ndarray, wanted: np.ndarray) -> None:
    """What has no direction is at a right angle to all but its like."""
    out[:, rows] = 2
    out[wanted] = 2
    out[np.ix_(wanted, rows)] = 0


def _margin(space: Space, norm: float, dtype: np.dtype) -> float:
    if space.metric == "manhattan":
        return 0.0
    return _MARGIN[dtype] * (float(space.norms.max()) + norm)


def _exact(space: Space, wanted: Points, rows: np.ndarray, number: int) -> np.ndarray:
    """The distances of one wanted point to these rows, float64, by their differences."""
    end = wanted.at(slice(number, number + 1))
    step = max(1, _NUMBERS_AT_ONCE[np.dtype(np.float64)] // space.whole.shape[1])
    found = np.empty(len(rows))
    for first in range(0, len(rows), step):
        apart = space.points.at(rows[first:first + step]) - end
        found[first:first + step] = np.abs(apart).sum(axis=1) if space.metric == "manhattan" \
            else np.einsum("ij,ij->i", apart, apart)
    if space.metric in ("cosine", "pearson"):
        lost = space.points.lost[rows]
        found[lost | wanted.lost[number]] = 2
        found[lost & wanted.lost[number]] = 0
    return _finished(found, space.metric)


def _finished(far: np.ndarray, metric: NearMetric) -> np.ndarray:
    """Distances from squared ones; those of Manhattan as they are."""
    match metric:
        case "cosine":
            return np.minimum(far, 4) / 2
        case "pearson":
            return np.minimum(far, 4) / 4
        case "euclidean":
            return np.sqrt(far)
    return far


def _repaired(space: Space, wanted: Points, far: np.ndarray, of: np.ndarray,
              dtype: np.dtype) -> np.ndarray:
    """The distance of every row to its nearest point; again by differences where rows are close."""
    found = _finished(far, space.metric)
    if space.metric == "manhattan":
        return found
    close = np.flatnonzero(far < _NEAR[dtype] * 2 * space.norms)
    for number in np.unique(of[close]).tolist():
        rows = close[of[close] == number]
        found[rows] = _exact(space, wanted, rows, number)
    return found
