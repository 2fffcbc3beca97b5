"""Scene: shows a document's workflow as items, and turns what is done to them into gestures.

The workflow is the truth: after every change the items are made to fit it, and only those that
differ are touched. What is selected is the one thing the scene itself knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPen, QTransform
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsSceneMouseEvent

from satsuma.ui.canvas.annotation_items import AnnotationItems
from satsuma.ui.canvas.face import face
from satsuma.ui.canvas.link_item import LinkItem
from satsuma.ui.canvas.link_items import LinkItems
from satsuma.ui.canvas.marks import Marks
from satsuma.ui.canvas.node_item import NodeItem
from satsuma.ui.canvas.pointer import Pointer
from satsuma.ui.canvas.snapping import Guide
from satsuma.ui.document import Document
from satsuma.ui.theme import theme
from satsuma.workflow.frames import collapsed_into
from satsuma.workflow.model import Link, Node

MARGIN = 400.0
"""Empty ground around what is there, so that there is always room to go on."""

REACH = 14.0
"""Design pixels from a link within which a widget that is dropped goes in between."""

_LEFT = Qt.MouseButton.LeftButton


class CanvasScene(QGraphicsScene):
    """The items of one document."""

    selection_shown = pyqtSignal()
    opened = pyqtSignal(str)                 # a node was double-clicked
    link_opened = pyqtSignal(object)         # a link was
    ground_opened = pyqtSignal(QPointF)      # the empty ground was
    link_dropped = pyqtSignal(object)        # LinkDrop: a link was let go on empty ground
    link_unclear = pyqtSignal(str, str, QPointF)  # several ports would do
    told = pyqtSignal(str)                   # a sentence on what is under way
    hover_link = pyqtSignal(object)          # LinkItem or None

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.node_items: dict[str, NodeItem] = {}
        self.hidden: dict[str, str] = {}     # node -> the collapsed frame that hides it
        self.snaps = True
        self._content: QRectF | None = None
        self._chosen: tuple[Mapping[str, Node], tuple[str, ...]] | None = None
        self.links = LinkItems(self)
        self.marks = Marks(self)
        self.pointer = Pointer(self)
        self._saved: dict[str, tuple[str | None, str]] = {}  # by node: the plan's key, and words
        self.annotations = AnnotationItems(self)
        document.changed.connect(self.sync)
        document.bridge.news.connect(self._show_status)
        self.selectionChanged.connect(self.forget_chosen)
        self.selectionChanged.connect(self.selection_shown)
        self.sync()

    # Fitting the items to the workflow

    def sync(self) -> None:
        """Make the items fit the workflow."""
        self.cancel_drag()  # what is dragged may be gone
        workflow, before = self.document.workflow, self.hidden
        self.hidden = collapsed_into(workflow)
        with self._selection_told_once():
            moved, new = self._sync_nodes()
            self.annotations.sync(workflow)
            # Links of what is hidden end at the tiles, which may be elsewhere now.
            linked = self.links.sync(workflow.links, moved | before.keys() | self.hidden.keys())
        for node_id in new:
            self._show_face(node_id)
        self._show_waiting(linked - new)
        if before or self.hidden:
            self._show_signs()
        self._content = None
        self._grow()

    @contextmanager
    def _selection_told_once(self) -> Iterator[None]:
        """Qt would tell for each item that goes, and whoever listens looks at all the others."""
        before = self.selectedItems()
        self.blockSignals(True)
        try:
            yield
        finally:
            self.blockSignals(False)
            self._chosen = None
        if before and self.selectedItems() != before:
            self.selectionChanged.emit()

    def _sync_nodes(self) -> tuple[set[str], set[str]]:
        """Make the items of the nodes fit; gives those whose links may end elsewhere now, and
        those that are new."""
        nodes = self.document.workflow.nodes
        for gone in self.node_items.keys() - nodes.keys():
            self.removeItem(self.node_items.pop(gone))
        moved, new = set(), set()
        for node_id, node in nodes.items():
            item = self.node_items.get(node_id)
            if item is None:
                item = self._made(node_id)
                new.add(node_id)
            elif item.node is not node or item.is_away:
                item.show_node(node)
                moved.add(node_id)
            if item.isVisible() == (node_id in self.hidden):
                item.setVisible(node_id not in self.hidden)
            if node_id in moved:
                self._show_status(node_id)
        return moved | new, new

    def _made(self, node_id: str) -> NodeItem:
        item = self.node_items[node_id] = NodeItem(node_id, self.document.workflow.nodes[node_id])
        item.set_glow(self.marks.of(node_id))
        self.addItem(item)
        return item

    def _show_status(self, node_id: str) -> None:
        if node_id in self.node_items:
            self._show_face(node_id)
            self.links.show_flow(node_id)
            self._show_waiting(link.target for link in self.links.of(node_id)
                               if link.source == node_id)
            if node_id in self.hidden:
                self._show_signs()

    def _show_signs(self) -> None:
        self.annotations.show_signs(self.hidden, {
            n: self.node_items[n].face.sign for n in self.hidden if n in self.node_items})

    def _show_waiting(self, node_ids: Iterable[str]) -> None:
        """Say again what these wait for: it depends on what is linked to them."""
        for node_id in set(node_ids):
            item = self.node_items.get(node_id)
            if item is not None and item.face.state == "waiting":
                self._show_face(node_id)

    def _show_face(self, node_id: str) -> None:
        item, bridge = self.node_items[node_id], self.document.bridge
        status = bridge.status(node_id)
        key, line = self._saved.get(node_id, (None, ""))
        item.show_face(face(item.node, status, bridge.last(node_id),
                            self.links.empty_inputs(node_id), line if key == status.key else ""))

    def show_saved(self, node_id: str, key: str | None, line: str) -> None:
        """Say what came of a plan as long as it is the one that the node shows."""
        self._saved[node_id] = (key, line)
        self._show_status(node_id)

    def _grow(self) -> None:
        rect = self.content_rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        for view in self.views():  # ground that is smaller than a view would make the view jump
            rect = rect.united(view.mapToScene(view.viewport().rect()).boundingRect())
        self.setSceneRect(rect)

    def content_rect(self) -> QRectF:
        """The rectangle around everything that is there, as of the last change."""
        if self._content is None:
            self._content = self._measured()
        return QRectF(self._content)

    def _measured(self) -> QRectF:
        found = QRectF()
        for item in (*self.node_items.values(), *self.annotations.items()):
            if item.isVisible():
                found = found.united(item.sceneBoundingRect())
        return found if not found.isNull() else QRectF(0, 0, 800, 500)

    @property
    def link_items(self) -> dict[Link, LinkItem]:
        return self.links.items

    # The selection

    def selected_nodes(self) -> tuple[str, ...]:
        """Ids of the selected nodes, in the order of the workflow."""
        nodes = self.document.workflow.nodes
        if self._chosen is None or self._chosen[0] is not nodes:  # every action asks
            chosen = {i.node_id for i in self.selectedItems() if isinstance(i, NodeItem)}
            self._chosen = nodes, tuple(n for n in nodes if n in chosen) if chosen else ()
        return self._chosen[1]

    def selected_links(self) -> tuple[Link, ...]:
        return tuple(i.link for i in self.selectedItems() if isinstance(i, LinkItem))

    def selected_annotations(self) -> tuple[int, ...]:
        """Indices of the selected notes, arrows and frames."""
        return tuple(sorted(i.index for i in self.annotations.items() if i.isSelected()))

    def forget_chosen(self) -> None:
        """Something was selected, or no longer, without a signal."""
        self._chosen = None

    def select(self, nodes: Iterable[str], annotations: Iterable[int] = ()) -> None:
        """Select these and nothing else."""
        self.mark(nodes, annotations)
        self.selection_shown.emit()

    def mark(self, nodes: Iterable[str] = (), annotations: Iterable[int] = (),
             links: Iterable[Link] = ()) -> None:
        """Select these and nothing else, and tell nobody."""
        notes = self.annotations.items()
        chosen: list[QGraphicsItem] = [
            *(self.node_items[n] for n in nodes if n in self.node_items),
            *(notes[i] for i in annotations if i < len(notes)),
            *(self.link_items[x] for x in links if x in self.link_items)]
        self.blockSignals(True)
        self.clearSelection()
        for item in chosen:
            item.setSelected(True)
        self.blockSignals(False)
        self._chosen = None

    def select_all(self) -> None:
        self.select(self.document.workflow.nodes, range(len(self.document.workflow.annotations)))

    # What is where

    def node_at(self, point: QPointF) -> NodeItem | None:
        """The node under a point, with its ports and title."""
        return self._at(point, NodeItem)

    def link_at(self, point: QPointF) -> LinkItem | None:
        return self._at(point, LinkItem)

    def thing_at(self, point: QPointF) -> QGraphicsItem | None:
        """What a click there is for: a node before a note, a note before a link."""
        return self.node_at(point) or self.annotations.at(point) or self.link_at(point)

    def link_near(self, point: QPointF) -> LinkItem | None:
        """The link at which a disc around a point would be."""
        around = QRectF(point.x() - REACH, point.y() - REACH, 2 * REACH, 2 * REACH)
        near = (i for i in self.items(around) if isinstance(i, LinkItem))
        return self.link_at(point) or next(near, None)

    def _at(self, point: QPointF, kind: type) -> QGraphicsItem | None:
        for item in self.items(point, Qt.ItemSelectionMode.IntersectsItemShape,
                               Qt.SortOrder.DescendingOrder, self._transform()):
            if isinstance(item, kind):
                return item
        return None

    def _transform(self) -> QTransform:
        views = self.views()
        return views[0].transform() if views else QTransform()

    # The mouse

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent | None) -> None:
        if event is None:
            return
        if event.button() != _LEFT:
            event.ignore()
        elif self.pointer.press(event):
            event.accept()
        else:
            super().mousePressEvent(event)
            self.pointer.pressed(event)

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent | None) -> None:
        if event is not None and self.pointer.move(event):
            event.accept()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent | None) -> None:
        if event is not None and event.button() == _LEFT and self.pointer.release(event):
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent | None) -> None:
        if event is None or event.button() != _LEFT:
            return
        if self.pointer.open(event.scenePos()):
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def cancel_drag(self) -> bool:
        """Give up what is being dragged; False when nothing was."""
        return self.pointer.cancel_drag()

    @property
    def is_dragging(self) -> bool:
        return self.pointer.is_dragging

    # Marks

    def set_names_links(self, named: bool) -> None:
        """Show the names of the ports on all links, or only on those pointed at."""
        self.links.set_named(named)

    def set_glow(self, glow: Mapping[str, str]) -> None:
        """Marks that stay until others are set: what was "found"."""
        self.marks.set_lasting(glow)

    def unhover(self) -> None:
        """As if the mouse were elsewhere."""
        for node in self.node_items.values():
            node.hovered = None
        for item in (*self.link_items.values(), *self.annotations.items()):
            item.hovered = False

    def drawForeground(self, painter: QPainter | None, rect: QRectF) -> None:
        if painter is None or self.is_plain:
            return
        painter.setPen(QPen(theme().colors.accent, 0, Qt.PenStyle.DashLine))
        for guide in self.guides:
            painter.drawLine(QPointF(*guide.start), QPointF(*guide.end))

    @property
    def guides(self) -> tuple[Guide, ...]:
        return self.marks.guides

    def plain(self) -> AbstractContextManager[None]:
        """Draw without selection, hover, guides and glow in the block: for pictures."""
        return self.marks.plain()

    @property
    def is_plain(self) -> bool:
        return self.marks.is_plain
