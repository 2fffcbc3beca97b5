"""What notes, arrows and frames on the canvas share: showing a value, and having grips to pull.

They change nothing themselves: they show a value, and ask for another one by a signal. Moving
them as a whole is the business of the scene, which moves nodes along with them.
"""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QEvent, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QFont, QKeyEvent
from PyQt6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsObject,
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
)

from satsuma.ui.theme import theme
from satsuma.workflow.annotations import Annotation

STEP = 8.0
"""How far a key pulls an edge."""

_WAYS = {Qt.Key.Key_Left: (-STEP, 0.0), Qt.Key.Key_Right: (STEP, 0.0),
         Qt.Key.Key_Up: (0.0, -STEP), Qt.Key.Key_Down: (0.0, STEP)}

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class AnnotationItem(QGraphicsObject):
    """One annotation on the canvas; `index` is its place among those of the workflow.

    `changed` asks for another value, and says what the step is called.
    """

    changed = pyqtSignal(int, object, str)

    edit_name = ""
    """What pulling its grips is called in the undo history."""
    key_grip = ""
    """The grip that Alt and an arrow key pull."""

    def __init__(self, index: int, annotation: Annotation) -> None:
        super().__init__()
        self.index = index
        self.annotation = annotation
        self.hovered = False
        self._grip = ""
        self._pressed, self._start = QPointF(), annotation
        flag = QGraphicsItem.GraphicsItemFlag
        self.setFlags(flag.ItemIsSelectable | flag.ItemIsFocusable)
        self.setAcceptHoverEvents(True)
        theme().changed.connect(self.refresh)

    # What a kind of annotation says for itself

    def lay_out(self, annotation: Any) -> None:
        """Draw this value, which may be one that is only tried."""
        raise NotImplementedError

    def grip_at(self, point: QPointF) -> str:
        """The grip under a point of the item; "" where it is moved as a whole."""
        raise NotImplementedError

    def pulled(self, start: Any, grip: str, dx: float, dy: float,
               keys: Qt.KeyboardModifier) -> Annotation:
        """The value `start` with a grip pulled that far."""
        raise NotImplementedError

    def drawn(self) -> Annotation:
        """The value as it looks, from which a grip is pulled."""
        return self.annotation

    def cursor_at(self, grip: str) -> Qt.CursorShape:
        """The mouse cursor over a grip."""
        raise NotImplementedError

    def spoken(self) -> str:
        """What a screen reader says of it."""
        raise NotImplementedError

    # Showing

    def show(self, annotation: Annotation, index: int | None = None) -> None:
        """Show this value from now on."""
        self.annotation = annotation
        self.index = self.index if index is None else index
        self.lay_out(annotation)

    def offset(self, dx: float, dy: float) -> None:
        """Draw it elsewhere until the next `show`."""
        self.lay_out(self.annotation)
        self.moveBy(dx, dy)

    def refresh(self) -> None:
        """Draw it again: the theme has changed."""
        self.lay_out(self.annotation)

    def propose(self, annotation: Annotation, name: str) -> None:
        """Ask for another value; until it comes, the old one is shown."""
        self.lay_out(self.annotation)
        if annotation != self.annotation:
            self.changed.emit(self.index, annotation, name)

    @property
    def is_pulled(self) -> bool:
        """Whether the mouse pulls one of its grips just now."""
        return bool(self._grip)

    @property
    def is_marked(self) -> bool:
        """Whether its grips are drawn."""
        return self.hovered or self.isSelected()

    def edit(self) -> None:
        """Write in it, where there is something to write."""

    def stop_editing(self) -> None:
        """Forget what is being written."""

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:
        kind = QGraphicsItem.GraphicsItemChange
        if change == kind.ItemSceneChange and value is None:
            self.stop_editing()  # else losing the focus would write into what took its place
        elif change == kind.ItemSelectedHasChanged and not value and self.hasFocus():
            self.clearFocus()
        return super().itemChange(change, value)

    # The mouse

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._start = event.scenePos(), self.drawn()
            self._grip = self.grip_at(event.pos())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if self._grip:
            self.lay_out(self._pulled_to(event))

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if self._grip and event.button() == Qt.MouseButton.LeftButton:
            pulled = self._pulled_to(event)
            far = event.scenePos() != self._pressed
            self._let_go()
            if far:
                self.propose(pulled, self.edit_name)
        super().mouseReleaseEvent(event)

    def _pulled_to(self, event: QGraphicsSceneMouseEvent) -> Annotation:
        by = event.scenePos() - self._pressed
        return self.pulled(self._start, self._grip, by.x(), by.y(), event.modifiers())

    def _let_go(self) -> None:
        if self._grip:
            self._grip = ""
            self.lay_out(self.annotation)

    def sceneEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UngrabMouse:
            self._let_go()  # a menu or another window took the mouse away
        return super().sceneEvent(event)

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.setCursor(self.cursor_at(self.grip_at(event.pos())))

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered = True
        self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.hovered = False
        self.update()

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._grip:
            self._let_go()
        elif way and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            none = Qt.KeyboardModifier.NoModifier
            pulled = self.pulled(self.drawn(), self.key_grip, *way, none)
            self.propose(pulled, self.edit_name)
        elif event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.edit()
        else:
            event.ignore()


def canvas_font(size: float, *, bold: bool = False, family: str = "") -> QFont:
    """A font in design pixels: the view makes it larger with everything else."""
    font = QFont(QApplication.font())
    if family:
        font.setFamily(family)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
