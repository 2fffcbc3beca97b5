"""File drops: files and folders that are dropped on the canvas become nodes, or more of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, QPointF, pyqtSignal

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.ui.drops import (
    AddPictures,
    AddTable,
    OpenWorkflow,
    Refused,
    Seen,
    look_at,
    meaning,
    placed,
    placed_table,
    with_sources,
    with_table,
)
from satsuma.workflow.layout import free_position


class FileDrops(QObject):
    """The disk is asked in the background; then the document is edited."""

    added = pyqtSignal(str)        # the node that reads them
    told = pyqtSignal(str)
    workflows = pyqtSignal(object)  # paths of workflows, to be opened

    def __init__(self, document: Document, catalog: Catalog, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._catalog = catalog

    def drop(self, paths: Sequence[Path], at: QPointF, node_id: str = "") -> None:
        """Take these at a point of the scene, or for a node."""
        background().submit(partial(look_at, paths),
                            partial(self._take, tuple(paths), at, node_id))

    def _take(self, paths: tuple[Path, ...], at: QPointF, node_id: str,
              seen: Mapping[Path, Seen]) -> None:
        match meaning(paths, seen, self._catalog):
            case OpenWorkflow(workflows):
                self.workflows.emit(workflows)
            case AddPictures(_, sources, left_out):
                self._take_pictures(sources, at, node_id)
                if left_out:
                    names = ", ".join(left_out[:5]) + (", …" if len(left_out) > 5 else "")
                    self.told.emit(f"Left out, neither pictures nor folders: {names}")
            case AddTable(_, path):
                self._take_table(path, at, node_id)
            case Refused(reason):
                self.told.emit(reason)

    def _take_pictures(self, sources: tuple[str, ...], at: QPointF, node_id: str) -> None:
        workflow = self._document.workflow
        try:
            if node_id in workflow.nodes:
                after = with_sources(workflow, node_id, sources)
            else:
                near = free_position(workflow, (at.x(), at.y()))
                after, node_id = placed(workflow, self._catalog, sources, near)
        except Problem as problem:
            self.told.emit(str(problem))
            return
        if after == workflow:
            self.told.emit("These are read already.")
        self._document.edit(after, "Add pictures")
        self.added.emit(node_id)

    def _take_table(self, file: Path, at: QPointF, node_id: str) -> None:
        workflow = self._document.workflow
        try:
            if node_id in workflow.nodes:
                after = with_table(workflow, node_id, file)
            else:
                near = free_position(workflow, (at.x(), at.y()))
                after, node_id = placed_table(workflow, self._catalog, file, near)
        except Problem as problem:
            self.told.emit(str(problem))
            return
        self._document.edit(after, "Add table")
        self.added.emit(node_id)
