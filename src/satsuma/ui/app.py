"""App: what all windows of the process share, and the windows themselves."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QEvent, QObject, QPoint, QTimer
from PyQt6.QtGui import QFileOpenEvent
from PyQt6.QtWidgets import QApplication

from satsuma.catalog import discover
from satsuma.data.choices import expanded
from satsuma.data.places import cache_folder
from satsuma.engine.engine import Engine
from satsuma.engine.workshop import Workshop
from satsuma.problem import Problem
from satsuma.ui.abandoned import Abandoned
from satsuma.ui.autosave import recovery_store
from satsuma.ui.background import background, in_time
from satsuma.ui.bridge import Bridge
from satsuma.ui.document import Document
from satsuma.ui.files import OpenedFile, read_file
from satsuma.ui.main_window import MainWindow
from satsuma.ui.other_windows import OtherWindows
from satsuma.ui.preference_store import PreferenceStore
from satsuma.ui.recent import Recent
from satsuma.ui.report.desk import close_report, open_report, restore_report
from satsuma.ui.report.reading import OpenedReport
from satsuma.ui.start_page import shipped_examples
from satsuma.ui.start_switch import is_untouched
from satsuma.ui.theme import px, theme
from satsuma.ui.usage import Usage
from satsuma.ui.window_memory import load as load_memory
from satsuma.ui.window_memory import save as save_memory
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import Opened
from satsuma.workflow.recovery import Recovered

PATIENCE = 1.0
"""Seconds that the end of the program waits for what runs and for files."""

LONG = 1500
"""Milliseconds after which a program that was started with a workflow shows a window without it."""

DRAWN = 60
"""Milliseconds in which a window is drawn; what is to be computed would take the processor."""

MOST_ACTIONS = 20

REPORTS = (".html", ".htm")


class App(QObject):
    """Opens windows, and remembers what outlives them."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__()
        self.qt = qt
        self.store = PreferenceStore()
        self._dressed: tuple[object, ...] = ()
        self._dress()
        self.catalog = discover()
        self.workshop = Workshop(disk=cache_folder())
        self.usage = Usage.load()
        self.recent = Recent.load()
        self.window_memory = load_memory()
        self.windows: list[MainWindow] = []
        self.last_actions: tuple[str, ...] = ()
        self.examples = shipped_examples()
        self.others = OtherWindows()
        self.abandoned = Abandoned(self.catalog, self.others, self._has_window, self)
        self.abandoned.counted.connect(self._count_abandoned)
        self.abandoned.restored.connect(self._restore)
        self._opening: set[Path] = set()
        self._ending: list[Engine] = []
        self._quitting = False
        self._first: list[Callable[[], None]] = []
        self.store.changed.connect(self._follow_preferences)
        if sys.platform == "darwin":  # elsewhere nobody asks so, and each event would come by
            qt.installEventFilter(self)

    def _dress(self) -> None:
        wanted = self.store.value
        now = (wanted.theme, wanted.scale, wanted.motion)
        if now != self._dressed:
            self._dressed = now
            theme().apply(*now)

    def _follow_preferences(self) -> None:
        self._dress()
        self.workshop.follow_choices()

    # Windows

    def begin(self, paths: Sequence[Path]) -> None:
        """The first windows: those of these workflows; an empty one without any, or when none of
        them has come after a while."""
        self._first = [self.look_for_abandoned, self.tell_of_preferences]
        for path in paths:
            self.open(path)
        if all(path.suffix.lower() in REPORTS for path in paths):
            self.new_window()
        else:
            QTimer.singleShot(LONG, self._begin_empty)

    def _begin_empty(self) -> None:
        if self._first:  # none has come yet
            self.new_window()

    def new_window(self) -> MainWindow:
        """An empty workflow in a window of its own."""
        return self._show(Document(bridge=Bridge(self.workshop)))

    def open(self, path: Path, window: MainWindow | None = None, *, paused: bool = False) -> None:
        """Open a workflow, or a report; a window that shows it already comes to the front."""
        path = Path(os.path.abspath(expanded(path)))
        if path.suffix.lower() in REPORTS:
            open_report(self, path)
            return
        for shown in self.windows:
            if shown.document.path == path:
                shown.come_to_front()
                return
        if path in self._opening:
            return
        self._opening.add(path)
        asked = window or (self.windows[-1] if self.windows else None)
        background().submit(partial(read_file, path, self.catalog),
                            partial(self._opened, path, asked, paused),
                            partial(self._not_opened, path, asked))

    def _opened(self, path: Path, asked: MainWindow | None, paused: bool,
                opened: OpenedFile) -> None:
        self._opening.discard(path)
        if asked is None and self.windows:
            asked = self.windows[-1]
        workflow = _all_paused(opened.workflow) if paused else opened.workflow
        document = Document(workflow, path, Bridge(self.workshop, waits=True))
        window = self._show(document, opened, instead_of=asked)
        QTimer.singleShot(DRAWN, document.bridge.begin)
        self.note_recent(path)
        if opened.problems:
            window.tell(f"Not everything could be taken over: {opened.problems[0]}")
            window.problems.show()
        window.file.look_for_missing()

    def _not_opened(self, path: Path, asked: MainWindow | None, error: Exception) -> None:
        self._opening.discard(path)
        window = asked if asked in self.windows else self._any_window()
        told, before = f"“{path.name}” could not be opened. {error}", window.offer_bar.text
        said = "could not be opened" in before and told not in before
        window.offer_bar.say(f"{before} {told}" if said else told)  # each of several is named
        window.come_to_front()
        if not isinstance(error, Problem):
            raise error

    def _has_window(self) -> bool:
        return bool(self.windows)

    def _any_window(self) -> MainWindow:
        return self.windows[-1] if self.windows else self.new_window()

    def _show(self, document: Document, opened: OpenedFile | None = None,
              recovered: Recovered | None = None,
              instead_of: MainWindow | None = None) -> MainWindow:
        window = MainWindow(self, document, opened, recovered)
        window.start_page.set_unsaved(len(self.abandoned.left))
        window.start_page.unsaved_asked.connect(self.abandoned.show)
        last = self.windows[-1] if self.windows else None
        self.windows.append(window)
        if instead_of in self.windows and _gives_way(instead_of.document, document):
            window.setGeometry(instead_of.geometry())
            if instead_of.offer_bar.text:
                window.offer_bar.say(instead_of.offer_bar.text)
            instead_of.close()
        elif last is not None and not last.isMaximized() and not last.isFullScreen():
            window.move(last.pos() + QPoint(px(24), px(24)))
        window.show()
        (window.start_page if window.start.is_shown else window.canvas.view).setFocus()
        QTimer.singleShot(0, window.canvas.show_all_or_begin)
        first, self._first = self._first, []
        for does in first:
            QTimer.singleShot(0, does)
        return window

    def forget_window(self, window: MainWindow) -> None:
        """It has closed; the last one takes the program along."""
        engines = (*self._ending, window.document.bridge.engine)
        self._ending = [engine for engine in engines if not engine.finish(0.0)]
        if window in self.windows:
            self.windows.remove(window)
        if not self.windows:
            self.others.close_all()
            close_report()
        elif self._quitting:
            QTimer.singleShot(0, self.quit)

    def quit(self) -> None:
        """Close window after window; each may ask what to do with its changes."""
        self._quitting = True
        if self.windows:
            self.windows[-1].close()

    def stop_quitting(self) -> None:
        """Somebody changed their mind; the windows that are left stay."""
        self._quitting = False

    def note_action(self, action_id: str) -> None:
        """Remember what was done last; the command palette shows it first."""
        if action_id != "palette":
            others = (one for one in self.last_actions if one != action_id)
            self.last_actions = (action_id, *others)[:MOST_ACTIONS]

    def keep_place(self, kept: dict[str, Any]) -> None:
        """The next window opens where this one stood."""
        self.window_memory = kept
        background().submit(partial(save_memory, kept), _nothing)

    def look_again(self) -> None:
        """What is outside the workflows has changed: all windows look at it anew."""
        for window in self.windows:
            window.document.bridge.engine.reload()

    # Recent files

    def note_recent(self, path: Path) -> None:
        """This workflow was opened or saved."""
        self._keep_recent(self.recent.with_file(path))

    def forget(self, path: Path) -> None:
        """Take a workflow off the list; its file stays."""
        self._keep_recent(self.recent.without(path))

    def _keep_recent(self, recent: Recent) -> None:
        self.recent = recent
        background().submit(recent.save, _nothing)
        for window in self.windows:
            window.start_page.set_files(recent.files, self.examples)

    # Other windows, one of each

    def open_help(self, page: str = "") -> None:
        self.others.open_help(page)

    def open_widget_help(self, cls: Any) -> None:
        """The page of a widget class; the first page for None."""
        self.others.open_widget_help(cls)

    # Coming and going

    def tell_of_preferences(self) -> None:
        """Say once what is wrong with the preferences: other settings hold than were chosen."""
        if self.store.problems and self.windows:
            window = self.windows[-1]
            window.offer_bar.say(" ".join(self.store.problems), "Preferences…",
                                 partial(window.action_bar.run, "preferences"))

    def look_for_abandoned(self) -> None:
        """Offer what a crash left behind."""
        self.abandoned.look()

    def _count_abandoned(self, count: int) -> None:
        for window in self.windows:
            window.start_page.set_unsaved(count)

    def _restore(self, left: Recovered, opened: Opened | OpenedReport) -> None:
        if isinstance(opened, OpenedReport):
            restore_report(self, left, opened)
            return
        path = Path(left.path) if left.path else None
        document = Document(opened.workflow, path, Bridge(self.workshop))
        document.mark_unsaved(path)
        unchanged = next((one for one in self.windows if path is not None
                          and one.document.path == path and not one.document.modified), None)
        first = self.windows[0] if self.windows else None
        self._show(document, None, left, instead_of=unchanged or first)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if isinstance(event, QFileOpenEvent):  # the Finder of macOS asks so
            self.open(Path(event.file()))
            return True
        return False

    def keep_unsaved(self) -> None:
        """The program is told to end, with windows open: their last changes go to disk now."""
        for window in self.windows:
            window.autosave.write_now()

    def finish(self) -> None:
        """Write what is not written, and let what runs end, within a moment."""
        end = time.monotonic() + PATIENCE
        self.store.finish()
        for engine in self._ending:
            engine.close(max(0.0, end - time.monotonic()))
        background().wait(max(0.1, end - time.monotonic()))
        in_time(recovery_store().close, PATIENCE)


def _gives_way(shown: Document, to: Document) -> bool:
    """Whether a window may close for another: nothing is in it that the other one does not bring.
    """
    same = shown.path is not None and shown.path == to.path
    return is_untouched(shown) or (same and not shown.modified)


def _all_paused(workflow: Workflow) -> Workflow:
    nodes = {node_id: replace(node, auto=False) for node_id, node in workflow.nodes.items()}
    return replace(workflow, nodes=nodes)


def _nothing(_answer: object) -> None:
    """Nobody waits for it."""
