"""Drive, views: what a script outside is told of the views: trees, galleries and tables.

Only of what can be seen, so that telling is cheap whatever lies behind it. `picture` says whether
the thumbnail is there at the size that is drawn, and True where there is none to come.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PyQt6.QtCore import QPoint, QPointF
from PyQt6.QtWidgets import QWidget

from satsuma.ui.painters.gallery_area import GalleryArea
from satsuma.ui.painters.rows_view import RowsView
from satsuma.ui.painters.thumbnails import memory
from satsuma.ui.painters.thumbnails_store import step_for
from satsuma.ui.painters.tree_canvas import TreeCanvas
from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_leaves import example_nodes
from satsuma.ui.painters.tree_pictures import file_of_row, row_of_node
from satsuma.ui.theme import px

FEW = 30
"""Leaves up to which those of a branch are named."""

LEAST = 8
"""Pixels of the height of a branch that a mouse can find."""


def views_of(one: QWidget, window: str) -> dict[str, Any]:
    """What is told of this part of a window: lists of views by their kind."""
    if isinstance(one, TreeCanvas) and one.view is not None and one.shape is not None:
        return {"trees": [_tree(one, window)], "branches": _branches(one)}
    if isinstance(one, GalleryArea) and one.view is not None:
        return {"galleries": [_gallery(one, window)]}
    if isinstance(one, RowsView):
        return {"tables": [_table(one, window)]}
    return {}


def _at(part: QWidget, point: QPoint) -> list[int]:
    place = part.mapToGlobal(point)
    return [place.x(), place.y()]


def _is_there(file: Path | None, side: float) -> bool:
    return file is None or (file, step_for(side)) in memory().kept


# Trees

def _tree(canvas: TreeCanvas, window: str) -> dict[str, Any]:
    layout, view = canvas.layout_now(), canvas.view
    assert view is not None
    chosen = np.flatnonzero(view.clusters >= 0)[:FEW].tolist()
    found = None if canvas.found is None else view.tree.table.ids[canvas.found]
    return {"window": window, "leaves": len(view.tree), "found": found,
            "selected": [view.tree.table.ids[row] for row in chosen],
            "shown": [_line(canvas, layout, node) for node in _nodes_with_pictures(layout)]}


def _nodes_with_pictures(layout: TreeLayout) -> list[int]:
    if not layout.is_readable:
        return example_nodes(layout)
    rows = layout.seen_rows()
    return layout.shape.frame.ends[rows.start:rows.stop].tolist()


def _line(canvas: TreeCanvas, layout: TreeLayout, node: int) -> dict[str, Any]:
    row = row_of_node(layout.view, node)
    there = QPoint(round(layout.label_x), round(layout.y(float(layout.shape.down[node]))))
    return {"id": layout.view.tree.table.ids[row], "at": _at(canvas, there),
            "leaves": layout.shape.tree.size(node),
            "picture": _is_there(file_of_row(layout.view, row),
                                 layout.side * canvas.devicePixelRatio())}


def _branches(canvas: TreeCanvas) -> list[dict[str, Any]]:
    """The branches that can be seen: where each begins, and its leaves; few by their names."""
    layout, seen = canvas.layout_now(), canvas.visibleRegion()
    tree = layout.shape.tree
    high = np.flatnonzero(tree.sizes * layout.row >= LEAST) + len(tree)
    found = []
    for node in high.tolist():
        there = _corner(layout, node)
        if there is not None and seen.contains(there):
            start, stop = tree.span(node)
            rows = tree.order[start:stop].tolist() if stop - start <= FEW else []
            found.append({"at": _at(canvas, there), "leaves": int(tree.size(node)),
                          "ids": [tree.table.ids[row] for row in rows]})
    return found


def _corner(layout: TreeLayout, node: int) -> QPoint | None:
    """Where a click means this branch: one on the corner may mean the branch above."""
    corner = layout.place_of(node)
    return next((QPoint(round(corner.x()) + right, round(corner.y())) for right in range(12)
                 if layout.node_at(corner + QPointF(right, 0)) == node), None)


# Galleries

def _gallery(area: GalleryArea, window: str) -> dict[str, Any]:
    top, height = area.verticalScrollBar().value(), area.viewport().height()
    rows = area.arrangement.rows[area.layout_.places(top, top + height)].tolist()
    return {"window": window, "count": len(area.arrangement.rows),
            "shown": [_picture(area, row) for row in rows]}


def _picture(area: GalleryArea, row: int) -> dict[str, Any]:
    assert area.view is not None
    middle = area.visual_rect(row).center()
    return {"id": area.view.table.ids[row], "at": _at(area.viewport(), middle),
            "picked": bool(area.picking.mask[row]),
            "picture": _is_there(area.rows.file(row), px(area.side) * area.devicePixelRatio())}


# Tables

def _table(view: RowsView, window: str) -> dict[str, Any]:
    """The columns that are seen, each with the middle of its head and the first values."""
    block = view.block(view.viewport().rect())
    stuck = view.stuck_block(view.viewport().rect())
    height = view.head.viewport().height()
    return {"window": window, "rows": len(view.table_model.rows), "columns": [
        {"name": column.name, "detail": column.detail,
         "at": _at(view.head.viewport(), QPoint(left + width // 2, height // 2)),
         "values": [column.text(row) for row, _ in block.rows[:3]]}
        for column, left, width in (*stuck.columns, *block.columns)]}
