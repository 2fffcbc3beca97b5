"""Rows, sticking: a table of which some columns stay in view while the others scroll."""

from __future__ import annotations

from PyQt6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QAbstractItemView, QTableView

from satsuma.ui.painters.rows_head import ColumnHead
from satsuma.ui.painters.rows_model import TableModel

_NUMBERS = 4
"""Numbers of a vector that come into view when it is unfolded, where there is room."""


class StickingView(QTableView):
    """Says where cells are seen. Qt itself knows of no column that sticks.

    `room_changed` says that the view is wider or narrower than before.
    """

    room_changed = pyqtSignal()

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self.table_model = model
        self.head = ColumnHead(model, self)
        self.setModel(model)
        self.setHorizontalHeader(self.head)
        self.head.sectionResized.connect(self.draw_anew)

    @property
    def stuck_end(self) -> int:
        """Where the columns end that stick to the left edge."""
        stuck = self.head.stuck()
        return stuck[-1].end if stuck else 0

    def sticks(self, section: int) -> bool:
        return any(one.section == section for one in self.head.stuck())

    def visualRect(self, index: QModelIndex) -> QRect:  # noqa: N802
        rect = super().visualRect(index)
        for one in self.head.stuck():
            if one.section == index.column():
                rect.moveLeft(one.left)
        return rect

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        row, column = self.rowAt(point.y()), self.head.section_at(point.x())
        return self.table_model.index(row, column) if row >= 0 <= column else QModelIndex()

    def scrollTo(self, index: QModelIndex, hint: QAbstractItemView.ScrollHint =  # noqa: N802
                 QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """Bring a cell into view, and not only below a column that sticks."""
        bar = self.horizontalScrollBar()
        before, sticks = bar.value(), self.sticks(index.column())
        super().scrollTo(index, hint)
        if sticks:
            bar.setValue(before)
        elif not self.sticks(index.column()):
            hidden = self.stuck_end - self.columnViewportPosition(index.column())
            bar.setValue(bar.value() - max(0, hidden))

    def reveal(self, name: str) -> None:
        """Bring the first numbers of an unfolded vector into view, with its own head."""
        at = self.table_model.column_named(name)
        if at is None:
            return
        last = min(at + _NUMBERS, self.table_model.columnCount() - 1)
        self._scroll_across(last)
        self._scroll_across(at)

    def _scroll_across(self, section: int) -> None:
        """Bring a column into view, at whatever height."""
        bar = self.horizontalScrollBar()
        left, width = self.columnViewportPosition(section), self.columnWidth(section)
        beyond = max(0, left + width - self.viewport().width())
        bar.setValue(bar.value() + beyond)
        hidden = self.stuck_end - self.columnViewportPosition(section)
        if not self.sticks(section):
            bar.setValue(bar.value() - max(0, hidden))

    def set_current(self, row: int, column: int) -> None:
        """Give a cell the focus; nothing is picked by that."""
        self.selectionModel().setCurrentIndex(
            self.table_model.index(row, column), QItemSelectionModel.SelectionFlag.NoUpdate)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.room_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        super().scrollContentsBy(dx, dy)
        if dx and self.head.keeps:
            self.draw_anew()

    def draw_anew(self) -> None:
        """Draw heads and cells where they are seen now."""
        self.viewport().update()
        self.head.viewport().update()
