"""Tree shape: where the parts of a dendrogram are, as plain numbers. Knows no Qt.

`across` is a node's height as a share of the tallest one: 0 for leaves. `down` is counted in
lines: the middle of the first one is at 0.5. A line shows a leaf or a folded branch. Painters
scale both as they like.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from satsuma.data.column import Kind
from satsuma.data.tree import Tree
from satsuma.ui.painters.tree_folding import Folding, shut_nodes
from satsuma.views import Dendrogram


@dataclass(frozen=True, eq=False)
class TreeFrame:
    """Where every node of a tree is, with these branches folded.

    `ends` holds the node of each line, `lines` the line of each place in the leaf order, `hidden`
    which nodes lie within a folded branch.
    """

    tree: Tree
    folding: Folding
    across: np.ndarray
    down: np.ndarray
    ends: np.ndarray
    lines: np.ndarray
    hidden: np.ndarray

    @property
    def tallest(self) -> float:
        """The height of the last merge, at least a little."""
        heights = self.tree.heights
        return float(heights[-1]) if len(heights) and heights[-1] > 0 else 1.0

    @cached_property
    def merges(self) -> np.ndarray:
        """The merges that are drawn as such."""
        shown = ~self.hidden[len(self.tree):]
        shown[self.ends[self.ends >= len(self.tree)] - len(self.tree)] = False
        return np.flatnonzero(shown)

    @cached_property
    def tops(self) -> np.ndarray:
        """The first line of each merge that is drawn."""
        return self.lines[self.tree.spans[self.merges, 0]]

    @cached_property
    def bottoms(self) -> np.ndarray:
        """The line after the last one of each merge that is drawn."""
        return self.lines[self.tree.spans[self.merges, 1] - 1] + 1

    def rows(self, node: int) -> tuple[int, int]:
        """The lines of a node: the first, and the one after the last."""
        start, stop = self.tree.span(node)
        return int(self.lines[start]), int(self.lines[stop - 1]) + 1

    def is_folded(self, node: int) -> bool:
        """Whether a node is a branch that is drawn as one line."""
        return node >= len(self.tree) and int(self.ends[self.rows(node)[0]]) == node

    def seen(self, node: int) -> int:
        """The node itself, or the folded branch it lies in."""
        return int(self.ends[self.rows(node)[0]]) if self.hidden[node] else node

    def node_at(self, across: float, down: float) -> int | None:
        """The branch that one sees at a place: the whole that hangs on the line there.

        None above the first line and below the last one.
        """
        row = int(np.floor(down))
        if not 0 <= row < len(self.ends):
            return None
        around = self.merges[(self.tops <= row) & (row < self.bottoms)]
        nodes = around + len(self.tree)
        reached = int(np.searchsorted(self.across[nodes], across, side="right"))
        return int(nodes[reached - 1]) if reached else int(self.ends[row])

    def path(self, node: int) -> np.ndarray:
        """The node as it is seen and all that hold it, up to the whole tree."""
        row = self.rows(node)[0]
        around = self.merges[(self.tops <= row) & (row < self.bottoms)] + len(self.tree)
        node = self.seen(node)
        return np.concatenate([[node], around[around > node]]).astype(np.intp)


@dataclass(frozen=True, eq=False)
class TreeShape:
    """A frame, the cluster of every node, and the color of every node (-1 for none)."""

    frame: TreeFrame
    cluster: np.ndarray
    color: np.ndarray

    @property
    def tree(self) -> Tree:
        return self.frame.tree

    @property
    def across(self) -> np.ndarray:
        return self.frame.across

    @property
    def down(self) -> np.ndarray:
        return self.frame.down

    @property
    def tallest(self) -> float:
        return self.frame.tallest

    def node_at(self, across: float, down: float) -> int | None:
        """The branch that one sees at a place; see `TreeFrame`."""
        return self.frame.node_at(across, down)

    def clusters(self) -> list[tuple[int, int]]:
        """The code and the node of every cluster, from the top down."""
        return list(zip(self.cluster[self.cluster_nodes].tolist(), self.cluster_nodes.tolist(),
                        strict=True))

    @cached_property
    def cluster_nodes(self) -> np.ndarray:
        """The node of every cluster, from the top down."""
        cluster, parents = self.cluster, self.tree.parents
        above = np.append(cluster, -1)[parents]  # the root has a parent of its own, of no cluster
        nodes = np.flatnonzero((cluster >= 0) & (above != cluster))
        return nodes[np.argsort(_places(self.tree, nodes)[0], kind="stable")]

    @cached_property
    def cluster_lines(self) -> tuple[np.ndarray, np.ndarray]:
        """The first line of every cluster, and the one after its last."""
        starts, stops = _places(self.tree, self.cluster_nodes)
        return self.frame.lines[starts], self.frame.lines[stops - 1] + 1


def _places(tree: Tree, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where nodes begin and end in the order of the leaves."""
    n = len(tree)
    place = np.empty(n, np.intp)
    place[tree.order] = np.arange(n)
    starts, stops = np.concatenate([np.stack([place, place + 1]), tree.spans.T], axis=1)
    return starts[nodes].astype(np.intp), stops[nodes].astype(np.intp)


