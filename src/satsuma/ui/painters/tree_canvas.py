"""Tree canvas: draws a tree and turns mouse and keys into gestures.

Everything that can be clicked can be reached by keys: the arrows go from branch to branch, Enter
or Space picks, Ctrl with it adds.
"""

from __future__ import annotations

import time
from typing import Any

from PyQt6.QtCore import QEvent, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from satsuma.gestures import Clicked, Dragged
from satsuma.ui.painters.tree_drawing import TreeDrawing
from satsuma.ui.painters.tree_layout import TreeLayout
from satsuma.ui.painters.tree_shape import TreeShape, shape_of
from satsuma.ui.theme import px, theme
from satsuma.views import Dendrogram

_EDIT_EVERY = 0.1
"""Seconds between two edits while the cut line is dragged."""


class TreeCanvas(QWidget):
    """The drawing of one tree, as high as its leaves need."""

    gesture = pyqtSignal(object)
    current_moved = pyqtSignal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.view: Dendrogram | None = None
        self.shape: TreeShape | None = None
        self.hovered: int | None = None
        self.current: int | None = None
        self.dragged: float | None = None
        self._last_edit = 0.0
        self._room = 0
        self._layout: TreeLayout | None = None
        self._laid_out: tuple[Any, ...] = ()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName("Tree")
        self.setAccessibleDescription(
            "Arrow keys go from branch to branch, Enter picks, Ctrl+Enter adds to what is picked.")
        theme().changed.connect(self._fit)

    def show_view(self, view: Dendrogram) -> None:
        """Show another tree, or the same one with other clusters."""
        other = self.view is None or self.view.tree is not view.tree
        self.view, self.shape = view, shape_of(view)
        if other:
            self.hovered = self.current = None
        self.dragged = None
        self._fit()
        self.update()

    def layout_now(self) -> TreeLayout:
        """Where things are at the present size."""
        assert self.view is not None
        assert self.shape is not None
        now = (self.view, self.width(), self._room, theme().scale)
        if self._layout is None or not _same(self._laid_out, now):
            self._laid_out = now
            self._layout = TreeLayout(self.view, self.shape, self.width(), self._room)
        return self._layout

    def show_room(self, room: int) -> None:
        """So many pixels of height are seen at once."""
        if room != self._room:
            self._room = room
            self._fit()

    def _fit(self) -> None:
        if self.view is not None:
            self.setMinimumHeight(self.layout_now().height)
            self.setMinimumWidth(px(360))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self.view is None or event is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.current if self.hasFocus() and self.hovered is None else self.hovered
        drawing = TreeDrawing(painter, self.layout_now(), event.rect())
        drawing.draw(lit, self.dragged, self.visibleRegion().boundingRect().bottom())

    # The mouse

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None or self.view is None:
            return
        layout, place = self.layout_now(), event.position()
        if self.dragged is not None:
            self._drag(layout.share_at(place.x()), final=False)
            return
        on_cut = layout.is_on_cut(place) or layout.is_on_axis(place)
        self.setCursor(Qt.CursorShape.SplitHCursor if on_cut else Qt.CursorShape.PointingHandCursor)
        self._hover(None if on_cut else layout.node_at(place), event)

    def _hover(self, node: int | None, event: QMouseEvent) -> None:
        if node is None:
            self.setCursor(self.cursor() if self.layout_now().is_on_cut(event.position())
                           or self.layout_now().is_on_axis(event.position())
                           else Qt.CursorShape.ArrowCursor)
        if node != self.hovered:
            self.hovered = node
            self.update()
            QToolTip.showText(event.globalPosition().toPoint(), self.told(node), self)

    def told(self, node: int | None) -> str:
        """What a branch is, in words."""
        if node is None or self.shape is None or self.view is None:
            return ""
        tree, labels = self.shape.tree, self.view.labels
        size = tree.size(node)
        if size == 1:
            return tree.table[labels].shown(node) if labels else tree.table.ids[node]
        return f"{size:,} leaves, joined at {tree.heights[node - len(tree)]:.3g}"

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None or self.view is None or event.button() != Qt.MouseButton.LeftButton:
            return
        layout, place = self.layout_now(), event.position()
        if layout.is_on_cut(place) or layout.is_on_axis(place):
            self._drag(layout.share_at(place.x()), final=False)
            return
        node = layout.node_at(place)
        self.current = node
        self._click(node, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.dragged is not None:
            self._drag(self.layout_now().share_at(event.position().x()), final=True)

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self.hovered = None
        self.update()

    def _click(self, node: int | None, keys: Qt.KeyboardModifier) -> None:
        assert self.shape is not None
        branch = self.shape.tree.branch(node) if node is not None else None
        self.gesture.emit(Clicked(
            branch, toggle=bool(keys & Qt.KeyboardModifier.ControlModifier),
            extend=bool(keys & Qt.KeyboardModifier.ShiftModifier),
            remove=bool(keys & Qt.KeyboardModifier.AltModifier)))

    def _drag(self, share: float, *, final: bool) -> None:
        """The cut line follows the mouse at once, the setting a few times a second."""
        self.dragged = None if final else share
        self.update()
        now = time.monotonic()
        if final or now - self._last_edit >= _EDIT_EVERY:
            self._last_edit = now
            self.gesture.emit(Dragged(round(share * 100, 2), final))
            # What comes back at once must not let go of the line.
            self.dragged = None if final else share

    # The keys

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None or self.shape is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.current is not None:
                self._click(self.current, event.modifiers())
        elif event.key() == Qt.Key.Key_Escape and self.dragged is None:
            self._click(None, event.modifiers())
        elif (node := self._next(Qt.Key(event.key()))) is not None:
            self._go_to(node)
        else:
            super().keyPressEvent(event)

    def _next(self, key: Qt.Key) -> int | None:
        """The branch that an arrow key leads to: parents at the left, children at the right."""
        assert self.shape is not None
        tree, node = self.shape.tree, self.current
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            return None
        if node is None:
            return tree.root
        if key == Qt.Key.Key_Left:
            return node if node == tree.root else int(tree.parents[node])
        if key == Qt.Key.Key_Right:
            return node if node < len(tree) else int(tree.merges[node - len(tree)][0])
        start, stop = tree.span(node)
        beside = start - 1 if key == Qt.Key.Key_Up else stop
        if not 0 <= beside < len(tree):
            return node
        return self.shape.node_at(float(self.shape.across[node]), beside + 0.5)

    def _go_to(self, node: int) -> None:
        self.current, self.hovered = node, None
        place: QPointF = self.layout_now().place_of(node)
        self.current_moved.emit(round(place.x()), round(place.y()))
        self.setAccessibleDescription(self.told(node))
        self.update()

    def focusInEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self.update()

    def focusOutEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self.update()


def _same(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool:
    """Whether all parts are the same; a view is compared by what it is, not by its arrays."""
    return len(first) == len(second) and first[0] is second[0] and first[1:] == second[1:]
