"""The notes, arrows and frames of a scene, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QPointF, pyqtSignal

from satsuma.ui.canvas.annotation_item import AnnotationItem
from satsuma.ui.canvas.arrow_item import ArrowItem
from satsuma.ui.canvas.frame_item import FrameItem
from satsuma.ui.canvas.frame_lines import PORT, tile_center, tile_ports
from satsuma.ui.canvas.note_item import NoteItem
from satsuma.workflow.annotations import Annotation, Arrow, Frame, TextNote
from satsuma.workflow.frames import (
    frame_named,
    with_annotation_at,
    with_frame_collapsed,
)

if TYPE_CHECKING:
    from satsuma.ui.canvas.scene import CanvasScene

__all__ = ["AnnotationItem", "AnnotationItems"]

_KINDS = {TextNote: NoteItem, Arrow: ArrowItem, Frame: FrameItem}


class AnnotationItems(QObject):
    """Keeps one item for every annotation of the workflow."""

    shown = pyqtSignal()

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self._items: list[AnnotationItem] = []

    def items(self) -> Sequence[AnnotationItem]:
        return self._items

    def sync(self, annotations: Sequence[Annotation]) -> None:
        """Make the items fit the annotations; what is the same is left alone."""
        left = list(self._items)
        found: list[AnnotationItem] = []
        for index, value in enumerate(annotations):
            item = self._taken(left, index, value)
            if item is None:
                item = self._made(index, value)
            found.append(item)
        for item in left:
            self._scene.removeItem(item)
            item.deleteLater()
        self._items = found
        self._show_tile_ports()

    def _taken(self, left: list[AnnotationItem], index: int,
               value: Annotation) -> AnnotationItem | None:
        """The item that showed this value, or one of its kind that stood in its place."""
        same = [i for i in left if i.annotation is value]
        alike = [i for i in left if i.index == index and type(i.annotation) is type(value)]
        item = next(iter(same or alike), None)
        if item is None:
            return None
        left.remove(item)
        if item.annotation is not value or item.index != index or item.pos() != QPointF():
            item.show(value, index)
        return item

    def _made(self, index: int, value: Annotation) -> AnnotationItem:
        item = _KINDS[type(value)](index, value)
        item.changed.connect(self._change)
        if isinstance(item, FrameItem):
            item.collapse_asked.connect(self._collapse)
        self._scene.addItem(item)
        return item

    def _change(self, index: int, annotation: Annotation, name: str) -> None:
        document = self._scene.document
        if index < len(document.workflow.annotations):
            document.edit(with_annotation_at(document.workflow, index, annotation), name)

    def _collapse(self, frame_id: str, collapsed: bool) -> None:
        document = self._scene.document
        name = "Collapse frame" if collapsed else "Open frame"
        document.edit(with_frame_collapsed(document.workflow, frame_id, collapsed), name)

    def _show_tile_ports(self) -> None:
        ports = tile_ports(self._scene.document.workflow)
        for item in self._items:
            if isinstance(item, FrameItem) and item.annotation.id in ports:
                item.set_ports(*ports[item.annotation.id])

    # For the scene

    def at(self, point: QPointF) -> AnnotationItem | None:
        """The note, arrow or frame under a point."""
        for item in self._scene.items(point):
            if isinstance(item, AnnotationItem):
                return item
        return None

    def is_busy(self) -> bool:
        """Whether the mouse pulls a grip of one of them."""
        return any(item.is_pulled for item in self._items)

    def offset(self, indices: Iterable[int], by: QPointF) -> None:
        """Draw these elsewhere, until the workflow says where they are."""
        for index in indices:
            self._items[index].offset(by.x(), by.y())

    def frame_port(self, frame_id: str, side: str) -> QPointF:
        """Where links of hidden nodes end: at the tile of their frame."""
        _, frame = frame_named(self._scene.document.workflow, frame_id)
        x, y = tile_center(frame)
        shift = QPointF()
        for item in self._items:
            if item.annotation is frame:
                shift = item.pos()
        return QPointF(x + (PORT if side == "out" else -PORT), y) + shift * 0
