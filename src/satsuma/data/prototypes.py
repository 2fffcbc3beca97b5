"""Prototypes: groups of rows that are alike, where there are too many rows to compare all pairs.

Each group is stood for by its prototype, the mean of its rows. Between two groups only one number
is known, how far their rows are apart on average; inside a group all distances are exact. How much
that loses is measured on a sample of the rows, of which every pair is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Prototypes:
    """n rows in k groups.

    `group` is int32, (n,): the group of each row, from 0 to k - 1, none of them empty. `within`
    holds the distances between the rows of each group, condensed, rows ascending, one group after
    the other. `sample` is intp, (m,): ascending rows, and `exact`, condensed, the distances
    between them. Both have the dtype of the distances; all are read-only.
    Raises ValueError when these do not fit each other.
    """

    group: np.ndarray
    within: np.ndarray
    sample: np.ndarray
    exact: np.ndarray

    def __post_init__(self) -> None:
        if len(self.group) and not self.sizes.min():
            raise ValueError("groups are numbered without gaps")
        if self.within.shape != (int(self.pair_starts[-1]),):
            raise ValueError("there is one distance for every pair of rows of a group")
        m = len(self.sample)
        if self.exact.shape != (m * (m - 1) // 2,) or (np.diff(self.sample) <= 0).any():
            raise ValueError("the rows of the sample ascend, with one distance for every pair")
        for array in (self.group, self.within, self.sample, self.exact):
            array.flags.writeable = False

    def __len__(self) -> int:
        """The number of groups."""
        return len(self.sizes)

    @cached_property
    def sizes(self) -> np.ndarray:
        """The number of rows of each group, intp, (k,)."""
        return np.bincount(self.group).astype(np.intp)

    @cached_property
    def starts(self) -> np.ndarray:
        """Where each group begins in `members`, and the end, intp, (k + 1,)."""
        return np.concatenate([[0], np.cumsum(self.sizes)]).astype(np.intp)

    @cached_property
    def members(self) -> np.ndarray:
        """All rows, group by group and ascending in each, intp, (n,)."""
        return np.argsort(self.group, kind="stable")

    @cached_property
    def place(self) -> np.ndarray:
        """Which row of its group each row is, intp, (n,)."""
        place = np.empty(len(self.group), np.intp)
        place[self.members] = np.arange(len(self.group)) - np.repeat(self.starts[:-1], self.sizes)
        return place

    @cached_property
    def pair_starts(self) -> np.ndarray:
        """Where the distances of each group begin in `within`, and the end, intp, (k + 1,)."""
        pairs = self.sizes * (self.sizes - 1) // 2
        return np.concatenate([[0], np.cumsum(pairs)]).astype(np.intp)

    @cached_property
    def place_in_sample(self) -> np.ndarray:
        """Which row of the sample each row is, intp, (n,); -1 where it is none."""
        place = np.full(len(self.group), -1, np.intp)
        place[self.sample] = np.arange(len(self.sample))
        return place

    def rows(self, group: int) -> np.ndarray:
        """The rows of a group, ascending; no copy."""
        return self.members[self.starts[group]:self.starts[group + 1]]

    def pairs(self, group: int) -> np.ndarray:
        """The distances between the rows of a group, condensed; no copy."""
        return self.within[self.pair_starts[group]:self.pair_starts[group + 1]]

    def inside(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """The distances between rows i < j of the same groups, pair by pair."""
        group = self.group[i]
        return self.within[self.pair_starts[group]
                           + condensed_place(self.sizes[group], self.place[i], self.place[j])]

    def between(self, i: np.ndarray, j: np.ndarray, means: np.ndarray) -> np.ndarray:
        """The distances between rows i < j, pair by pair: the exact ones where they are known,
        else those of their groups, of which `means` holds the condensed matrix."""
        found = self.mean(i, j, means)
        same = self.group[i] == self.group[j]
        found[same] = self.inside(i[same], j[same])
        left, right = self.place_in_sample[i], self.place_in_sample[j]
        sampled = (left >= 0) & (right >= 0)
        found[sampled] = self.exact[condensed_place(len(self.sample), left[sampled],
                                                    right[sampled])]
        return found

    def mean(self, i: np.ndarray, j: np.ndarray, means: np.ndarray) -> np.ndarray:
        """How far the groups of rows i and j are apart, pair by pair; 0 for the same group."""
        one, other = self.group[i].astype(np.intp), self.group[j].astype(np.intp)
        low, high = np.minimum(one, other), np.maximum(one, other)
        found = np.zeros(low.shape, means.dtype)
        apart = low != high
        found[apart] = means[condensed_place(len(self), low[apart], high[apart])]
        return found

    def equals(self, other: Prototypes | None) -> bool:
        return other is not None and all(
            np.array_equal(getattr(self, name), getattr(other, name))
            for name in ("group", "within", "sample", "exact"))


def condensed_place(n: int | np.ndarray, i: int | np.ndarray,
                    j: int | np.ndarray) -> int | np.ndarray:
    """Where the distance between rows i < j of n stands in a condensed array."""
    return n * i - i * (i + 1) // 2 + (j - i - 1)
