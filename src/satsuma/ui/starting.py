"""Starting: the program from its first window to its end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from satsuma.ui import faults, log
from satsuma.ui.app import App
from satsuma.ui.app_icon import app_icon
from satsuma.ui.background import take_short_turns
from satsuma.ui.collecting import Collecting


def run(paths: Sequence[Path]) -> NoReturn:
    """Open the window, with these workflows in it; the process ends with the last window."""
    log.install()
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Satsuma")
    qt.setDesktopFileName("satsuma")
    qt.setStyle("Fusion")
    qt.setWindowIcon(app_icon())
    faults.install()
    take_short_turns()
    app = App(qt)
    app.begin(paths)
    collecting = Collecting(qt)
    keep = _driven(qt)
    stop_on_signals(qt)
    status = qt.exec()
    app.keep_unsaved()
    app.finish()
    collecting.stop()
    del keep
    leave(status)


def leave(status: int) -> NoReturn:
    """End the process without taking Qt apart.

    Threads that nobody can stop, such as one that waits for a network drive, may still hold parts
    of it; Python, or what PyQt does at the exit, would then end in a fault of memory.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


def stop_on_signals(qt: QApplication) -> None:
    """From now on Ctrl+C in the terminal, or whoever ends the session, ends the program quietly.

    Nobody is asked about changes then: they stay in the recovery folder and are offered at the
    next start. The same signal a second time ends the program at once.
    """
    def stop(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        qt.exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def _driven(qt: QApplication) -> QObject | None:
    """What tells a script outside where everything is, when one asks for it."""
    if not os.environ.get("SATSUMA_DRIVE"):
        return None
    from satsuma.ui import drive

    return drive.start(qt)
