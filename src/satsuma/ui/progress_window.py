"""A small window that shows how far something is, and can stop it."""

from __future__ import annotations

from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from satsuma.ui.fetching import WatchedRun
from satsuma.ui.theme import px

BEAT = 100
"""Milliseconds between two looks at the progress."""

STEPS = 1000


class ProgressWindow(QDialog):
    """Watches a run. Closing the window or Cancel stops the run."""

    def __init__(self, heading: str, text: str, run: WatchedRun,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.setWindowTitle(heading)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(heading)
        self.share = QLabel()
        self.share.setProperty("role", "secondary")
        self.cancel = QPushButton("Cancel")
        self.cancel.clicked.connect(self.close)
        title, told = QLabel(heading), QLabel(text)
        title.setProperty("role", "heading")
        told.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.share, 1)
        line.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(24), px(24), px(16))
        layout.setSpacing(px(8))
        for part in (title, told, self.bar):
            layout.addWidget(part)
        layout.addLayout(line)
        self.setMinimumWidth(px(400))
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        progress = self._run.progress
        if progress is not None:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(progress * STEPS))
            self.share.setText(f"{progress:.0%}".replace("%", "\N{NO-BREAK SPACE}%"))

    def finish(self) -> None:
        """What was watched has ended."""
        self._timer.stop()
        self.deleteLater()
        self.hide()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        self._run.cancel()
        self._timer.stop()
        super().closeEvent(event)
