"""The keys on a gallery: going from picture to picture, picking, opening, finding by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence

from satsuma.ui.painters.gallery_heading_keys import HeadingKeys
from satsuma.ui.painters.gallery_typing import Typing

if TYPE_CHECKING:
    from satsuma.ui.painters.gallery_area import GalleryArea

Key = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NO_TEXT = _CONTROL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class GalleryKeys:
    """Arrows go and pick; with Shift they reach, with Ctrl they only go."""

    def __init__(self, area: GalleryArea) -> None:
        self._area = area
        self._headings = HeadingKeys(area)
        self._typing = Typing()

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key means something here."""
        area, keys = self._area, event.modifiers()
        if self._whole(event):
            return True
        if not len(area.arrangement.rows):
            return False
        if not keys & _SHIFT and self._headings.press(event):
            return True
        if area.current is None:
            return False
        if (place := self._target(event.key())) is not None:
            self._go(place, keys)
            return True
        return self._act(event, area.current) or self._type(event)

    def _whole(self, event: QKeyEvent) -> bool:
        """What the key means for all pictures."""
        area, control = self._area, bool(event.modifiers() & _CONTROL)
        if event.key() == Key.Key_Escape:
            if not area.give_up():
                if not area.picking.mask.any():
                    return False
                area.pick_none()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            area.pick_all()
        elif control and event.key() in (Key.Key_Plus, Key.Key_Minus, Key.Key_Equal):
            area.zoomed.emit(-1 if event.key() == Key.Key_Minus else 1)
        else:
            return False
        return True

    def _act(self, event: QKeyEvent, row: int) -> bool:
        area, keys = self._area, event.modifiers()
        if event.key() == Key.Key_Space and keys & _CONTROL:
            area.pick(area.picking.toggle(row))
        elif event.key() in (Key.Key_Space, Key.Key_Return, Key.Key_Enter) \
                and not keys & ~Qt.KeyboardModifier.KeypadModifier:
            area.flush()
            area.opened.emit(row)
        else:
            return False
        return True

    def _type(self, event: QKeyEvent) -> bool:
        """Letters go to the next picture whose name begins with them."""
        text, area = event.text(), self._area
        if not text or not text.isprintable() or event.modifiers() & _NO_TEXT:
            return False
        assert area.current is not None
        row = self._typing.typed(text, area.rows, area.layout_, area.current)
        if row is not None:
            self._go(int(area.arrangement.places[row]), Qt.KeyboardModifier.NoModifier)
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
        control = bool(keys & _CONTROL)
        if keys & _SHIFT:
            if area.picking.anchor is None:
                area.picking.anchor = area.current
            area.pick(area.picking.reach(row, rows, places, extend=control), later=True)
        elif not control:
            area.pick(area.picking.one(row), later=True)
        area.go_to(row)
