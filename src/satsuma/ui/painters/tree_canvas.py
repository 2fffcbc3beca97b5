"""Tree canvas: shows the part of a tree that is scrolled to, and turns what is done to it into
gestures. It keeps nothing but what is under the mouse, has the focus or was found.
"""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from satsuma.ui.painters import tree_keys
from satsuma.ui.painters.tree_deeds import TreeDeeds
from satsuma.ui.painters.tree_drawing import TreeDrawing
from satsuma.ui.painters.tree_layout import Room, TreeLayout, label_key, label_width_of
from satsuma.ui.painters.tree_marks import Pointed
from satsuma.ui.painters.tree_mouse import TreeMouse
from satsuma.ui.painters.tree_pictures import TreePictures
from satsuma.ui.painters.tree_shape import TreeShape, shape_of
from satsuma.ui.painters.tree_words import told
from satsuma.ui.painters.tree_zoom import TreeZoom
from satsuma.ui.theme import px, theme
from satsuma.views import Dendrogram

_KEYS = ("Arrow keys go from branch to branch, Enter picks, Ctrl+Enter adds to what is picked, "
         "plus and minus open and fold, the menu key shows what else there is.")

_FOCUS_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason,
                  Qt.FocusReason.ShortcutFocusReason)


class TreeCanvas(QWidget):
    """The part of a tree that is seen, its axis above and its legend below."""

    gesture = pyqtSignal(object)
    moved = pyqtSignal()
    search_left = pyqtSignal()
    menu_asked = pyqtSignal(object, QPoint)
    large_asked = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.view: Dendrogram | None = None
        self.shape: TreeShape | None = None
        self.hovered: int | None = None
        self.current: int | None = None
        self.found: int | None = None
        self.dragged: float | None = None
        self.aimed: float | None = None
        self.by_keys = False
        self.offset, self.aside = 0, 0.0
        self.pictures = TreePictures(self.update, self)
        self.zoom, self.deeds = TreeZoom(self), TreeDeeds(self)
        self._mouse = TreeMouse(self)
        self._anchor: tuple[float, float] | None = None
        self._label_width = 0
        self._layout: TreeLayout | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Tree")
        self.setAccessibleDescription(_KEYS)
        theme().changed.connect(self._dress)

    def show_view(self, view: Dendrogram) -> None:
        """Show another tree, or the same one with other clusters."""
        old, self.view = self.view, view
        self.shape = shape_of(view, self.shape)
        if old is None or old.tree is not view.tree:
            self.hovered = self.current = self.found = self.aimed = self.dragged = None
        if old is None or label_key(old) != label_key(view):
            self._label_width = label_width_of(view)
        self._lay_out()

    def layout_now(self) -> TreeLayout:
        """Where things are at the present size and place."""
        if self._layout is None:
            assert self.view is not None
            assert self.shape is not None
            room = Room(self.width(), self.height(), self.offset, self.aside)
            self._layout = TreeLayout(self.view, self.shape, room, self._label_width)
        return self._layout

    def told(self, node: int | None) -> str:
        """What a branch is, in words."""
        return "" if self.view is None or self.shape is None else told(self.view, self.shape, node)

    def show_found(self, row: int | None) -> None:
        """Highlight the way of this row to the top, and scroll to it; None for no row."""
        self.found = row
        if row is not None:
            self.reveal(row)
        self.update()

    def _lay_out(self) -> None:
        self._layout = None
        if self.view is None:
            return
        if self._anchor is not None:
            down, y = self._anchor
            self.offset = round(self.offset + self.layout_now().y(down) - y)
        self.offset = min(max(self.offset, 0), self.farthest())
        self.aside = min(self.aside, self.layout_now().farthest_aside)
        self._layout = None
        self.update()
        self.moved.emit()

    def _dress(self) -> None:
        if self.view is not None:
            self._label_width = label_width_of(self.view)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self.view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        TreeDrawing(painter, self.layout_now(), self.pictures).draw(self.pointed())

    def pointed(self) -> Pointed:
        """What mouse, keys and search are at; a branch that was only clicked is not marked."""
        focused = self.current if self.hasFocus() and self.by_keys else None
        return Pointed(self.hovered, focused, self.found, self.dragged, self.aimed)

    def farthest(self) -> int:
        """How far one can scroll."""
        return max(0, self.layout_now().height - self.height()) if self.view is not None else 0

    def scroll_to(self, offset: float) -> None:
        """Show what lies so many pixels below the top."""
        offset = round(min(max(offset, 0), self.farthest()))
        if offset != self.offset:
            self.offset, self._layout = offset, None
            self.pictures.thumbnails.forget_wishes()
            self.update()
            self.moved.emit()

    def shove_to(self, aside: float) -> None:
        """Draw the joins so many pixels farther right: a stretched tree is seen up to its top."""
        aside = min(max(aside, 0.0), self.layout_now().farthest_aside)
        if aside != self.aside:
            self.aside, self._layout = aside, None
            self.update()

    def reveal(self, node: int) -> None:
        """Scroll so that the corner of a node is seen: no farther than needed, or to the middle
        where it is far away."""
        layout = self.layout_now()
        place, edge = layout.place_of(node), px(40)
        if not layout.left <= place.x() <= layout.right:
            near = layout.left if place.x() < layout.left else layout.right
            self.shove_to(self.aside + near - place.x())
        y = place.y()
        top, bottom = layout.seen()
        if not top - bottom <= y <= 2 * bottom:
            self.scroll_to(self.offset + y - (top + bottom) / 2)
        elif y < top + edge:
            self.scroll_to(self.offset + y - top - edge)
        elif y > bottom - edge:
            self.scroll_to(self.offset + y - bottom + edge)

    # What is done

    def hover(self, node: int | None, aimed: float | None = None) -> bool:
        """Mark the branch under the mouse, or the cut that is aimed at; whether it is another."""
        is_other = node != self.hovered
        if is_other or aimed != self.aimed:
            self.hovered, self.aimed = node, aimed
            self.pictures.expect(self.view, node)
            self.update()
        return is_other

    def go_to(self, node: int) -> None:
        """Give a branch the focus of the keys."""
        self.current, self.hovered, self.by_keys = node, None, True
        self.reveal(node)
        self.pictures.expect(self.view, node)
        self.setAccessibleDescription(self.told(node))
        self.update()

    def anchored(self, down: float, y: float, gesture: object) -> None:
        """Tell a gesture; what comes of it at once is drawn so that `down` stays at `y`."""
        self._anchor = (down, y)
        self.gesture.emit(gesture)
        self._anchor = None

    # Events

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.view is not None:
            self._mouse.moved(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.view is not None:
            self._mouse.pressed(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.view is not None:
            self._mouse.released(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and self.view is not None:
            self._mouse.double_clicked(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802
        if event is not None and self.view is not None:
            self._mouse.wheeled(event)
            event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:  # noqa: N802
        if event is not None and self.view is not None:
            self._mouse.menu_asked(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None or self.view is None:
            return
        if tree_keys.press(self, event):
            self.by_keys = True
            self.update()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: N802
        self.hover(None)

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802
        """Who comes with the Tab key sees where the keys are."""
        if event is not None and event.reason() in _FOCUS_BY_KEYS and self.shape is not None:
            self.by_keys = True
            if self.current is None:
                self.current = self.shape.tree.root
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802
        self.update()
