"""View: the canvas as it is seen: zoom, pan, keys, and what is dropped on it."""

from __future__ import annotations

from PyQt6.QtCore import (
    QCoreApplication,
    QEvent,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    QVariantAnimation,
    pyqtSignal,
)
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
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PyQt6.QtWidgets import QFrame, QGraphicsItem, QGraphicsView

from satsuma.ui.canvas.canvas_drop import DropTarget
from satsuma.ui.canvas.grid import draw_grid
from satsuma.ui.canvas.keyboard import CanvasKeys
from satsuma.ui.canvas.link_item import LinkItem
from satsuma.ui.canvas.panning import Panning
from satsuma.ui.canvas.rubber_band import RubberBand
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
        self._animation: QVariantAnimation | None = None
        self.keys = CanvasKeys(self)
        self.band = RubberBand(self)
        self.panning = Panning(self)
        self.drops = DropTarget(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
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
        scene.document.changed.connect(self._end_band)  # what it keeps selected may be gone
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
        self.scroll_by(away.x(), away.y())
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
            self.keep_seen(item)

    def keep_seen(self, item: QGraphicsItem) -> None:
        """Scroll only as far as is needed to see something."""
        self.ensureVisible(item.sceneBoundingRect(), 24, 24)

    def _glide(self, point: QPointF) -> None:
        if not theme().motion:
            self.centerOn(point)
            return
        if self._animation is not None:
            self._animation.stop()
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(150)
        self._animation.setStartValue(self.mapToScene(self.viewport().rect().center()))
        self._animation.setEndValue(point)
        self._animation.valueChanged.connect(self._center)
        self._animation.start()

    def _center(self, point: QPointF) -> None:
        self.centerOn(point)

    def visible_rect(self) -> QRectF:
        """The part of the scene that is seen."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def middle(self) -> QPointF:
        return self.mapToScene(self.viewport().rect().center())

    def scroll_by(self, x: float, y: float) -> None:
        """Show what is so many pixels to the right and below."""
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

    def _end_band(self) -> None:
        self.band.end()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        if self.band.rect is not None:
            self.band.draw(QPainter(self.viewport()))

    # The mouse

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turn = event.angleDelta().y() / 120
            self.set_zoom(self.zoom * NOTCH ** turn, event.position().toPoint())
        else:
            self.panning.turn(event)
        event.accept()

    def viewportEvent(self, event: QEvent | None) -> bool:
        if isinstance(event, QNativeGestureEvent) \
                and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.set_zoom(self.zoom * (1 + event.value()), event.position().toPoint())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self.panning.press(event.position().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            if not event.isAccepted():
                self.band.begin(event.position().toPoint(), event.modifiers())
                event.accept()
        # With the other buttons Qt would lose what is selected.

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)  # two clicks, as far as the other buttons go

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        if self.panning.move(event.position().toPoint()) \
                or self.band.move(event.position().toPoint()):
            return
        super().mouseMoveEvent(event)
        self._tell_hovered(event)

    def _tell_hovered(self, event: QMouseEvent) -> None:
        at = self.mapToScene(event.position().toPoint())
        thing = None if event.buttons() else self.canvas_scene.thing_at(at)
        self.canvas_scene.hover_link.emit(thing if isinstance(thing, LinkItem) else None)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self.panning.release()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.band.end()
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        if event is None:
            return
        event.accept()
        if event.reason() != QContextMenuEvent.Reason.Keyboard:  # the key itself comes as well
            self.context_menu_asked.emit(event.pos())

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
            # A note that is being written takes its keys itself. Qt's view would use what is left
            # over for scrolling.
            QCoreApplication.sendEvent(self.canvas_scene, event)
            if event.isAccepted():
                return
        if not self.keys.press(event):
            event.ignore()

    def focusNextPrevChild(self, next_one: bool) -> bool:
        if self.keys.step(1 if next_one else -1):
            return True
        return super().focusNextPrevChild(next_one)
