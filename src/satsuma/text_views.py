"""Views as text, for terminals and logs."""

from __future__ import annotations

from collections.abc import Iterator

from satsuma.data.tree import Tree
from satsuma.views import Dendrogram, View

_LARGEST_DRAWING = 64
"""Leaves up to which a tree is drawn; a larger one would fill screens."""

_WIDTH = 32

_LONGEST_LABEL = 40


def as_text(view: View) -> str:
    """The view as lines of text; "" for views that only a window can show."""
    if not isinstance(view, Dendrogram):
        return ""
    parts = ["\n".join(_clusters(view))]
    if len(view.tree.table) <= _LARGEST_DRAWING:
        parts.append("\n".join(_drawing(view)))
    return "\n\n".join(part for part in parts if part)


def _label(view: Dendrogram, row: int) -> str:
    table = view.tree.table
    text = table[view.labels].shown(row) if view.labels else table.ids[row]
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"


def _clusters(view: Dendrogram) -> Iterator[str]:
    """A line for each cluster, with its members from the top of the dendrogram down."""
    members: dict[int, list[str]] = {}
    for row in view.tree.order:
        if (code := int(view.clusters[row])) >= 0:
            members.setdefault(code, []).append(_label(view, int(row)))
    for code, names in sorted(members.items()):
        shown = ", ".join(names[:40]) + (f" and {len(names) - 40} more" if len(names) > 40 else "")
        yield f"C{code + 1} ({len(names)}): {shown}"


def _drawing(view: Dendrogram) -> list[str]:
    """The dendrogram lying on its side, a line per leaf: root left, joins at their height."""
    tree = view.tree
    n = len(tree.table)
    line, column = _positions(tree)
    grid = [[" "] * max(column) for _ in range(n)]
    for merge, children in enumerate(tree.merges.tolist()):
        _draw_join(grid, column[n + merge], sorted((line[c], column[c]) for c in children))
    return [_with_label(view, "".join(grid[line[row]]), row) for row in tree.order.tolist()]


def _positions(tree: Tree) -> tuple[list[int], list[int]]:
    """For every node its line, which is that of its topmost leaf, and its column."""
    n = len(tree.table)
    tallest = float(tree.heights.max()) or 1.0
    line = [0] * n
    column = [_WIDTH] * n
    for place, row in enumerate(tree.order.tolist()):
        line[row] = place
    for (left, right), height in zip(tree.merges.tolist(), tree.heights.tolist(), strict=True):
        line.append(min(line[left], line[right]))
        wanted = round((1 - height / tallest) * (_WIDTH - 2))
        # A join stays left of what it joins, however close their heights are.
        column.append(min(wanted, column[left] - 1, column[right] - 1))
    leftmost = min(column)
    return line, [at - leftmost for at in column]


def _draw_join(grid: list[list[str]], at: int, ends: list[tuple[int, int]]) -> None:
    (upper, upper_end), (lower, lower_end) = ends
    grid[upper][at:upper_end] = "┬" + "─" * (upper_end - at - 1)
    for between in range(upper + 1, lower):
        grid[between][at] = "│"
    grid[lower][at:lower_end] = "└" + "─" * (lower_end - at - 1)


def _with_label(view: Dendrogram, drawn: str, row: int) -> str:
    code = int(view.clusters[row])
    return f"{drawn} {_label(view, row)}" + (f"  [C{code + 1}]" if code >= 0 else "")