def shape_of(view: Dendrogram, old: TreeShape | None = None) -> TreeShape:
    """The shape of a view's tree; of an old one what has not changed is kept."""
    folding = Folding(view.depth, view.opened, view.folded)
    frame = old.frame if old is not None else None
    if frame is None or frame.tree is not view.tree or frame.folding != folding:
        frame = frame_of(view.tree, folding)
    cluster = whole_codes(view.tree, view.clusters)
    return TreeShape(frame, cluster, _colors(view, cluster))


def _colors(view: Dendrogram, cluster: np.ndarray) -> np.ndarray:
    """The color of each branch: of its cluster, or of the category all its leaves share."""
    if view.color_by is None:
        return cluster
    column = view.tree.table[view.color_by]
    if column.kind is not Kind.CATEGORY:
        return np.full(len(cluster), -1, np.intp)
    return whole_codes(view.tree, column.values)


def frame_of(tree: Tree, folding: Folding) -> TreeFrame:
    """Where the nodes of a tree are."""
    n = len(tree)
    tallest = float(tree.heights[-1]) if len(tree.heights) and tree.heights[-1] > 0 else 1.0
    across = np.concatenate([np.zeros(n), tree.heights / tallest])
    ends, lines, hidden = _folded(tree, shut_nodes(tree, folding))
    return TreeFrame(tree, folding, across, _down(tree, lines, hidden), ends, lines, hidden)


def _folded(tree: Tree, shut: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n = len(tree)
    holder = np.full(n, -1, np.intp)  # the folded branch at each place
    for node in shut.tolist():
        holder[slice(*tree.span(node))] = node
    begins = np.ones(n, bool)
    begins[1:] = (holder[1:] != holder[:-1]) | (holder[1:] < 0)
    ends = np.where(holder >= 0, holder, tree.order)[begins]
    hidden = np.zeros(2 * n - 1, bool)
    hidden[tree.order] = holder >= 0
    if n > 1:
        starts, stops = tree.spans.T
        within = (holder[starts] >= 0) & (holder[starts] == holder[stops - 1])
        hidden[n:] = within & (holder[starts] > np.arange(n, 2 * n - 1))
    return ends, np.cumsum(begins) - 1, hidden


def _down(tree: Tree, lines: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """The middle of every node; what is folded away is where its branch is."""
    n = len(tree)
    down = np.empty(2 * n - 1)
    down[tree.order] = lines + 0.5
    places = down[:n].tolist()
    # Two lists of numbers are made many times faster than one of pairs: 50,000 joins count.
    add = places.append
    for left, right in zip(tree.merges[:, 0].tolist(), tree.merges[:, 1].tolist(), strict=True):
        add((places[left] + places[right]) * 0.5)
    return np.array(places)


def whole_codes(tree: Tree, codes: np.ndarray) -> np.ndarray:
    """The code that all leaves of a node have; -1 where they have none or several."""
    n = len(tree)
    found = np.full(2 * n - 1, -1, np.intp)
    found[:n] = codes
    if n > 1:
        in_order = np.asarray(codes)[tree.order]
        changes = np.concatenate([[0], np.cumsum(in_order[1:] != in_order[:-1])])
        starts, stops = tree.spans.T
        same = changes[stops - 1] == changes[starts]
        found[n:] = np.where(same, in_order[starts], -1)
    return found


def ticks(highest: float, most: int = 8, lowest: float = 0.0) -> list[float]:
    """Round heights for an axis between two heights."""
    if highest <= lowest:
        return [lowest]
    rough = (highest - lowest) / most
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough * 0.999)
    first, last = int(np.ceil(lowest / step * 0.9999)), int(highest / step * 1.0001)
    return [float(f"{step * number:.12g}") for number in range(first, last + 1)]
