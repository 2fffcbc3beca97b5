"""Geometry of nodes and links, in design pixels. A node's position is the center of its disc."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Literal

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainterPath

Side = Literal["in", "out"]

RADIUS = 30.0
PORT_RADIUS = 37.0
PORT_WIDTH = 4.0
REACH = 9.0
"""How far from an arc it can still be grabbed."""
SPREAD = 32.0
"""Degrees above and below the middle that an arc of ports goes."""
TITLE_TOP = 40.0
LINE_TOP = 59.0
LINE_HALF = 79.0
"""Half the width of the line below the title: nodes stand 170 apart."""
HALF_WIDTH = 92.0
BOUNDS = QRectF(-HALF_WIDTH, -48.0, 2 * HALF_WIDTH, 128.0)


def port_angles(count: int) -> list[float]:
    """Where the ports of one side sit on its arc, in degrees from the middle, downward.

    The first is in the middle, so that a chain of main ports is a straight line; the others are
    below and above it in turn.
    """
    step = min(22.0, (SPREAD - 6) / max(1, count // 2))
    return [step * ((place + 1) // 2) * (1 if place % 2 else -1) for place in range(count)]


def port_point(side: Side, ports: Sequence[str], port: str | None) -> QPointF:
    """A port's place relative to the node's center; the arc's middle when none is named."""
    place = ports.index(port) if port in ports else None
    return QPointF(*_port_place(side, len(ports), place))


@cache
def _port_place(side: Side, count: int, place: int | None) -> tuple[float, float]:
    angle = port_angles(count)[place] if place is not None else 0.0
    sign = 1 if side == "out" else -1
    turn = math.radians(angle)
    return sign * PORT_RADIUS * math.cos(turn), PORT_RADIUS * math.sin(turn)


def side_at(point: QPointF) -> Side | None:
    """The arc under a point relative to the center; None for the disc and the rest."""
    far = math.hypot(point.x(), point.y())
    if not RADIUS + 1 < far < PORT_RADIUS + REACH:
        return None
    angle = abs(math.degrees(math.atan2(point.y(), abs(point.x()))))
    if angle > SPREAD + 10:
        return None
    return "out" if point.x() > 0 else "in"


def nearest_port(side: Side, ports: Sequence[str], point: QPointF) -> str | None:
    """The port of a side that is nearest to a point relative to the center."""
    def far(port: str) -> float:
        away = port_point(side, ports, port) - point
        return math.hypot(away.x(), away.y())
    return min(ports, key=far, default=None)


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """The line of a link: leaves to the right, arrives from the left."""
    path = QPainterPath(start)
    across = end.x() - start.x()
    reach = max(36.0, abs(across) * 0.5) if across > 0 else min(160.0, 60.0 - across * 0.4)
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
    return path
