"""Tree shape: where the parts of a dendrogram are, as numbers between 0 and 1. Knows no Qt.

`across` is a node's height as a share of the tallest one: 0 for leaves. `down` is counted in
leaves: the middle of the first leaf is at 0.5. Painters scale both as they like.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.data.tree import Tree
from satsuma.views import Dendrogram


@dataclass(frozen=True, eq=False)
class TreeShape:
    """Where every node is, and which cluster it lies in (-1 for none)."""

    tree: Tree
    across: np.ndarray
    down: np.ndarray
    cluster: np.ndarray

    @property
    def tallest(self) -> float:
        """The height of the last merge, at least a little."""
        heights = self.tree.heights
        return float(heights[-1]) if len(heights) and heights[-1] > 0 else 1.0

    def node_at(self, across: float, down: float) -> int | None:
        """The branch that one sees at a place: the whole that hangs on the line there.

        None above the first leaf and below the last one.
        """
        row = int(np.floor(down))
        if not 0 <= row < len(self.tree):
            return None
        node, parents = int(self.tree.order[row]), self.tree.parents
        while node != self.tree.root and self.across[parents[node]] <= across:
            node = int(parents[node])
        return node

    def clusters(self) -> list[tuple[int, int]]:
        """The code and the node of every cluster, from the top down."""
        found: dict[int, list[int]] = {}
        for place, row in enumerate(self.tree.order.tolist()):
            if (code := int(self.cluster[row])) >= 0:
                found.setdefault(code, []).append(place)
        order = self.tree.order
        return [(code, self.tree.smallest_with([int(order[at[0]]), int(order[at[-1]])]))
                for code, at in sorted(found.items())]


def shape_of(view: Dendrogram) -> TreeShape:
    """The shape of a view's tree."""
    tree = view.tree
    n = len(tree)
    tallest = float(tree.heights[-1]) if len(tree.heights) and tree.heights[-1] > 0 else 1.0
    across = np.concatenate([np.zeros(n), tree.heights / tallest])
    down = np.empty(2 * n - 1)
    down[tree.order] = np.arange(n) + 0.5
    places = down[:n].tolist()
    for left, right in tree.merges.tolist():
        places.append((places[left] + places[right]) / 2)
    return TreeShape(tree, across, np.array(places), _clusters_of_nodes(tree, view.clusters))


def _clusters_of_nodes(tree: Tree, clusters: np.ndarray) -> np.ndarray:
    """The cluster that all leaves of a node are in; -1 where they are in none or in several."""
    n = len(tree)
    found = np.full(2 * n - 1, -1, np.intp)
    found[:n] = clusters
    if n > 1:
        in_order = np.asarray(clusters)[tree.order]
        changes = np.concatenate([[0], np.cumsum(in_order[1:] != in_order[:-1])])
        starts, stops = tree.spans.T
        same = changes[stops - 1] == changes[starts]
        found[n:] = np.where(same, in_order[starts], -1)
    return found


def ticks(tallest: float, most: int = 8) -> list[float]:
    """Round heights for an axis, from 0 up."""
    if tallest <= 0:
        return [0.0]
    rough = tallest / most
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough * 0.999)
    return [float(f"{step * number:.12g}") for number in range(int(tallest / step * 1.0001) + 1)]
