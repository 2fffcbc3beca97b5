"""Tree deeds: what can be done to a branch, by mouse, keys and menu alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QToolTip

from satsuma.gestures import Clicked, Dragged, Folded
from satsuma.ui.painters.tree_words import label_of
from satsuma.ui.theme import px

if TYPE_CHECKING:
    from satsuma.ui.painters.tree_canvas import TreeCanvas

FIRST_CUT = 75.0
"""Percent of the height at which a cut begins that keys make."""


class TreeDeeds:
    """Tells the gestures of one canvas."""

    def __init__(self, canvas: TreeCanvas) -> None:
        self._canvas = canvas

    def pick(self, node: int | None, keys: Qt.KeyboardModifier) -> None:
        """Tell that a branch was clicked, with the keys that were held; None for the ground."""
        self.click(node, toggle=bool(keys & Qt.KeyboardModifier.ControlModifier),
                   extend=bool(keys & Qt.KeyboardModifier.ShiftModifier),
                   remove=bool(keys & Qt.KeyboardModifier.AltModifier))

    def click(self, node: int | None, *, toggle: bool = False, extend: bool = False,
              remove: bool = False) -> None:
        """Tell that a branch is picked, alone or as well, or no longer."""
        assert self._canvas.shape is not None
        branch = self._canvas.shape.tree.branch(node) if node is not None else None
        self._canvas.gesture.emit(Clicked(branch, toggle, extend, remove))

    def can_fold(self, node: int | None, *, shut: bool) -> bool:
        """Whether a branch can be folded, or opened. The whole tree stays open."""
        shape = self._canvas.shape
        return shape is not None and node is not None and node >= len(shape.tree) \
            and shape.frame.is_folded(node) != shut and (node != shape.tree.root or not shut)

    def fold(self, node: int, *, shut: bool) -> None:
        """Draw a branch as one line, or show what is in it."""
        canvas = self._canvas
        if self.can_fold(node, shut=shut):
            assert canvas.shape is not None
            first = canvas.shape.frame.rows(node)[0]
            canvas.anchored(first, canvas.layout_now().y(first),
                            Folded(canvas.shape.tree.branch(node), shut))

    def cut_at(self, node: int) -> None:
        """Cut the tree so that this branch is a cluster: between it and the join above."""
        shape = self._canvas.shape
        assert shape is not None
        above = 1.0 if node == shape.tree.root else float(
            shape.across[int(shape.tree.parents[node])])
        self._cut(100 * (float(shape.across[node]) + above) / 2)

    def move_cut(self, percent: float) -> None:
        """Move the cut line."""
        view, shape = self._canvas.view, self._canvas.shape
        assert view is not None
        assert shape is not None
        self._cut(FIRST_CUT if view.cut is None else 100 * view.cut / shape.tallest + percent)

    def _cut(self, percent: float) -> None:
        self._canvas.gesture.emit(Dragged(round(min(max(percent, 0.0), 100.0), 2), True))

    def rows(self, node: int | None) -> list[int]:
        """The rows of a branch from the top down; without one those that are selected."""
        view = self._canvas.view
        if view is None:
            return []
        if node is not None:
            return view.tree.members(node).tolist()
        order = view.tree.order
        return order[np.asarray(view.clusters)[order] >= 0].tolist()

    def copy_names(self, node: int | None) -> bool:
        """Put the names of a branch, or of what is selected, on the clipboard; whether any."""
        view, clipboard, rows = self._canvas.view, QGuiApplication.clipboard(), self.rows(node)
        if view is None or clipboard is None or not rows:
            return False
        clipboard.setText("\n".join(label_of(view, row) for row in rows))
        told = "1 name copied" if len(rows) == 1 else f"{len(rows):,} names copied"
        QToolTip.showText(self._canvas.mapToGlobal(QPoint(px(16), px(40))), told, self._canvas)
        return True
