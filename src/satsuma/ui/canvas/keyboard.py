"""The canvas by keyboard: going from node to node, moving them, opening, the quick menu.

Tab goes along the links and leaves the canvas after the last node; arrows go to the nearest node
in their direction, with Shift they move what is selected. What has a shortcut is not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QKeyEvent

from satsuma.workflow.frames import moved

if TYPE_CHECKING:
    from satsuma.ui.canvas.view import CanvasView

STEP = 8.0
FAR_STEP = 32.0

_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
         Qt.Key.Key_Down: (0, 1)}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = Qt.KeyboardModifier


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
        if key == Qt.Key.Key_Space and not keys and self._view.space_opens_menu:
            self._ask_menu("")
            return True
        if key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and keys == _KEYS.ShiftModifier):
            self._view.context_menu_asked.emit(self._place())
            return True
        if self._view.any_key_opens_menu and not keys & ~_KEYS.ShiftModifier \
                and event.text().strip():
            self._ask_menu(event.text())
            return True
        return False

    def _ask_menu(self, text: str) -> None:
        pointer = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
        here = pointer if self._view.viewport().rect().contains(pointer) else self._place()
        self._view.quick_menu_asked.emit(self._view.viewport().mapToGlobal(here), text)

    def _place(self) -> QPoint:
        """Where a menu opens: beside what is selected, else in the middle."""
        chosen = self._view.canvas_scene.selected_nodes()
        if chosen:
            item = self._view.canvas_scene.node_items[chosen[-1]]
            return self._view.mapFromScene(item.pos())
        return self._view.viewport().rect().center()

    def _open(self) -> bool:
        scene = self._view.canvas_scene
        for node_id in scene.selected_nodes():
            scene.opened.emit(node_id)
        for link in scene.selected_links():
            scene.link_opened.emit(link)
        return bool(scene.selectedItems())

    def _escape(self) -> bool:
        scene = self._view.canvas_scene
        if not scene.cancel_drag():
            scene.select(())
        return True

    # Going about

    def step(self, by: int) -> bool:
        """Select the next node along the links; False after the last one."""
        scene = self._view.canvas_scene
        order = [n for n in scene.document.workflow.order() if n not in scene.hidden]
        chosen = [n for n in order if n in scene.selected_nodes()]
        if not order:
            return False
        if not chosen:
            return self._go_to(order[0] if by > 0 else order[-1])
        place = order.index(chosen[-1 if by > 0 else 0]) + by
        return 0 <= place < len(order) and self._go_to(order[place])

    def _go_to(self, node_id: str) -> bool:
        self._view.canvas_scene.select((node_id,))
        self._view.keep_visible(node_id)
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
        """Go to the nearest node in a direction; without a selection, to the one in the middle."""
        scene = self._view.canvas_scene
        chosen = scene.selected_nodes()
        places = {n: i.pos() for n, i in scene.node_items.items() if i.isVisible()}
        if not chosen or chosen[-1] not in places:
            start, way = self._view.middle(), (0, 0)
        else:
            start = places.pop(chosen[-1])
        found = nearest(start, places, way)
        return found is not None and self._go_to(found)

    def _move(self, way: tuple[int, int], step: float) -> bool:
        scene = self._view.canvas_scene
        nodes, notes = scene.selected_nodes(), scene.selected_annotations()
        document = scene.document
        after = moved(document.workflow, nodes, notes, way[0] * step, way[1] * step)
        document.edit(after, "Move", merge="move by keys")
        return bool(nodes or notes)


def nearest(start: QPointF, places: dict[str, QPointF], way: tuple[int, int]) -> str | None:
    """The nearest of the places that lies in a direction; (0, 0) is every direction."""
    best, found = float("inf"), None
    for name, place in places.items():
        away = place - start
        ahead = away.x() * way[0] + away.y() * way[1]
        aside = abs(away.x() * way[1]) + abs(away.y() * way[0])
        if way == (0, 0):
            far = away.manhattanLength()
        elif ahead <= 1 or aside > 2.5 * ahead:
            continue
        else:
            far = ahead + 2 * aside
        if far < best:
            best, found = far, name
    return found
