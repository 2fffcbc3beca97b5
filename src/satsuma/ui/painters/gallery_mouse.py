"""The mouse on a gallery: clicks, the rubber band, pictures dragged out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPoint, QRect, Qt, QTimer
from PyQt6.QtGui import QContextMenuEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication

if TYPE_CHECKING:
    from satsuma.ui.painters.gallery_area import GalleryArea

_SCROLL_EVERY = 30
"""Milliseconds between two steps of scrolling while the band is drawn beyond an edge."""


class GalleryMouse:
    """Follows the mouse from press to release. A press on a picture may become a drag of it."""

    def __init__(self, area: GalleryArea) -> None:
        self._area = area
        self._row: int | None = None
        self._start: QPoint | None = None
        self._end: QPoint | None = None
        self._is_band = False
        self._at = QPoint()
        self._scroll = QTimer(area)
        self._scroll.setInterval(_SCROLL_EVERY)
        self._scroll.timeout.connect(self._go_on)

    def band(self) -> QRect | None:
        """The rubber band on the page."""
        if not self._is_band or self._start is None or self._end is None:
            return None
        return QRect(self._start, self._end).normalized()

    def press(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        area, at = self._area, event.pos()
        area.flush()
        point = area.point(at)
        if (heading := area.layout_.heading_at(point.x(), point.y())) is not None:
            area.fold(area.layout_.groups[heading].title)
            return
        self._row, self._start, self._end = area.row_at(at), point, point
        if self._row is not None:
            area.pressed_on.emit(self._row)

    def move(self, event: QMouseEvent | None) -> None:
        if event is None or self._start is None:
            return
        point = self._area.point(event.pos())
        far = (point - self._start).manhattanLength() >= QApplication.startDragDistance()
        if not self._is_band and not far:
            return
        if self._row is not None and not self._is_band:
            self._drag(self._row)
            return
        self._is_band, self._end, self._at = True, point, event.pos()
        self._preview(event.modifiers())
        outside = not self._area.viewport().rect().contains(event.pos())
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()

    def release(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        row, was_band, area = self._row, self._is_band, self._area
        keys = event.modifiers()
        rows = self._in_band() if was_band else []
        self._forget()
        if was_band:
            area.pick(area.picking.several(rows, extend=_adds(keys)))
        elif row is not None:
            self._click(row, keys)
        elif not _adds(keys):
            area.pick(area.picking.nothing())

    def double_click(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        row = self._area.row_at(event.pos())
        self._forget()
        if row is None:
            self.press(event)  # on a heading, a second click is one more click
        elif not _adds(event.modifiers()):
            self._area.opened.emit(row)

    def menu(self, event: QContextMenuEvent) -> None:
        """The menu is for what is picked; a press elsewhere picks first."""
        area = self._area
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            row = area.row_at(event.pos())
            if row is not None and not area.picking.mask[row]:
                area.go_to(row)
                area.pick(area.picking.one(row))
        area.menu_asked.emit(event.globalPos())

    def _click(self, row: int, keys: Qt.KeyboardModifier) -> None:
        area = self._area
        area.go_to(row)
        control = bool(keys & Qt.KeyboardModifier.ControlModifier)
        if keys & Qt.KeyboardModifier.ShiftModifier:
            rows, places = area.arrangement.rows, area.arrangement.places
            area.pick(area.picking.reach(row, rows, places, extend=control))
        elif control:
            area.pick(area.picking.toggle(row))
        else:
            area.pick(area.picking.one(row))

    def _drag(self, row: int) -> None:
        """Drag what is picked; a picture that is not is dragged alone."""
        area = self._area
        self._forget()
        if not area.picking.mask[row]:
            area.go_to(row)
            area.pick(area.picking.one(row))
        area.drag_asked.emit()

    def _preview(self, keys: Qt.KeyboardModifier) -> None:
        self._area.picking.preview(self._in_band(), extend=_adds(keys))
        self._area.viewport().update()

    def _in_band(self) -> list[int]:
        band = self.band()
        if band is None:
            return []
        layout = self._area.layout_
        places = layout.places(band.top(), band.bottom(), band.left(), band.right())
        return self._area.arrangement.rows[places].tolist() if places else []

    def _go_on(self) -> None:
        """Scroll while the hand is beyond an edge."""
        area = self._area
        height, bar = area.viewport().height(), area.verticalScrollBar()
        beyond = min(0, self._at.y()) + max(0, self._at.y() - height)
        bar.setValue(bar.value() + beyond)
        self._end = area.point(self._at)
        self._preview(QApplication.keyboardModifiers())

    def _forget(self) -> None:
        self._scroll.stop()
        self._row, self._start, self._end, self._is_band = None, None, None, False
        self._area.viewport().update()


def _adds(keys: Qt.KeyboardModifier) -> bool:
    return bool(keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))


