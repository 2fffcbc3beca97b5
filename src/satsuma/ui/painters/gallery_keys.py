"""The keys on a gallery: going from picture to picture, picking, opening, searching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from satsuma.ui.painters.gallery_area import GalleryArea

Key = Qt.Key


class GalleryKeys:
    """Arrows go and pick; with Shift they reach, with Ctrl they only go."""

    def __init__(self, area: GalleryArea) -> None:
        self._area = area

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key means something here."""
        area, keys = self._area, event.modifiers()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            area.pick_all()
            return True
        if event.key() == Key.Key_Escape and area.picking.mask.any():
            area.pick_none()
            return True
        if event.key() in (Key.Key_Plus, Key.Key_Minus, Key.Key_Equal) \
                and keys & Qt.KeyboardModifier.ControlModifier:
            area.zoomed.emit(-1 if event.key() == Key.Key_Minus else 1)
            return True
        if area.current is None or not len(area.arrangement.rows):
            return False
        if (place := self._target(event.key())) is not None:
            self._go(place, keys)
            return True
        return self._act(event, area.current)

    def _act(self, event: QKeyEvent, row: int) -> bool:
        area, keys = self._area, event.modifiers()
        control = bool(keys & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Key.Key_Space and control:
            area.pick(area.picking.toggle(row))
        elif event.key() in (Key.Key_Space, Key.Key_Return, Key.Key_Enter) \
                and not keys & ~Qt.KeyboardModifier.KeypadModifier:
            area.flush()
            area.opened.emit(row)
        else:
            return False
        return True

    def _target(self, key: int) -> int | None:
        """The place a key leads to."""
        area = self._area
        layout, rows = area.layout_, area.arrangement.rows
        assert area.current is not None
        place = int(area.arrangement.places[area.current])
        page = max(1, area.viewport().height() // layout.measures.height)
        match key:
            case Key.Key_Left:
                return layout.beside(place, -1)
            case Key.Key_Right:
                return layout.beside(place, 1)
            case Key.Key_Up:
                return layout.above_or_below(place, -1)
            case Key.Key_Down:
                return layout.above_or_below(place, 1)
            case Key.Key_PageUp:
                return layout.above_or_below(place, -page)
            case Key.Key_PageDown:
                return layout.above_or_below(place, page)
            case Key.Key_Home:
                return layout.beside(-1, 1) if layout.closed.any() else 0
            case Key.Key_End:
                return layout.beside(len(rows), -1) if layout.closed.any() else len(rows) - 1
        return None

    def _go(self, place: int, keys: Qt.KeyboardModifier) -> None:
        area = self._area
        rows, places = area.arrangement.rows, area.arrangement.places
        place = min(max(place, 0), len(rows) - 1)
        row = int(rows[place])
        control = bool(keys & Qt.KeyboardModifier.ControlModifier)
        if keys & Qt.KeyboardModifier.ShiftModifier:
            if area.picking.anchor is None:
                area.picking.anchor = area.current
            area.pick(area.picking.reach(row, rows, places, extend=control), later=True)
        elif not control:
            area.pick(area.picking.one(row), later=True)
        area.go_to(row)
