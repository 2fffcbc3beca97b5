"""Tree mouse: what the mouse does in a dendrogram.

A click picks the branch under it, a double-click opens or folds it, the middle button drags the
tree, the wheel scrolls, and with Ctrl it zooms around the pointer.
"""

from __future__ import annotations

import html
import time
from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt
from PyQt6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QToolTip

from satsuma.gestures import Dragged
from satsuma.ui.painters.tree_zoom import STEP
from satsuma.ui.theme import px

if TYPE_CHECKING:
    from satsuma.ui.painters.tree_canvas import TreeCanvas

_EDIT_EVERY = 0.1
"""Seconds between two edits while the cut line is dragged."""


class TreeMouse:
    """Holds what the mouse has in its hand: the cut line or the tree."""

    def __init__(self, canvas: TreeCanvas) -> None:
        self._canvas = canvas
        self._grabbed: tuple[QPointF, float, int] | None = None
        self._opened = False
        self._last_edit = 0.0

    def moved(self, event: QMouseEvent) -> None:
        canvas, place = self._canvas, event.position()
        layout = canvas.layout_now()
        if self._grabbed is not None:
            start, aside, offset = self._grabbed
            canvas.shove_to(aside + place.x() - start.x())
            canvas.scroll_to(offset + start.y() - place.y())
        elif canvas.dragged is not None:
            self._drag(layout.share_at(place.x()), final=False)
        else:
            on_axis = layout.is_on_axis(place)
            on_cut = on_axis or layout.is_on_cut(place)
            node = None if on_cut else layout.node_at(place)
            shapes = Qt.CursorShape
            canvas.setCursor(shapes.SplitHCursor if on_cut else shapes.ArrowCursor
                             if node is None else shapes.PointingHandCursor)
            if canvas.hover(node, layout.share_at(place.x()) if on_axis else None):
                QToolTip.showText(event.globalPosition().toPoint(), tip(canvas.told(node)), canvas)

    def pressed(self, event: QMouseEvent) -> None:
        canvas, place = self._canvas, event.position()
        layout, canvas.by_keys = canvas.layout_now(), False
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed = (place, canvas.aside, canvas.offset)
            canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() != Qt.MouseButton.LeftButton:
            return
        elif layout.is_on_cut(place) or layout.is_on_axis(place):
            self._drag(layout.share_at(place.x()), final=False)
        else:
            canvas.current = node = layout.node_at(place)
            self._opened = node is not None and self._is_on_sign(node, place)
            if self._opened and node is not None:
                canvas.deeds.fold(node, shut=False)
            else:
                canvas.deeds.pick(node, event.modifiers())

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
            self._canvas.deeds.fold(node, shut=not layout.shape.frame.is_folded(node))

    def wheeled(self, event: QWheelEvent) -> None:
        canvas, keys, held = self._canvas, Qt.KeyboardModifier, event.modifiers()
        # With Alt or Shift some systems turn the wheel sideways.
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        if held & keys.ControlModifier and held & keys.ShiftModifier:
            canvas.zoom.stretch_by(STEP ** notches, event.position().x())
        elif held & keys.ControlModifier:
            canvas.zoom.by(STEP ** notches, event.position().y())
        elif held & keys.ShiftModifier:
            canvas.shove_to(canvas.aside + notches * px(72))
        else:
            canvas.scroll_to(canvas.offset - (event.pixelDelta().y()
                                              or event.angleDelta().y() / 120 * px(72)))
            canvas.shove_to(canvas.aside + (event.pixelDelta().x()
                                            or event.angleDelta().x() / 120 * px(72)))
        canvas.hover(canvas.layout_now().node_at(event.position()))

    def menu_asked(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: of what is under the mouse, or of what the keys are at."""
        canvas = self._canvas
        layout, place = canvas.layout_now(), event.pos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            node = layout.node_at(QPointF(place))
        else:
            node = canvas.current
            place = layout.place_of(node).toPoint() if node is not None else QPoint()
        seen = canvas.rect().adjusted(px(8), layout.header, -px(8), -px(8))
        place = QPoint(min(max(place.x(), seen.left()), seen.right()),
                       min(max(place.y(), seen.top()), seen.bottom()))
        canvas.menu_asked.emit(node, canvas.mapToGlobal(place))

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
        canvas.dragged, canvas.aimed = None if final else share, None
        canvas.update()


def tip(told: str) -> str:
    """A text for a tool tip: what looks like a tag in a name is shown, and long ones wrap."""
    return f"<p>{html.escape(told)}</p>" if told else ""
