"""Tree folding: which branches are drawn as one line, by depth or by hand. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from satsuma.data.branch import Branch
from satsuma.data.tree import Tree


class Folding(NamedTuple):
    """What is folded: everything below so many joins (0 for nothing), and what hands did."""

    depth: int = 0
    opened: tuple[Branch, ...] = ()
    folded: tuple[Branch, ...] = ()


def shut_nodes(tree: Tree, folding: Folding) -> np.ndarray:
    """The branches that are drawn folded, none within another, from the top down: intp.

    Opening one shows as many joins below it as `depth` says.
    """
    if folding.depth <= 0 and not folding.folded:
        return np.empty(0, np.intp)
    opened, folded = _nodes(tree, folding.opened), _nodes(tree, folding.folded)
    shut = []
    merges, n = tree.merges.tolist(), len(tree)
    waiting = [(tree.root, folding.depth)]
    while waiting:
        node, left = waiting.pop()
        if node < n:
            continue
        by_depth = folding.depth > 0 and left <= 0 and node not in opened
        if node in folded or by_depth:
            shut.append(node)
            continue
        left = folding.depth if left <= 0 else left
        waiting += [(child, left - 1) for child in merges[node - n]]
    return np.array(tree.top_down(shut), np.intp)


def _nodes(tree: Tree, branches: Iterable[Branch]) -> set[int]:
    """The branches that are still there as they were."""
    found = ((branch, tree.find(branch).node) for branch in branches)
    return {node for branch, node in found
            if node is not None and node >= len(tree) and tree.branch(node) == branch}
