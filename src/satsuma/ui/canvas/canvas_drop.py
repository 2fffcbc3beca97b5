"""What is dragged over the canvas: a widget out of the toolbox, or files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QMimeData, QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QDragMoveEvent, QDropEvent

from satsuma.ui.canvas.adding import fits_between
from satsuma.ui.drops import WIDGET_MIME, takes_sources
from satsuma.widget import Spec
from satsuma.workflow.model import Link

if TYPE_CHECKING:
    from satsuma.ui.canvas.view import CanvasView


class DropTarget(QObject):
    """Says what was dropped where; what it means is decided elsewhere."""

    widget_dropped = pyqtSignal(str, QPointF, object)  # widget id, place, the link under it or None
    paths_dropped = pyqtSignal(object, QPointF, str)   # paths, place, the node under it or ""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.specs: dict[str, Spec] = {}  # what may come out of the toolbox, by id

    def enter(self, event: QDragMoveEvent) -> None:
        """Take what can be used here."""
        data = event.mimeData()
        if data is not None and (data.hasFormat(WIDGET_MIME) or _paths(data)):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def move(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        self.enter(event)
        data = event.mimeData()
        if data is None:
            return
        at = self._view.mapToScene(event.position().toPoint())
        scene = self._view.canvas_scene
        if data.hasFormat(WIDGET_MIME):
            scene.marks.light_link(self._link_for(_widget_id(data), at))
            return
        node = scene.node_at(at)
        takes = node is not None and takes_sources(node.node.widget)
        scene.marks.set_aim({node.node_id: "best"} if node is not None and takes else {})

    def leave(self) -> None:
        self._view.canvas_scene.marks.light_link(None)
        self._view.canvas_scene.marks.set_aim({})

    def drop(self, event: QDropEvent) -> None:
        """Tell what was dropped where."""
        self.leave()
        self.drop_at(event, self._view.mapToScene(event.position().toPoint()))

    def drop_at(self, event: QDropEvent, at: QPointF) -> None:
        """Tell what was dropped, as if it were there."""
        data = event.mimeData()
        if data is None:
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if data.hasFormat(WIDGET_MIME):
            widget_id = _widget_id(data)
            self.widget_dropped.emit(widget_id, at, self._link_for(widget_id, at))
            return
        node = self._view.canvas_scene.node_at(at)
        fits = node is not None and takes_sources(node.node.widget)
        self.paths_dropped.emit(_paths(data), at, node.node_id if node and fits else "")

    def _link_for(self, widget_id: str, at: QPointF) -> Link | None:
        """The link under a point, if such a widget could go in between."""
        scene = self._view.canvas_scene
        item = scene.link_near(at) if scene.node_at(at) is None else None
        spec = self.specs.get(widget_id)
        if item is None or spec is None \
                or not fits_between(scene.document.workflow, item.link, spec):
            return None
        return item.link


def _widget_id(data: QMimeData) -> str:
    return bytes(data.data(WIDGET_MIME)).decode("utf-8", "replace")


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
