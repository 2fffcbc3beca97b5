"""Moving: the selected nodes and notes follow the mouse, with snapping; the drop is one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPointF, Qt

from satsuma.ui.canvas.dragging import Drag
from satsuma.ui.canvas.snapping import snap
from satsuma.workflow.frames import moved, taken_along, with_members_by_place

if TYPE_CHECKING:
    from satsuma.ui.canvas.scene import CanvasScene

NEAR = 7.0
"""Design pixels within which a node is drawn into line. Alt turns it off."""


class MoveDrag(Drag):
    """Moves the items only; the workflow is edited when they are dropped."""

    def __init__(self, scene: CanvasScene, start: QPointF) -> None:
        self._scene = scene
        self._start = start
        self._shift = QPointF()
        self._nodes: tuple[str, ...] = ()
        self._notes: tuple[int, ...] = ()
        self._others: list[tuple[float, float]] = []

    def move(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        away = point - self._start
        if not self.moved:
            if away.manhattanLength() * self._zoom() < 5:
                return
            self._begin()
        shift = self._held(away, keys)
        snaps = self._scene.snaps and not keys & Qt.KeyboardModifier.AltModifier
        self._show(self._snapped(shift) if snaps else shift)

    def _zoom(self) -> float:
        views = self._scene.views()
        return views[0].transform().m11() if views else 1.0

    def _begin(self) -> None:
        self.moved = True
        workflow = self._scene.document.workflow
        self._nodes, self._notes = taken_along(
            workflow, self._scene.selected_nodes(), self._scene.selected_annotations())
        going = set(self._nodes)
        self._others = [node.position for n, node in workflow.nodes.items()
                        if n not in going and n not in self._scene.hidden]

    def _held(self, away: QPointF, keys: Qt.KeyboardModifier) -> QPointF:
        """With Shift only sideways, or only up and down."""
        if not keys & Qt.KeyboardModifier.ShiftModifier:
            return away
        return QPointF(away.x(), 0) if abs(away.x()) > abs(away.y()) else QPointF(0, away.y())

    def _snapped(self, shift: QPointF) -> QPointF:
        nodes = self._scene.document.workflow.nodes
        moving = [(nodes[n].position[0] + shift.x(), nodes[n].position[1] + shift.y())
                  for n in self._nodes]
        if not moving:
            return shift
        found = snap(moving, self._others, NEAR / self._zoom(), None)
        self._scene.set_guides(found.guides)
        return shift + QPointF(found.dx, found.dy)

    def _show(self, shift: QPointF) -> None:
        self._shift = shift
        nodes = self._scene.document.workflow.nodes
        for node_id in self._nodes:
            self._scene.node_items[node_id].setPos(QPointF(*nodes[node_id].position) + shift)
        self._scene.annotations.offset(self._notes, shift)
        self._scene.place_links(self._nodes)

    def drop(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        self._scene.set_guides(())
        document = self._scene.document
        after = moved(document.workflow, self._nodes, self._notes,
                      self._shift.x(), self._shift.y())
        if not self._notes:
            after = with_members_by_place(after, self._nodes)
        if after == document.workflow:
            self._show(QPointF())
        else:
            document.edit(after, "Move")

    def cancel(self) -> None:
        self._scene.set_guides(())
        if self.moved:
            self._show(QPointF())
