"""Sampling: rows drawn at random, the same ones on every computer.

Every row gets a number from PCG64(seed) of numpy, whose stream of whole numbers is promised to
stay what it is (numpy's policy on streams and compatibility); sorting by these numbers mixes the
rows. The n-th row gets the n-th number, so that rows added at the end change little.

With `groups`, codes of categories, -1 where missing, every group gives its share: how many rows is
found by largest remainders, so that the numbers add up.
"""

from __future__ import annotations

import numpy as np


def drawn(groups: np.ndarray, count: int, seed: int) -> np.ndarray:
    """So many different rows, in the order of the table; of each group its share."""
    mixed = _mixed(groups, seed)
    sizes = _sizes(groups)
    starts = np.cumsum(sizes) - sizes
    chosen = [mixed[start:start + part]
              for start, part in zip(starts, _shares(sizes, count), strict=True)]
    return np.sort(np.concatenate([np.empty(0, np.intp), *chosen]))


def redrawn(groups: np.ndarray, count: int, seed: int) -> np.ndarray:
    """So many rows, each drawn from all of its group again, in the order of the table."""
    order = np.argsort(groups, kind="stable")
    sizes = _sizes(groups)
    starts = np.cumsum(sizes) - sizes
    numbers = np.random.PCG64(seed).random_raw(count) if count else np.empty(0, np.uint64)
    shares = _shares(sizes, count)
    # The remainder favors no row noticeably: 2^64 numbers are dealt out to n rows.
    places = numbers % np.repeat(sizes, shares).astype(np.uint64)
    return np.sort(order[np.repeat(starts, shares) + places.astype(np.intp)])


def dealt(groups: np.ndarray, count: int, seed: int) -> np.ndarray:
    """The part that each row is in, 0 to count - 1; parts differ by one row at most.

    So do the rows of one group in them.
    """
    part = np.empty(len(groups), np.intp)
    part[_mixed(groups, seed)] = np.arange(len(groups)) % count
    return part


def _mixed(groups: np.ndarray, seed: int) -> np.ndarray:
    """All rows, group after group, mixed within each."""
    if not len(groups):
        return np.empty(0, np.intp)
    numbers = np.random.PCG64(seed).random_raw(len(groups))
    return np.lexsort((numbers, groups))


def _sizes(groups: np.ndarray) -> np.ndarray:
    """The rows of each group that has any, in the order of the codes."""
    return np.unique(groups, return_counts=True)[1]


def _shares(sizes: np.ndarray, count: int) -> np.ndarray:
    """How many of `count` rows each group gives; ties go to the earlier group."""
    total = int(sizes.sum())
    if not total:
        return np.zeros(len(sizes), np.intp)
    exact = [int(size) * count for size in sizes]  # whole numbers: no rounding anywhere
    shares = np.array([one // total for one in exact], np.intp)
    rests = np.array([-(one % total) for one in exact])
    shares[np.argsort(rests, kind="stable")[:count - int(shares.sum())]] += 1
    return shares
