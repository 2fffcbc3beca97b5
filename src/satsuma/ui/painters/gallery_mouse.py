"""The mouse on a gallery: clicks, the rubber band, pictures dragged out.

A drag that begins on a picture takes the pictures along. One that begins anywhere else, on a
caption, a heading or beside the pictures, draws the rubber band.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QContextMenuEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication

from satsuma.ui.painters.gallery_edge import EdgeScroll

if TYPE_CHECKING:
    from satsuma.ui.painters.gallery_area import GalleryArea


class GalleryMouse:
    """Follows the mouse from press to release."""

    def __init__(self, area: GalleryArea) -> None:
        self._area = area
        self._row: int | None = None      # what a click is for
        self._heading: int | None = None
        self._picture: int | None = None  # what a drag would take along
        self._clicked: str | None = None  # the id of what was clicked last
        self._start: QPoint | None = None
        self._end = QPoint()
        self._is_band = False
        self._edge = EdgeScroll(area, self._follow)

    def band(self) -> QRect | None:
        """The rubber band on the page."""
        if not self._is_band or self._start is None:
            return None
        return QRect(self._start, self._end).normalized()

    def press(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        if event.button() != Qt.MouseButton.LeftButton:
            self.give_up()
            return
        area, point = self._area, self._area.point(event.pos())
        self._clicked = None
        area.flush()
        self._start = self._end = point
        self._heading = area.layout_.heading_at(point.x(), point.y())
        self._row = area.row_at(event.pos())
        self._picture = area.picture_at(event.pos())
        if self._picture is not None:
            area.pressed_on.emit(self._picture)

    def move(self, event: QMouseEvent | None) -> None:
        if event is None or self._start is None:
            return
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.give_up()  # it was let go where nobody told of it
            return
        point = self._area.point(event.pos())
        far = (point - self._start).manhattanLength() >= QApplication.startDragDistance()
        if not self._is_band and not far:
            return
        if self._picture is not None and not self._is_band:
            self._drag(self._picture)
            return
        self._is_band = True
        self._draw_to(point, event.modifiers())
        self._edge.follow(event.pos(), point - self._start)

    def release(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        row, heading, was_band, area = self._row, self._heading, self._is_band, self._area
        keys = event.modifiers()
        rows = self._in_band() if was_band else []
        self.forget()
        if was_band:
            area.picking.give_up()  # what was shown meanwhile may be with other keys
            area.pick(area.picking.several(rows, extend=_adds(keys)))
        elif heading is not None:
            self._click_heading(heading, keys)
        elif row is not None:
            self._click(row, keys)
        elif not _adds(keys):
            area.pick(area.picking.nothing())

    def double_click(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        row = self._row_clicked()
        row = self._area.row_at(event.pos()) if row is None else row
        self.forget()
        if row is None:
            self.press(event)  # on a heading, a second click is one more click
        elif not _adds(event.modifiers()):
            self._area.opened.emit(row)

    def _row_clicked(self) -> int | None:
        """Where that is now which the first of two clicks was for: what this led to may have put
        another picture below the mouse meanwhile."""
        view = self._area.rows.view
        return view.table.row_of.get(self._clicked) if view and self._clicked else None

    def menu(self, event: QContextMenuEvent) -> None:
        """The menu is for what is picked, or for a heading; a press elsewhere picks first."""
        area = self._area
        heading = area.heading
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            point = area.point(event.pos())
            heading = area.layout_.heading_at(point.x(), point.y())
            row = area.row_at(event.pos())
            if row is not None and not area.picking.mask[row]:
                area.go_to(row)
                area.pick(area.picking.one(row))
        if heading is not None:
            area.go_to_heading(heading)
            area.heading_menu_asked.emit(heading, event.globalPos())
        else:
            area.menu_asked.emit(event.globalPos())

    def give_up(self) -> bool:
        """Draw no band any more; whether there was one."""
        was_band = self._is_band
        self.forget()
        if was_band:
            self._area.picking.give_up()
        return was_band

    def forget(self) -> None:
        """Whatever was begun is not to be ended."""
        self._edge.stop()
        self._row, self._heading, self._picture, self._start = None, None, None, None
        self._is_band = False
        self._area.viewport().update()

    def _click(self, row: int, keys: Qt.KeyboardModifier) -> None:
        area = self._area
        area.go_to(row)
        if area.rows.view is not None:
            self._clicked = area.rows.view.table.ids[row]
        control = bool(keys & Qt.KeyboardModifier.ControlModifier)
        if keys & Qt.KeyboardModifier.ShiftModifier:
            rows, places = area.arrangement.rows, area.arrangement.places
            area.pick(area.picking.reach(row, rows, places, extend=control))
        elif control:
            area.pick(area.picking.toggle(row))
        else:
            area.pick(area.picking.one(row))

    def _click_heading(self, heading: int, keys: Qt.KeyboardModifier) -> None:
        area = self._area
        if _adds(keys):
            area.go_to_heading(heading)
            area.pick_group(heading, extend=True)
        else:
            area.fold(heading)

    def _drag(self, row: int) -> None:
        """Drag what is picked; a picture that is not is dragged alone."""
        area = self._area
        self.forget()
        if not area.picking.mask[row]:
            area.go_to(row)
            area.pick(area.picking.one(row))
        area.drag_asked.emit()

    def _follow(self, at: QPoint) -> None:
        """The page was scrolled below the mouse."""
        self._draw_to(self._area.point(at), QApplication.keyboardModifiers())

    def _draw_to(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        self._end = point
        self._area.picking.preview(self._in_band(), extend=_adds(keys))
        self._area.viewport().update()

    def _in_band(self) -> list[int]:
        band = self.band()
        if band is None:
            return []
        layout = self._area.layout_
        places = layout.places(band.top(), band.bottom(), band.left(), band.right())
        return self._area.arrangement.rows[places].tolist() if places else []


def _adds(keys: Qt.KeyboardModifier) -> bool:
    return bool(keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
