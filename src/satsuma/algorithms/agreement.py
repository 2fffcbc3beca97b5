"""Agreement: how alike two ways to group the same rows are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from satsuma.data.distances import Distances
from satsuma.data.prototypes import Prototypes
from satsuma.data.tree import Tree


def adjusted_rand(one: np.ndarray, other: np.ndarray) -> float:
    """The adjusted Rand index of two clusterings, codes of each row (Hubert and Arabie, 1985).

    1 for the same clusters, about 0 for clusters that have no more in common than by chance.
    """
    first, second = (np.unique(codes, return_inverse=True)[1] for codes in (one, other))
    table = np.bincount(first * (int(second.max()) + 1) + second)
    both, ones, others = (_pairs(counts) for counts in (
        table, np.bincount(first), np.bincount(second)))
    chance = ones * others / max(_pairs(np.array([len(one)])), 1.0)
    most = (ones + others) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def _pairs(counts: np.ndarray) -> float:
    counts = counts.astype(np.float64)
    return float((counts * (counts - 1) / 2).sum())


def cophenetic_correlation(tree: Tree, rows: np.ndarray, other: Tree) -> float:
    """The correlation, over all pairs of rows, of the heights at which two trees join them.

    `rows` are those rows of `tree` that `other` is a tree of, in its order. 0 where one of the
    trees joins all rows at one height.
    """
    first, second = _joins(tree, rows), _joins(other, np.arange(len(other)))
    square = np.zeros((len(rows), len(rows)), np.float32)
    for row, others, heights in second:
        square[row, others] = square[others, row] = heights
    return _correlation((heights, square[row, others]) for row, others, heights in first)


def distance_correlation(distances: Distances, prototypes: Prototypes) -> float:
    """The correlation of approximate distances with the exact ones, over all pairs of the sample.
    Pairs within a group count as exact, which they are."""
    rows, start = prototypes.sample, 0
    pairs = []
    for i in range(len(rows) - 1):
        stop = start + len(rows) - 1 - i
        pairs.append((i, start, stop))
        start = stop
    return _correlation((_guessed(distances, prototypes, rows, i), prototypes.exact[start:stop])
                        for i, start, stop in pairs)


def _guessed(distances: Distances, prototypes: Prototypes, rows: np.ndarray, i: int) -> np.ndarray:
    one, others = np.full(len(rows) - 1 - i, rows[i]), rows[i + 1:]
    found = prototypes.mean(one, others, distances.condensed)
    same = prototypes.group[one] == prototypes.group[others]
    found[same] = prototypes.inside(one[same], others[same])
    return found


def _joins(tree: Tree, rows: np.ndarray) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Each of the rows with those below it in the drawing, by their places in `rows`, and the
    heights at which they join."""
    at = np.empty(len(tree), np.intp)
    at[tree.order] = np.arange(len(tree))
    order = np.argsort(at[rows])
    places = at[rows][order]
    # Two leaves join at the highest merge that stands between them.
    heights = np.maximum.reduceat(np.append(tree.steps, 0), places)[:-1]
    for number in range(len(rows) - 1):
        yield int(order[number]), order[number + 1:], np.maximum.accumulate(heights[number:])


def _correlation(pairs: Iterator[tuple[np.ndarray, np.ndarray]]) -> float:
    """Pearson's correlation of numbers that come in pieces."""
    sums = np.zeros(6)
    level: tuple[float, float] | None = None
    for one, other in pairs:
        if level is None:  # sums of squares near 0 lose nothing to rounding
            level = float(one[0]), float(other[0])
        x, y = one.astype(np.float64) - level[0], other.astype(np.float64) - level[1]
        sums += np.array([len(x), x.sum(), y.sum(), x @ x, y @ y, x @ y])
    n, one_sum, other_sum, one_squares, other_squares, products = sums.tolist()
    spread = (n * one_squares - one_sum ** 2) * (n * other_squares - other_sum ** 2)
    return (n * products - one_sum * other_sum) / spread ** 0.5 if spread > 0 else 0.0
