"""Tree: which rows join which, at what height, and in what order the leaves are drawn.

Nodes are numbers: a node below n is a leaf, the row of that number; node n + m is what merge m
made. Merges stand in the order in which they happened, so a node's number is smaller than that
of whatever it joins, and no code here needs recursion: a tree may be a chain of 100,000 leaves.

Every branch is a run of neighbors in the leaf order, its *span*. Between two neighboring leaves
stands exactly one merge, the one that joined them; so the smallest branch that holds two leaves
is the latest of the merges that stand between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from satsuma.data.branch import Branch, branch_of, digest_of
from satsuma.data.table import Table

__all__ = ["Branch", "Found", "Tree"]


class Found(NamedTuple):
    """Where a stored branch is in a tree: its node, None when none of its rows are left.

    `note` says what changed since it was stored; "" when nothing did.
    """

    node: int | None
    note: str = ""


@dataclass(frozen=True, eq=False)
class Tree:
    """A hierarchical clustering of the rows of `table`.

    `merges` is int32, (n - 1) × 2: the two nodes that each merge joins, the upper one in the
    dendrogram first. `heights` is float64, (n - 1,): how far apart they were, never descending.
    `order` is intp, (n,): the rows from the top of the dendrogram to its bottom. All are
    read-only. `method` is the linkage and `metric` the metric of the distances.
    Raises ValueError when these make no tree.
    """

    merges: np.ndarray
    heights: np.ndarray
    order: np.ndarray
    table: Table
    method: str = ""
    metric: str = ""

    def __post_init__(self) -> None:
        n = len(self.table)
        if n < 1 or self.merges.shape != (n - 1, 2) or self.heights.shape != (n - 1,):
            raise ValueError(f"{n} rows do not fit {self.merges.shape[0]} merges")
        if (self.merges.dtype, self.heights.dtype, self.order.dtype) != _DTYPES:
            raise TypeError("merges are int32, heights float64, the order intp")
        if not np.array_equal(np.sort(self.merges, axis=None), np.arange(2 * n - 2)):
            raise ValueError("every node but the last is joined exactly once")
        if not (self.merges < np.arange(n, 2 * n - 1)[:, None]).all():
            raise ValueError("a merge joins only what is there already")
        if not np.array_equal(np.sort(self.order), np.arange(n)):
            raise ValueError("the order holds every row once")
        if np.isnan(self.heights).any() or (np.diff(self.heights) < 0).any():
            raise ValueError("heights are numbers and never descend")
        for array in (self.merges, self.heights, self.order):
            array.flags.writeable = False

    def __len__(self) -> int:
        """The number of leaves."""
        return len(self.order)

    @property
    def root(self) -> int:
        """The node that holds all rows."""
        return 2 * len(self) - 2

    @cached_property
    def parents(self) -> np.ndarray:
        """The node that each node was joined into, intp, (2n - 1,); the root has none: 2n - 1."""
        n = len(self)
        parents = np.full(2 * n - 1, 2 * n - 1, np.intp)
        parents[self.merges] = np.arange(n, 2 * n - 1)[:, None]
        return _read_only(parents)

    @cached_property
    def sizes(self) -> np.ndarray:
        """The number of leaves of each merge, intp, (n - 1,)."""
        return _read_only(self.spans[:, 1] - self.spans[:, 0])

    @cached_property
    def spans(self) -> np.ndarray:
        """Where the leaves of each merge stand in `order`: start and stop, intp, (n - 1) × 2.

        Raises ValueError when a branch is not in one piece.
        """
        starts = self._place_of.tolist()
        stops = [place + 1 for place in starts]
        sizes = [1] * len(self)
        for left, right in self.merges.tolist():
            starts.append(min(starts[left], starts[right]))
            stops.append(max(stops[left], stops[right]))
            sizes.append(sizes[left] + sizes[right])
        spans = np.array([starts, stops], np.intp).T[len(self):]
        if not np.array_equal(spans[:, 1] - spans[:, 0], sizes[len(self):]):
            raise ValueError("a branch of the tree is not in one piece in the leaf order")
        return _read_only(spans)

    @cached_property
    def _between(self) -> np.ndarray:
        """The merge that stands between each leaf and the next one below, intp, (n - 1,)."""
        n = len(self)
        between = np.empty(n - 1, np.intp)
        between[self._starts[self.merges].max(axis=1) - 1] = np.arange(n - 1)
        return between

    @property
    def steps(self) -> np.ndarray:
        """The height at which each leaf joins the next one below, float64, (n - 1,)."""
        return self.heights[self._between]

    @cached_property
    def _place_of(self) -> np.ndarray:
        """Where each row stands in the order, intp, (n,)."""
        places = np.empty(len(self), np.intp)
        places[self.order] = np.arange(len(self))
        return _read_only(places)

    @cached_property
    def _starts(self) -> np.ndarray:
        """Where the leaves of each node begin in the order, intp, (2n - 1,)."""
        return _read_only(np.concatenate([self._place_of, self.spans[:, 0]]))

    def span(self, node: int) -> tuple[int, int]:
        """Where the leaves of a node stand in `order`: start and stop."""
        if not 0 <= node <= self.root:
            raise IndexError(f"the tree has {self.root + 1} nodes and no node {node}")
        if node >= len(self):
            start, stop = self.spans[node - len(self)].tolist()
            return start, stop
        place = int(self._place_of[node])
        return place, place + 1

    def size(self, node: int) -> int:
        """The number of leaves of a node."""
        start, stop = self.span(node)
        return stop - start

    def members(self, node: int) -> np.ndarray:
        """The rows of a node from the top of the dendrogram down, intp; no copy."""
        return self.order[slice(*self.span(node))]

    def branch(self, node: int) -> Branch:
        """The branch of a node, to be stored."""
        return branch_of(self._ids(node))

    def _ids(self, node: int) -> list[str]:
        return [self.table.ids[row] for row in self.members(node).tolist()]

    def top_down(self, nodes: Iterable[int]) -> list[int]:
        """The nodes from the top of the dendrogram down; of two at one place the larger first."""
        return sorted(nodes, key=lambda node: (self.span(node)[0], -node))

    def cut_at_height(self, height: float) -> list[int]:
        """The nodes that are left when all joins above this height are undone, top down.

        Two rows stay together when they were joined at this height or below, as in scipy's
        `fcluster`; so rows without any distance are one cluster at height 0.
        """
        return self._after(int(np.searchsorted(self.heights, height, side="right")))

    def cut_into(self, count: int) -> list[int]:
        """The tree as exactly so many nodes, top down. Raises ValueError unless 1 ≤ count ≤ n."""
        if not 1 <= count <= len(self):
            raise ValueError(f"{len(self)} rows cannot be cut into {count} clusters")
        return self._after(len(self) - count)

    def _after(self, merges: int) -> list[int]:
        """The nodes that stand alone after the first so many merges, top down."""
        nodes = len(self) + merges
        alone = np.flatnonzero(self.parents[:nodes] >= nodes)
        return alone[np.argsort(self._starts[alone])].tolist()

    def cut_by_branches(self, branches: Sequence[Branch]) -> list[int]:
        """The nodes of stored branches, top down; `find_all` without its notes."""
        return self.find_all(branches)[0]

    def find_all(self, branches: Sequence[Branch]) -> tuple[list[int], list[str]]:
        """The nodes of stored branches, top down, and what changed since they were stored.

        Branches are taken in the order of picking, and a later one replaces those it lies in or
        that lie in it, as in Orange: so every row is in one node at most.
        """
        found = [self.find(branch) for branch in branches]
        nodes = self._apart([one.node for one in found if one.node is not None])
        return self.top_down(nodes), list(dict.fromkeys(one.note for one in found if one.note))

    def _apart(self, nodes: Iterable[int]) -> list[int]:
        owner = np.full(len(self), -1, np.intp)
        for node in nodes:
            start, stop = self.span(node)
            for replaced in np.unique(owner[start:stop]).tolist():
                if replaced >= 0:
                    owner[slice(*self.span(replaced))] = -1
            owner[start:stop] = node
        return [node for node in np.unique(owner).tolist() if node >= 0]

    def find(self, branch: Branch) -> Found:
        """Where a stored branch is: the node with exactly its rows, else the nearest one.

        The nearest one is the smallest that holds what is left of the branch. Of a large branch
        only the two end leaves are known by name: it is the smallest that holds both and half as
        many rows at least, or, when one end is left, the one around it whose size is closest.
        """
        rows = self._known_rows(branch)
        if not rows:
            return Found(None, f"The selected branch of {_rows(branch.rows)} is not there any "
                               "more: none of its rows came in.")
        node = self.smallest_with(rows) if branch.ids else self._of_size(branch, rows)
        return Found(node, self._change(branch, node, len(rows)))

    def _known_rows(self, branch: Branch) -> list[int]:
        named = branch.ids or (branch.first, branch.last)
        row_of = self.table.row_of
        return [row_of[row_id] for row_id in named if row_id in row_of]

    def smallest_with(self, rows: Sequence[int]) -> int:
        """The smallest node that holds all of these rows, at least one."""
        places = self._place_of[np.asarray(rows, np.intp)]
        first, last = int(places.min()), int(places.max())
        if first == last:
            return int(rows[0])
        return len(self) + int(self._between[first:last].max())

    def _of_size(self, branch: Branch, ends: Sequence[int]) -> int:
        """The node for a large branch, of whose ends these rows are left."""
        exact = self._around(ends[0])
        exact = exact[self.sizes[exact - len(self)] == branch.size]
        if len(exact) and digest_of(self._ids(int(exact[0]))) == branch.digest:
            return int(exact[0])
        around = self._around(self.smallest_with(ends))
        if not len(around):
            return self.root
        sizes = self.sizes[around - len(self)]
        if len(ends) == 2 and sizes[-1] >= branch.size / 2:
            return int(around[np.argmax(sizes >= branch.size / 2)])
        return int(around[np.argmin(np.abs(sizes - branch.size))])

    def _around(self, node: int) -> np.ndarray:
        """The merges that hold a node, itself included, from small to large, as nodes."""
        start, stop = self.span(node)
        holds = (self.spans[:, 0] <= start) & (stop <= self.spans[:, 1])
        return len(self) + np.flatnonzero(holds)

    def _change(self, branch: Branch, node: int, left: int) -> str:
        """What differs between a stored branch and the node found for it; "" when nothing does."""
        if self.branch(node) == branch:
            return ""
        size = _rows(self.size(node))
        changed = f"The selected branch of {_rows(branch.rows)} has changed"
        if gone := len(branch.ids) - left if branch.ids else 0:
            return (f"{changed}: {_rows(gone)} of it did not come in, and it is now the branch of "
                    f"{size} that holds the rest.")
        if not branch.ids:
            return f"{changed}: the nearest one, of {size}, is selected instead."
        return f"{changed}: it is now the branch of {size} that holds them."

    def equals(self, other: Tree) -> bool:
        """Whether both are the same tree of the same table."""
        return (
            (self.method, self.metric) == (other.method, other.metric)
            and np.array_equal(self.merges, other.merges)
            and np.array_equal(self.heights, other.heights)
            and np.array_equal(self.order, other.order)
            and self.table.equals(other.table)
        )


_DTYPES = (np.dtype(np.int32), np.dtype(np.float64), np.dtype(np.intp))


def _read_only(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
