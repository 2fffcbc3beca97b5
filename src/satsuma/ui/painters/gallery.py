"""Gallery: pictures side by side, each in its own proportions on a neutral ground.

Above them one searches and arranges, below stand the legend and the size. Space, Enter or a double
click shows one picture large in the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QPoint, QRectF, QSize, Qt
from PyQt6.QtGui import QKeySequence, QPainter, QShortcut
from PyQt6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from satsuma.gestures import Changed, Gesture
from satsuma.ui.painters.gallery_actions import PictureActions
from satsuma.ui.painters.gallery_area import GalleryArea
from satsuma.ui.painters.gallery_arrangement import Arrangement
from satsuma.ui.painters.gallery_arranging import Arranging
from satsuma.ui.painters.gallery_bar import BottomBar, TopBar, size_at, tick_of
from satsuma.ui.painters.gallery_group_menu import GroupMenu
from satsuma.ui.painters.gallery_menu import PictureMenu
from satsuma.ui.painters.gallery_paper import Paper
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.picture_window import PictureWindow
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.views import Gallery

SELECT, ARRANGE = "Select pictures", "Arrange pictures"


class GalleryPainter(Painter):
    """Pictures that can be picked, arranged, looked at closely and given to other programs."""

    step = SELECT
    while_stale = "What you select is kept, and counts as soon as the new pictures are there."

    def __init__(self) -> None:
        super().__init__()
        self.view: Gallery | None = None
        self.thumbnails = Thumbnails(self)
        self.area = GalleryArea(self.thumbnails)
        self.top, self.bottom = TopBar(), BottomBar()
        self._arrange_parts()  # before there are menus: else Tab would never leave the parts
        self._large: PictureWindow | None = None
        self.actions_ = PictureActions(self, self.thumbnails)
        self._paper = Paper(self.area)
        self.menu = PictureMenu(self, self.actions_, self._files)
        self.group_menu = GroupMenu(self, self.area)
        self.arranging = Arranging(self)
        self.find = QShortcut(QKeySequence.StandardKey.Find, self)
        self.find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._connect()

    def _arrange_parts(self) -> None:
        self.page = QWidget()
        self.page.setMinimumWidth(px(200))
        self.pages = QStackedLayout(self)
        self.pages.addWidget(self.page)
        layout = QVBoxLayout(self.page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.top, self.area, self.bottom):
            layout.addWidget(part)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.area)

    def _connect(self) -> None:
        self.area.gesture.connect(self._tell_pick)
        self.area.opened.connect(self.open_row)
        self.area.zoomed.connect(self._zoom)
        self.area.menu_asked.connect(self._ask)
        self.area.heading_menu_asked.connect(self.group_menu.ask)
        self.arranging.found.connect(self._show)
        self.area.drag_asked.connect(self._drag)
        self.area.pressed_on.connect(self._prepare_drag)
        self.top.searched.connect(self.arranging.search)
        self.top.changed.connect(self._change)
        self.top.search.left.connect(self.area.setFocus)
        self.bottom.sized.connect(partial(self._change, "size"))
        self.bottom.legend.picked.connect(self._pick_color)
        self.actions_.told.connect(self.top.tell)
        self.menu.look.triggered.connect(self._open_current)
        self.menu.back.triggered.connect(self.close_large)
        self.menu.seen.triggered.connect(self.toggle_seen)
        self.menu.select_all.triggered.connect(self.area.pick_all)
        self.menu.select_none.triggered.connect(self.area.pick_none)
        self.find.activated.connect(self.top.search.setFocus)
        theme().changed.connect(self._dress)

    # What is shown

    def show_view(self, view: Gallery) -> None:
        self.view = view
        self.top.show_view(view)
        self.bottom.show_size(view.size)
        self.arranging.show_view(view)
        self.bottom.legend.show_column(self.area.rows.colors)

    def _show(self, arrangement: Arrangement) -> None:
        assert self.view is not None
        self.area.nothing = self.arranging.why_nothing
        self.area.show_view(self.view, arrangement)
        self._tell_counts()
        if self.is_large:
            self._show_large()

    def _tell_counts(self) -> None:
        shown = self.area.arrangement
        picking = self.area.picking
        self.top.tell_counts(len(shown.rows), shown.total, int(picking.mask.sum()),
                             picking.missing)

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

    @property
    def large(self) -> PictureWindow:
        """Where one picture is shown; made when the first one is."""
        if self._large is None:
            self._large = PictureWindow(self.area.rows)
            self._large.menu_asked.connect(self._ask)
            self._large.stepped.connect(self._step)
            self._large.closed.connect(self.close_large)
            self.pages.addWidget(self._large)
        return self._large

    @property
    def is_large(self) -> bool:
        """Whether one picture has the whole place."""
        return self._large is not None and self.pages.currentWidget() is self._large

    def _open_current(self) -> None:
        current = self.area.current
        rows = self.area.picked_rows() or self.area.arrangement.rows[:1].tolist()
        if current is not None or rows:
            self.open_row(current if current is not None else rows[0])

    def toggle_seen(self) -> None:
        """Show large what the network saw, or no longer."""
        if self.is_large:
            self.large.seen.switch.toggle()
        elif len(self.area.arrangement.rows):
            self.large.seen.switch.setChecked(True)
            self._open_current()

    def _ask(self, at: QPoint) -> None:
        seen = self._large is not None and self._large.seen.switch.isChecked()
        self.menu.ask(at, large=self.is_large, seen=seen)

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
        if self._large is not None:
            self._large.release()

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
        if self.is_large:
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
        for _ in self.picture_steps(painter, rect):
            pass

    def picture_steps(self, painter: QPainter, rect: QRectF) -> Iterator[None]:
        return self._paper.steps(painter, rect)

    def picture_remark(self) -> str:
        return self._paper.remark()
