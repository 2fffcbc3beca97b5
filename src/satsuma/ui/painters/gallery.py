"""Gallery: pictures side by side, each in its own proportions on a neutral ground.

Above them one searches and arranges, below stand the legend and the size. Space, Enter or a double
click shows one picture large in the same place.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QKeySequence, QPainter, QShortcut
from PyQt6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from satsuma.gestures import Changed, Gesture
from satsuma.ui.background import Task, background
from satsuma.ui.painters.gallery_actions import PictureActions
from satsuma.ui.painters.gallery_area import GalleryArea
from satsuma.ui.painters.gallery_arrangement import Arrangement, Searched, arranged, plain
from satsuma.ui.painters.gallery_bar import BottomBar, TopBar, size_at, tick_of
from satsuma.ui.painters.gallery_menu import PictureMenu
from satsuma.ui.painters.gallery_paper import Paper
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.picture_window import PictureWindow
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.views import Gallery

SELECT, ARRANGE = "Select pictures", "Arrange pictures"

AT_ONCE = 2_000
"""Rows up to which they are arranged without a thread: nothing flickers."""


class GalleryPainter(Painter):
    """Pictures that can be picked, arranged, looked at closely and given to other programs."""

    step = SELECT

    def __init__(self) -> None:
        super().__init__()
        self.view: Gallery | None = None
        self._words = ""
        self._searched: Searched | None = None
        self._task: Task | None = None
        self._asked: tuple[object, ...] = ()
        self.thumbnails = Thumbnails(self)
        self.area = GalleryArea(self.thumbnails)
        self.top, self.bottom = TopBar(), BottomBar()
        self.large = PictureWindow(self.area.rows)
        self.actions_ = PictureActions(self, self.thumbnails)
        self._paper = Paper(self.area)
        self.menu = PictureMenu(self, self.actions_, self._files)
        self.find = QShortcut(QKeySequence.StandardKey.Find, self)
        self.find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._arrange_parts()
        self._connect()

    def _arrange_parts(self) -> None:
        self.page = QWidget()
        self.page.setMinimumWidth(px(200))
        layout = QVBoxLayout(self.page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.top, self.area, self.bottom):
            layout.addWidget(part)
        layout.setStretch(1, 1)
        self.pages = QStackedLayout(self)
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.large)
        self.setFocusProxy(self.area)

    def _connect(self) -> None:
        self.area.gesture.connect(self._tell_pick)
        self.area.opened.connect(self.open_row)
        self.area.zoomed.connect(self._zoom)
        self.area.menu_asked.connect(self.menu.ask)
        self.large.menu_asked.connect(self.menu.ask)
        self.area.drag_asked.connect(self._drag)
        self.area.pressed_on.connect(self._prepare_drag)
        self.top.searched.connect(self.search)
        self.top.changed.connect(self._change)
        self.top.search.left.connect(self.area.setFocus)
        self.bottom.sized.connect(partial(self._change, "size"))
        self.bottom.legend.picked.connect(self._pick_color)
        self.large.stepped.connect(self._step)
        self.large.closed.connect(self.close_large)
        self.actions_.told.connect(self.top.tell)
        self.menu.look.triggered.connect(self._open_current)
        self.menu.select_all.triggered.connect(self.area.pick_all)
        self.menu.select_none.triggered.connect(self.area.pick_none)
        self.find.activated.connect(self.top.search.setFocus)
        theme().changed.connect(self._dress)

    # What is shown

    def show_view(self, view: Gallery) -> None:
        old, self.view = self.view, view
        if old is None or view.table is not old.table:
            self._searched = Searched(view.table)
        self.top.show_view(view)
        self.bottom.show_size(view.size)
        asked = (view.table, view.sort, view.descending, view.group, self._words)
        if asked == self._asked:
            self._show(self.area.arrangement)
        else:
            self._arrange(asked)
        self.bottom.legend.show_column(self.area.rows.colors)

    def _arrange(self, asked: tuple[object, ...]) -> None:
        """Find the rows and their order, in the background where that takes a while."""
        assert self.view is not None
        assert self._searched is not None
        self._asked = asked
        if self._task is not None:
            self._task.cancel()
            self._task = None
        view, total = self.view, len(self.view.table)
        if not self._words.strip() and (quick := plain(view)) is not None:
            self._show(quick)
            return
        work = partial(arranged, view, self._words, self._searched)
        if total <= AT_ONCE:
            self._show(work())
            return
        if self.area.view is None or self.area.view.table is not view.table:
            self._show(Arrangement(np.zeros(0, np.intp), (), total))
        self._task = background().submit(work, self._take)

    def _take(self, arrangement: Arrangement) -> None:
        self._task = None
        self._show(arrangement)

    def _show(self, arrangement: Arrangement) -> None:
        assert self.view is not None
        self.area.show_view(self.view, arrangement)
        self._tell_counts()
        if self.pages.currentWidget() is self.large:
            self._show_large()

    def _tell_counts(self) -> None:
        shown = self.area.arrangement
        self.top.tell_counts(len(shown.rows), shown.total, int(self.area.picking.mask.sum()))

    def search(self, words: str) -> None:
        """Show only pictures of which some value holds all these words."""
        self._words = words
        if (view := self.view) is not None:
            self._arrange((view.table, view.sort, view.descending, view.group, words))

    def _dress(self) -> None:
        self.top.dress()
        self.bottom.dress()
        self.area.lay_out()

    # What is told

    def _tell_pick(self, gesture: Gesture) -> None:
        self.step = SELECT
        self.gesture.emit(gesture)
        self._tell_counts()

    def _change(self, setting: str, value: object) -> None:
        self.step = ARRANGE
        self.gesture.emit(Changed(setting, value))

    def _zoom(self, steps: int) -> None:
        if self.view is not None:
            size = size_at(tick_of(self.view.size) + steps)
            if size != self.view.size:
                self._change("size", size)

    def _pick_color(self, code: int) -> None:
        if (column := self.area.rows.colors) is not None:
            rows = self.area.arrangement.rows
            found = rows[column.values[rows] == code].tolist()
            self.area.pick(self.area.picking.several(found, extend=False))

    # The large picture

    def _open_current(self) -> None:
        rows = self.area.picked_rows()
        if self.area.current is not None or rows:
            self.open_row(self.area.current if self.area.current is not None else rows[0])

    def open_row(self, row: int) -> None:
        """Show a row large."""
        self.area.go_to(row)
        self.pages.setCurrentWidget(self.large)
        self.setFocusProxy(self.large)
        self.large.setFocus()
        self._show_large()

    def close_large(self) -> None:
        """Back to all pictures; the one that was shown is the current one."""
        self.pages.setCurrentWidget(self.page)
        self.setFocusProxy(self.area)
        self.area.setFocus()
        self.large.release()

    def _show_large(self) -> None:
        row, rows = self.area.current, self.area.arrangement.rows
        if row is None or not len(rows):
            self.close_large()
            return
        place = int(self.area.arrangement.places[row])
        following = int(rows[place + 1]) if place + 1 < len(rows) else None
        self.large.show_row(row, place, len(rows),
                            self.area.rows.file(following) if following is not None else None)

    def _step(self, step: int) -> None:
        rows, places = self.area.arrangement.rows, self.area.arrangement.places
        if self.area.current is None:
            return
        place = int(places[self.area.current]) + step
        if 0 <= place < len(rows):
            self.area.go_to(int(rows[place]))
            self._show_large()

    # Pictures for other programs

    def _files(self) -> list[Path]:
        if self.pages.currentWidget() is self.large:
            return [self.large.file] if self.large.file is not None else []
        files = (self.area.rows.file(row) for row in self.area.picked_rows())
        return [file for file in files if file is not None]

    def _drag(self) -> None:
        self.actions_.drag(self._files())

    def _prepare_drag(self, row: int) -> None:
        if (file := self.area.rows.file(row)) is not None:
            self.actions_.prepare_drag(file)

    # The picture of the view

    def prepare_picture(self, then: Callable[[], None]) -> None:
        self._paper.prepare(then)

    def picture_size(self) -> QSize:
        return self._paper.size()

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        self._paper.draw(painter, rect)

    def picture_remark(self) -> str:
        return self._paper.remark()
