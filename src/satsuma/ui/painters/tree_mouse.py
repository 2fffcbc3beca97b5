"""Tree mouse: what the mouse does in a dendrogram.

A click picks the branch under it, a double-click opens or folds it, the middle button drags the
tree, the wheel scrolls, and with Ctrl it zooms.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QToolTip

from satsuma.gestures import Dragged
from satsuma.ui.theme import px

if TYPE_CHECKING:
    from satsuma.ui.painters.tree_canvas import TreeCanvas

_EDIT_EVERY = 0.1
"""Seconds between two edits while the cut line is dragged."""

ZOOM_STEP = 1.2
"""How much one notch of the wheel makes larger."""


class TreeMouse:
    """Holds what the mouse has in its hand: the cut line or the tree."""

    def __init__(self, canvas: TreeCanvas) -> None:
        self._canvas = canvas
        self._grabbed: tuple[float, int] | None = None
        self._opened = False
        self._last_edit = 0.0

    def moved(self, event: QMouseEvent) -> None:
        canvas, place = self._canvas, event.position()
        layout = canvas.layout_now()
        if self._grabbed is not None:
            canvas.scroll_to(self._grabbed[1] + self._grabbed[0] - place.y())
        elif canvas.dragged is not None:
            self._drag(layout.share_at(place.x()), final=False)
        else:
            on_cut = layout.is_on_cut(place) or layout.is_on_axis(place)
            node = None if on_cut else layout.node_at(place)
            shapes = Qt.CursorShape
            canvas.setCursor(shapes.SplitHCursor if on_cut else shapes.ArrowCursor
                             if node is None else shapes.PointingHandCursor)
            if canvas.hover(node):
                QToolTip.showText(event.globalPosition().toPoint(), canvas.told(node), canvas)

    def pressed(self, event: QMouseEvent) -> None:
        canvas, place = self._canvas, event.position()
        layout = canvas.layout_now()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed = (place.y(), canvas.offset)
            canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() != Qt.MouseButton.LeftButton:
            return
        elif layout.is_on_cut(place) or layout.is_on_axis(place):
            self._drag(layout.share_at(place.x()), final=False)
        else:
            canvas.current = node = layout.node_at(place)
            self._opened = node is not None and self._is_on_sign(node, place)
            if self._opened and node is not None:
                canvas.fold(node, shut=False)
            else:
                canvas.pick(node, event.modifiers())

    def released(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed = None
            canvas.setCursor(Qt.CursorShape.ArrowCursor)
        elif canvas.dragged is not None:
            self._drag(canvas.layout_now().share_at(event.position().x()), final=True)

    def double_clicked(self, event: QMouseEvent) -> None:
        layout, place = self._canvas.layout_now(), event.position()
        node = layout.node_at(place)
        if event.button() == Qt.MouseButton.LeftButton and node is not None \
                and not self._opened \
                and not layout.is_on_cut(place) and not layout.is_on_axis(place):
            self._canvas.fold(node, shut=not layout.shape.frame.is_folded(node))

    def wheeled(self, event: QWheelEvent) -> None:
        canvas, keys, held = self._canvas, Qt.KeyboardModifier, event.modifiers()
        # With Alt or Shift some systems turn the wheel sideways.
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        if held & keys.ControlModifier and held & keys.ShiftModifier:
            canvas.stretch_by(ZOOM_STEP ** notches)
        elif held & keys.ControlModifier:
            canvas.zoom_by(ZOOM_STEP ** notches, event.position().y())
        else:
            canvas.scroll_to(canvas.offset - (event.pixelDelta().y() or notches * px(72)))

    def _is_on_sign(self, node: int, place: QPointF) -> bool:
        """Whether this is the sign beside a folded branch that opens it."""
        layout = self._canvas.layout_now()
        if not layout.is_readable or not layout.shape.frame.is_folded(node):
            return False
        side = px(20)
        middle = layout.place_of(node).y()
        return QRectF(layout.label_x - px(3), middle - side / 2, side, side).contains(place)

    def _drag(self, share: float, *, final: bool) -> None:
        """The cut line follows the mouse at once, the setting a few times a second."""
        canvas = self._canvas
        now = time.monotonic()
        if final or now - self._last_edit >= _EDIT_EVERY:
            self._last_edit = now
            canvas.gesture.emit(Dragged(round(share * 100, 2), final))
        # Set last: what comes back from the edit must not let go of the line.
        canvas.dragged = None if final else share
        canvas.update()
