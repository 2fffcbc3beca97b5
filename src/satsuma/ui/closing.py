"""Closing: a window with changes asks before it goes, and goes when they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from satsuma.ui.question import Question
from satsuma.ui.report.desk import desk
from satsuma.ui.unsaved import ask_unsaved

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow


class Closing(QObject):
    """Whether a window may close now. What does not come about also stops quitting."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._question: Question | None = None
        self._when_saved = self._for_good = False

    def may_close(self) -> bool:
        """True when nothing would be lost; else the person is asked."""
        if self._for_good or not self._window.document.modified:
            return self._report_settled()
        self._window.come_to_front()
        if self._question is None:
            self._ask()
        else:
            self._question.raise_()
        return False

    def _report_settled(self) -> bool:
        """With the last window the program ends, and the report with it."""
        others = [one for one in self._window.app.windows if one is not self._window]
        return bool(others) or desk().settled(self._go, self.stay)

    def _go(self) -> None:
        self._window.close()

    def _ask(self) -> None:
        self._question = ask_unsaved(self._window.document.title, self._window)
        self._question.answered.connect(self._answered)
        self._question.open()

    def _answered(self, answer: str) -> None:
        if self._question is not None:
            self._question.deleteLater()
            self._question = None
        if answer == "discard":
            self._for_good = True
            self._window.close()
        elif answer == "save":
            self._when_saved = True
            if not self._window.file.save():
                self.stay()
        else:
            self.stay()

    def saved(self) -> None:
        """The changes are in the file: go, if that was what they were saved for."""
        if self._when_saved:
            self._when_saved = False
            self._window.close()

    def stay(self) -> None:
        """It did not come about; the window stays, and so does the program."""
        self._when_saved = self._for_good = False
        self._window.app.stop_quitting()
