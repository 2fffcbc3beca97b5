"""Adder: puts a new widget on the canvas, in one step with its links."""

from __future__ import annotations

from functools import partial
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.ui.background import background
from satsuma.ui.canvas.adding import Place, added
from satsuma.ui.document import Document
from satsuma.ui.usage import Usage
from satsuma.workflow.model import Workflow


class Adder(QObject):
    """Edits the document."""

    added = pyqtSignal(str)  # the new node
    told = pyqtSignal(str)

    def __init__(self, document: Document, usage: Usage, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._usage = usage

    def add(self, cls: Any, place: Place) -> None:
        """Add a widget; one that looks around before it is placed does so in the background."""
        if hasattr(cls, "placed"):
            background().submit(partial(_looked_around, cls), partial(self._add, place=place),
                                partial(self._add_plain, cls, place))
        else:
            self._add(cls(), place=place)

    def _add_plain(self, cls: Any, place: Place, error: Exception) -> None:
        self.told.emit(str(error))
        self._add(cls(), place=place)

    def _add(self, widget: Any, *, place: Place) -> None:
        workflow = self._document.workflow
        if place.node_id not in ("", *workflow.nodes) \
                or (place.link is not None and place.link not in workflow.links):
            place = Place(place.near)  # what it was to be linked to is gone meanwhile
        after, node_id = added(workflow, widget, place)
        self._note_use(after, node_id)
        self._document.edit(after, f"Add {widget.spec.title}")
        self.added.emit(node_id)

    def _note_use(self, after: Workflow, node_id: str) -> None:
        nodes = after.nodes
        self._usage.added(nodes[node_id].widget.spec.id)
        for link in (*after.into(node_id), *after.out_of(node_id)):
            self._usage.linked(nodes[link.source].widget.spec.id,
                               nodes[link.target].widget.spec.id)
        background().submit(self._usage.save, _ignore)


def _looked_around(cls: Any) -> Any:
    return cls().placed()


def _ignore(_answer: object) -> None:
    """Nobody waits for it."""
