"""The notes, arrows and frames of a scene, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QPointF, QUrl
from PyQt6.QtGui import QDesktopServices

from satsuma.ui.canvas.annotation_item import AnnotationItem
from satsuma.ui.canvas.arrow_item import ArrowItem
from satsuma.ui.canvas.frame_item import FrameItem
from satsuma.ui.canvas.frame_lines import tile_ports
from satsuma.ui.canvas.note_item import NoteItem
from satsuma.workflow.annotations import Annotation, Arrow, Frame, TextNote
from satsuma.workflow.frames import (
    hidden_frames,
    with_annotation_at,
    with_frame_collapsed,
)
from satsuma.workflow.model import Workflow

if TYPE_CHECKING:
    from satsuma.ui.canvas.scene import CanvasScene

__all__ = ["AnnotationItem", "AnnotationItems"]

_KINDS = {TextNote: NoteItem, Arrow: ArrowItem, Frame: FrameItem}


class AnnotationItems(QObject):
    """Keeps one item for every annotation of the workflow."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self._items: list[AnnotationItem] = []
        self._frames: dict[str, FrameItem] = {}
        self._away: set[AnnotationItem] = set()

    def items(self) -> Sequence[AnnotationItem]:
        return self._items

    def sync(self, workflow: Workflow) -> None:
        """Make the items fit the annotations; what is the same is left alone."""
        left = _Left(self._items)
        same = [left.same(value) for value in workflow.annotations]
        self._items = [self._item(same[index] or left.alike(index, value), index, value)
                       for index, value in enumerate(workflow.annotations)]
        self._away.clear()
        for item in left.items():
            self._scene.removeItem(item)
            item.deleteLater()
        self._frames = {item.annotation.id: item for item in self._items
                        if isinstance(item, FrameItem)}
        self._show_frames(workflow)

    def _item(self, item: AnnotationItem | None, index: int, value: Annotation) -> AnnotationItem:
        if item is None:
            return self._made(index, value)
        if item.annotation is not value or item.index != index or item in self._away:
            item.show(value, index)
        return item

    def _made(self, index: int, value: Annotation) -> AnnotationItem:
        item = _KINDS[type(value)](index, value)
        item.changed.connect(self._change)
        if isinstance(item, FrameItem):
            item.collapse_asked.connect(self._collapse)
        if isinstance(item, NoteItem):
            item.link_asked.connect(self._open_address)
        self._scene.addItem(item)
        return item

    def _show_frames(self, workflow: Workflow) -> None:
        if not self._frames:
            return
        hidden, ports = hidden_frames(workflow), tile_ports(workflow)
        for frame_id, item in self._frames.items():
            item.setVisible(frame_id not in hidden)
            item.set_ports(*ports.get(frame_id, (False, False)))

    def show_signs(self, hidden: Mapping[str, str], signs: Mapping[str, str]) -> None:
        """Show at every tile the worst sign of the nodes in it."""
        found: dict[str, set[str]] = {}
        for node_id, frame_id in hidden.items():
            found.setdefault(frame_id, set()).add(signs.get(node_id, ""))
        for frame_id, item in self._frames.items():
            inside = found.get(frame_id, set())
            item.set_sign(next((s for s in ("error", "warning", "note") if s in inside), ""))

    def _change(self, index: int, annotation: Annotation, name: str) -> None:
        document = self._scene.document
        if index < len(document.workflow.annotations):
            document.edit(with_annotation_at(document.workflow, index, annotation), name)

    def _collapse(self, frame_id: str, collapsed: bool) -> None:
        document = self._scene.document
        name = "Collapse frame" if collapsed else "Open frame"
        document.edit(with_frame_collapsed(document.workflow, frame_id, collapsed), name)

    def _open_address(self, address: str) -> None:
        """The person held Ctrl and clicked; the address was to be read under the mouse."""
        if QDesktopServices.openUrl(QUrl(address)):
            self._scene.told.emit(f"Opened {address} in your browser.")
        else:
            self._scene.told.emit(f"Nothing on this computer opens {address}")

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
            self._away.add(self._items[index])

    def frame_port(self, frame_id: str, side: str) -> QPointF:
        """Where links of hidden nodes end: at the tile of their frame, wherever it is drawn."""
        return self._frames[frame_id].port_point(side)


class _Left:
    """Items that have not found their annotation again yet."""

    def __init__(self, items: Sequence[AnnotationItem]) -> None:
        self._by_value = {id(item.annotation): item for item in items}
        self._by_place = {(item.index, type(item.annotation)): item for item in items}

    def same(self, value: Annotation) -> AnnotationItem | None:
        """The item that showed this value; it is not left any more."""
        return self._without(self._by_value.get(id(value)))

    def alike(self, index: int, value: Annotation) -> AnnotationItem | None:
        """An item of the same kind that stood in this place; it is not left any more."""
        return self._without(self._by_place.get((index, type(value))))

    def _without(self, item: AnnotationItem | None) -> AnnotationItem | None:
        if item is not None:
            self._by_value.pop(id(item.annotation), None)
            del self._by_place[item.index, type(item.annotation)]
        return item

    def items(self) -> list[AnnotationItem]:
        return list(self._by_place.values())
