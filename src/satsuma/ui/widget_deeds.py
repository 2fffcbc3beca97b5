"""Widget deeds: what the buttons in a widget's window do that are no settings."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.problem import Problem
from satsuma.ui.commands import Performer
from satsuma.ui.document import Document
from satsuma.ui.widget_edits import add_link, edit_setting
from satsuma.workflow.model import Link


class WidgetDeeds(QObject):
    """Acts for one node. `told` says what came of it, in the window that asked for it only."""

    told = pyqtSignal(str)
    details_wanted = pyqtSignal()

    def __init__(self, document: Document, node_id: str, commands: Performer,
                 window: QWidget) -> None:
        super().__init__(window)
        self._document, self._node_id, self._commands = document, node_id, commands
        self._window = window
        self._asked = False
        commands.failed.connect(self._hear)
        commands.told.connect(self._hear)

    def do(self, what: Any) -> None:
        """Do what a button says: a deed by its name, a link to make, or a command."""
        engine, workflow = self._document.bridge.engine, self._document.workflow
        match what:
            case "cancel":
                engine.cancel(self._node_id)
            case "retry":
                engine.retry(self._node_id)
            case "resume":
                self._document.edit(workflow.with_auto(self._node_id, True), "Resume")
            case "send":
                edit_setting(self._document, self._node_id, "only_known", True)
                engine.reload()  # how much is known is looked up again
            case "details":
                self.details_wanted.emit()
            case Link():
                self._connect(what)
            case _:
                self._asked = True
                self._commands.perform(what, self._window)

    def _connect(self, link: Link) -> None:
        try:
            add_link(self._document, link)
        except Problem as problem:
            self.told.emit(str(problem))

    def _hear(self, text: str) -> None:
        if self._asked:
            self._asked = False
            self.told.emit(text)
