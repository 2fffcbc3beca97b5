"""An arrow on the canvas: it points from a note to what the note is about."""

from __future__ import annotations

import math
from dataclasses import replace

from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PyQt6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from satsuma.ui.canvas.annotation_item import AnnotationItem
from satsuma.ui.theme import theme
from satsuma.workflow.annotations import Arrow

STRAIGHT = 15.0
"""With Shift, the angle of an arrow is a multiple of so many degrees."""

_WIDTH, _HEAD, _GRIP, _REACH = 2.5, 13.0, 5.0, 8.0
Point = tuple[float, float]


class ArrowItem(AnnotationItem):
    """A line with a head; both of its ends can be pulled."""

    edit_name = "Change arrow"
    key_grip = "end"

    def __init__(self, index: int, annotation: Arrow) -> None:
        super().__init__(index, annotation)
        self._line = QLineF()
        self.setZValue(-5)
        self.show(annotation)

    def lay_out(self, annotation: Arrow) -> None:
        self.prepareGeometryChange()
        self.setPos(0, 0)
        self._line = QLineF(QPointF(*annotation.start), QPointF(*annotation.end))
        self.update()

    def spoken(self) -> str:
        return "Arrow"

    def color(self) -> QColor:
        """The color in the file, or that of links in the theme."""
        named = self.annotation.color
        return QColor(named) if QColor.isValidColorName(named) else theme().colors.link

    def boundingRect(self) -> QRectF:
        reach = _HEAD + _REACH
        box = QRectF(self._line.p1(), self._line.p2()).normalized()
        return box.adjusted(-reach, -reach, reach, reach)

    def shape(self) -> QPainterPath:
        line = QPainterPath(self._line.p1())
        line.lineTo(self._line.p2() + QPointF(0.01, 0))  # a path of no length has no outline
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * _REACH)
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        return stroker.createStroke(line)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem,
              _on: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme().colors.accent if self.isSelected() else self.color()
        head, neck = _head(self._line)
        painter.setPen(QPen(color, _WIDTH, cap=Qt.PenCapStyle.RoundCap))
        painter.drawLine(self._line.p1(), neck)
        painter.setPen(QPen(color, _WIDTH / 2, join=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(color)
        painter.drawPolygon(head)
        if self.is_marked:
            self._paint_grips(painter, color)

    def _paint_grips(self, painter: QPainter, color: QColor) -> None:
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(theme().colors.window)
        for end in (self._line.p1(), self._line.p2()):
            painter.drawEllipse(end, _GRIP, _GRIP)

    # Pulling

    def grip_at(self, point: QPointF) -> str:
        to_end, to_start = (QLineF(point, end).length()
                            for end in (self._line.p2(), self._line.p1()))
        if min(to_end, to_start) > _REACH:
            return ""
        return "end" if to_end <= to_start else "start"

    def cursor_at(self, grip: str) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor if grip else Qt.CursorShape.ArrowCursor

    def pulled(self, start: Arrow, grip: str, dx: float, dy: float,
               keys: Qt.KeyboardModifier) -> Arrow:
        if grip == "start":
            point, other = (start.start[0] + dx, start.start[1] + dy), start.end
        else:
            point, other = (start.end[0] + dx, start.end[1] + dy), start.start
        if keys & Qt.KeyboardModifier.ShiftModifier:
            point = straightened(other, point)
        return replace(start, **{grip: point})


def straightened(around: Point, point: Point) -> Point:
    """The point turned around the other one to the nearest multiple of `STRAIGHT` degrees."""
    dx, dy = point[0] - around[0], point[1] - around[1]
    angle = math.radians(round(math.degrees(math.atan2(dy, dx)) / STRAIGHT) * STRAIGHT)
    length = math.hypot(dx, dy)
    return (around[0] + round(length * math.cos(angle), 3),
            around[1] + round(length * math.sin(angle), 3))


def _head(line: QLineF) -> tuple[QPolygonF, QPointF]:
    """The head of the arrow, and the point where its line ends."""
    tip, length = line.p2(), line.length()
    if length == 0:
        return QPolygonF([tip]), tip
    size = min(_HEAD, length)
    back = QPointF(-line.dx() / length * size, -line.dy() / length * size)
    side = QPointF(-back.y(), back.x()) * 0.45
    neck = tip + back
    return QPolygonF([tip, neck + side, neck + back * -0.2, neck - side]), neck + back * -0.2
