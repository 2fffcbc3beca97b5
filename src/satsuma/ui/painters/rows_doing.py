"""Rows, doing: what a person does to the columns of a table: sort, move, pull, fold, hide."""

from __future__ import annotations

from functools import partial
from typing import Any

from PyQt6.QtCore import QModelIndex, QObject, QPoint, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.gestures import Changed, Folded, Gesture
from satsuma.ui.painters.rows_chooser import ColumnChooser
from satsuma.ui.painters.rows_columns import moved, ordered_names
from satsuma.ui.painters.rows_menu import add_copying, add_filtering, column_menu, sorted_by
from satsuma.ui.painters.rows_view import RowsView
from satsuma.ui.painters.rows_widths import Measure, pulled, room_for
from satsuma.ui.theme import theme
from satsuma.views import Rows

PICK = "Select rows"
_STEPS = {"sort": "Sort rows", "filter": "Filter rows", "hidden": "Hide columns",
          "order": "Move column", "widths": "Change width", "keep_names": "Keep names in view"}


def step_of(gesture: Gesture) -> str:
    """What the step of undo is called."""
    return _STEPS.get(gesture.setting, PICK) if isinstance(gesture, Changed) else PICK


class ColumnDoing(QObject):
    """Turns what is done to heads and in menus into gestures."""

    gesture = pyqtSignal(object)

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view, self._model = view, view.table_model
        self._shown: Rows | None = None
        self.chooser: ColumnChooser | None = None
        view.menu_asked.connect(self._cell_menu)
        view.head.clicked.connect(self._clicked)
        view.head.dropped.connect(self.drop)
        view.head.pulled.connect(self._pulled)
        view.head.asked.connect(self._head_menu)
        view.head.sectionHandleDoubleClicked.connect(self._fit)

    def show(self, view: Rows) -> None:
        """This is shown now."""
        self._shown = view

    def _change(self, setting: str, value: Any) -> None:
        self.gesture.emit(Changed(setting, value))

    def _clicked(self, section: int, add: bool) -> None:
        if self._shown is None:
            return
        column = self._model.columns[section]
        if column.folds:
            self.gesture.emit(Folded(column.name, column.unfolded))
        else:
            self._change("sort", sorted_by(self._shown.sort, column.name, add=add))

    def drop(self, old: int, new: int) -> None:
        """A head was dragged; the numbers of a vector stay with it."""
        one, other = self._model.columns[old], self._model.columns[new]
        if self._shown is None or one.part.number is not None:
            return
        names = ordered_names(self._shown.table, self._shown.order)
        order = moved(names, one.part.column, other.part.column, behind=new > old)
        if order != names:
            self._change("order", tuple(order))

    def _pulled(self, sections: set[int]) -> None:
        if self._shown is not None:
            self._change("widths", pulled(self._view.head, self._model, self._shown.widths,
                                          sections, theme().scale))

    def _fit(self, section: int) -> None:
        column, pictures = self._model.columns[section], self._view.cells.pictures
        wide = room_for(Measure(), self._model, column, 1000, pictures).easy
        self._view.head.resizeSection(section, wide)
        self._pulled({section})

    def choose(self, button: QWidget) -> None:
        """The list of columns, below a button."""
        if self._shown is None:
            return
        table = self._shown.table
        names = ordered_names(table, self._shown.order)
        self.chooser = chooser = ColumnChooser(table, names, self._shown.hidden)
        chooser.chosen.connect(partial(self._change, "hidden"))
        chooser.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - chooser.width(), button.height()))
        chooser.place(chooser.rect().translated(corner))
        chooser.show()

    def _head_menu(self, section: int, place: QPoint) -> None:
        if self._shown is not None:
            column_menu(self._view, self._shown, self._model.columns[section], self.gesture.emit,
                        partial(self._fit, section)).popup(place)

    def _cell_menu(self, index: QModelIndex, place: QPoint) -> None:
        if self._shown is None or not index.isValid():
            return
        column = self._model.columns[index.column()]
        menu = column_menu(self._view, self._shown, column, self.gesture.emit,
                           partial(self._fit, index.column()))
        add_filtering(menu, self._shown, column, self._model.row_at(index.row()),
                      self.gesture.emit)
        add_copying(menu, self._view.copy_asked.emit, self._view.chosen.all)
        menu.popup(place)
