"""Widget deeds: what the buttons in a widget's window do that are no settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QWidget

from satsuma.commands import Choose, Command, Commit, TakeBack
from satsuma.problem import Problem
from satsuma.ui.commands import Performer
from satsuma.ui.document import Document
from satsuma.ui.widget_edits import add_link, edit_setting
from satsuma.workflow.model import Link


class WidgetDeeds(QObject):
    """Acts for one node. `told` says what came of it, in the window that asked for it only."""

    told = pyqtSignal(str)
    details_wanted = pyqtSignal()
    saved = pyqtSignal()  # something was or is being written for this node

    def __init__(self, document: Document, node_id: str, commands: Performer,
                 window: QWidget) -> None:
        super().__init__(window)
        self._document, self._node_id, self._commands = document, node_id, commands
        self._window = window
        self._asked = False
        commands.failed.connect(self._hear)
        commands.told.connect(self._hear)
        if commands.committer is not None:
            commands.committer.changed.connect(self._note_saved)

    def do(self, what: Any) -> None:
        """Do what a button says: a deed by its name, a link to make, or a command."""
        committer = self._commands.committer
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
            case "details":
                self.details_wanted.emit()
            case "stop writing" if committer is not None:
                committer.cancel(self._node_id)
            case "plan anew" if committer is not None:
                committer.look_again(self._node_id)
            case Commit() | TakeBack():
                self._perform(replace(what, node=self._node_id))
            case Choose(setting=name, value=value):
                edit_setting(self._document, self._node_id, name, value)
            case Link():
                self._connect(what)
            case _:
                self._perform(what)

    def show_saved(self, painter: Any) -> None:
        """Let a painter of plans show what was written for this node, and how far it is."""
        committer = self._commands.committer
        if committer is not None and hasattr(painter, "show_saved"):
            key = self._document.bridge.status(self._node_id).key
            painter.show_saved(committer.saved(self._node_id), key)

    # As slots of Qt these end with the window; else who sends would keep a trace of each.
    @pyqtSlot(str)
    def _note_saved(self, node_id: str) -> None:
        if node_id == self._node_id:
            self.saved.emit()

    def _perform(self, command: Command) -> None:
        self._asked = True
        self._commands.perform(command, self._window)

    def _connect(self, link: Link) -> None:
        try:
            add_link(self._document, link)
        except Problem as problem:
            self.told.emit(str(problem))

    @pyqtSlot(str)
    def _hear(self, text: str) -> None:
        if self._asked:
            self._asked = False
            self.told.emit(text)
