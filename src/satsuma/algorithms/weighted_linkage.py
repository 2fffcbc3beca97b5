"""Linkage of groups that hold already so many rows each.

The same trees as those of single rows, begun further up: the nearest-neighbor chain (Murtagh,
Computational Statistics Quarterly 1, 1984) with the update formulas of Lance and Williams. It
works on a square in numpy, since no library at hand takes weights.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

Linkage = Literal["ward", "average", "weighted", "complete", "single"]


def weighted_linkage(square: np.ndarray, weights: np.ndarray, method: Linkage) -> np.ndarray:
    """The merges of k groups from low to high: float64, (k - 1) × 3.

    A row holds two nodes, numbered as in `Tree`, and their height. `square` is float64, k × k, and
    is worked on in place: the distances of the groups, for ward those at which they would join.
    `weights` are the numbers of rows. Raises nothing for distances that are finite.
    """
    k = len(square)
    weights = weights.astype(np.float64)
    np.fill_diagonal(square, np.inf)
    gone = np.zeros(k, bool)
    heights = np.zeros(k)  # of what stands at each place
    found: list[tuple[int, int, float]] = []
    chain: list[int] = []
    while len(found) < k - 1:
        if not chain:
            chain.append(int(np.argmin(gone)))
        _follow(square, chain)
        kept, lost = chain.pop(), chain.pop()
        # Rounding may bring a join a hair below what it joins.
        heights[kept] = max(square[kept, lost], heights[kept], heights[lost])
        found.append((kept, lost, float(heights[kept])))
        gone[lost] = True
        _join(square, weights, kept, lost, gone, method)
    return _numbered(found, k)


def _follow(square: np.ndarray, chain: list[int]) -> None:
    """Go from each group to the one nearest to it, until two are nearest to each other."""
    while True:
        row = square[chain[-1]]
        nearest = int(row.argmin())
        if len(chain) > 1 and row[chain[-2]] <= row[nearest]:
            return
        chain.append(nearest)


def _join(square: np.ndarray, weights: np.ndarray, kept: int, lost: int, gone: np.ndarray,
          method: Linkage) -> None:
    """Let one group take the other in: its distances to all others, and its weight."""
    one, other, height = square[kept], square[lost], square[kept, lost]
    a, b = weights[kept], weights[lost]
    match method:
        case "single":
            joined = np.minimum(one, other)
        case "complete":
            joined = np.maximum(one, other)
        case "weighted":
            joined = (one + other) / 2
        case "average":
            joined = (a * one + b * other) / (a + b)
        case "ward":
            squares = (a + weights) * one ** 2 + (b + weights) * other ** 2 - weights * height ** 2
            joined = np.sqrt(squares / (a + b + weights))
    joined[gone] = np.inf
    joined[kept] = np.inf
    square[kept] = square[:, kept] = joined
    square[lost] = square[:, lost] = np.inf
    weights[kept] = a + b


def _numbered(found: list[tuple[int, int, float]], k: int) -> np.ndarray:
    """Merges of places as merges of nodes, from low to high."""
    order = np.argsort([height for _, _, height in found], kind="stable").tolist()
    node = list(range(k))  # what stands at each place
    numbered = np.empty((k - 1, 3))
    for number, place in enumerate(order):
        kept, lost, height = found[place]
        numbered[number] = node[lost], node[kept], height
        node[kept] = k + number
    return numbered
