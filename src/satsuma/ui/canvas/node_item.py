"""A node on the canvas: disc, ports, title, a line on what came out."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPainterPath
from PyQt6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneHoverEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from satsuma.ui.canvas.canvas_font import TITLE, metrics, one_line
from satsuma.ui.canvas.face import Face
from satsuma.ui.canvas.geometry import (
    BOUNDS,
    HALF_WIDTH,
    LINE_TOP,
    PORT_RADIUS,
    RADIUS,
    TITLE_TOP,
    Side,
    nearest_port,
    port_point,
    side_at,
)
from satsuma.ui.canvas.node_drawing import (
    BADGE,
    BADGE_RADIUS,
    draw_badge,
    draw_disc,
    draw_found,
    draw_pause,
    draw_ports,
    draw_ring,
)
from satsuma.ui.canvas.node_text import draw_text
from satsuma.ui.canvas.port_drawing import draw_port_names
from satsuma.ui.theme import theme
from satsuma.ui.tool_tips import as_it_is
from satsuma.workflow.model import Node

TEXT_FROM = 0.35
"""Zoom below which a text would only be dirt."""

PORTS_FROM = 0.15
"""Zoom below which the ports are not a pixel wide."""


class NodeItem(QGraphicsItem):
    """Shows a node and its face; it decides nothing."""

    def __init__(self, node_id: str, node: Node) -> None:
        super().__init__()
        self.node_id = node_id
        self.node = node
        self.face = Face()
        self.hovered: Side | None = None
        self.glow = ""  # "fits", "best" or "dim" while a link is drawn, "found" while searching
        self.open_ports: Side | None = None
        self._shape: QPainterPath | None = None
        self._title_wide = 0.0
        self._measured = ""
        flag = QGraphicsItem.GraphicsItemFlag
        self.setFlags(flag.ItemIsSelectable | flag.ItemSendsGeometryChanges)
        self.setAcceptHoverEvents(True)
        self.setZValue(10)
        self.setPos(*node.position)

    # What it shows

    def show_node(self, node: Node) -> None:
        """Take the node's new value."""
        if self.ports("in") != tuple(node.widget.spec.inputs) \
                or self.ports("out") != tuple(node.widget.spec.outputs) \
                or node.title != self.node.title:
            self.prepareGeometryChange()
            self._shape = None
        self.node = node
        self.setPos(*node.position)
        self.update()

    @property
    def is_away(self) -> bool:
        """Whether it is drawn elsewhere than its node is: it was dragged there."""
        return (self.x(), self.y()) != self.node.position

    def show_face(self, face: Face) -> None:
        if face != self.face:
            self.face = face
            self.update()

    def set_glow(self, glow: str) -> None:
        if glow != self.glow:
            self.glow = glow
            self.update()

    def set_open_ports(self, side: Side | None) -> None:
        """Show the ports of a side one by one, with their names."""
        if side != self.open_ports:
            self.prepareGeometryChange()
            self.open_ports = side
            self.setZValue(10 if side is None else 15)
            self.update()

    # Ports

    def ports(self, side: Side) -> tuple[str, ...]:
        spec = self.node.widget.spec
        return tuple(spec.inputs if side == "in" else spec.outputs)

    def port_position(self, side: Side, port: str | None = None) -> QPointF:
        """A port's place in the scene; the middle of the arc when none is named."""
        return self.pos() + port_point(side, self.ports(side), port)

    def side_at(self, scene_point: QPointF) -> Side | None:
        """The arc under a point; None where there is none or it has no ports."""
        side = side_at(scene_point - self.pos())
        return side if side is not None and self.ports(side) else None

    def port_at(self, scene_point: QPointF) -> tuple[Side, str] | None:
        """The port under a point."""
        side = self.side_at(scene_point)
        if side is None:
            return None
        port = nearest_port(side, self.ports(side), scene_point - self.pos())
        return (side, port) if port is not None else None

    # Geometry

    def boundingRect(self) -> QRectF:
        return BOUNDS.adjusted(-110, -10, 110, 10) if self.open_ports else BOUNDS

    def shape(self) -> QPainterPath:
        if self._shape is None:
            self._shape = self._outline()
        return self._shape

    def _outline(self) -> QPainterPath:
        path = QPainterPath()
        path.addEllipse(QPointF(0, 0), RADIUS + 2, RADIUS + 2)
        for side, sign in (("in", -1), ("out", 1)):
            if self.ports(side):
                path.addRect(QRectF(sign * (PORT_RADIUS + 1) - 8, -25, 16, 50))
        half = min(HALF_WIDTH, self._title_width() / 2 + 6)
        path.addRect(QRectF(-half, TITLE_TOP, 2 * half, 34))
        path.setFillRule(Qt.FillRule.WindingFill)
        return path

    def title_rect(self) -> QRectF:
        """Where the title stands, in the scene."""
        return QRectF(-HALF_WIDTH, TITLE_TOP, 2 * HALF_WIDTH, 19).translated(self.pos())

    def _title_width(self) -> float:
        """How wide all of the title would be, were it not cut off."""
        if self._measured != self.node.title:
            self._measured = self.node.title
            self._title_wide = metrics(TITLE, bold=True).horizontalAdvance(
                one_line(self.node.title))
        return self._title_wide

    # Drawing

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem,
              widget: QWidget | None = None) -> None:
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.35 if self.glow == "dim" else 1.0)
        self._draw_halo(painter)
        if detail >= PORTS_FROM:
            self._draw_ports(painter)
        spec = self.node.widget.spec
        painter.setOpacity(painter.opacity() * (0.55 if self.face.paused else 1.0))
        draw_disc(painter, spec.icon, spec.category if self.face.known else "",
                  detail * painter.device().devicePixelRatioF())
        painter.setOpacity(0.35 if self.glow == "dim" else 1.0)
        self._draw_state(painter)
        if detail >= TEXT_FROM:
            draw_text(painter, self.node.title, self.face)
        if self.open_ports is not None:
            draw_port_names(painter, self.open_ports, self.ports(self.open_ports))

    def _draw_halo(self, painter: QPainter) -> None:
        colors = theme().colors
        if self.glow == "found":
            draw_found(painter)
        if self.isSelected():
            draw_ring(painter, colors.accent, width=2.5, radius=RADIUS + 2.5)
        elif self.glow == "best":
            draw_ring(painter, colors.accent, width=3.5, radius=RADIUS + 2.5)
        elif self.glow == "fits":
            draw_ring(painter, colors.accent, width=2.0, radius=RADIUS + 2.5, dashed=True)

    def _draw_ports(self, painter: QPainter) -> None:
        colors = theme().colors
        for side in ("in", "out"):
            if self.ports(side):
                hot = side in (self.hovered, self.open_ports)
                draw_ports(painter, side, colors.accent if hot else colors.port,
                           5.0 if hot else 4.0)

    def _draw_state(self, painter: QPainter) -> None:
        colors = theme().colors
        if self.face.progress is not None:
            draw_ring(painter, colors.line, width=4.0, radius=RADIUS - 0.5)
            draw_ring(painter, colors.accent, self.face.progress, width=4.0, radius=RADIUS - 0.5)
        elif self.face.state in ("pending", "queued"):
            draw_ring(painter, colors.accent, width=1.6, radius=RADIUS - 0.5, dashed=True)
        elif self.face.stale:
            draw_ring(painter, colors.warning, width=1.8, radius=RADIUS - 0.5, dashed=True)
        if self.face.sign:
            draw_badge(painter, self.face.sign)
        if self.face.paused:
            draw_pause(painter)

    # Hovering

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent | None) -> None:
        if event is None:
            return
        side = self.side_at(event.scenePos())
        if side != self.hovered:
            self.hovered = side
            self.update()
        self.setCursor(Qt.CursorShape.CrossCursor if side else Qt.CursorShape.ArrowCursor)
        self.setToolTip(as_it_is(self._tip(event.pos(), side)))

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent | None) -> None:
        self.hovered = None
        self.update()

    def _tip(self, point: QPointF, side: Side | None) -> str:
        if side is not None:
            word = "Sends" if side == "out" else "Takes"
            return f"{word} {', '.join(self.ports(side))} – drag to link"
        away = point - BADGE
        on_badge = abs(away.x()) < BADGE_RADIUS + 2 and abs(away.y()) < BADGE_RADIUS + 2
        if on_badge or (self.face.messages and point.y() > LINE_TOP):
            return "\n\n".join(self.face.messages)
        whole = self._title_width() > 2 * HALF_WIDTH
        return self.node.title if whole else self.face.line if point.y() > LINE_TOP else ""
