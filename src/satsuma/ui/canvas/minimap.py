"""Minimap: a small card in the corner of the canvas that shows all of the workflow at once.

Nodes are dots, frames are boxes, and a rectangle shows which part is seen; press or drag in the
card to see another part. It draws from the workflow and not from the items of the scene, so it
costs nothing while the scene is busy.
"""

from __future__ import annotations

from typing import Literal

from PyQt6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PyQt6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PyQt6.QtWidgets import QGraphicsView, QWidget

from satsuma.ui.canvas.minimap_drawing import content_rect, draw_workflow
from satsuma.ui.document import Document
from satsuma.ui.theme import px, theme

Mode = Literal["auto", "on", "off"]

WIDTH, HEIGHT, GAP, INSET, CORNER = 184, 120, 16, 12, 8
MANY = 12
"""With no more nodes than this a person finds the way without a map."""
PAUSE = 40
"""Milliseconds that changes are gathered before the map is drawn anew."""
LARGEST = 0.15
"""A small workflow is not blown up to fill the map."""


class Minimap(QWidget):
    """The card; it shows itself when it is of use, unless the mode says otherwise."""

    def __init__(self, view: QGraphicsView, document: Document) -> None:
        # A child of the viewport, not something over it: over it, Qt would draw all of the
        # canvas anew at every scroll instead of shifting what is there.
        super().__init__(view.viewport())
        self._view = view
        self._document = document
        self._mode: Mode = "auto"
        self._content = content_rect(document.workflow)
        self._ground: QPixmap | None = None
        self._held: QPointF | None = None  # from the middle of what is seen to the mouse
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.setAccessibleName("Minimap")
        self.setAccessibleDescription("All of the workflow; the rectangle is the part you see.")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        document.changed.connect(self._refresh_soon)
        theme().changed.connect(self.refresh)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.look)
            bar.rangeChanged.connect(self.look)
        view.viewport().installEventFilter(self)
        self.refresh()

    def set_mode(self, mode: Mode) -> None:
        """Show it when it is of use ("auto"), always ("on") or never ("off")."""
        self._mode = mode
        self.look()

    def refresh(self) -> None:
        """Draw the workflow anew."""
        self._pause.stop()
        self._content = content_rect(self._document.workflow)
        self._ground = None
        self.look()

    def look(self) -> None:
        """Take notice that another part may be seen now."""
        self._stand_in_corner()
        self.setVisible(self._is_of_use())
        self.update()

    def _refresh_soon(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _is_of_use(self) -> bool:
        if self._mode != "auto":
            return self._mode == "on"
        if self._held is not None:
            return True
        many = len(self._document.workflow.nodes) > MANY
        return many and not self.seen().contains(self._content)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.look()
        return False

    def _stand_in_corner(self) -> None:
        """Scrolling takes the card along; here it goes back."""
        room = self._view.viewport().rect()
        share = min(1.0, room.width() / 3 / px(WIDTH), room.height() / 3 / px(HEIGHT))
        size = QSize(max(1, round(px(WIDTH) * share)), max(1, round(px(HEIGHT) * share)))
        if size != self.size():
            self._ground = None
        corner = room.bottomRight() - QPoint(px(GAP), px(GAP))
        self.setGeometry(QRect(corner - QPoint(size.width(), size.height()), size))

    # Between the map and the scene

    def seen(self) -> QRectF:
        """The part of the scene that the view shows."""
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def to_map(self, point: QPointF) -> QPointF:
        """Where a point of the scene is on the card."""
        return (point - self._content.center()) * self._scale() + QRectF(self.rect()).center()

    def to_scene(self, point: QPointF) -> QPointF:
        """Which point of the scene is shown at a point of the card."""
        return (point - QRectF(self.rect()).center()) / self._scale() + self._content.center()

    def _scale(self) -> float:
        width = max(1, self.width() - 2 * px(INSET))
        height = max(1, self.height() - 2 * px(INSET))
        return min(width / self._content.width(), height / self._content.height(),
                   LARGEST * theme().scale)

    def _mapped(self, rect: QRectF) -> QRectF:
        return QRectF(self.to_map(rect.topLeft()), self.to_map(rect.bottomRight()))

    # Drawing

    def paintEvent(self, event: QPaintEvent | None) -> None:
        if self._ground is None or self._ground.devicePixelRatio() != self.devicePixelRatioF():
            self._ground = self._drawn_ground()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_seen(painter)
        painter.end()

    def _draw_seen(self, painter: QPainter) -> None:
        inner = QRectF(self.rect()).adjusted(px(4), px(4), -px(4), -px(4))
        seen = self._mapped(self.seen()).intersected(inner)
        if seen.isEmpty():
            return
        fill = QColor(theme().colors.link)
        fill.setAlphaF(0.12)
        painter.setPen(QPen(theme().colors.secondary, 1.5 * theme().scale))
        painter.setBrush(fill)
        painter.drawRoundedRect(seen, px(3), px(3))

    def _drawn_ground(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        ground = QPixmap(self.size() * ratio)
        ground.setDevicePixelRatio(ratio)
        ground.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().colors
        painter.setPen(QPen(colors.line, px(1)))
        painter.setBrush(colors.window)
        half = px(1) / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half),
                                px(CORNER), px(CORNER))
        draw_workflow(painter, self._document.workflow, self._scale(), self.to_map(QPointF()))
        painter.end()
        return ground

    # The mouse

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.to_scene(event.position())
        seen = self.seen()
        self._held = at - seen.center() if seen.contains(at) else QPointF()
        self._show(at)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and self._held is not None:
            self._show(self.to_scene(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        self._held = None
        self.look()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is not None:
            event.ignore()  # the canvas below pans and zooms, as everywhere

    def _show(self, at: QPointF) -> None:
        self._view.centerOn(at - (self._held or QPointF()))
