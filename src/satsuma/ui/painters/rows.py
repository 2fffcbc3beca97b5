"""Rows: a table as rows and columns. Only what is seen is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter
from PyQt6.QtWidgets import QVBoxLayout

from satsuma.data.arranged import Arranged
from satsuma.gestures import Changed, Gesture
from satsuma.ui.background import background
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.rows_arranging import Arranging
from satsuma.ui.painters.rows_cells import SIDES, Cells
from satsuma.ui.painters.rows_columns import shown_columns
from satsuma.ui.painters.rows_copy import Copied, as_text
from satsuma.ui.painters.rows_doing import PICK, ColumnDoing, step_of
from satsuma.ui.painters.rows_filter_bar import FilterBar
from satsuma.ui.painters.rows_find_bar import RowsFindBar
from satsuma.ui.painters.rows_foot import RowsFoot
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.painters.rows_picture import RowsPicture
from satsuma.ui.painters.rows_placing import Placing, look
from satsuma.ui.painters.rows_view import RowsView
from satsuma.ui.painters.thumbnails import Thumbnail, Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.views import Rows

_FINE = 2.0
"""Pixels of a picture in a file for each design pixel."""


class RowsPainter(Painter):
    """A table whose rows can be picked, sorted, filtered and searched."""

    step = PICK

    def __init__(self) -> None:
        super().__init__()
        self.shown: Rows | None = None
        self._wanted: Rows | None = None
        self._arranged: Arranged | None = None
        self._after: list[Callable[[], None]] = []
        self._sharp = 0.0
        self.model = TableModel(self)
        self.thumbnails = Thumbnails(self)
        self.cells = Cells(self._thumbnail)
        self.view = RowsView(self.model, self.cells)
        self._placing = Placing(self.view)
        self.columns = ColumnDoing(self.view)
        self.filter_bar = FilterBar()
        self.find_bar = RowsFindBar(self.model)
        self.foot = RowsFoot()
        self._arranging = Arranging(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.filter_bar, self.find_bar, self.view, self.foot):
            layout.addWidget(part)
        layout.setStretch(2, 1)
        self.setFocusProxy(self.view)
        self._connect()
        self._add_actions()

    def _connect(self) -> None:
        self.view.chosen.gesture.connect(self._tell)
        self.columns.gesture.connect(self._tell)
        self.view.chosen.changed.connect(self._tell_chosen)
        self.view.copy_asked.connect(self.copy)
        self.view.verticalScrollBar().valueChanged.connect(self.thumbnails.forget_wishes)
        self.thumbnails.arrived.connect(self._redraw)
        self.filter_bar.meant.connect(self._filter)
        self.filter_bar.columns_asked.connect(
            partial(self.columns.choose, self.filter_bar.columns))
        self.filter_bar.left.connect(self.view.setFocus)
        self.find_bar.went.connect(self._go)
        self.find_bar.wanted.connect(self._mark)
        self.find_bar.closed.connect(self.view.setFocus)
        theme().changed.connect(self._dress)

    def _add_actions(self) -> None:
        for title, keys, does in (("Find in the table", "Ctrl+F", self.find_bar.open),
                                  ("Filter rows", "Ctrl+Shift+F", self.filter_bar.line.setFocus)):
            action = QAction(title, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(partial(_called, does))
            self.addAction(action)

    # What is shown

    @property
    def is_arranging(self) -> bool:
        """Whether another order or filter is still being worked out."""
        return self._arranging.under_way

    def show_view(self, view: Rows) -> None:
        before, self._wanted = self._wanted, view
        if before is not None and before.table is view.table \
                and (before.sort, before.filter) == (view.sort, view.filter):
            if self._arranged is not None and not self._arranging.under_way:
                self._show(self._arranged)
            return
        self._arranging.ask(view.table, view.sort, view.filter, self._show)

    def _show(self, arranged: Arranged) -> None:
        """Show what is wanted now, with its rows arranged."""
        view, before = self._wanted, self.shown
        assert view is not None, "only what was asked for is arranged"
        others = before is None or look(before) != look(view) or before.table is not view.table
        if others or arranged is not self._arranged:
            self._put_in_place(view, arranged, others)
        self.shown, self._arranged = view, arranged
        self.columns.show(view)
        self.cells.bars = view.bars
        self.view.chosen.show(view.table, view.selected)
        self.filter_bar.show_filter(view.filter)
        self.filter_bar.show_notes(arranged.notes)
        self.foot.show_table(view.table, len(arranged.rows), view.sort)
        self._tell_chosen()
        self.view.viewport().update()
        while self._after:
            self._after.pop()()

    def _put_in_place(self, view: Rows, arranged: Arranged, others: bool) -> None:
        """Other rows or columns; what is seen and what has the focus stays in its place."""
        place = self._placing.place()
        self.cells.pictures = view.pictures
        self.model.show_sort(view.sort)
        columns = shown_columns(view) if others else self.model.columns
        self.model.show(view.table, columns, arranged.rows)
        if others:
            self._placing.lay_out(view, self.shown)
        self._placing.stay(place)
        if self.shown is not None and self.shown.table is view.table:
            for name in set(view.unfolded) - set(self.shown.unfolded):
                self.view.reveal(name)
        self.find_bar.look()

    def _tell_chosen(self) -> None:
        self.foot.show_chosen(self.view.chosen.count)

    def _thumbnail(self, file: Path, side: int) -> Thumbnail | None:
        return self.thumbnails.get(file, side * (self._sharp or self.devicePixelRatioF()))

    def _dress(self) -> None:
        if self.shown is not None:
            self._placing.lay_out(self.shown, None)

    # What is done

    def _tell(self, gesture: Gesture) -> None:
        self.step = step_of(gesture)
        self.gesture.emit(gesture)

    def _filter(self, text: str) -> None:
        self._tell(Changed("filter", text))

    # Search and copy

    def _mark(self, wanted: str) -> None:
        self.cells.wanted = wanted
        self._redraw()

    def _redraw(self, _file: Path | None = None) -> None:
        self.view.viewport().update()

    def _go(self, row: int, column: int) -> None:
        if row < len(self.model.rows) and column < len(self.model.columns):
            self.view.set_current(row, column)
            self.view.scrollTo(self.model.index(row, column))
            self.view.viewport().update()

    def copy(self) -> None:
        """Picked rows in the order shown, without any the one with the focus; as text."""
        places = self.view.chosen_places()
        if not len(places) and self.view.currentIndex().isValid():
            places = np.array([self.view.currentIndex().row()])
        if not len(places):
            self.foot.say("Pick rows first: click one, or press Ctrl+A.")
            return
        rows = self.model.rows[places]
        background().submit(partial(as_text, list(self.model.columns), rows), self._copied)

    def _copied(self, copied: Copied) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(copied.text)
        self.foot.say(copied.told)

    # Pictures

    def prepare_picture(self, then: Callable[[], None]) -> None:
        if self._arranging.under_way:
            self._after.append(partial(self.prepare_picture, then))
            return
        side = px(SIDES[self.cells.pictures]) * _FINE
        files = RowsPicture(self.view).files()
        self.thumbnails.when_all([(file, side) for file in files], then)

    def picture_size(self) -> QSize:
        return RowsPicture(self.view).size()

    def picture_remark(self) -> str:
        return RowsPicture(self.view).remark()

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        for _ in self.picture_steps(painter, rect):
            pass

    def picture_steps(self, painter: QPainter, rect: QRectF) -> Iterator[None]:
        painter.translate(rect.topLeft())
        steps = RowsPicture(self.view).steps(painter)
        done = False
        while not done:
            self._sharp = _FINE  # for this step only: the screen has its own sharpness
            done = next(steps, "done") is not None
            self._sharp = 0.0
            yield
        painter.translate(-rect.topLeft())


def _called(does: Callable[[], object], _checked: bool = False) -> None:
    does()
