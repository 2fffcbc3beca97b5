"""Report autosave: keeps an unsaved report on disk, so that a crash costs little.

The text of its HTML goes into the folder where unsaved workflows are kept. A report can be large:
the larger it is, the longer the pause between two writings.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from satsuma.ui.autosave import recovery_store
from satsuma.ui.background import background
from satsuma.ui.report.book import Book
from satsuma.ui.report.html import html_lines
from satsuma.ui.report.items import Report
from satsuma.workflow.recovery import Recovered, RecoveryStore, new_document_id

PAUSE = 700
"""Milliseconds from a change to the writing, also while more changes come."""

REST = 10
"""Times as long as a writing took passes at least before the next one."""

Kept = tuple[Report, Path | None]


class ReportAutosave(QObject):
    """Follows the book of one window; whoever changes it calls `note`."""

    failed = pyqtSignal(str)  # told once, until it works again

    def __init__(self, parent: QObject, book: Callable[[], Book],
                 store: RecoveryStore | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._store = store or recovery_store()
        self._id = new_document_id()
        self._left: list[Recovered] = []
        self._kept: Kept | None = None
        self._busy = self._closed = self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._act)

    def note(self) -> None:
        """Something has changed."""
        if not self._closed and not self._timer.isActive():
            self._timer.start()

    def replace(self, left: Recovered) -> None:
        """The report now holds what a crash left, which goes once this one is kept."""
        self._left.append(left)
        self._kept = None
        self.note()

    def close(self) -> None:
        """The person is done with the report: saved it, or does not want it."""
        self._closed = True
        self._timer.stop()
        self._store.finish(self._id)
        background().keep(partial(self._store.remove, self._id), _nothing_more)
        self._discard_left()

    def _now(self) -> Kept | None:
        book = self._book()
        return (book.report, book.path) if book.modified else None

    def _act(self) -> None:
        now = self._now()
        if self._busy or self._closed or now == self._kept:
            return  # `_done` looks again
        self._busy = True
        background().keep(partial(_written, self._store, self._id, now), partial(self._done, now),
                          self._failed)

    def _done(self, kept: Kept | None, seconds: float) -> None:
        self._busy = self._told = False
        self._kept = kept
        self._timer.setInterval(max(PAUSE, round(1000 * REST * seconds)))
        self._discard_left()
        if self._now() != kept:
            self.note()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not self._told:
            self._told = True
            self.failed.emit(f"The report is not protected from a crash. {error}")

    def _discard_left(self) -> None:
        for left in self._left:
            background().keep(partial(self._store.discard, left), _nothing_more)
        self._left.clear()


def _written(store: RecoveryStore, report_id: str, kept: Kept | None) -> float:
    """Write, or take away what is in a file by now; how many seconds it took."""
    begun = time.monotonic()
    if kept is None:
        store.remove(report_id)
    else:
        report, path = kept
        store.write_report(report_id, html_lines(report, None), path, title=report.title,
                           items=len(report.items))
    return time.monotonic() - begun


def _nothing_more(_answer: object) -> None:
    """What is removed needs no answer."""
