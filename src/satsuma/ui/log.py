"""The log: the last lines of what the program noted, and a window that shows them.

Lines are kept in memory only; nothing is written or sent. Any thread may log: the handler touches
no Qt, and the window looks by itself whether there is more.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import (
    QFontDatabase,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from satsuma.ui.preference_rows import button, label
from satsuma.ui.theme import px, theme

MOST = 2_000
"""So many lines are kept."""

LOOK = 400
"""Milliseconds between two looks for new lines, while the window is seen."""

_WORDS = {logging.DEBUG: "Detail", logging.INFO: "Note", logging.WARNING: "Warning",
          logging.ERROR: "Error", logging.CRITICAL: "Error"}


@dataclass(frozen=True)
class Line:
    """One entry. `number` counts all since the start, also those that are gone."""

    number: int
    time: float
    level: int
    source: str
    text: str

    @property
    def words(self) -> str:
        """As it is shown: `12:03:11  Warning  satsuma.data.cache: …`."""
        clock = time.strftime("%H:%M:%S", time.localtime(self.time))
        level = _WORDS.get(self.level, logging.getLevelName(self.level))
        return f"{clock}  {level:8} {self.source}: {self.text}"


class Log(logging.Handler):
    """Keeps the last `MOST` lines. Safe to use from several threads."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._lines: deque[Line] = deque(maxlen=MOST)
        self._count = 0
        self._guard = Lock()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = self.format(record)
        except (TypeError, ValueError) as error:  # arguments that do not fit their message
            text = f"{record.msg!r} cannot be put into words: {error}"
        with self._guard:
            self._lines.append(Line(self._count, record.created, record.levelno, record.name, text))
            self._count += 1

    def lines(self, since: int = 0) -> tuple[Line, ...]:
        """The lines that are kept, from number `since` on."""
        with self._guard:
            return tuple(line for line in self._lines if line.number >= since)

    @property
    def count(self) -> int:
        """How many lines there were since the start."""
        return self._count

    def clear(self) -> None:
        with self._guard:
            self._lines.clear()


_log = Log()


def log() -> Log:
    """The log of the process."""
    return _log


def install() -> None:
    """From now on the log keeps what any part of the program notes."""
    root = logging.getLogger()
    if _log not in root.handlers:
        root.addHandler(_log)
    ours = logging.getLogger("satsuma")
    if ours.level == logging.NOTSET:
        ours.setLevel(logging.INFO)


_LEVELS = (("Everything", logging.DEBUG), ("Warnings and errors", logging.WARNING),
           ("Errors", logging.ERROR))


class LogWindow(QWidget):
    """The lines, which ones of them, and a button that copies what is seen."""

    def __init__(self, parent: QWidget | None = None, source: Log | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Log")
        self.setProperty("surface", "window")
        self._log = source if source is not None else log()
        self._next = 0
        self.level = QComboBox()
        self.level.setAccessibleName("Which lines are shown")
        for words, number in _LEVELS:
            self.level.addItem(words, number)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search the log")
        self.copy = button("Copy", "Copy the lines that are shown")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setMaximumBlockCount(10 * MOST)  # a line may hold a whole traceback
        self.text.setAccessibleName("Lines of the log")
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._add_new)
        self._connect()
        self._fit()
        self.resize(px(760), px(440))

    def _build(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self.level)
        self._top.addWidget(self.search, 1)
        self._top.addWidget(self.copy)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(self._top)
        self._lines.addWidget(self.text, 1)
        self._lines.addWidget(label("Kept until Satsuma is closed. Nothing leaves this computer.",
                                    "secondary"))

    def _connect(self) -> None:
        self.level.currentIndexChanged.connect(self._show_all)
        self.search.textChanged.connect(self._show_all)
        self.copy.clicked.connect(self._copy)
        theme().changed.connect(self._fit)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def _fit(self) -> None:
        self._lines.setContentsMargins(px(16), px(16), px(16), px(12))
        self._lines.setSpacing(px(8))
        self._top.setSpacing(px(8))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        # The style sheet of the program sets a size for everything; only a sheet comes after it.
        self.text.setStyleSheet(f'font-family: "{fixed.family()}"; font-size: {px(12)}px;')

    def _matching(self, lines: Iterable[Line]) -> list[str]:
        least, wanted = self.level.currentData(), self.search.text().casefold()
        return [line.words for line in lines
                if line.level >= least and wanted in line.words.casefold()]

    def _show_all(self) -> None:
        lines = self._log.lines()
        self._next = lines[-1].number + 1 if lines else self._log.count
        self.text.setPlainText("\n".join(self._matching(lines)))
        self._go_to_end()

    def _add_new(self) -> None:
        if self._log.count == self._next:
            return
        bar = self.text.verticalScrollBar()
        at_end = bar is None or bar.value() >= bar.maximum()
        lines = self._log.lines(self._next)
        self._next = lines[-1].number + 1 if lines else self._log.count
        if matching := self._matching(lines):
            self.text.appendPlainText("\n".join(matching))
            if at_end:
                self._go_to_end()

    def _go_to_end(self) -> None:
        if (bar := self.text.verticalScrollBar()) is not None:
            bar.setValue(bar.maximum())

    def _copy(self) -> None:
        if (clipboard := QGuiApplication.clipboard()) is not None:
            clipboard.setText(self.text.toPlainText())

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802
        super().showEvent(event)
        self._show_all()
        self._timer.start()

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()
