"""Watching folders and tables: whether they are still as they were read. It tells, and changes
nothing.

The system says when something comes or goes in a folder, where it can; besides, all folders are
walked through now and then in the background. That takes no more than a small share of the time,
however many pictures there are, and rests while nobody sees the program.
"""

from __future__ import annotations

import time
from functools import partial

from PyQt6 import sip
from PyQt6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QWidget

from satsuma.data.folder_news import FolderNews, Look, News, Readable
from satsuma.run import Cancelled, Run
from satsuma.ui.background import Task, background

PAUSE = 5.0
"""Seconds between two walks at least."""

SHARE = 30
"""A walk is followed by a pause that is so many times as long."""

QUIET = 700
"""Milliseconds after the system's word; while pictures are being copied it says it again."""

PATIENCE = 60_000
"""Milliseconds without a look while the folders are being read anew."""

MOST_FOLDERS = 200
"""So many folders are given to the system to watch; the walk sees the others too."""


class GentleRun(Run):
    """Gives way to the window now and then, and can be stopped."""

    def __init__(self) -> None:
        self.stopped = False
        self._steps = 0

    def check(self) -> None:
        if self.stopped:
            raise Cancelled
        self._steps += 1
        if self._steps % 200 == 0:
            time.sleep(0.001)


def look(listing: Readable, earlier: Look | None, run: GentleRun) -> tuple[Look, float] | None:
    """What is otherwise now, and the seconds it took to see it; None when it was stopped."""
    started = time.monotonic()
    try:
        found = listing.look(earlier, run)
    except Cancelled:
        return None
    return found, time.monotonic() - started


class FolderWatch(QObject):
    """Watches the folders of a listing, or a file, while any of its holders is on the screen."""

    changed = pyqtSignal()

    def __init__(self, listing: Readable) -> None:
        super().__init__()
        self.listing = listing
        self.news: News = FolderNews()
        self._holders: list[QWidget] = []
        self._earlier: Look | None = None
        self._task: Task | None = None
        self._run = GentleRun()
        self._wanted = False
        self._took = 0.0
        self._told = QFileSystemWatcher(self)
        self._told.directoryChanged.connect(self._hear)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._wake)

    def hold(self, holder: QWidget) -> None:
        """Watch while this is seen, too."""
        self._holders = [one for one in self._holders if not sip.isdeleted(one)]
        if holder not in self._holders:
            self._holders.append(holder)
            self._rest()

    def let_go(self, holder: QWidget) -> None:
        """It does not want to know any more; without holders the watch ends."""
        self._holders = [one for one in self._holders if one is not holder]
        if not self._holders:
            self._end()

    @property
    def is_seen(self) -> bool:
        """Whether anybody sees the program, and in it something that wants to know."""
        self._holders = [one for one in self._holders if not sip.isdeleted(one)]
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return active and any(one.isVisible() and not one.window().isMinimized()
                              for one in self._holders)

    def look(self) -> None:
        """Walk through the folders now, in the background."""
        if not self.is_seen:
            if not self._holders:
                self._end()
            else:
                self._rest()
            return
        if self._task is not None:
            self._wanted = True
            return
        self._timer.stop()
        self._run = GentleRun()
        self._task = background().submit(partial(look, self.listing, self._earlier, self._run),
                                         self._looked)

    def forget(self) -> None:
        """What was told is being read now."""
        self._run.stopped = True
        self._say(FolderNews())
        self._timer.start(PATIENCE)

    def _looked(self, found: tuple[Look, float] | None) -> None:
        self._task = None
        if found is None:
            return
        self._earlier, self._took = found
        self._listen_to([str(folder) for folder in self._earlier.folders[:MOST_FOLDERS]])
        self._say(self._earlier.news)
        self._rest(hurry=self._wanted)
        self._wanted = False

    def _say(self, news: News) -> None:
        if news != self.news:
            self.news = news
            self.changed.emit()

    def _listen_to(self, folders: list[str]) -> None:
        now = set(self._told.directories())
        if gone := now - set(folders):
            self._told.removePaths(list(gone))
        if more := [folder for folder in folders if folder not in now]:
            self._told.addPaths(more)  # these were read a moment ago, so they answer

    def _hear(self, _folder: str) -> None:
        self._rest(hurry=True)

    def _rest(self, *, hurry: bool = False) -> None:
        """Look again after a while; soon after the system's word, if looking is quick."""
        pause = max(PAUSE, SHARE * self._took)
        if hurry:
            pause = max(QUIET / 1000, SHARE / 3 * self._took)
            if self._timer.isActive() and self._timer.remainingTime() < pause * 1000:
                return
        self._timer.start(round(pause * 1000))

    def _wake(self, state: Qt.ApplicationState) -> None:
        """Who comes back from a file manager wants to see at once what was done there."""
        if state == Qt.ApplicationState.ApplicationActive and self._task is None:
            self._rest(hurry=True)

    def _end(self) -> None:
        self._run.stopped = True
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
        if self in _watches:
            _watches.remove(self)
            self.deleteLater()


_watches: list[FolderWatch] = []


def watch_of(listing: Readable) -> FolderWatch:
    """The watch of a listing: one for all who want to know."""
    for one in _watches:
        if one.listing.is_same(listing):
            return one
    _watches.append(FolderWatch(listing))
    return _watches[-1]
