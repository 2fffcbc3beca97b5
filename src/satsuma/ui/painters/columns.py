"""Columns: the columns of a file with what they hold, to be corrected."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence, QPainter
from PyQt6.QtWidgets import QVBoxLayout

from satsuma.data.column_edits import ColumnEdit, with_edits
from satsuma.gestures import Changed
from satsuma.ui.folder_notice import FolderNotice
from satsuma.ui.hairline import Hairline
from satsuma.ui.painters.columns_bar import ColumnsBar, ColumnsFoot
from satsuma.ui.painters.columns_model import ColumnsModel
from satsuma.ui.painters.columns_view import ColumnsView
from satsuma.ui.painters.painter import LARGEST_PICTURE, Painter
from satsuma.views import Columns


class ColumnsPainter(Painter):
    """A line for each column of a file."""

    asked = pyqtSignal(object)

    step = "Correct columns"

    def __init__(self) -> None:
        super().__init__()
        self.model = ColumnsModel(self)
        self.view = ColumnsView(self.model)
        self.notice, self.bar, self.foot = FolderNotice(), ColumnsBar(), ColumnsFoot()
        self._line = Hairline(upright=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.notice, self.bar, self.view, self._line, self.foot):
            layout.addWidget(part)
        layout.setStretchFactor(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.edited.connect(self._edit)
        self.notice.asked.connect(self.asked)
        self.bar.changed.connect(self._change)
        self.bar.wanted.connect(self._find)
        self.bar.left.connect(self.view.setFocus)
        self.foot.reset.connect(self._reset)
        find = QAction("Find a column", self)
        find.setShortcut(QKeySequence("Ctrl+F"))
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(self.bar.line.setFocus)
        self.addAction(find)

    @property
    def shown(self) -> Columns:
        return self.model.view

    def show_view(self, view: Columns) -> None:
        self.notice.show_listing(view.listing, self)
        self.model.show(view)
        self.bar.show_view(view)
        self._count()

    def _count(self) -> None:
        self.foot.show_view(self.shown, len(self.model.shown))

    def _find(self, text: str) -> None:
        self.model.filter(text)
        self._count()

    def _edit(self, new: list[ColumnEdit]) -> None:
        guesses = {one.name: one.guess for one in self.shown.facts}
        edits = with_edits(self.shown.edits, guesses, new)
        if edits != self.shown.edits:
            self._change("columns", edits)

    def _reset(self) -> None:
        self._change("columns", ())

    def _change(self, name: str, value: Any) -> None:
        self.gesture.emit(Changed(name, value))

    # Pictures: all columns, not only those in sight

    def picture_size(self) -> QSize:
        rows = self.view.verticalHeader().length() + self.view.horizontalHeader().height()
        return QSize(self.width(), min(rows + 2, LARGEST_PICTURE))

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        from satsuma.ui.painters.columns_picture import draw_columns

        painter.save()
        painter.translate(rect.topLeft())
        draw_columns(painter, self.view, rect.size().toSize())
        painter.restore()

    def picture_remark(self) -> str:
        rows = self.view.verticalHeader().length()
        return "Only the first columns are in the picture." if rows > LARGEST_PICTURE else ""
