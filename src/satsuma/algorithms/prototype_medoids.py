"""Medoids of the branches of a tree of rows in groups.

Within a group each row is measured by its distances to all others of its branch, as in
`medoids.py`. Where several groups have joined, the group is looked for that is closest to all
others, and the medoid is that group's own.
"""

from __future__ import annotations

import numpy as np

from satsuma.data.distances import Distances
from satsuma.data.prototypes import Prototypes, condensed_place
from satsuma.data.tree import Tree

_AT_ONCE = 1_000_000


def prototype_medoids(tree: Tree, distances: Distances, prototypes: Prototypes) -> np.ndarray:
    """The medoid of each merge, a row of the table: intp, (n - 1,), read-only.

    Every group is a branch of the tree. Of several equally close the upper one in the leaf order.
    """
    groups = _Groups(tree, distances, prototypes)
    found = np.empty(len(tree) - 1, np.intp)
    for merge, (start, stop) in enumerate(tree.spans.tolist()):
        middle = int(groups.middles[merge])
        inside = groups.number[start] == groups.number[stop - 1]
        join = groups.join_rows if inside else groups.join_groups
        found[merge] = join(start, middle, stop)
    found.flags.writeable = False
    return found


class _Groups:
    """The sums of distances so far: of each row in its group, of each group to the others.

    Both stand in the leaf order; `number` says which group, from the top, stands at each place.
    """

    def __init__(self, tree: Tree, distances: Distances, prototypes: Prototypes) -> None:
        self._order, self._prototypes, self._means = tree.order, prototypes, distances.condensed
        at = prototypes.group[tree.order]
        new = np.diff(at, prepend=-1) != 0
        self.number = np.cumsum(new) - 1
        self._group = at[new].astype(np.intp)
        self._sizes = prototypes.sizes[self._group].astype(np.float64)
        self.middles = _middles(tree)
        self._rows = np.zeros(len(tree))
        self._groups = np.zeros(len(self._group))
        self._medoid = tree.order[new]

    def join_rows(self, start: int, middle: int, stop: int) -> int:
        """Two branches within a group; gives the medoid."""
        upper, lower = self._order[start:middle], self._order[middle:stop]
        i, j = (part.ravel() for part in np.broadcast_arrays(upper[:, None], lower))
        block = self._prototypes.inside(np.minimum(i, j), np.maximum(i, j))
        block = block.reshape(len(upper), len(lower))
        self._rows[start:middle] += block.sum(axis=1, dtype=np.float64)
        self._rows[middle:stop] += block.sum(axis=0, dtype=np.float64)
        best = start + int(self._rows[start:stop].argmin())
        group = self.number[start]
        self._medoid[group] = self._order[best]
        return int(self._order[best])

    def join_groups(self, start: int, middle: int, stop: int) -> int:
        """Two branches of whole groups; gives the medoid."""
        first, half, last = (int(self.number[place]) for place in (start, middle, stop - 1))
        step = max(1, _AT_ONCE // (last + 1 - half))
        lower = slice(half, last + 1)
        for begin in range(first, half, step):
            upper = slice(begin, min(begin + step, half))
            block = self._between(self._group[upper, None], self._group[lower])
            self._groups[upper] += block @ self._sizes[lower]
            self._groups[lower] += self._sizes[upper] @ block
        return int(self._medoid[first + int(self._groups[first:last + 1].argmin())])

    def _between(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        place = condensed_place(len(self._prototypes), np.minimum(one, other),
                                np.maximum(one, other))
        return self._means[place].astype(np.float64)


def _middles(tree: Tree) -> np.ndarray:
    """Where the lower branch of each merge begins in the leaf order, intp, (n - 1,)."""
    starts = np.empty(2 * len(tree) - 1, np.intp)
    starts[tree.order] = np.arange(len(tree))
    starts[len(tree):] = tree.spans[:, 0]
    return starts[tree.merges].max(axis=1)
