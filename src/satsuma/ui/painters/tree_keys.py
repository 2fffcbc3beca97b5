"""Tree keys: what the keyboard does in a dendrogram.

Everything that can be clicked can be reached: the arrows go from branch to branch, Enter or Space
picks, Ctrl with it adds, + and − open and fold, Ctrl with the arrows moves the cut.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence

from satsuma.ui.painters.tree_shape import TreeShape
from satsuma.ui.painters.tree_zoom import STEP
from satsuma.ui.theme import px

if TYPE_CHECKING:
    from satsuma.ui.painters.tree_canvas import TreeCanvas

Key, Held = Qt.Key, Qt.KeyboardModifier

ARROWS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)
PICKING = (Key.Key_Return, Key.Key_Enter, Key.Key_Space)
SCROLLING = (Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home, Key.Key_End)
LARGER = (Key.Key_Plus, Key.Key_Equal)
NUDGE = 1.0
"""Percent of the tree's height by which a key moves the cut line."""


def press(canvas: TreeCanvas, event: QKeyEvent) -> bool:
    """Do what a key means; False where it means nothing here."""
    key, keys = Qt.Key(event.key()), event.modifiers()
    if event.matches(QKeySequence.StandardKey.Copy):
        return canvas.deeds.copy_names(canvas.current if canvas.by_keys else None)
    if keys & Held.ControlModifier and key not in PICKING:
        return _with_control(canvas, key)
    if keys & Held.AltModifier and key in (*LARGER, Key.Key_Minus):
        canvas.zoom.stretch_by(1 / STEP if key == Key.Key_Minus else STEP)
        return True
    if key in SCROLLING:
        _scroll(canvas, key)
    elif key in ARROWS:
        _go(canvas, key)
    elif key == Key.Key_Escape:
        return _leave(canvas, keys)
    else:
        return canvas.current is not None and _act(canvas, canvas.current, key, keys)
    return True


def _act(canvas: TreeCanvas, node: int, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
    """What is done to the branch that the keys are at."""
    if key in PICKING:
        canvas.deeds.pick(node, keys)
    elif key in (*LARGER, Key.Key_Minus):
        canvas.deeds.fold(node, shut=key == Key.Key_Minus)
    elif key == Key.Key_Z:
        canvas.zoom.to_branch(node)
    elif key == Key.Key_C:
        canvas.deeds.cut_at(node)
    elif key == Key.Key_L:
        canvas.large_asked.emit(node)
    else:
        return False
    return True


def _leave(canvas: TreeCanvas, keys: Qt.KeyboardModifier) -> bool:
    """Escape ends the search, then picks nothing; a cut in the hand is let go elsewhere."""
    if canvas.found is not None:
        canvas.search_left.emit()
    elif canvas.dragged is None:
        canvas.deeds.pick(None, keys)
    return True


def _with_control(canvas: TreeCanvas, key: Qt.Key) -> bool:
    zoom = canvas.zoom
    does: dict[Qt.Key, Callable[[], None]] = {
        Key.Key_Plus: lambda: zoom.by(STEP), Key.Key_Equal: lambda: zoom.by(STEP),
        Key.Key_Minus: lambda: zoom.by(1 / STEP), Key.Key_0: zoom.to_natural,
        Key.Key_9: zoom.to_whole, Key.Key_Left: lambda: canvas.deeds.move_cut(NUDGE),
        Key.Key_Right: lambda: canvas.deeds.move_cut(-NUDGE)}
    if key not in does:
        return False
    does[key]()
    return True


def _go(canvas: TreeCanvas, key: Qt.Key) -> None:
    assert canvas.shape is not None
    node = canvas.current
    if key == Key.Key_Right and node is not None and canvas.shape.frame.is_folded(node):
        canvas.deeds.fold(node, shut=False)
    else:
        canvas.go_to(next_node(canvas.shape, node, key))


def _scroll(canvas: TreeCanvas, key: Qt.Key) -> None:
    page = canvas.height() - px(96)
    canvas.scroll_to({Key.Key_PageUp: canvas.offset - page,
                      Key.Key_PageDown: canvas.offset + page,
                      Key.Key_Home: 0, Key.Key_End: canvas.farthest()}[key])


def next_node(shape: TreeShape, node: int | None, key: Qt.Key) -> int:
    """The branch that an arrow key leads to: parents at the left, children at the right.

    Up and down lead to what stands beside at about the same height. The first one is the whole.
    """
    tree, frame = shape.tree, shape.frame
    if node is None:
        return tree.root
    node = frame.seen(node)
    if key == Key.Key_Left:
        return node if node == tree.root else int(tree.parents[node])
    if key == Key.Key_Right:
        is_end = node < len(tree) or frame.is_folded(node)
        return node if is_end else int(tree.merges[node - len(tree)][0])
    first, last = frame.rows(node)
    beside = first - 1 if key == Key.Key_Up else last
    found = shape.node_at(float(shape.across[node]), beside + 0.5)
    return node if found is None else found
