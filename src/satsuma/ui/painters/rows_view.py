"""Rows, view: the part of a table that is seen, with its mouse and its keys."""

from __future__ import annotations

from typing import Any

import numpy as np
from PyQt6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QAbstractItemView, QWidget

from satsuma.ui.painters.rows_cells import Block, Cells
from satsuma.ui.painters.rows_chosen import ChosenRows
from satsuma.ui.painters.rows_head_drawing import draw_edge
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.painters.rows_numbers import RowNumbers
from satsuma.ui.painters.rows_sticking import StickingView
from satsuma.ui.theme import font, px, theme

_UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
                Qt.Key.Key_Home, Qt.Key.Key_End)


class RowsView(StickingView):
    """Shows the cells in view and lets rows be picked.

    `menu_asked` carries a cell, or an invalid index, and where on the screen; `copy_asked` says
    Ctrl+C.
    """

    menu_asked = pyqtSignal(object, QPoint)
    copy_asked = pyqtSignal()

    def __init__(self, model: TableModel, cells: Cells) -> None:
        super().__init__(model)
        self.cells = cells
        self.chosen = ChosenRows(model)
        self.numbers = RowNumbers(model, self)
        self.setVerticalHeader(self.numbers)
        for header in (self.head, self.numbers):
            # Qt would move the focus to the first row, and select with its own slow selection.
            header.sectionPressed.disconnect()
            header.sectionEntered.disconnect()
        self.setAccessibleName("Table")
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())  # Qt's own has a frame
        self._pressed: int | None = None
        self.chosen.changed.connect(self.show_chosen)
        self.numbers.sectionPressed.connect(self._number_pressed)

    def show_chosen(self) -> None:
        """Other rows are picked."""
        self.viewport().update()
        self.numbers.viewport().update()

    # Drawing

    def block(self, area: QRect) -> Block:
        """The cells that are seen in a part of the viewport, without those that stick."""
        model, columns = self.table_model, []
        left = self.columnAt(max(self.stuck_end, area.left()))
        right = self.columnAt(area.right())
        right = model.columnCount() - 1 if right < 0 else right
        if left >= 0:
            columns = [(model.columns[at], self.columnViewportPosition(at), self.columnWidth(at))
                       for at in range(left, right + 1)]
        edge = columns[-1][1] + columns[-1][2] if columns else 0
        return Block(columns, self._rows_in(area), self.numbers.defaultSectionSize(), 0, edge)

    def stuck_block(self, area: QRect) -> Block:
        """The cells of the columns that stick to the left edge."""
        stuck, model = self.head.stuck(), self.table_model
        return Block([(model.columns[one.section], one.left, one.width) for one in stuck],
                     self._rows_in(area), self.numbers.defaultSectionSize(), 0, self.stuck_end)

    def _rows_in(self, area: QRect) -> list[tuple[int, int]]:
        """Rows of the table with their tops."""
        model = self.table_model
        first, last = self.rowAt(max(0, area.top())), self.rowAt(area.bottom())
        last = model.rowCount() - 1 if last < 0 else last
        height = self.numbers.defaultSectionSize()
        top = self.rowViewportPosition(first) if first >= 0 else 0
        return [] if first < 0 else [
            (row, top + height * at)
            for at, row in enumerate(model.rows[first:last + 1].tolist())]

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self.viewport())
        area = event.rect() if event is not None else self.viewport().rect()
        painter.fillRect(area, theme().colors.window)
        block = self.block(area)
        if block.rows and block.columns:
            self.cells.draw(painter, block, self.table_model.chosen)
        elif not self.head.stuck():
            self._say_why_empty(painter)
        self._draw_stuck(painter, area)
        self._draw_current(painter)

    def _draw_stuck(self, painter: QPainter, area: QRect) -> None:
        block = self.stuck_block(area)
        if not block.columns or not block.rows or area.left() > block.right:
            return
        high = self.viewport().height()
        painter.fillRect(QRect(0, area.top(), block.right, area.height()), theme().colors.window)
        self.cells.draw(painter, block, self.table_model.chosen)
        draw_edge(painter, block.right, high)

    def _say_why_empty(self, painter: QPainter) -> None:
        model = self.table_model
        if not len(model.table):
            text = "This table has no rows."
        elif not model.columns:
            text = "All columns are hidden. Choose some with the button above."
        elif not len(model.rows):
            text = "No row fits the filter. Press Esc in its line to see all rows."
        else:
            return
        painter.setPen(theme().colors.secondary)
        painter.setFont(font())
        room = self.viewport().rect().adjusted(px(24), px(24), -px(24), -px(24))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                                   | Qt.TextFlag.TextWordWrap), text)

    def _draw_current(self, painter: QPainter) -> None:
        index = self.currentIndex()
        if not index.isValid() or not self.hasFocus():
            return
        rect = self.visualRect(index).adjusted(0, 0, -1, -1)
        if not self.sticks(index.column()):
            painter.setClipRect(self.viewport().rect().adjusted(self.stuck_end, 0, 0, 0))
        painter.setPen(QPen(theme().colors.accent, px(1.5)))
        painter.drawRect(rect)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        keys = event.modifiers()
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.chosen.extend(index.row(), add=bool(keys & Qt.KeyboardModifier.ControlModifier))
        else:
            self._pressed = index.row()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None or self._pressed is None \
                or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        place = self._place_near(event.position().toPoint())
        if not self.chosen.stroking and place != self._pressed:
            add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.chosen.begin(self._pressed, add=add)
        if self.chosen.stroking:
            self.chosen.stroke(place)

    def _place_near(self, point: QPoint) -> int:
        """The row there; beyond an edge the next one, which is scrolled to."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if not 0 <= point.y() < high:
            bar.setValue(bar.value() + self.numbers.defaultSectionSize() * (-1 if point.y() < 0
                                                                             else 1))
        found = self.rowAt(min(max(point.y(), 0), high - 1))
        return found if found >= 0 else self.table_model.rowCount() - 1

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        pressed, self._pressed = self._pressed, None
        if self.chosen.stroking:
            self.chosen.end()
        elif pressed is not None and event is not None:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.chosen.toggle(pressed)
            else:
                self.chosen.pick(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        self.mousePressEvent(event)

    def _number_pressed(self, place: int) -> None:
        self.chosen.pick(place)
        self.setCurrentIndex(self.table_model.index(place, max(0, self.currentIndex().column())))

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.visualRect(index).bottomLeft()
            self.menu_asked.emit(index, self.viewport().mapToGlobal(place))
        else:
            self.menu_asked.emit(self.indexAt(event.pos()), event.globalPos())

    # Keys

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.chosen.all()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._space(event.modifiers())
        elif event.key() in _UP_AND_DOWN and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._move_and_extend(event)
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # Qt would look the letters up in all rows
        else:
            super().keyPressEvent(event)

    def _space(self, keys: Any) -> None:
        place = self.currentIndex().row()
        if keys & Qt.KeyboardModifier.ControlModifier:
            self.chosen.toggle(place)
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            self.chosen.extend(place)
        elif self.chosen.is_chosen(place) and self.chosen.count == 1:
            self.chosen.none()
        else:
            self.chosen.pick(place)

    def _move_and_extend(self, event: QKeyEvent) -> None:
        """Move, and pick all rows from where the picking began."""
        before = self.currentIndex()
        plain = QKeyEvent(event.type(), event.key(),
                          event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier)
        super().keyPressEvent(plain)
        after = self.currentIndex()
        if before.isValid() and not self.chosen.count:
            self.chosen.start_at(before.row())
        if after.isValid():
            self.chosen.extend(after.row())

    def keyboardSearch(self, search: str | None) -> None:  # noqa: N802
        """Qt would look through all rows; Ctrl+F does that better."""

    def selectAll(self) -> None:  # noqa: N802
        self.chosen.all()

    def chosen_places(self) -> np.ndarray:
        """Where picked rows are shown, from the top."""
        model = self.table_model
        return np.flatnonzero(model.chosen[model.rows])
