"""The whole program in this process, for benchmarks that look into it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QApplication

from satsuma.ui.app import App
from satsuma.ui.background import take_short_turns
from satsuma.ui.main_window import MainWindow

UNDER_WAY = ("pending", "queued", "running")


class WholeProgram:
    """A window as `satsuma` opens it, driven from here."""

    def __init__(self) -> None:
        self.qt = QApplication([])
        self.qt.setStyle("Fusion")
        take_short_turns()
        self.app = App(self.qt)
        self.app.new_window()

    def open(self, file: Path) -> None:
        """Open a workflow, as from the menu."""
        self.app.open(file)
        self.pass_time(60.0, lambda: bool(self.window.document.workflow.nodes))
        self.pass_time(0.5)

    @property
    def window(self) -> MainWindow:
        return self.app.windows[-1]

    def open_node(self, node_id: str) -> None:
        self.window.widget_windows.open(node_id)
        self.pass_time(0.3)

    def is_settled(self) -> bool:
        """Whether every node has come to an end."""
        document = self.window.document
        return all(document.bridge.status(node).state not in UNDER_WAY
                   for node in document.workflow.nodes)

    def wait_until_settled(self) -> None:
        self.pass_time(3600.0, self.is_settled)
        self.pass_time(0.5)
        if not self.is_settled():
            self.wait_until_settled()

    def pass_time(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Let the window live for a while."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and not until():
            self.qt.processEvents()
            time.sleep(0.0005)

    def close(self) -> None:
        """End without questions."""
        self.window.document.mark_saved(Path("nowhere.ows"))
        self.window.close()
        self.app.finish()
