"""Drawing a link: from a port of either side to a node, a port, or empty ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainterPath, QPen
from PyQt6.QtWidgets import QGraphicsPathItem

from satsuma.problem import Problem
from satsuma.ui.canvas.dragging import Drag
from satsuma.ui.canvas.geometry import Side, curve
from satsuma.ui.canvas.node_item import NodeItem
from satsuma.ui.theme import theme
from satsuma.workflow.linking import (
    Pair,
    clear_choice,
    pairs,
    sources_of,
    targets_of,
    why_not,
)

if TYPE_CHECKING:
    from satsuma.ui.canvas.scene import CanvasScene

TOLERANCE = 5.0
"""Pixels that the mouse may move before a click becomes a drag."""


@dataclass(frozen=True)
class LinkDrop:
    """A link was let go on empty ground: what fits there may be added and linked."""

    node_id: str
    side: Side
    port: str | None
    point: QPointF


class LinkDrag(Drag):
    """Shows the line and what it may be linked to; the drop makes the link."""

    def __init__(self, scene: CanvasScene, node: NodeItem, side: Side, start: QPointF,
                 by_port: bool) -> None:
        self._scene = scene
        self._node = node
        self._side = side
        self._start = start
        found = node.port_at(start) if by_port else None
        self.port = found[1] if found is not None else None
        self._fitting: frozenset[str] = frozenset()
        self._over: NodeItem | None = None
        self._line: QGraphicsPathItem | None = None

    def move(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        if not self.moved:
            if (point - self._start).manhattanLength() * self._zoom() < TOLERANCE:
                return
            self._begin()
        self._aim(self._scene.node_at(point))
        self._draw(point)

    def _zoom(self) -> float:
        views = self._scene.views()
        return views[0].transform().m11() if views else 1.0

    def _begin(self) -> None:
        self.moved = True
        workflow = self._scene.document.workflow
        find = targets_of if self._side == "out" else sources_of
        self._fitting = find(workflow, self._node.node_id, self.port)
        self._scene.marks.set_aim({
            n: "fits" if n in self._fitting else "dim" for n in workflow.nodes
            if n != self._node.node_id})
        self._line = QGraphicsPathItem()
        self._line.setPen(QPen(theme().colors.accent, 2.5, cap=Qt.PenCapStyle.RoundCap))
        self._line.setZValue(5)
        self._scene.addItem(self._line)

    def _aim(self, over: NodeItem | None) -> None:
        over = None if over is self._node else over
        if over is self._over:
            return
        if self._over is not None:
            self._over.set_open_ports(None)
            self._over.set_glow("fits" if self._over.node_id in self._fitting else "dim")
        self._over = over
        if over is None:
            which = "next" if self._side == "out" else "before"
            self._scene.told.emit(f"Let go to choose what comes {which}.")
            return
        if over.node_id in self._fitting:
            over.set_glow("best")
            over.set_open_ports(self._other_side())
        self._scene.told.emit(self._sentence(over))

    def _other_side(self) -> Side:
        return "in" if self._side == "out" else "out"

    def _ends(self, other: str) -> tuple[str, str]:
        own = self._node.node_id
        return (own, other) if self._side == "out" else (other, own)

    def _sentence(self, over: NodeItem) -> str:
        workflow = self._scene.document.workflow
        found = self._pairs(over)
        if not found:
            return why_not(workflow, *self._ends(over.node_id)) or "These ports do not fit."
        link = clear_choice(found)
        if link is None:
            return "Several ports fit: let go to choose."
        return f"{link.output} → {link.input}"

    def _pairs(self, over: NodeItem, point: QPointF | None = None) -> tuple[Pair, ...]:
        found = pairs(self._scene.document.workflow, *self._ends(over.node_id))
        own = "output" if self._side == "out" else "input"
        if self.port is not None:
            found = tuple(p for p in found if getattr(p.link, own) == self.port)
        aimed = over.port_at(point) if point is not None else None
        if aimed is not None and aimed[0] == self._other_side():
            other = "input" if self._side == "out" else "output"
            exact = tuple(p for p in found if getattr(p.link, other) == aimed[1])
            found = exact or found
        return found

    def _draw(self, point: QPointF) -> None:
        own = self._node.port_position(self._side, self.port)
        if self._over is not None and self._over.node_id in self._fitting:
            point = self._end_at(self._over, point)
        path: QPainterPath = curve(own, point) if self._side == "out" else curve(point, own)
        assert self._line is not None
        self._line.setPath(path)

    def _end_at(self, over: NodeItem, point: QPointF) -> QPointF:
        found = self._pairs(over, point)
        port = None
        if found:
            port = found[0].link.input if self._side == "out" else found[0].link.output
        return over.port_position(self._other_side(), port)

    def drop(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        over = self._over
        self._clear()
        if over is None:
            if self._scene.node_at(point) is None:
                self._scene.link_dropped.emit(
                    LinkDrop(self._node.node_id, self._side, self.port, point))
            return
        found = self._pairs(over, point)
        if not found:
            self._scene.told.emit(self._sentence(over))
            return
        self._link(over, found, point)

    def _link(self, over: NodeItem, found: tuple[Pair, ...], point: QPointF) -> None:
        link = found[0].link if len(found) == 1 and found[0].replaces is None \
            else clear_choice(found)
        aimed = over.port_at(point)
        if link is None and len(found) == 1 and aimed is not None:
            link = found[0].link  # dropped right on the port whose link it replaces
        if link is None:
            self._scene.link_unclear.emit(*self._ends(over.node_id), point)
            return
        document = self._scene.document
        try:
            document.edit(document.workflow.with_link(link), "Link")
        except Problem as error:
            self._scene.told.emit(str(error))

    def cancel(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._scene.marks.set_aim({})
        if self._over is not None:
            self._over.set_open_ports(None)
        if self._line is not None:
            self._scene.removeItem(self._line)
            self._line = None
        if self.moved:
            self._scene.told.emit("")
