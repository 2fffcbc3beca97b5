"""Pointer: what the mouse does in the scene: draw a link, move things, open what is under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsSceneMouseEvent

from satsuma.ui.canvas.annotation_item import AnnotationItem
from satsuma.ui.canvas.dragging import Drag
from satsuma.ui.canvas.link_drag import LinkDrag
from satsuma.ui.canvas.link_item import LinkItem
from satsuma.ui.canvas.moving import MoveDrag
from satsuma.ui.canvas.node_item import NodeItem

if TYPE_CHECKING:
    from satsuma.ui.canvas.scene import CanvasScene


class Pointer:
    """Each of its methods is True when it took the event; otherwise Qt does as always."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._drag: Drag | None = None
        self._pressed_on: QGraphicsItem | None = None

    def press(self, event: QGraphicsSceneMouseEvent) -> bool:
        """A link begins at a port."""
        self.cancel_drag()
        point = event.scenePos()
        self._pressed_on = self._scene.thing_at(point)
        node = self._scene.node_at(point)
        side = node.side_at(point) if node is not None else None
        if node is None or side is None:
            return False
        by_port = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._drag = LinkDrag(self._scene, node, side, point, by_port)
        return True

    def pressed(self, event: QGraphicsSceneMouseEvent) -> None:
        """The item under the mouse had the event: now it can be moved."""
        grabbed = self._scene.mouseGrabberItem()
        is_whole = isinstance(grabbed, NodeItem | AnnotationItem) and grabbed.isSelected()
        # An item that took the event for a handle of its own is not moved as a whole.
        if is_whole and not self._scene.annotations.is_busy():
            self._drag = MoveDrag(self._scene, event.scenePos())

    def move(self, event: QGraphicsSceneMouseEvent) -> bool:
        """What is dragged follows."""
        if self._drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        self._drag.move(event.scenePos(), event.modifiers())
        return True

    def release(self, event: QGraphicsSceneMouseEvent) -> bool:
        """What is dragged is let go."""
        drag, self._drag = self._drag, None
        if drag is None:
            return False
        if not drag.moved:
            drag.cancel()
            return False
        if (grabber := self._scene.mouseGrabberItem()) is not None:
            grabber.ungrabMouse()  # before the drop, which may take the item away
        drag.drop(event.scenePos(), event.modifiers())
        return True

    def open(self, point: QPointF) -> bool:
        """A double-click. The first click may have changed what is there: then nothing is meant."""
        thing = self._scene.thing_at(point)
        if thing is not self._pressed_on:
            return True
        if isinstance(thing, AnnotationItem):
            return False
        if isinstance(thing, NodeItem):
            self._scene.opened.emit(thing.node_id)
        elif isinstance(thing, LinkItem):
            self._scene.link_opened.emit(thing.link)
        else:
            self._scene.ground_opened.emit(point)
        return True

    def cancel_drag(self) -> bool:
        """Give up what is being dragged; False when nothing was."""
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.cancel()
        return drag is not None

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None and self._drag.moved
