"""Tree keys: what the keyboard does in a dendrogram.

Everything that can be clicked can be reached: the arrows go from branch to branch, Enter or Space
picks, Ctrl with it adds, + and − open and fold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt

from satsuma.ui.painters.tree_mouse import ZOOM_STEP
from satsuma.ui.painters.tree_shape import TreeShape
from satsuma.ui.theme import px

if TYPE_CHECKING:
    from satsuma.ui.painters.tree_canvas import TreeCanvas

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
PICKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
SCROLLING = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


def press(canvas: TreeCanvas, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
    """Do what a key means; False where it means nothing here."""
    if keys & Qt.KeyboardModifier.ControlModifier and _zoom(canvas, key):
        return True
    if key in ARROWS:
        _go(canvas, key)
    elif key in PICKING:
        if canvas.current is not None:
            canvas.pick(canvas.current, keys)
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        if canvas.current is not None:
            canvas.fold(canvas.current, shut=key == Qt.Key.Key_Minus)
    elif key in SCROLLING:
        _scroll(canvas, key)
    elif key == Qt.Key.Key_Escape and canvas.found is not None:
        canvas.search_left.emit()
    elif key == Qt.Key.Key_Escape and canvas.dragged is None:
        canvas.pick(None, keys)
    else:
        return False
    return True


def _zoom(canvas: TreeCanvas, key: Qt.Key) -> bool:
    middle = sum(canvas.layout_now().seen()) / 2
    if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        canvas.zoom_by(ZOOM_STEP, middle)
    elif key == Qt.Key.Key_Minus:
        canvas.zoom_by(1 / ZOOM_STEP, middle)
    elif key == Qt.Key.Key_0:
        canvas.zoom_to(0.0, middle)
    else:
        return False
    return True


def _go(canvas: TreeCanvas, key: Qt.Key) -> None:
    assert canvas.shape is not None
    node = canvas.current
    if key == Qt.Key.Key_Right and node is not None and canvas.shape.frame.is_folded(node):
        canvas.fold(node, shut=False)
    else:
        canvas.go_to(next_node(canvas.shape, node, key))


def _scroll(canvas: TreeCanvas, key: Qt.Key) -> None:
    page = canvas.height() - px(96)
    canvas.scroll_to({Qt.Key.Key_PageUp: canvas.offset - page,
                      Qt.Key.Key_PageDown: canvas.offset + page,
                      Qt.Key.Key_Home: 0, Qt.Key.Key_End: canvas.farthest()}[key])


def next_node(shape: TreeShape, node: int | None, key: Qt.Key) -> int:
    """The branch that an arrow key leads to: parents at the left, children at the right.

    Up and down lead to what stands beside at about the same height. The first one is the whole.
    """
    tree, frame = shape.tree, shape.frame
    if node is None:
        return tree.root
    node = frame.seen(node)
    if key == Qt.Key.Key_Left:
        return node if node == tree.root else int(tree.parents[node])
    if key == Qt.Key.Key_Right:
        is_end = node < len(tree) or frame.is_folded(node)
        return node if is_end else int(tree.merges[node - len(tree)][0])
    first, last = frame.rows(node)
    beside = first - 1 if key == Qt.Key.Key_Up else last
    found = shape.node_at(float(shape.across[node]), beside + 0.5)
    return node if found is None else found
