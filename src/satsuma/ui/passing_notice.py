"""Passing notice: a sentence on what was done, with a way to look at it; it goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

SHORTEST = 6_000
PER_LETTER = 55
"""Milliseconds: long sentences stay longer."""


class PassingNotice(QObject):
    """What a window has to say now. `changed` says: another sentence, or none any more."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = self.link = ""
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    def say(self, text: str, link: str = "", act: Callable[[], object] | None = None, *,
            passes: bool = True) -> None:
        """Say it; `link` is the word that does `act`. What went wrong stays until the next."""
        self.text, self.link, self._act = text, link, act
        if passes and text:
            self._timer.start(max(SHORTEST, PER_LETTER * len(text)))
        else:
            self._timer.stop()
        self.changed.emit()

    def clear(self) -> None:
        self.say("")

    def follow(self) -> None:
        """The link was pressed."""
        if self._act is not None:
            self._act()
