"""Panning: another part of the canvas is seen, by the wheel or with the middle button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QWheelEvent

if TYPE_CHECKING:
    from satsuma.ui.canvas.view import CanvasView


class Panning:
    """Moves a view."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._from: QPoint | None = None

    def turn(self, event: QWheelEvent) -> None:
        """The wheel, or two fingers; with Shift a wheel goes sideways."""
        by = event.pixelDelta()
        if by.isNull():
            by = event.angleDelta() / 2
        sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not by.x()
        self.by(QPoint(by.y(), 0) if sideways else by)

    def by(self, by: QPoint) -> None:
        """One can go on until nothing of the workflow is seen any more, and no farther."""
        scene, seen = self._view.canvas_scene, self._view.visible_rect()
        far = max(seen.width(), seen.height())
        scene.setSceneRect(scene.content_rect().adjusted(-far, -far, far, far).united(seen))
        self._view.scroll_by(-by.x(), -by.y())

    # The middle button

    def press(self, point: QPoint) -> None:
        """On a link it removes the link, as it does in Orange; elsewhere it pans."""
        scene = self._view.canvas_scene
        at = self._view.mapToScene(point)
        link = scene.link_at(at) if scene.node_at(at) is None else None
        if link is not None:
            scene.document.edit(scene.document.workflow.without_link(link.link), "Remove link")
            return
        self._from = point
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, point: QPoint) -> bool:
        """The mouse is there; False while it pans nothing."""
        if self._from is None:
            return False
        self.by(point - self._from)
        self._from = point
        return True

    def release(self) -> None:
        """The button was let go."""
        self._from = None
        self._view.viewport().unsetCursor()
