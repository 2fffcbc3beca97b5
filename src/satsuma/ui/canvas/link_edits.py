"""Link edits: the menu that asks which ports are meant, and the dialog on links of two nodes."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, QPointF, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.problem import Problem
from satsuma.ui.canvas.link_dialog import LinkDialog
from satsuma.ui.canvas.port_menu import PortMenu
from satsuma.ui.canvas.view import CanvasView
from satsuma.ui.document import Document
from satsuma.workflow.linking import pairs
from satsuma.workflow.model import Link


class LinkEdits(QObject):
    """What it refuses, it says why."""

    told = pyqtSignal(str)

    def __init__(self, view: CanvasView, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._document = document
        self._window = parent

    def open(self, source: str, target: str) -> None:
        """Open the dialog on the links between two nodes."""
        dialog = LinkDialog(self._document.workflow, source, target, self._window)
        dialog.accepted.connect(partial(self._accept, dialog))
        dialog.open()

    def _accept(self, dialog: LinkDialog) -> None:
        try:
            self._document.edit(dialog.result_workflow(self._document.workflow), "Edit links")
        except Problem as problem:
            self.told.emit(str(problem))

    def choose(self, source: str, target: str, point: QPointF) -> None:
        """Ask at a point of the scene which of the links is meant."""
        workflow, pane = self._document.workflow, self._view.viewport()
        menu = PortMenu(pairs(workflow, source, target), workflow, self._window)
        menu.chosen.connect(self.take)
        menu.edit_asked.connect(partial(self.open, source, target))
        menu.open_at(pane.mapToGlobal(self._view.mapFromScene(point)))

    def take(self, link: Link) -> None:
        """Make a link."""
        try:
            self._document.edit(self._document.workflow.with_link(link), "Link")
        except Problem as problem:
            self.told.emit(str(problem))
