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
            "log": Handler(app.others.open_log),
            "copy-report": Handler(self.copy_report),
            "about": Handler(app.others.open_about),
        }

    def help(self) -> None:
        """On the widget that is pointed at in the toolbox, else on the selected one."""
        window = self._window
        cls = window.pointed
        if cls is None and (chosen := window.canvas.scene.selected_nodes()):
            cls = type(window.document.workflow.nodes[chosen[-1]].widget)
        window.app.open_widget_help(cls)

    def copy_report(self) -> None:
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None, "there is a clipboard wherever there is an application"
        clipboard.setText(report())
        self._window.tell("The report is on the clipboard. Nothing was sent.")
