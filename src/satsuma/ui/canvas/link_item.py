"""A link on the canvas: a smooth line under the nodes, with the names of its ports when asked."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
)
from PyQt6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneHoverEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from satsuma.ui.canvas.canvas_font import SMALL, metrics, text_font
from satsuma.ui.canvas.geometry import curve
from satsuma.ui.canvas.node_item import TEXT_FROM
from satsuma.ui.theme import theme
from satsuma.workflow.model import Link

DASHES_FROM = 0.25
"""Zoom below which dashes are smaller than a pixel, and take ten times as long to draw."""

_ABOVE, _LEAST_ROOM = 14.0, 48.0
"""How far above the line its label is, and how wide it may be at least."""

_HAND = 12.0
"""How wide a link is for the mouse."""


class LinkItem(QGraphicsItem):
    """Shows a link; `carries` says whether something flows in it now."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.link = link
        self.carries = False
        self.hovered = False
        self.lit = False  # a widget that is dragged over it would go in between
        self.named = False
        self._ends: tuple[QPointF, QPointF] | None = None
        self._path = QPainterPath()
        self._shape: QPainterPath | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setAcceptHoverEvents(True)
        self.setZValue(0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_ends(self, start: QPointF, end: QPointF) -> None:
        """Go from here to there."""
        if (start, end) == self._ends:
            return
        self.prepareGeometryChange()
        self._ends = start, end
        self._path = curve(start, end)
        self._shape = None

    def set_carries(self, carries: bool) -> None:
        if carries != self.carries:
            self.carries = carries
            self.update()

    def set_lit(self, lit: bool) -> None:
        if lit != self.lit:
            self.lit = lit
            self.update()

    def set_named(self, named: bool) -> None:
        self.named = named
        self.update()

    @property
    def label(self) -> str:
        """The names of the ports; one when they are equal."""
        if self.link.output == self.link.input:
            return self.link.output
        return f"{self.link.output} → {self.link.input}"

    def middle(self) -> QPointF:
        """The point halfway, in the scene."""
        return self._path.pointAtPercent(0.5) if not self._path.isEmpty() else QPointF()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-60, -30, 60, 14)

    def shape(self) -> QPainterPath:
        if self._shape is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(_HAND)
            self._shape = stroker.createStroke(self._path)
        return self._shape

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem,
              widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        alive = self.hovered or self.lit or self.isSelected()
        colors = theme().colors
        pen = QPen(colors.accent if alive else colors.link, 3.0 if self.lit else 2.0,
                   cap=Qt.PenCapStyle.RoundCap)
        if not self.link.enabled:
            pen.setDashPattern([0.5, 3.5])
        elif not self.carries and detail >= DASHES_FROM:
            pen.setDashPattern([3.5, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        if not self.link.enabled:
            self._draw_bar(painter)
        if (self.named or alive) and detail >= TEXT_FROM:
            self._draw_label(painter)

    def _draw_bar(self, painter: QPainter) -> None:
        """A bar across a disabled link: it is closed."""
        painter.setPen(QPen(theme().colors.secondary, 2.5, cap=Qt.PenCapStyle.RoundCap))
        at = self.middle()
        painter.drawLine(at + QPointF(-4, -7), at + QPointF(4, 7))

    def _draw_label(self, painter: QPainter) -> None:
        colors = theme().colors
        painter.setFont(text_font(SMALL))
        room = max(_LEAST_ROOM, self._room() - 16)
        shown = metrics(SMALL).elidedText(self.label, Qt.TextElideMode.ElideMiddle, room)
        rect = QRectF(0, 0, metrics(SMALL).horizontalAdvance(shown) + 12, 18)
        rect.moveCenter(self.middle() - QPointF(0, _ABOVE))  # the line itself stays seen
        ground = QColor(colors.canvas)
        ground.setAlpha(235)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 6, 6)
        painter.setPen(QPen(colors.text if self.hovered or self.isSelected() else colors.secondary))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)

    def _room(self) -> float:
        """From port to port across."""
        return abs(self._ends[1].x() - self._ends[0].x()) if self._ends is not None else 0.0

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent | None) -> None:
        self.hovered = True
        self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent | None) -> None:
        self.hovered = False
        self.update()
