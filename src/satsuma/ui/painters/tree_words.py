"""Tree words: what a branch is, and the way of a leaf to the top, in words. Knows no Qt."""

from __future__ import annotations

from satsuma.data.column import Kind
from satsuma.ui.painters.tree_shape import TreeShape
from satsuma.views import Dendrogram

MISSING = "(missing)"
"""The name of a leaf without a value in the column of names: an empty place would look broken."""

_STEPS = 3
"""Joins that are told of on the way to the top."""


def counted(view: Dendrogram, count: int) -> str:
    """How much is in a branch."""
    what = "picture" if view.image is not None else "leaf"
    if count == 1:
        return f"1 {what}"
    return f"{count:,} {'pictures' if view.image is not None else 'leaves'}"


def label_of(view: Dendrogram, row: int) -> str:
    """What stands beside a leaf."""
    table = view.tree.table
    return (table[view.labels].shown(row) or MISSING) if view.labels else table.ids[row]


def told(view: Dendrogram, shape: TreeShape, node: int | None) -> str:
    """What a branch is: "12 pictures, joined at 0.41"."""
    if node is None:
        return ""
    tree = view.tree
    cluster = f" · C{int(shape.cluster[node]) + 1}" if shape.cluster[node] >= 0 else ""
    if node < len(tree):
        return label_of(view, node) + _value(view, node) + cluster
    height = tree.heights[node - len(tree)]
    return f"{counted(view, tree.size(node))}, joined at {height:.3g}{cluster}"


def _value(view: Dendrogram, row: int) -> str:
    if view.color_by is None or view.color_by == view.labels:
        return ""
    value = value_of(view, row)
    return f" · {view.color_by}: {value}" if value else ""


def value_of(view: Dendrogram, row: int) -> str:
    """The value that gives a row its color, short enough to stand beside its name."""
    column = view.tree.table[view.color_by or ""]
    if column.kind is Kind.TIME:
        return told_time(column.shown(row))
    if column.kind is not Kind.NUMBER:
        return column.shown(row)
    return told_number(float(column.values[row]))


def told_number(value: float) -> str:
    """Four digits and a true minus; "" where there is no number."""
    return "" if value != value else f"{value:.4g}".replace("-", "−")


def told_time(text: str) -> str:
    """A time without what is zero: the day alone where it is midnight."""
    return text.partition(".")[0].removesuffix("T00:00:00").replace("T", " ")


def told_path(view: Dendrogram, row: int) -> str:
    """The way of a leaf to the top: what it joins, and where."""
    tree, parts, node = view.tree, [], row
    while node != tree.root and len(parts) < _STEPS:
        parent = int(tree.parents[node])
        pair = tree.merges[parent - len(tree)].tolist()
        other = pair[0] if pair[1] == node else pair[1]
        size = tree.size(other)
        what = label_of(view, other) if size == 1 else counted(view, size)
        parts.append(f"{what} at {tree.heights[parent - len(tree)]:.3g}")
        node = parent
    if not parts:
        return ""
    rest = tree.root != node
    return "joins " + ", then ".join(parts) + (" …" if rest else "")
