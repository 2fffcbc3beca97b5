"""App: what all windows of the process share, and the windows themselves."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QEvent, QObject, QTimer
from PyQt6.QtGui import QFileOpenEvent
from PyQt6.QtWidgets import QApplication

from satsuma.catalog import discover
from satsuma.data.places import cache_folder
from satsuma.engine.workshop import Workshop
from satsuma.ui import drive, faults, log
from satsuma.ui.app_icon import app_icon
from satsuma.ui.autosave import recovery_store
from satsuma.ui.background import background
from satsuma.ui.bridge import Bridge
from satsuma.ui.collecting import Collecting
from satsuma.ui.document import Document
from satsuma.ui.files import OpenedFile, read_file
from satsuma.ui.main_window import MainWindow
from satsuma.ui.preference_store import PreferenceStore
from satsuma.ui.recent import Recent
from satsuma.ui.recovery_dialog import RecoveryDialog
from satsuma.ui.theme import theme
from satsuma.ui.usage import Usage
from satsuma.ui.window_memory import load as load_memory
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import Opened
from satsuma.workflow.recovery import Recovered


class App(QObject):
    """Opens windows, and remembers what outlives them."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__()
        self.qt = qt
        self.store = PreferenceStore()
        self._dress()
        self.catalog = discover()
        self.workshop = Workshop(disk=cache_folder())
        self.usage = Usage.load()
        self.recent = Recent.load()
        self.window_memory = load_memory()
        self.windows: list[MainWindow] = []
        self.last_actions: list[str] = []
        self.examples = _examples()
        self._others: dict[str, Any] = {}
        self._quitting = False
        self.store.changed.connect(self._dress)
        qt.installEventFilter(self)

    def _dress(self) -> None:
        wanted = self.store.value
        now = (wanted.theme, wanted.scale, wanted.motion)
        if now != getattr(self, "_dressed", None):
            self._dressed = now
            theme().apply(*now)
        if hasattr(self, "workshop"):
            self.workshop.follow_choices()

    # Windows

    def new_window(self) -> MainWindow:
        """An empty workflow in a window of its own."""
        return self._show(Document(bridge=Bridge(self.workshop)))

    def open(self, path: Path, window: MainWindow | None = None, *, paused: bool = False) -> None:
        """Open a workflow; a window that shows it already comes to the front."""
        path = path.expanduser().absolute()
        for shown in self.windows:
            if shown.document.path == path:
                shown.come_to_front()
                return
        asked = window or (self.windows[-1] if self.windows else None)
        background().submit(partial(read_file, path, self.catalog),
                            partial(self._opened, path, asked, paused),
                            partial(self._not_opened, path, asked))

    def _opened(self, path: Path, asked: MainWindow | None, paused: bool,
                opened: OpenedFile) -> None:
        workflow = _all_paused(opened.workflow) if paused else opened.workflow
        document = Document(workflow, path, Bridge(self.workshop))
        window = self._show(document, opened, instead_of=asked)
        self.note_recent(path)
        if opened.problems:
            window.tell(f"Not everything could be taken over: {opened.problems[0]}")
            window.problems.show()

    def _not_opened(self, path: Path, asked: MainWindow | None, error: Exception) -> None:
        window = asked if asked in self.windows else self.new_window()
        window.tell(f"“{path.name}” could not be opened. {error}")

    def _show(self, document: Document, opened: OpenedFile | None = None,
              recovered: Recovered | None = None,
              instead_of: MainWindow | None = None) -> MainWindow:
        window = MainWindow(self, document, opened, recovered)
        self.windows.append(window)
        if instead_of in self.windows and _is_untouched(instead_of):
            window.setGeometry(instead_of.geometry())
            instead_of.close()
        window.show()
        window.canvas.view.setFocus()
        QTimer.singleShot(0, window.canvas.show_all_or_begin)
        return window

    def forget_window(self, window: MainWindow) -> None:
        """It has closed; the last one takes the program along."""
        if window in self.windows:
            self.windows.remove(window)
        if not self.windows:
            for other in self._others.values():
                other.close()
        elif self._quitting:
            QTimer.singleShot(0, self.quit)

    def quit(self) -> None:
        """Close window after window; each may ask what to do with its changes."""
        self._quitting = True
        if self.windows:
            self.windows[-1].close()

    def stop_quitting(self) -> None:
        self._quitting = False

    # Recent files

    def note_recent(self, path: Path) -> None:
        self.recent = self.recent.with_file(path)
        background().submit(self.recent.save, _nothing)

    def forget(self, path: Path) -> None:
        self.recent = self.recent.without(path)
        background().submit(self.recent.save, _nothing)
        for window in self.windows:
            window.start_page.set_files(list(self.recent.files), self.examples)

    # Other windows, one of each

    def open_preferences(self) -> None:
        from satsuma.ui.preferences_window import PreferencesWindow

        self._open("preferences", lambda: PreferencesWindow(self.store))

    def open_help(self, page: str = "") -> None:
        from satsuma.ui.help_window import HelpWindow

        window = self._open("help", HelpWindow)
        if page:
            window.show_page(page)

    def open_widget_help(self, cls: Any) -> None:
        """The page of a widget class; the first page for None."""
        self.open_help()
        if cls is not None:
            self._others["help"].show_widget(cls)

    def open_log(self) -> None:
        self._open("log", log.LogWindow)

    def open_about(self) -> None:
        from satsuma.ui.about_window import AboutWindow

        self._open("about", AboutWindow)

    def _open(self, name: str, make: Any) -> Any:
        window = self._others.get(name)
        if window is None:
            window = self._others[name] = make()
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    # Coming and going

    def look_for_abandoned(self) -> None:
        """Offer what a crash left behind."""
        store = recovery_store()
        background().submit(store.abandoned, self._offer)

    def _offer(self, found: tuple[Recovered, ...]) -> None:
        if not found or not self.windows:
            return
        # Without a parent: restoring closes the untouched window that it would belong to.
        self._recovering = RecoveryDialog(found, self.catalog, recovery_store())
        self._recovering.restored.connect(self._restore)
        self._recovering.open()

    def _restore(self, left: Recovered, opened: Opened) -> None:
        path = Path(left.path) if left.path else None
        document = Document(opened.workflow, path, Bridge(self.workshop))
        document.mark_unsaved(path)
        self._show(document, None, left, instead_of=self.windows[0] if self.windows else None)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if isinstance(event, QFileOpenEvent):  # the Finder of macOS asks so
            self.open(Path(event.file()))
            return True
        return False

    def finish(self) -> None:
        """Write what is not written, within a moment."""
        self.store.finish()
        background().wait(1.0)
        recovery_store().close()


def run(paths: Sequence[Path]) -> int:
    """Open the window, with these workflows in it; returns the exit status."""
    log.install()
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Satsuma")
    qt.setDesktopFileName("satsuma")
    qt.setStyle("Fusion")
    qt.setWindowIcon(app_icon())
    faults.install()
    app = App(qt)
    window = app.new_window()
    for path in paths:
        app.open(path, window)
    collecting = Collecting(qt)
    app.look_for_abandoned()
    keep = drive.start(qt) if os.environ.get("SATSUMA_DRIVE") else None
    status = qt.exec()
    app.finish()
    collecting.stop()
    del keep
    return status


def _examples() -> list[Path]:
    folder = Path(str(files("satsuma.workflows")))
    return sorted(folder.glob("*.ows"))


def _is_untouched(window: MainWindow) -> bool:
    document = window.document
    return document.workflow == Workflow() and document.path is None and not document.undo_name \
        and not document.redo_name


def _all_paused(workflow: Workflow) -> Workflow:
    for node_id in workflow.nodes:
        workflow = workflow.with_auto(node_id, False)
    return workflow


def _nothing(_answer: object) -> None:
    """Nobody waits for it."""
