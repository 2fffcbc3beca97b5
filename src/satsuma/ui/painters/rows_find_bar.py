"""Rows, find bar: searches the shown cells for a text and goes from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PyQt6.QtCore import QEvent, QObject, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from satsuma.ui.background import Task, background
from satsuma.ui.icons import icon
from satsuma.ui.painters.rows_finding import find
from satsuma.ui.painters.rows_model import TableModel
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme

PAUSE = 150
"""Milliseconds without a key after which is searched."""


class RowsFindBar(QFrame):
    """`went` carries row and column of the match on the screen, `wanted` the text to be marked."""

    went = pyqtSignal(int, int)
    wanted = pyqtSignal(str)
    closed = pyqtSignal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Find in the table")
        self.places = np.empty((0, 2), np.intp)
        self._model = model
        self._at = -1
        self._task: Task | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self._lay_out()
        self._scale()
        self.hide()
        theme().changed.connect(self._scale)

    def _lay_out(self) -> None:
        self.line = SearchLine("Find in the table", self)
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        self.count = QLabel(self)
        self.count.setProperty("role", "secondary")
        self.count.setAccessibleName("Matches")
        self.back = self._button("chevron-up", "Previous", "Previous (Shift+Enter)", self.previous)
        self.forth = self._button("chevron-down", "Next", "Next (Enter)", self.next)
        self.shut = self._button("close", "Close", "Close (Esc)", self.close_bar)
        self._row = QHBoxLayout(self)
        for part in (self.line, self.back, self.forth, self.count):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._row.addWidget(self.shut)

    def _button(self, name: str, said: str, tip: str, does: Callable[..., object]) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(name))
        made.setAccessibleName(said)
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(does)
        made.installEventFilter(self)
        return made

    def _scale(self) -> None:
        self._row.setContentsMargins(px(8), 0, px(8), px(8))
        self._row.setSpacing(px(4))
        for button in (self.back, self.forth, self.shut):
            button.setIconSize(QSize(px(16), px(16)))
        self.line.setFixedWidth(px(280))
        self.count.setContentsMargins(px(8), 0, px(8), 0)

    def open(self) -> None:
        """Show the bar; its last text can be typed over."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self.look()

    def close_bar(self) -> None:
        """Hide the bar; nothing is marked any more."""
        self.hide()
        self._pause.stop()
        self.wanted.emit("")
        self.closed.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if watched is self.line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                (self.previous if back else self.next)()
                return True
        return super().eventFilter(watched, event)

    # What is found

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def look(self) -> None:
        """Search; also anew when other rows or columns are shown."""
        if self.isHidden():
            return
        if self._task is not None:
            self._task.cancel()
        text = self.line.text().strip()
        self.wanted.emit(text.casefold())
        self._task = background().submit(
            partial(find, list(self._model.columns), self._model.rows, text), self._found)

    def _found(self, places: np.ndarray) -> None:
        self._task = None
        self.places, self._at = places, -1
        self._tell()

    def next(self) -> None:
        """Go to the next place, from the last to the first."""
        self._go(self._at + 1)

    def previous(self) -> None:
        """Go to the place before, from the first to the last."""
        self._go(self._at - 1 if self._at > 0 else len(self.places) - 1)

    def _go(self, at: int) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.look()
        if not len(self.places):
            return
        self._at = at % len(self.places)
        self._tell()
        row, column = self.places[self._at].tolist()
        self.went.emit(row, column)

    def _tell(self) -> None:
        many = len(self.places)
        if not self.line.text().strip():
            self.count.setText("")
        elif not many:
            self.count.setText("Not found. Vectors are not searched.")
        else:
            self.count.setText(f"{self._at + 1:,} of {many:,}" if self._at >= 0 else f"{many:,}")
        for button in (self.back, self.forth):
            button.setEnabled(many > 0)
