"""Scree: a bar for each component, the line of all together, and the cut that keeps the first."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from satsuma.gestures import Dragged
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.scree_drawing import ScreeDrawing, told
from satsuma.ui.theme import theme
from satsuma.views import Scree

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}

_FAR = 10
"""Components that an arrow key with Shift goes."""


class ScreePainter(Painter):
    """Drag the cut, or press where it shall be; point at a component to read its numbers."""

    step = "Components"

    def __init__(self) -> None:
        super().__init__()
        self._view: Scree | None = None
        self.dragged: int | None = None
        self.hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Variance by component")
        theme().changed.connect(self.update)

    def show_view(self, view: Scree) -> None:
        self._view, self.dragged = view, None
        self.setAccessibleDescription(told(view.shares, view.kept))
        self.update()

    def drawing(self) -> ScreeDrawing | None:
        """What is drawn, as large as the window is."""
        if self._view is None or not len(self._view.shares):
            return None
        return ScreeDrawing(self._view, QRectF(self.rect()))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if (drawing := self.drawing()) is not None:
            painter = QPainter(self)
            drawing.draw(painter, self.dragged, self.hovered, focus=self.hasFocus())

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        drawing = self.drawing()
        if event is not None and drawing is not None \
                and event.button() == Qt.MouseButton.LeftButton:
            self.dragged = drawing.cut_at(event.position())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        drawing = self.drawing()
        if event is None or drawing is None:
            return
        if self.dragged is not None:
            self.dragged = drawing.cut_at(event.position())
        self.hovered = drawing.component_at(event.position()) if self.dragged is None else None
        near = self.dragged is not None or drawing.is_on_cut(event.position())
        self.setCursor(Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and event.button() == Qt.MouseButton.LeftButton \
                and self.dragged is not None:
            self._keep(self.dragged)
            self.update()

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self.hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None or self._view is None:
            return
        key = Qt.Key(event.key())
        now = self.dragged if self.dragged is not None else self._view.kept
        far = _FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        if key in _STEPS:
            self._keep(now + far * _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._keep(1 if key == Qt.Key.Key_Home else len(self._view.shares))
        elif key == Qt.Key.Key_Escape and self.dragged is not None:
            self.dragged = None
            self.update()
        else:
            super().keyPressEvent(event)

    def _keep(self, count: int) -> None:
        """Ask for so many; the cut stays where it was put until they are there."""
        assert self._view is not None
        count = min(max(count, 1), len(self._view.shares))
        self.dragged = None if count == self._view.kept else count
        self.update()
        if self.dragged is not None:
            self.gesture.emit(Dragged(float(count)))

    # The picture

    def picture_size(self) -> QSize:
        return self.size().expandedTo(QSize(640, 400))

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        if self._view is not None and len(self._view.shares):
            painter.save()
            painter.translate(rect.topLeft())
            ScreeDrawing(self._view, QRectF(QPointF(), rect.size())).draw(painter)
            painter.restore()
