"""Scene: shows a document's workflow as items, and turns what is done to them into gestures.

The workflow is the truth: after every change the items are made to fit it, and only those that
differ are touched. What is selected is the one thing the scene itself knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPen, QTransform
from PyQt6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
)

from satsuma.ui.canvas.annotation_items import AnnotationItem, AnnotationItems
from satsuma.ui.canvas.dragging import Drag
from satsuma.ui.canvas.face import face
from satsuma.ui.canvas.link_drag import LinkDrag
from satsuma.ui.canvas.link_item import LinkItem
from satsuma.ui.canvas.moving import MoveDrag
from satsuma.ui.canvas.node_item import NodeItem
from satsuma.ui.canvas.snapping import Guide
from satsuma.ui.document import Document
from satsuma.ui.theme import theme
from satsuma.workflow.frames import collapsed_into
from satsuma.workflow.model import Link

MARGIN = 400.0
"""Empty ground around what is there, so that there is always room to go on."""

TOLERANCE = 4.0
"""Design pixels that the mouse may move before a click becomes a drag."""


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
        self.link_items: dict[Link, LinkItem] = {}
        self.hidden: dict[str, str] = {}     # node -> the collapsed frame that hides it
        self.guides: tuple[Guide, ...] = ()
        self.snaps = True
        self.names_links = False
        self._plain = False
        self._content: QRectF | None = None
        self._drag: Drag | None = None
        self._links_at: dict[str, set[Link]] = {}
        self.annotations = AnnotationItems(self)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        document.changed.connect(self.sync)
        document.bridge.news.connect(self._show_status)
        self.selectionChanged.connect(self.selection_shown)
        self.sync()

    # Fitting the items to the workflow

    def sync(self) -> None:
        """Make the items fit the workflow."""
        workflow = self.document.workflow
        self.hidden = collapsed_into(workflow)
        moved = self._sync_nodes()
        self.annotations.sync(workflow.annotations)
        self._sync_links(moved)
        self._content = None
        self._grow()

    def _sync_nodes(self) -> set[str]:
        nodes = self.document.workflow.nodes
        for gone in self.node_items.keys() - nodes.keys():
            self.removeItem(self.node_items.pop(gone))
        moved = set()
        for node_id, node in nodes.items():
            item = self.node_items.get(node_id)
            if item is None:
                item = self.node_items[node_id] = NodeItem(node_id, node)
                self.addItem(item)
                moved.add(node_id)
            elif item.node is not node or item.pos() != QPointF(*node.position):
                item.show_node(node)
                moved.add(node_id)
            if item.isVisible() == (node_id in self.hidden):
                item.setVisible(node_id not in self.hidden)
                moved.add(node_id)
            if node_id in moved:
                self._show_status(node_id)
        return moved

    def _sync_links(self, moved: set[str]) -> None:
        links = dict.fromkeys(self.document.workflow.links)
        chosen = {(x.source, x.output, x.target, x.input) for x in self.selected_links()}
        for gone in [link for link in self.link_items if link not in links]:
            item = self.link_items.pop(gone)
            self._links_at[gone.source].discard(gone)
            self._links_at[gone.target].discard(gone)
            self.removeItem(item)
        for link in links:
            if link not in self.link_items:
                self._add_link(link)
                if (link.source, link.output, link.target, link.input) in chosen:
                    self.link_items[link].setSelected(True)  # it was enabled or disabled
        self.place_links(moved)

    def _add_link(self, link: Link) -> None:
        item = self.link_items[link] = LinkItem(link)
        item.named = self.names_links
        self._links_at.setdefault(link.source, set()).add(link)
        self._links_at.setdefault(link.target, set()).add(link)
        self.addItem(item)
        self._place(link)
        self._show_flow(link)

    def place_links(self, node_ids: Iterable[str]) -> None:
        """Draw the links of these nodes to where the nodes are now."""
        touched = {link for node_id in node_ids for link in self._links_at.get(node_id, ())}
        if self.hidden or any(not self.link_items[link].isVisible() for link in touched):
            touched = set(self.link_items)
        for link in touched:
            self._place(link)

    def _place(self, link: Link) -> None:
        item = self.link_items[link]
        inside = self.hidden.get(link.source)
        item.setVisible(inside is None or inside != self.hidden.get(link.target))
        item.set_ends(self.port_point(link.source, "out", link.output),
                      self.port_point(link.target, "in", link.input))

    def port_point(self, node_id: str, side: str, port: str | None = None) -> QPointF:
        """Where a port is in the scene, or the side of the collapsed frame that hides it."""
        frame = self.hidden.get(node_id)
        if frame is not None:
            return self.annotations.frame_port(frame, side)
        return self.node_items[node_id].port_position(side, port)

    def _show_status(self, node_id: str) -> None:
        item = self.node_items.get(node_id)
        if item is None:
            return
        bridge = self.document.bridge
        item.show_face(face(item.node, bridge.status(node_id), bridge.last(node_id)))
        for link in self._links_at.get(node_id, ()):
            if link.source == node_id:
                self._show_flow(link)

    def _show_flow(self, link: Link) -> None:
        result = self.document.bridge.last(link.source)
        value = result.values.get(link.output) if result is not None else None
        self.link_items[link].set_carries(value is not None)

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

    # The selection

    def selected_nodes(self) -> tuple[str, ...]:
        """Ids of the selected nodes, in the order of the workflow."""
        chosen = {i.node_id for i in self.selectedItems() if isinstance(i, NodeItem)}
        return tuple(n for n in self.document.workflow.nodes if n in chosen)

    def selected_links(self) -> tuple[Link, ...]:
        return tuple(i.link for i in self.selectedItems() if isinstance(i, LinkItem))

    def selected_annotations(self) -> tuple[int, ...]:
        """Indices of the selected notes, arrows and frames."""
        return tuple(sorted(i.index for i in self.annotations.items() if i.isSelected()))

    def select(self, nodes: Iterable[str], annotations: Iterable[int] = ()) -> None:
        """Select these and nothing else."""
        self._mark(nodes, annotations)
        self.selection_shown.emit()

    def _mark(self, nodes: Iterable[str], annotations: Iterable[int] = (),
              links: Iterable[Link] = ()) -> None:
        wanted, notes, chosen = set(nodes), set(annotations), set(links)
        self.blockSignals(True)
        for node_id, item in self.node_items.items():
            item.setSelected(node_id in wanted)
        for link, item in self.link_items.items():
            item.setSelected(link in chosen)
        for item in self.annotations.items():
            item.setSelected(item.index in notes)
        self.blockSignals(False)

    def select_all(self) -> None:
        self.select(self.document.workflow.nodes, range(len(self.document.workflow.annotations)))

    # What is where

    def node_at(self, point: QPointF) -> NodeItem | None:
        """The node under a point, with its ports and title."""
        return self._at(point, NodeItem)

    def link_at(self, point: QPointF) -> LinkItem | None:
        return self._at(point, LinkItem)

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
        if self._drag is not None:
            self.cancel_drag()
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        node = self.node_at(event.scenePos())
        side = node.side_at(event.scenePos()) if node is not None else None
        if node is not None and side is not None:
            by_port = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._drag = LinkDrag(self, node, side, event.scenePos(), by_port)
            event.accept()
            return
        super().mousePressEvent(event)
        # An item that took the event for a handle of its own is not moved as a whole.
        if self._movable_at(event.scenePos()) and not self.annotations.is_busy():
            self._drag = MoveDrag(self, event.scenePos())

    def _movable_at(self, point: QPointF) -> bool:
        grabbed = self.mouseGrabberItem()
        return isinstance(grabbed, NodeItem | AnnotationItem) and grabbed.isSelected()

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent | None) -> None:
        if event is None:
            return
        if self._drag is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag.move(event.scenePos(), event.modifiers())
            event.accept()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent | None) -> None:
        if event is None:
            return
        drag, self._drag = self._drag, None
        if drag is not None and drag.moved:
            drag.drop(event.scenePos(), event.modifiers())
            self._release_grab(event)
            return
        if drag is not None:
            drag.cancel()
        super().mouseReleaseEvent(event)

    def _release_grab(self, event: QGraphicsSceneMouseEvent) -> None:
        if (grabber := self.mouseGrabberItem()) is not None:
            grabber.ungrabMouse()
        event.accept()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (node := self.node_at(event.scenePos())) is not None:
            self.opened.emit(node.node_id)
        elif self.annotations.at(event.scenePos()) is not None:
            super().mouseDoubleClickEvent(event)
            return
        elif (link := self.link_at(event.scenePos())) is not None:
            self.link_opened.emit(link.link)
        else:
            self.ground_opened.emit(event.scenePos())
        event.accept()

    def cancel_drag(self) -> bool:
        """Give up what is being dragged; False when nothing was."""
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.cancel()
        return drag is not None

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None and self._drag.moved

    # Extras

    def set_names_links(self, named: bool) -> None:
        """Show the names of the ports on all links, or only on those pointed at."""
        self.names_links = named
        for item in self.link_items.values():
            item.set_named(named)

    def set_glow(self, glow: dict[str, str]) -> None:
        """Mark nodes by id: "fits", "best", "dim" or "found"; all others are as always."""
        for node_id, item in self.node_items.items():
            item.set_glow(glow.get(node_id, ""))

    def light_link(self, link: Link | None) -> None:
        """Mark the link into which something would be inserted."""
        for own, item in self.link_items.items():
            item.set_lit(own == link)

    def set_guides(self, guides: tuple[Guide, ...]) -> None:
        if guides == self.guides:
            return
        for guide in {*self.guides, *guides}:
            rect = QRectF(QPointF(*guide.start), QPointF(*guide.end)).normalized()
            self.invalidate(rect.adjusted(-4, -4, 4, 4), QGraphicsScene.SceneLayer.ForegroundLayer)
        self.guides = guides

    def drawForeground(self, painter: QPainter | None, rect: QRectF) -> None:
        if painter is None or self._plain:
            return
        painter.setPen(QPen(theme().colors.accent, 0, Qt.PenStyle.DashLine))
        for guide in self.guides:
            painter.drawLine(QPointF(*guide.start), QPointF(*guide.end))

    @contextmanager
    def plain(self) -> Iterator[None]:
        """Draw without selection, hover, guides and glow in the block: for pictures."""
        nodes, notes = self.selected_nodes(), self.selected_annotations()
        links = self.selected_links()
        glow = {n: i.glow for n, i in self.node_items.items() if i.glow}
        self._mark(())
        self.set_glow({})
        for item in (*self.node_items.values(), *self.link_items.values(),
                     *self.annotations.items()):
            item.hovered = None if isinstance(item, NodeItem) else False
        self._plain = True
        try:
            yield
        finally:
            self._plain = False
            self.set_glow(glow)
            self._mark(nodes, notes, links)

    @property
    def is_plain(self) -> bool:
        return self._plain
