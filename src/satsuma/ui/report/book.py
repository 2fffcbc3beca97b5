"""Book: the report that is open, with its steps of undo and its file."""

from __future__ import annotations

import time
import weakref
from dataclasses import replace
from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.ui.document import Document
from satsuma.ui.report.items import Report, ReportItem

MERGING = 2.0
"""Seconds within which steps of one kind become one."""

MOST_STEPS = 200


class Book(QObject):
    """The truth of a report's window. `changed` says: it is another value, or another file."""

    changed = pyqtSignal()

    def __init__(self, report: Report | None = None, path: Path | None = None, *,
                 saved: bool = True) -> None:
        super().__init__()
        self.path = path
        self._report = report or Report()
        self._saved: Report | None = self._report if saved else None
        self._back: list[Report] = []
        self._forward: list[Report] = []
        self._last: tuple[str, float] = ("", 0.0)
        self._origins: dict[str, weakref.ref[Document]] = {}

    @property
    def report(self) -> Report:
        return self._report

    @property
    def modified(self) -> bool:
        """Whether there is something to save."""
        return self._report != self._saved

    @property
    def name(self) -> str:
        """The file's name, or what stands for it until there is one."""
        return self.path.name if self.path else "Report"

    def edit(self, report: Report, merge: str = "") -> None:
        """Take a new value: a step of undo; steps with the same `merge` soon after become one."""
        if report == self._report:
            return
        now = time.monotonic()
        if not (merge and merge == self._last[0] and now - self._last[1] < MERGING):
            self._back = [*self._back, self._report][-MOST_STEPS:]
        self._last = (merge, now)
        self._forward.clear()
        self._show(report)

    def add(self, item: ReportItem, document: Document | None = None) -> None:
        """Put an item at the end; `document` is where it came from."""
        if document is not None:
            self._origins[item.id] = weakref.ref(document)
        self.edit(self._report.with_item(item))

    def add_note(self) -> ReportItem:
        """An item that is only words, to be written now."""
        item = ReportItem("Note", made=now_text())
        self.add(item)
        return item

    def rename(self, title: str) -> None:
        """Give the report a title."""
        self.edit(replace(self._report, title=title), "title")

    def undo(self) -> None:
        """Take the last step back."""
        if self._back:
            self._forward.append(self._report)
            self._step(self._back.pop())

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._forward:
            self._back.append(self._report)
            self._step(self._forward.pop())

    def _step(self, report: Report) -> None:
        self._last = ("", 0.0)
        self._show(report)

    def _show(self, report: Report) -> None:
        self._report = report
        self.changed.emit()

    def mark_saved(self, path: Path, report: Report) -> None:
        """This value is now what stands in the file."""
        self.path, self._saved = path, report
        self._last = ("", 0.0)
        self.changed.emit()

    def origin(self, item_id: str) -> Document | None:
        """The open document that an item came from."""
        found = self._origins[item_id]() if item_id in self._origins else None
        return None if found is None or sip.isdeleted(found) else found


def now_text() -> str:
    """The present time, as items carry it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S")
