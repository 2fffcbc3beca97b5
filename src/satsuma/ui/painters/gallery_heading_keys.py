"""The keys on the headings of a gallery: they lie between the lines of pictures above and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from satsuma.ui.painters.gallery_area import GalleryArea

Key = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier


class HeadingKeys:
    """Up and down go to headings and on; there Enter closes and opens, Ctrl+Space picks."""

    def __init__(self, area: GalleryArea) -> None:
        self._area = area

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key leads to a heading, or means something on the one it is on."""
        area = self._area
        if not area.layout_.is_headed:
            return False
        step = {Key.Key_Up: -1, Key.Key_Down: 1}.get(Key(event.key()), 0)
        if area.heading is None:
            return bool(step) and self._leave_pictures(step)
        if step:
            self._leave_heading(area.heading, step)
            return True
        return self._act(event, area.heading)

    def _act(self, event: QKeyEvent, index: int) -> bool:
        area, closed = self._area, bool(self._area.layout_.closed[index])
        match event.key():
            case Key.Key_Space if event.modifiers() & _CONTROL:
                area.pick_group(index, extend=True)
            case Key.Key_Space | Key.Key_Return | Key.Key_Enter:
                area.fold(index)
            case Key.Key_Left | Key.Key_Right:
                if closed == (event.key() == Key.Key_Right):
                    area.fold(index)
            case _:
                return False
        return True

    def _leave_pictures(self, step: int) -> bool:
        """From the first or last line of a group to the next heading."""
        area, layout = self._area, self._area.layout_
        if area.current is None:
            area.go_to_heading(0)
            return True
        place = int(area.arrangement.places[area.current])
        index = layout.group_of(place)
        if layout.closed[index]:
            area.go_to_heading(index)
            return True
        if not layout.is_edge(place, step):
            return False
        following = index if step < 0 else index + 1
        if following < len(layout.groups):
            area.go_to_heading(following)
        return True

    def _leave_heading(self, index: int, step: int) -> None:
        """To the pictures that are next to it, else to the next heading."""
        area, layout = self._area, self._area.layout_
        other = index if step > 0 else index - 1
        if 0 <= other < len(layout.groups) and not layout.closed[other]:
            area.go_to(int(area.arrangement.rows[layout.nearest(other, step)]))
        elif 0 <= index + step < len(layout.groups):
            area.go_to_heading(index + step)
