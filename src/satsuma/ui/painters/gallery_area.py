"""Area: the page of a gallery as it scrolls, and what mouse and keys do on it.

It draws what is in view, nothing else. What is selected stands in the setting; between a key and
the answer of the workflow the area shows what is on its way.
"""

from __future__ import annotations

import time
from pathlib import Path

from PyQt6.QtCore import QEvent, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QToolTip

from satsuma.gestures import Gesture
from satsuma.ui.painters.gallery_arrangement import Arrangement, same_pictures, same_rows
from satsuma.ui.painters.gallery_keys import GalleryKeys
from satsuma.ui.painters.gallery_mouse import GalleryMouse
from satsuma.ui.painters.gallery_page import Page
from satsuma.ui.painters.gallery_picking import Picking
from satsuma.ui.painters.gallery_scroll import GalleryScroll
from satsuma.ui.painters.gallery_tile import draw_band, draw_words
from satsuma.ui.painters.gallery_timer import resting_timer
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.views import Gallery

REST = 120
"""Milliseconds after the last key for which a selection waits: one step, not one for each key."""

FRAME = 33
"""Milliseconds between two drawings while thumbnails come in."""


class GalleryArea(GalleryScroll):
    """Pictures side by side, below headings where they are grouped."""

    gesture = pyqtSignal(object)
    opened = pyqtSignal(int)         # a row: show it large
    zoomed = pyqtSignal(int)         # steps of Ctrl+wheel
    menu_asked = pyqtSignal(QPoint)  # on the screen
    heading_menu_asked = pyqtSignal(int, QPoint)
    drag_asked = pyqtSignal()
    pressed_on = pyqtSignal(int)     # a row whose picture may be dragged soon

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__(thumbnails)
        self.view: Gallery | None = None
        self.picking = Picking()
        self._waiting: Gesture | None = None
        self._drawn = 0.0
        self.nothing = ""  # what is said where there are no pictures
        self._mouse = GalleryMouse(self)
        self._keys = GalleryKeys(self)
        self.setAccessibleName("Pictures")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._rest = resting_timer(self, REST, self.flush)
        self._redraw = resting_timer(self, FRAME, self._draw_again)
        thumbnails.arrived.connect(self._hear)
        self.verticalScrollBar().valueChanged.connect(self.rows.thumbnails.forget_wishes)

    # What is shown

    def show_view(self, view: Gallery, arrangement: Arrangement) -> None:
        """Show these pictures so, scrolled to where they were."""
        old = self.view
        same = old is not None and same_rows(old, view)
        held = self.held() if same else None
        if old is not None and not same:
            self._take_rows(old, view)
        if old is not None and not same_pictures(old, view):
            self.rows.thumbnails.look_again()
        self.view, self.wanted = view, view.size
        self.rows.show(view)
        self._show_picking(view)
        if self.current is not None and arrangement.places[self.current] < 0:
            self.current = None
        self.lay_out_as(arrangement, held)
        if not same:
            self.verticalScrollBar().setValue(0)

    def _take_rows(self, old: Gallery, view: Gallery) -> None:
        """Other rows: a drag that was begun means nothing now, the current one stays by its id."""
        self._mouse.forget()
        if self.current is not None:
            self.current = view.table.row_of.get(old.table.ids[self.current])

    def _show_picking(self, view: Gallery) -> None:
        if self._waiting is None:
            self.picking.show(view.table, view.selected)
        elif not self.picking.show_ahead(view.table, view.selected, self._waiting):
            self._waiting = None  # what the keys went to is not there any more
            self._rest.stop()

    # Picking

    def pick(self, gesture: Gesture, *, later: bool = False) -> None:
        """Show a pick, and tell it: now, or when the keys rest."""
        self._waiting = gesture
        self.viewport().update()
        if later:
            self._rest.start()
        else:
            self.flush()

    def pick_all(self) -> None:
        """Everything that is shown."""
        self.pick(self.picking.everything(self.arrangement.rows))

    def pick_none(self) -> None:
        self.pick(self.picking.nothing())

    def pick_group(self, index: int, *, extend: bool) -> None:
        """All pictures below a heading."""
        group = self.layout_.groups[index]
        rows = self.arrangement.rows[group.first:group.first + group.count]
        self.pick(self.picking.several(rows.tolist(), extend=extend))

    def give_up(self) -> bool:
        """Give up the rubber band; whether there was one."""
        return self._mouse.give_up()

    def flush(self) -> None:
        """Tell what waits to be told."""
        self._rest.stop()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.gesture.emit(waiting)

    def go_to(self, row: int) -> None:
        """Make a row the current one, and tell of it who cannot see it."""
        self.current, self.heading = row, None
        self.reveal(row)
        self.setAccessibleDescription(self.rows.told(row, bool(self.picking.mask[row])))
        self.viewport().update()

    def picked_rows(self) -> list[int]:
        """The rows that are picked, as they are shown; else the current one."""
        rows = self.arrangement.rows
        picked = rows[self.picking.mask[rows]].tolist() if len(rows) else []
        return picked or ([self.current] if self.current is not None else [])

    # Qt

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colors.window)
        if self.view is None:
            return
        if not len(self.arrangement.rows):
            draw_words(painter, self.viewport().rect(), self.nothing)
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        self._page().draw(painter, top, top + self.viewport().height())
        painter.translate(0, top)
        if (band := self._mouse.band()) is not None:
            draw_band(painter, band.translated(0, -top))
        painter.end()

    def _page(self) -> Page:
        current, heading = (self.current, self.heading) if self.hasFocus() else (None, None)
        return Page(self.layout_, self.rows, self.side, self.picking.mask,
                    self.viewport().devicePixelRatioF(),
                    current if heading is None else None, heading)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        self._mouse.double_click(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is not None and not self._keys.press(event):
            event.ignore()

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802
        if event is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:  # noqa: N802
        if event is not None:
            self._mouse.menu(event)

    def viewportEvent(self, event: QEvent | None) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_at(event.pos())
            QToolTip.showText(event.globalPos(), self.rows.tip(row) if row is not None else "",
                              self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self.current is None and len(self.arrangement.rows):
            picked = self.picked_rows()
            self.current = picked[0] if picked else int(self.arrangement.rows[0])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.flush()
        self.viewport().update()

    def _hear(self, _file: Path) -> None:
        if not self._redraw.isActive():
            since = round(1000 * (time.monotonic() - self._drawn))
            self._redraw.start(max(0, FRAME - since))  # the first one is not kept waiting

    def _draw_again(self) -> None:
        self._drawn = time.monotonic()
        self.viewport().update()
        if self.rows.thumbnails.is_idle:
            self._look_ahead()

    def _look_ahead(self) -> None:
        """Make the next page ready."""
        height = self.viewport().height()
        bottom = self.verticalScrollBar().value() + height
        places = self.layout_.places(bottom, bottom + height)
        self.rows.look_ahead(self.arrangement.rows[places].tolist() if places else [],
                             px(self.side) * self.viewport().devicePixelRatioF())
