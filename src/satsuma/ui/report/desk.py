"""Desk: the report that is open in this process, and the way back to the states in it.

There is one report at a time, whatever the number of workflows. Its window is made with the first
item and may be hidden; it asks before anything is lost, and so does the end of the program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6 import sip
from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from satsuma.ui.document import Document
from satsuma.ui.report.book import Book
from satsuma.ui.report.items import ReportItem
from satsuma.ui.report.reading import OpenedReport
from satsuma.workflow.model import Workflow
from satsuma.workflow.recovery import Recovered

if TYPE_CHECKING:
    from satsuma.ui.report.window import ReportWindow


class Desk(QObject):
    """Holds the one report window. `app` opens windows for states; it is met with the first."""

    def __init__(self) -> None:
        super().__init__()
        self.app: Any = None
        self._window: ReportWindow | None = None

    @property
    def window(self) -> ReportWindow | None:
        """The window, while it is open."""
        if self._window is not None and sip.isdeleted(self._window):
            self._window = None
        return self._window

    def show(self) -> ReportWindow:
        """Open the report's window, or bring it to the front."""
        window = self._opened()
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def _opened(self) -> ReportWindow:
        from satsuma.ui.report.window import ReportWindow

        window = self.window
        if window is None:
            window = self._window = ReportWindow(self._catalog())
            window.state_wanted.connect(self._go_back)
            window.new_window_wanted.connect(self._open_new)
        return window

    def _catalog(self) -> Any:
        from satsuma.catalog import discover

        return self.app.catalog if self.app is not None else discover()

    def add(self, item: ReportItem, document: Document | None, above: QWidget | None) -> int:
        """Put an item into the report; how many it has now.

        Its window stays where it is, closed or behind: whoever adds goes on working.
        """
        self.meet(above)
        book = self._opened().book
        book.add(item, None if document is None or sip.isdeleted(document) else document)
        return len(book.report.items)

    def meet(self, window: QWidget | None) -> None:
        """Remember whom to ask for a new window."""
        while window is not None:
            if hasattr(window, "app"):
                self.app = window.app
                return
            window = window.parentWidget()

    def open_file(self, path: Path) -> None:
        """Open a report from a file; changes to the present one are asked about first."""
        self.show().open(path)

    def restore(self, left: Recovered, opened: OpenedReport) -> None:
        """Show what a crash left of a report; a report that is open gets its items."""
        window = self.show()
        if window.book.report.items:
            for item in opened.report.items:
                window.book.add(item)
        else:
            window.take(Book(opened.report, left.path, saved=False))
        window.autosave.replace(left)
        if opened.problems:
            window.tell(" ".join(opened.problems[:3]))

    def settled(self, then: Callable[[], None], stay: Callable[[], None]) -> bool:
        """Whether nothing of the report would be lost now.

        Else the person is asked, and `then` or `stay` is called.
        """
        window = self.window
        if window is None or not window.book.modified:
            return True
        self.show().keeping.unless_lost(partial(self._let_go, then), stay)
        return False

    def _let_go(self, then: Callable[[], None]) -> None:
        """The person has answered: saved it, or does not want it."""
        if self.window is not None:
            self.window.close_now()
        then()

    def close(self) -> None:
        """The program ends; a report with changes asks what to do with them first."""
        if self.window is not None:
            self.window.close()

    # Back to a state

    def _go_back(self, item: ReportItem, origin: Document | None) -> None:
        """In the workflow it came from: a step of undo; else in a window of its own."""
        if item.workflow is None:
            return
        if origin is None:
            self._open_new(item)
            return
        origin.edit(_in_place(item.workflow, origin.workflow), "Go back to a state of the report")
        for shown in QApplication.topLevelWidgets():
            if getattr(shown, "document", None) is origin and hasattr(shown, "come_to_front"):
                shown.come_to_front()

    def _open_new(self, item: ReportItem) -> None:
        if item.workflow is None or self.app is None:
            return
        window = self.app.new_window()
        window.document.edit(item.workflow, "Take a state from the report")
        window.come_to_front()


def _in_place(state: Workflow, now: Workflow) -> Workflow:
    """The state with the windows of now, which are not what one wants back."""
    return replace(state, session=now.session)


_desk: list[Desk] = []


def desk() -> Desk:
    """The one of the process."""
    if not _desk or sip.isdeleted(_desk[0]):
        _desk[:] = [Desk()]
    return _desk[0]


def show_report(app: Any) -> None:
    """What the action “Report” does."""
    desk().app = app
    desk().show()


def open_report(app: Any, path: Path) -> None:
    """Open a report from an HTML file that was saved here."""
    desk().app = app
    desk().open_file(path)


def restore_report(app: Any, left: Recovered, opened: OpenedReport) -> None:
    """Bring back what a crash left."""
    desk().app = app
    desk().restore(left, opened)


def close_report() -> None:
    """The last window of a workflow has closed."""
    desk().close()
