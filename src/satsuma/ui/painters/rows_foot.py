"""Rows, foot: how large a table is, what is missing, and what was just done."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QSize, QTimer
from PyQt6.QtGui import QFontMetrics, QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from satsuma.data.order import read_sort_key
from satsuma.data.table import Table
from satsuma.ui.background import Task, background
from satsuma.ui.painters.rows_columns import shown_name
from satsuma.ui.painters.rows_counting import (
    Missing,
    missing_in,
    missing_in_words,
    size_in_words,
)
from satsuma.ui.theme import px, theme
from satsuma.ui.widget_bar import Elided

TOLD = 6_000
"""Milliseconds that a sentence on what was done can be read."""

FIRST_FRAME = 200
"""Milliseconds before counting begins, so that it does not compete with the first drawing."""

_ROOM = 160
"""Design pixels below which the summary is not worth its place beside a message."""


class _Message(Elided):
    """As wide as its words, and narrower when it must be."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @property
    def wanted(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(self.whole) + px(2)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.wanted, super().sizeHint().height())


class RowsFoot(QFrame):
    """A line of secondary text below the table; a message stands at its right for a while.

    Where the table is told of by something else it is there only while there is more to say.
    """

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        self._missing: Missing | None = None
        self._task: Task | None = None
        self._size, self._chosen, self._sort = "", "", ""
        self.tells_size = True
        self._some = False
        self.summary, self.told = Elided(), _Message()
        self.told.hide()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.summary, 1)
        self._row.addWidget(self.told)
        self._silence = self._timer(TOLD, self._be_silent)
        self._soon = self._timer(FIRST_FRAME, self._count)
        self._scale()
        theme().changed.connect(self._scale)

    def _timer(self, milliseconds: int, does: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(does)
        return timer

    def _scale(self) -> None:
        self._row.setContentsMargins(px(12), px(6), px(12), px(6))
        self._row.setSpacing(px(16))

    def show_table(self, table: Table, shown: int, sort: tuple[str, ...]) -> None:
        """The size at once, the missing values when they are counted."""
        self._size, self._some = size_in_words(table, shown), shown != len(table)
        names = [read_sort_key(text) for text in sort]
        self._sort = "sorted by " + ", ".join(f"{shown_name(name)} {'↓' if down else '↑'}"
                                              for name, down in names) if names else ""
        if table is not self._table:
            if self._task is not None:
                self._task.cancel()
                self._task = None
            self._table, self._missing = table, None
            self._soon.start()
        self._write()

    def show_chosen(self, count: int) -> None:
        self._chosen = f"{count:,} selected" if count else ""
        self._write()

    def say(self, sentence: str) -> None:
        """Something to be read for a while."""
        self.told.show_text(sentence)
        self.told.updateGeometry()
        self.told.show()
        self.show()
        self._share_room()
        self._silence.start()

    def _be_silent(self) -> None:
        self.told.hide()
        self.summary.show()
        self._write()

    def _share_room(self) -> None:
        """In a narrow window the message alone is shown; it passes."""
        if not self.told.isHidden():
            rest = self.contentsRect().width() - self.told.wanted - px(40)
            self.summary.setVisible(rest >= px(_ROOM))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_room()

    def _count(self) -> None:
        if self._table is not None:
            self._task = background().submit(partial(missing_in, self._table), self._counted)

    def _counted(self, missing: Missing) -> None:
        self._task, self._missing = None, missing
        self._write()

    def _write(self) -> None:
        missing = missing_in_words(self._missing) if self._missing is not None else ""
        size = (self._size, missing) if self.tells_size else (self._size,) if self._some else ()
        text = " · ".join(part for part in (*size, self._chosen, self._sort) if part)
        self.summary.show_text(text)
        self.setVisible(self.tells_size or bool(text) or not self.told.isHidden())
