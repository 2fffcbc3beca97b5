"""Starting: the program from its first window to its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from satsuma.ui import faults, log
from satsuma.ui.app import App
from satsuma.ui.app_icon import app_icon
from satsuma.ui.collecting import Collecting


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
    keep = _driven(qt)
    status = qt.exec()
    app.finish()
    collecting.stop()
    del keep
    return status


def _driven(qt: QApplication) -> QObject | None:
    """What tells a script outside where everything is, when one asks for it."""
    if not os.environ.get("SATSUMA_DRIVE"):
        return None
    from satsuma.ui import drive

    return drive.start(qt)
