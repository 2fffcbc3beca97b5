"""Branch: a part of a tree, named by the rows in it, so that it outlives the tree.

A selection is stored as branches. When the tree is made anew, with a picture more or less, the
branch is looked for by its rows, never by a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

LARGEST_LIST = 200
"""Rows up to which a branch is stored as the list of their ids."""


class Branch(NamedTuple):
    """The rows of one branch.

    `ids` holds the sorted ids of all rows where there are at most 200 of them. A larger branch is
    told by `size`, by the `digest` of its sorted ids, and by its two end leaves, `first` and
    `last`, which find the place in a tree whose rows have changed.
    Two branches are equal when they hold the same rows.
    """

    ids: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    size: int = 0
    digest: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Branch) and self._rows() == other._rows()

    def __ne__(self, other: object) -> bool:  # a tuple's own would compare the end leaves too
        return not self == other

    def __hash__(self) -> int:
        return hash(self._rows())

    def _rows(self) -> tuple[tuple[str, ...], int, str]:
        return self.ids, self.size, self.digest

    @property
    def rows(self) -> int:
        """How many rows the branch has."""
        return self.size or len(self.ids)


def branch_of(ids: Iterable[str]) -> Branch:
    """The branch with these rows, given in the order of their leaves."""
    leaves = list(ids)
    if len(leaves) <= LARGEST_LIST:
        return Branch(ids=tuple(sorted(leaves)))
    first, last = sorted((leaves[0], leaves[-1]))
    return Branch(first=first, last=last, size=len(leaves), digest=digest_of(leaves))


def digest_of(ids: Iterable[str]) -> str:
    """The digest of row ids, whatever their order: 32 hexadecimal digits."""
    joined = "\0".join(sorted(ids)).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=16).hexdigest()
