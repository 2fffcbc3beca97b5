"""View: the canvas as it is seen: zoom, pan, keys, and what is dropped on it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QVariantAnimation, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PyQt6.QtWidgets import QFrame, QGraphicsView

from satsuma.ui.canvas.canvas_drop import DropTarget
from satsuma.ui.canvas.grid import draw_grid
from satsuma.ui.canvas.keyboard import CanvasKeys
from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.theme import theme

SMALLEST, LARGEST = 0.05, 3.0
NOTCH = 1.1


class CanvasView(QGraphicsView):
    """Shows a scene at a zoom; 1.0 is 100 %, whatever the scale of the program."""

    zoomed = pyqtSignal(float)
    looked = pyqtSignal()                       # another part is seen now
    quick_menu_asked = pyqtSignal(QPoint, str)  # where on the screen, and the first letter typed
    context_menu_asked = pyqtSignal(QPoint)
    resized = pyqtSignal()

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__(scene)
        self.canvas_scene = scene
        self.zoom = 1.0
        self.shows_grid = True
        self.any_key_opens_menu = False
        self.space_opens_menu = True
        self._pan_from: QPoint | None = None
        self._animation: QVariantAnimation | None = None
        self.keys = CanvasKeys(self)
        self.drops = DropTarget(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.RubberBandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setAccessibleName("Canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self._redress)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.looked)
        self._redress()

    # Zoom and place

    def set_zoom(self, zoom: float, around: QPoint | None = None) -> None:
        """Show everything at this zoom; the point of the window `around` stays where it is."""
        zoom = max(SMALLEST, min(LARGEST, zoom))
        around = around or self.viewport().rect().center()
        before = self.mapToScene(around)
        self.zoom = zoom
        self.setTransform(QTransform.fromScale(zoom * theme().scale, zoom * theme().scale))
        away = self.mapFromScene(before) - around
        self._scroll(away.x(), away.y())
        self.zoomed.emit(zoom)
        self.looked.emit()

    def fit(self) -> None:
        """Show all of the workflow, never larger than 100 %."""
        rect = self.canvas_scene.content_rect().adjusted(-40, -40, 40, 40)
        self.show_rect(rect, largest=1.0)

    def show_rect(self, rect: QRectF, largest: float = LARGEST) -> None:
        """Show this part of the scene as large as it goes."""
        room = self.viewport().size()
        zoom = min(room.width() / rect.width(), room.height() / rect.height()) / theme().scale
        self.set_zoom(min(zoom, largest))
        self.centerOn(rect.center())
        self.looked.emit()

    def center_on_node(self, node_id: str) -> None:
        """Bring a node into the middle, with a short movement."""
        item = self.canvas_scene.node_items.get(node_id)
        if item is not None:
            self._glide(item.pos())

    def keep_visible(self, node_id: str) -> None:
        """Scroll only as far as is needed to see a node."""
        item = self.canvas_scene.node_items.get(node_id)
        if item is not None:
            self.ensureVisible(item.sceneBoundingRect(), 24, 24)

    def _glide(self, point: QPointF) -> None:
        if not theme().motion:
            self.centerOn(point)
            return
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(150)
        self._animation.setStartValue(self.mapToScene(self.viewport().rect().center()))
        self._animation.setEndValue(point)
        self._animation.valueChanged.connect(self._center)
        self._animation.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)

    def _center(self, point: QPointF) -> None:
        self.centerOn(point)

    def visible_rect(self) -> QRectF:
        """The part of the scene that is seen."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def middle(self) -> QPointF:
        return self.mapToScene(self.viewport().rect().center())

    def _scroll(self, x: float, y: float) -> None:
        for bar, by in ((self.horizontalScrollBar(), x), (self.verticalScrollBar(), y)):
            bar.setValue(bar.value() + round(by))

    def _redress(self) -> None:
        self.setBackgroundBrush(theme().colors.canvas)
        for item in self.canvas_scene.items():
            item.update()
        self.set_zoom(self.zoom)

    def drawBackground(self, painter: QPainter | None, rect: QRectF) -> None:
        if painter is None:
            return
        painter.fillRect(rect, theme().colors.canvas)
        if self.shows_grid and self.zoom >= 0.5 and not self.canvas_scene.is_plain:
            draw_grid(painter, rect)

    # Wheel and middle button

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is None:
            return
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * NOTCH ** (turn.y() / 120), event.position().toPoint())
        else:
            self._pan_by(event)
        event.accept()

    def _pan_by(self, event: QWheelEvent) -> None:
        by = event.pixelDelta()
        if by.isNull():
            by = event.angleDelta() / 2
        sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not by.x()
        self._make_room(by)
        self._scroll(-by.y() if sideways else -by.x(), 0 if sideways else -by.y())

    def _make_room(self, by: QPoint) -> None:
        """The ground goes on as far as somebody scrolls."""
        seen = self.visible_rect()
        far = max(seen.width(), seen.height())
        self.canvas_scene.setSceneRect(self.canvas_scene.content_rect().adjusted(
            -far, -far, far, far).united(seen))

    def viewportEvent(self, event: QEvent | None) -> bool:
        if isinstance(event, QNativeGestureEvent) \
                and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.set_zoom(self.zoom * (1 + event.value()), event.position().toPoint())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.MiddleButton:
            self._press_middle(event.position().toPoint())
            return
        super().mousePressEvent(event)

    def _press_middle(self, point: QPoint) -> None:
        """On a link it removes the link, as it does in Orange; elsewhere it pans."""
        scene = self.canvas_scene
        at = self.mapToScene(point)
        link = scene.link_at(at) if scene.node_at(at) is None else None
        if link is not None:
            scene.document.edit(scene.document.workflow.without_link(link.link), "Remove link")
            return
        self._pan_from = point
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and self._pan_from is not None:
            now = event.position().toPoint()
            by = now - self._pan_from
            self._make_room(by)
            self._scroll(-by.x(), -by.y())
            self._pan_from = now
            return
        super().mouseMoveEvent(event)
        self._tell_hovered(event)

    def _tell_hovered(self, event: QMouseEvent | None) -> None:
        if event is None or event.buttons():
            self.canvas_scene.hover_link.emit(None)
            return
        at = self.mapToScene(event.position().toPoint())
        over_node = self.canvas_scene.node_at(at) is not None
        self.canvas_scene.hover_link.emit(None if over_node else self.canvas_scene.link_at(at))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = None
            self.viewport().unsetCursor()
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        if event is not None:
            self.context_menu_asked.emit(event.pos())
            event.accept()

    def leaveEvent(self, event: QEvent | None) -> None:
        self.canvas_scene.hover_link.emit(None)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self.looked.emit()

    # What is dragged over it

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        if event is not None:
            self.drops.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:
        if event is not None:
            self.drops.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:
        self.drops.leave()

    def dropEvent(self, event: QDropEvent | None) -> None:
        if event is not None:
            self.drops.drop(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        if self.canvas_scene.focusItem() is not None:
            super().keyPressEvent(event)  # a note that is being written takes its keys itself
            if event.isAccepted():
                return
        if not self.keys.press(event):
            event.ignore()

    def focusNextPrevChild(self, next_one: bool) -> bool:
        if self.keys.step(1 if next_one else -1):
            return True
        return super().focusNextPrevChild(next_one)
