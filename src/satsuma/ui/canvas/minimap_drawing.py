"""What the overview map shows of a workflow: frames as boxes, nodes as dots."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRectF, QSizeF, Qt
from PyQt6.QtGui import QPainter, QPen, QPixmap

from satsuma.ui.theme import px, theme
from satsuma.workflow.annotations import Frame
from satsuma.workflow.frames import collapsed_into, hidden_frames
from satsuma.workflow.model import Workflow

NODE_ROOM = 60.0
"""What a node takes of the map around its center, in design pixels."""


def content_rect(workflow: Workflow) -> QRectF:
    """The rectangle around all nodes and frames, never empty."""
    xs = [node.position[0] for node in workflow.nodes.values()]
    ys = [node.position[1] for node in workflow.nodes.values()]
    rect = QRectF(-NODE_ROOM, -NODE_ROOM, 2 * NODE_ROOM, 2 * NODE_ROOM)
    if xs:
        rect.translate(min(xs), min(ys))
        rect.setBottomRight(QPointF(max(xs) + NODE_ROOM, max(ys) + NODE_ROOM))
    for frame in workflow.annotations:
        if isinstance(frame, Frame):
            rect = rect.united(QRectF(*frame.rect))
    return rect


def draw_workflow(painter: QPainter, workflow: Workflow, scale: float, corner: QPointF) -> None:
    """Draw all of it; `corner` is where the scene's (0, 0) is."""
    _draw_frames(painter, workflow, scale, corner)
    _draw_nodes(painter, workflow, scale, corner)


def _draw_frames(painter: QPainter, workflow: Workflow, scale: float, corner: QPointF) -> None:
    painter.setPen(QPen(theme().colors.line, px(1)))
    painter.setBrush(theme().colors.panel)
    hidden = hidden_frames(workflow)
    for frame in workflow.annotations:
        if isinstance(frame, Frame) and frame.id not in hidden:
            left, top, width, height = (part * scale for part in frame.rect)
            rect = QRectF(left, top, width, height).translated(corner)
            if frame.collapsed:
                rect = QRectF(rect.center() - QPointF(px(4), px(4)), QSizeF(px(8), px(8)))
            painter.drawRoundedRect(rect, px(2), px(2))


def _draw_nodes(painter: QPainter, workflow: Workflow, scale: float, corner: QPointF) -> None:
    hidden = collapsed_into(workflow)
    across = max(3.0 * theme().scale, min(px(8), NODE_ROOM * scale))
    left, top = corner.x() - across / 2, corner.y() - across / 2
    dot = _dot(across, painter.device().devicePixelRatioF())
    for node_id, node in workflow.nodes.items():
        if node_id not in hidden:
            x, y = node.position
            painter.drawPixmap(QPointF(left + x * scale, top + y * scale), dot)


def _dot(across: float, ratio: float) -> QPixmap:
    """One node, drawn once and stamped as often as there are nodes."""
    side = math.ceil(across * ratio)
    dot = QPixmap(side, side)
    dot.setDevicePixelRatio(ratio)
    dot.fill(Qt.GlobalColor.transparent)
    painter = QPainter(dot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colors.port)
    painter.drawEllipse(QRectF(0, 0, across, across))
    painter.end()
    return dot
