"""The canvas by keyboard: going from thing to thing, moving them, opening, the quick menu.

Tab goes along the links, then to notes, arrows and frames, and leaves the canvas after the last;
arrow keys go to the nearest thing in their direction, with Shift they move what is selected. What
has a shortcut is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QKeyEvent

from satsuma.problem import Problem
from satsuma.ui.canvas.annotation_item import AnnotationItem
from satsuma.ui.canvas.link_item import LinkItem
from satsuma.ui.canvas.node_item import NodeItem
from satsuma.workflow.frames import moved

if TYPE_CHECKING:
    from satsuma.ui.canvas.view import CanvasView

STEP = 8.0
FAR_STEP = 32.0

_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
         Qt.Key.Key_Down: (0, 1)}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = Qt.KeyboardModifier

Thing = NodeItem | AnnotationItem
Name = TypeVar("Name")


class CanvasKeys:
    """What keys do on a view."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; False when it means nothing here."""
        key, keys = Qt.Key(event.key()), event.modifiers() & ~_KEYS.KeypadModifier
        if key in _WAYS:
            return self._arrow(_WAYS[key], keys)
        if key in _ENTER and keys in (_KEYS.NoModifier, _KEYS.ControlModifier):
            return self._open()
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and keys == _KEYS.ShiftModifier):
            self._view.context_menu_asked.emit(self._place())
            return True
        return self._letter(event, key, keys)

    def _letter(self, event: QKeyEvent, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        if key == Qt.Key.Key_Space and not keys and self._view.space_opens_menu:
            self._ask_menu("")
            return True
        if self._view.any_key_opens_menu and not keys & ~_KEYS.ShiftModifier \
                and event.text().strip() and event.text().isprintable():
            self._ask_menu(event.text())
            return True
        return False

    def _ask_menu(self, text: str) -> None:
        pointer = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
        here = pointer if self._view.viewport().rect().contains(pointer) else self._place()
        self._view.quick_menu_asked.emit(self._view.viewport().mapToGlobal(here), text)

    def _place(self) -> QPoint:
        """Where a menu opens: beside what is selected, else in the middle."""
        chosen = self._view.canvas_scene.selectedItems()
        if not chosen:
            return self._view.viewport().rect().center()
        item = chosen[-1]
        at = item.middle() if isinstance(item, LinkItem) else point_on(item)
        if not item.shape().contains(item.mapFromScene(at)):  # an open frame is only its edges
            at = item.sceneBoundingRect().topLeft() + QPointF(80, 24)
        return self._view.mapFromScene(at)

    def _open(self) -> bool:
        scene = self._view.canvas_scene
        notes = scene.selected_annotations()
        for node_id in scene.selected_nodes():
            scene.opened.emit(node_id)
        for link in scene.selected_links():
            scene.link_opened.emit(link)
        if len(notes) == 1 == len(scene.selectedItems()):
            scene.annotations.items()[notes[0]].edit()
        return bool(scene.selectedItems())

    def _escape(self) -> bool:
        """One thing after the other: what is dragged, what was found, what is selected."""
        scene = self._view.canvas_scene
        if not self._view.band.end() and not scene.cancel_drag() \
                and not scene.marks.clear_lasting():
            scene.select(())
        return True

    # Going about

    def step(self, by: int) -> bool:
        """Select the next thing; False after the last one."""
        order = self._order()
        chosen = [place for place, item in enumerate(order) if item.isSelected()]
        if not order:
            return False
        if not chosen:
            return self._go_to(order[0 if by > 0 else -1])
        place = chosen[-1 if by > 0 else 0] + by
        return 0 <= place < len(order) and self._go_to(order[place])

    def _order(self) -> list[Thing]:
        """Nodes along the links, then notes, arrows and frames, as they are in the workflow."""
        scene = self._view.canvas_scene
        nodes = [scene.node_items[n] for n in scene.document.workflow.order()]
        return [item for item in (*nodes, *scene.annotations.items()) if item.isVisible()]

    def _go_to(self, item: Thing) -> bool:
        if isinstance(item, NodeItem):
            self._view.canvas_scene.select((item.node_id,))
        else:
            self._view.canvas_scene.select((), (item.index,))
            item.setFocus()  # keys that pull its edges are its own
        self._view.keep_seen(item)
        return True

    def _arrow(self, way: tuple[int, int], keys: Qt.KeyboardModifier) -> bool:
        if keys == _KEYS.NoModifier:
            return self._look(way)
        if keys == _KEYS.ShiftModifier:
            return self._move(way, FAR_STEP)
        if keys == _KEYS.ControlModifier | _KEYS.ShiftModifier:
            return self._move(way, STEP)
        return False

    def _look(self, way: tuple[int, int]) -> bool:
        """Go to the nearest thing in a direction; without a selection, to the one in the middle."""
        order = self._order()
        places = {item: point_on(item) for item in order}
        chosen = [item for item in order if item.isSelected()]
        if chosen:
            start = places.pop(chosen[-1])
        else:
            start, way = self._view.middle(), (0, 0)
        found = nearest(start, places, way)
        return found is not None and self._go_to(found)

    def _move(self, way: tuple[int, int], step: float) -> bool:
        scene = self._view.canvas_scene
        nodes, notes = scene.selected_nodes(), scene.selected_annotations()
        document = scene.document
        try:
            after = moved(document.workflow, nodes, notes, way[0] * step, way[1] * step)
        except Problem as problem:
            scene.told.emit(str(problem))
            return True
        document.edit(after, "Move", merge=f"move {nodes} {notes}")
        return bool(nodes or notes)


def point_on(item: Thing) -> QPointF:
    """The point that stands for a thing: a node's center, the middle of anything else."""
    if isinstance(item, AnnotationItem):
        return item.sceneBoundingRect().center()
    return item.pos()


def nearest(start: QPointF, places: Mapping[Name, QPointF], way: tuple[int, int]) -> Name | None:
    """The nearest of the places that lies in a direction; (0, 0) is every direction."""
    best, found = float("inf"), None
    for name, place in places.items():
        away = place - start
        ahead = away.x() * way[0] + away.y() * way[1]
        aside = abs(away.x() * way[1]) + abs(away.y() * way[0])
        if way == (0, 0):
            far = abs(away.x()) + abs(away.y())
        elif ahead <= 1 or aside > 2.5 * ahead:
            continue
        else:
            far = ahead + 2 * aside
        if far < best:
            best, found = far, name
    return found
