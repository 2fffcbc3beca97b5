"""Rubber band: what it goes over is selected, and of the links those between what is selected.

Qt's own band hides half of what is under it on some systems, and selects every link it crosses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen
from PyQt6.QtWidgets import QGraphicsItem

from satsuma.ui.canvas.link_item import LinkItem
from satsuma.ui.theme import px, theme

if TYPE_CHECKING:
    from satsuma.ui.canvas.view import CanvasView

TOLERANCE = 4
"""Pixels that the mouse may move before a click becomes a band."""


class RubberBand:
    """Drawn from where the mouse was pressed on the empty ground."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._start: QPointF | None = None
        self._kept: tuple[QGraphicsItem, ...] = ()
        self.rect: QRect | None = None

    def begin(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        """The mouse was pressed; with Ctrl, what is selected stays so."""
        scene = self._view.canvas_scene
        adds = keys & Qt.KeyboardModifier.ControlModifier
        self._kept = tuple(scene.selectedItems()) if adds else ()
        self._start = self._view.mapToScene(point)

    def move(self, point: QPoint) -> bool:
        """The mouse is there; False while there is no band."""
        if self._start is None:
            return False
        start = self._view.mapFromScene(self._start)
        if self.rect is None and (point - start).manhattanLength() < TOLERANCE:
            return True
        self._show(QRect(start, point).normalized())
        self._select(QRectF(self._start, self._view.mapToScene(point)).normalized())
        return True

    def end(self) -> bool:
        """The button was let go, or it is given up; False when there was no band."""
        there = self.rect is not None
        self._start, self._kept = None, ()
        self._show(None)
        return there

    def _show(self, rect: QRect | None) -> None:
        edge = px(2)
        for changed in (self.rect, rect):
            if changed is not None:
                self._view.viewport().update(changed.adjusted(-edge, -edge, edge, edge))
        self.rect = rect

    def _select(self, area: QRectF) -> None:
        scene = self._view.canvas_scene
        path = QPainterPath()
        path.addRect(area)
        before = set(scene.selectedItems())
        scene.blockSignals(True)
        scene.setSelectionArea(path, Qt.ItemSelectionOperation.ReplaceSelection,
                               Qt.ItemSelectionMode.IntersectsItemShape,
                               self._view.transform())
        for item in self._kept:
            item.setSelected(True)
        scene.forget_chosen()
        self._choose_links()
        scene.blockSignals(False)
        if set(scene.selectedItems()) != before:
            scene.selection_shown.emit()

    def _choose_links(self) -> None:
        """A link that is merely crossed is not meant."""
        scene = self._view.canvas_scene
        nodes = set(scene.selected_nodes())
        kept = {item.link for item in self._kept if isinstance(item, LinkItem)}
        wanted = kept | {link for node_id in nodes for link in scene.links.of(node_id)
                         if link.source in nodes and link.target in nodes}
        for link in wanted ^ set(scene.selected_links()):
            scene.link_items[link].setSelected(link in wanted)

    def draw(self, painter: QPainter) -> None:
        """A hairline, and so little ground that everything is still seen."""
        if self.rect is None:
            return
        ground = QColor(theme().colors.accent)
        ground.setAlphaF(0.08)
        painter.setPen(QPen(theme().colors.accent, px(1)))
        painter.setBrush(ground)
        painter.drawRect(self.rect)
