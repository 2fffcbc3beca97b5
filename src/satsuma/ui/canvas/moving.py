"""Moving: the selected nodes and notes follow the mouse, with snapping; the drop is one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QPointF, Qt

from satsuma.problem import Problem
from satsuma.ui.canvas.adding import fits_between
from satsuma.ui.canvas.dragging import Drag
from satsuma.ui.canvas.snapping import snap
from satsuma.workflow.frames import moved, taken_along, with_members_by_place
from satsuma.workflow.layout import with_room
from satsuma.workflow.linking import inserted
from satsuma.workflow.model import Link

if TYPE_CHECKING:
    from satsuma.ui.canvas.scene import CanvasScene

NEAR = 7.0
"""Pixels within which a node is drawn into line. Alt turns it off."""

TOLERANCE = 5.0
"""Pixels that the mouse may move before a click becomes a drag."""


class MoveDrag(Drag):
    """Moves the items only; the workflow is edited when they are dropped."""

    def __init__(self, scene: CanvasScene, start: QPointF) -> None:
        self._scene = scene
        self._start = start
        self._shift = QPointF()
        self._nodes: dict[str, QPointF] = {}  # where they were
        self._notes: tuple[int, ...] = ()
        self._others = np.empty((0, 2))
        self._is_free = False
        self._into: Link | None = None

    def move(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        away = point - self._start
        if not self.moved:
            if away.manhattanLength() * self._zoom() < TOLERANCE:
                return
            self._begin()
        shift = self._held(away, keys)
        snaps = self._scene.snaps and not keys & Qt.KeyboardModifier.AltModifier
        if not snaps:
            self._scene.marks.set_guides(())
        self._show(self._snapped(shift) if snaps else shift)
        if self._is_free:
            self._aim()

    def _zoom(self) -> float:
        views = self._scene.views()
        return views[0].transform().m11() if views else 1.0

    def _begin(self) -> None:
        self.moved = True
        workflow, hidden = self._scene.document.workflow, self._scene.hidden
        nodes, self._notes = taken_along(
            workflow, self._scene.selected_nodes(), self._scene.selected_annotations())
        self._nodes = {n: QPointF(*workflow.nodes[n].position) for n in nodes}
        self._others = np.array([node.position for n, node in workflow.nodes.items()
                                 if n not in self._nodes and n not in hidden])
        self._is_free = len(nodes) == 1 and not self._notes and not self._scene.links.of(nodes[0])

    def _held(self, away: QPointF, keys: Qt.KeyboardModifier) -> QPointF:
        """With Shift only sideways, or only up and down."""
        if not keys & Qt.KeyboardModifier.ShiftModifier:
            return away
        return QPointF(away.x(), 0) if abs(away.x()) > abs(away.y()) else QPointF(0, away.y())

    def _snapped(self, shift: QPointF) -> QPointF:
        hidden = self._scene.hidden
        moving = [(at.x() + shift.x(), at.y() + shift.y()) for n, at in self._nodes.items()
                  if n not in hidden]
        if not moving:
            return shift
        found = snap(moving, self._others, NEAR / self._zoom(), None)
        # With Shift, only along the way it is held to.
        by = QPointF(found.dx if shift.x() else 0.0, found.dy if shift.y() else 0.0)
        self._scene.marks.set_guides(found.guides if by == QPointF(found.dx, found.dy) else ())
        return shift + by

    def _show(self, shift: QPointF) -> None:
        self._shift = shift
        for node_id, start in self._nodes.items():
            self._scene.node_items[node_id].setPos(start + shift)
        self._scene.annotations.offset(self._notes, shift)
        self._scene.links.place(self._nodes)

    def _aim(self) -> None:
        """A node without links is inserted into the link on which it is let go."""
        (node_id, start), = self._nodes.items()
        near = self._scene.link_near(start + self._shift)
        workflow = self._scene.document.workflow
        spec = workflow.nodes[node_id].widget.spec
        fits = near is not None and fits_between(workflow, near.link, spec)
        self._into = near.link if near is not None and fits else None
        self._scene.marks.light_link(self._into)

    def drop(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        into = self._into
        self._clear()
        document = self._scene.document
        try:
            after = moved(document.workflow, tuple(self._nodes), self._notes,
                          self._shift.x(), self._shift.y())
        except Problem as problem:  # beyond all numbers
            self._show(QPointF())
            self._scene.told.emit(str(problem))
            return
        if not self._notes:
            after = with_members_by_place(after, self._nodes)
        linked = inserted(after, into, next(iter(self._nodes))) if into is not None else None
        if linked is not None and into is not None:
            linked = with_room(linked, into, next(iter(self._nodes)))
        if (linked or after) == document.workflow:
            self._show(QPointF())
        else:
            document.edit(linked or after, "Move" if linked is None else "Insert into a link")

    def cancel(self) -> None:
        self._clear()
        if self.moved:
            self._show(QPointF())

    def _clear(self) -> None:
        self._into = None
        self._scene.marks.set_guides(())
        self._scene.marks.light_link(None)
