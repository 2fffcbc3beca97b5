"""Rows, foot: how large a table is, what is missing, and what was just done."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from satsuma.data.order import read_sort_key
from satsuma.data.table import Table
from satsuma.ui.background import Task, background
from satsuma.ui.painters.rows_counting import (
    Missing,
    missing_in,
    missing_in_words,
    size_in_words,
)
from satsuma.ui.theme import px, theme

TOLD = 6_000
"""Milliseconds that a sentence on what was done can be read."""


class RowsFoot(QFrame):
    """A line of secondary text below the table."""

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        self._missing: Missing | None = None
        self._task: Task | None = None
        self._size, self._chosen, self._sort = "", "", ""
        self.summary, self.told = QLabel(), QLabel()
        for label, name in ((self.summary, "Summary"), (self.told, "Message")):
            label.setProperty("role", "secondary")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAccessibleName(name)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.told.hide()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.summary, 1)
        self._row.addWidget(self.told, 1)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(TOLD)
        self._silence.timeout.connect(self.told.hide)
        self._scale()
        theme().changed.connect(self._scale)

    def _scale(self) -> None:
        self._row.setContentsMargins(px(12), px(6), px(12), px(6))

    def show_table(self, table: Table, shown: int, sort: tuple[str, ...]) -> None:
        """The size at once, the missing values when they are counted."""
        self._size = size_in_words(table, shown)
        names = [read_sort_key(text) for text in sort]
        self._sort = "sorted by " + ", ".join(f"{name} {'↓' if down else '↑'}"
                                              for name, down in names) if names else ""
        if table is not self._table:
            if self._task is not None:
                self._task.cancel()
            self._table, self._missing = table, None
            self._task = background().submit(partial(missing_in, table), self._counted)
        self._write()

    def show_chosen(self, count: int) -> None:
        self._chosen = f"{count:,} selected" if count else ""
        self._write()

    def say(self, sentence: str) -> None:
        """Something to be read for a while."""
        self.told.setText(sentence)
        self.told.setToolTip(sentence)
        self.told.show()
        self._silence.start()

    def _counted(self, missing: Missing) -> None:
        self._task, self._missing = None, missing
        self._write()

    def _write(self) -> None:
        missing = missing_in_words(self._missing) if self._missing is not None else ""
        parts = (self._size, missing, self._chosen, self._sort)
        text = " · ".join(part for part in parts if part)
        self.summary.setText(text)
        self.summary.setToolTip(text)
