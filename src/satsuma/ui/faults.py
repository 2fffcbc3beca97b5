"""Faults: errors that nobody expected are logged and told to the person, and the program goes on.

Without this an error in a slot would end the program. Hooks may run in any thread and in the
middle of painting, so they only note what happened; a timer of Qt's thread shows it.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import TracebackType

from PyQt6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PyQt6.QtWidgets import QApplication

from satsuma.ui import fault_report, log
from satsuma.ui.fault_dialog import FaultDialog

LOOK = 250
"""Milliseconds between two looks for faults."""

_log = logging.getLogger("satsuma.fault")
_qt_log = logging.getLogger("qt")
_LEVELS = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO,
           QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR,
           QtMsgType.QtFatalMsg: logging.CRITICAL}

Show = Callable[[str], None]


class Watch(QObject):
    """Takes faults from the hooks and shows each kind of fault once, one at a time."""

    def __init__(self, show: Show | None = None) -> None:
        super().__init__()
        self.last = ""
        self._show = show or self._open
        self._new: SimpleQueue[tuple[str, str]] = SimpleQueue()
        self._seen: set[str] = set()
        self._dialog: FaultDialog | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def note(self, kind: type[BaseException], error: BaseException | None,
             trace: TracebackType | None) -> None:
        """Keep a fault until it can be shown. Any thread may call this."""
        text = "".join(traceback.format_exception(kind, error, trace))
        self.last = text
        _log.error("%s", text.rstrip())
        self._new.put((_place(kind, trace), text))

    def look(self) -> None:
        """Show the next fault, unless one of its kind was seen before or one is being read."""
        if self._dialog is not None:
            return
        try:
            place, text = self._new.get_nowait()
        except Empty:
            return
        if place not in self._seen:
            self._seen.add(place)
            self._show(text)

    def _open(self, text: str) -> None:
        self._dialog = FaultDialog(text, QApplication.activeWindow())
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self, _: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None


def _place(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where a fault arose: what paints itself would else tell of the same one again and again."""
    frames = traceback.extract_tb(trace)
    at = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{kind.__qualname__} {at}"


_watch: list[Watch] = []


def install(show: Show | None = None) -> None:
    """From now on faults are logged and told; `show` is called in Qt's thread instead of a dialog.

    To be called when the application is made and before anything can go wrong.
    """
    log.install()
    _watch[:] = [Watch(show)]
    sys.excepthook = _hook
    threading.excepthook = _thread_hook
    qInstallMessageHandler(_message)


def remove() -> None:
    """Faults go where they went before Satsuma."""
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    qInstallMessageHandler(None)
    while _watch:
        _watch.pop().deleteLater()


def watch() -> Watch | None:
    """Who takes the faults; None before `install`."""
    return _watch[0] if _watch else None


def report() -> str:
    """Versions, the last fault and the end of the log, to be copied; only Qt's thread may ask."""
    return fault_report.report(_watch[0].last if _watch else "", fault_report.screen_words())


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):  # Ctrl+C before the program listens for it
        QApplication.exit(130)
        return
    sys.__excepthook__(kind, error, trace)
    if not issubclass(kind, Exception):
        QApplication.quit()
    elif _watch:
        _watch[0].note(kind, error, trace)


def _thread_hook(caught: threading.ExceptHookArgs) -> None:
    if not issubclass(caught.exc_type, SystemExit):
        _hook(caught.exc_type, caught.exc_value or caught.exc_type(), caught.exc_traceback)


def _message(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    source = context.category or "default"
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", source, text)
    if kind == QtMsgType.QtFatalMsg and sys.stderr is not None:  # Qt ends the program after this
        sys.stderr.write(f"{text}\n")
