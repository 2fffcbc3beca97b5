"""What the actions of the Help menu do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtGui import QGuiApplication

from satsuma.ui.faults import report
from satsuma.ui.handlers.handler import Handler, Handlers

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow


class HelpHandlers:
    """Pages, the log, the report."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def table(self) -> Handlers:
        app = self._window.app
        return {
            "help": Handler(self.help),
            "first-steps": Handler(partial(app.open_help, "first-steps.md")),
            "shortcuts": Handler(partial(app.open_help, "shortcuts.md")),
            "documentation": Handler(partial(app.open_help, "")),
            "log": Handler(app.open_log),
            "copy-report": Handler(self.copy_report),
            "about": Handler(app.open_about),
        }

    def help(self) -> None:
        chosen = self._window.canvas.scene.selected_nodes()
        widget = self._window.document.workflow.nodes[chosen[-1]].widget if chosen else None
        self._window.app.open_widget_help(type(widget) if widget is not None else None)

    def copy_report(self) -> None:
        QGuiApplication.clipboard().setText(report())
        self._window.tell("The report is on the clipboard. Nothing was sent.")
