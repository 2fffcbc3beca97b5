"""Canvas: a document's scene and view, with the menus and cards that open over them.

What a person does here becomes an edit of the document; nothing else is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QPoint, QPointF, QTimer, pyqtSignal
from PyQt6.QtGui import QCursor, QDropEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.canvas.adding import Place, added
from satsuma.ui.canvas.face import spoken
from satsuma.ui.canvas.link_dialog import LinkDialog
from satsuma.ui.canvas.link_drag import LinkDrop
from satsuma.ui.canvas.link_item import LinkItem
from satsuma.ui.canvas.minimap import Minimap
from satsuma.ui.canvas.peek import Peek
from satsuma.ui.canvas.port_menu import PortMenu
from satsuma.ui.canvas.quick_menu import QuickMenu
from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.canvas.title_editor import TitleEditor
from satsuma.ui.canvas.view import CanvasView
from satsuma.ui.document import Document
from satsuma.ui.drops import (
    AddPictures,
    AddTable,
    OpenWorkflow,
    Refused,
    look_at,
    meaning,
    placed,
    with_sources,
)
from satsuma.ui.usage import Usage
from satsuma.workflow.annotations import Arrow, TextNote
from satsuma.workflow.frames import framed, with_annotation
from satsuma.workflow.linking import can_follow, can_precede, pairs
from satsuma.workflow.model import Link

PEEK_AFTER = 350
"""Milliseconds over a link until its peek opens."""


class Canvas(QWidget):
    """The middle of the window."""

    opened = pyqtSignal(str)              # a node is to be opened
    told = pyqtSignal(str)                # a sentence for the status bar
    workflows_dropped = pyqtSignal(object)
    menu_asked = pyqtSignal(QPoint)       # the context menu, at a point of the screen

    def __init__(self, document: Document, catalog: Catalog, usage: Usage,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.catalog = catalog
        self.usage = usage
        self.scene = CanvasScene(document)
        self.scene.setParent(self)
        self.view = CanvasView(self.scene)
        self.view.drops.specs = {n: cls.spec for n, cls in catalog.widgets.items()}
        self.quick_menu = QuickMenu(catalog, usage, self)
        self.minimap = Minimap(self.view, document)
        self.peek = Peek(self.view.viewport())
        self.right_click_opens_menu = True
        self.double_click_opens_menu = True
        self._place = Place()
        self._hovered: LinkItem | None = None
        self._peek_timer = QTimer(self)
        self._peek_timer.setSingleShot(True)
        self._peek_timer.setInterval(PEEK_AFTER)
        self._peek_timer.timeout.connect(self._show_peek)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()

    def _connect(self) -> None:
        scene, view = self.scene, self.view
        scene.opened.connect(self.opened)
        scene.told.connect(self.told)
        scene.link_opened.connect(self.edit_link)
        scene.ground_opened.connect(self._ground_opened)
        scene.link_dropped.connect(self._link_dropped)
        scene.link_unclear.connect(self._choose_ports)
        scene.hover_link.connect(self._hover_link)
        scene.selection_shown.connect(self._describe)
        self.document.bridge.news.connect(self._describe_news)
        view.quick_menu_asked.connect(self._quick_menu_by_key)
        view.context_menu_asked.connect(self._context_menu)
        view.drops.widget_dropped.connect(self._widget_dropped)
        view.drops.paths_dropped.connect(self.drop_paths)
        self.quick_menu.chosen.connect(self._chosen)
        self.quick_menu.annotation_chosen.connect(self._annotation_chosen)

    # Adding

    def add(self, cls: Any, place: Place) -> None:
        """Add a widget; one that looks around before it is placed does so in the background."""
        if hasattr(cls, "placed"):
            background().submit(lambda: cls().placed(), partial(self._add, place=place),
                                partial(self._add_plain, cls, place))
        else:
            self._add(cls(), place=place)

    def _add_plain(self, cls: Any, place: Place, error: Exception) -> None:
        self.told.emit(str(error))
        self._add(cls(), place=place)

    def _add(self, widget: Any, *, place: Place) -> None:
        workflow = self.document.workflow
        if place.node_id not in ("", *workflow.nodes) \
                or (place.link is not None and place.link not in workflow.links):
            place = Place(place.near)
        after, node_id = added(workflow, widget, place)
        self._note_use(after, node_id)
        self.document.edit(after, f"Add {widget.spec.title}")
        self.scene.select((node_id,))
        self.view.keep_visible(node_id)

    def _note_use(self, after: Any, node_id: str) -> None:
        nodes = after.nodes
        self.usage.added(nodes[node_id].widget.spec.id)
        for link in (*after.into(node_id), *after.out_of(node_id)):
            self.usage.linked(nodes[link.source].widget.spec.id, nodes[link.target].widget.spec.id)
        background().submit(self.usage.save, _ignore)

    def add_from_toolbox(self, cls: Any) -> None:
        """Add beside the selected node, linked to it where that fits; else in the middle."""
        chosen = self.scene.selected_nodes()
        if len(chosen) == 1:
            source = self.document.workflow.nodes[chosen[0]].widget.spec
            if can_follow(source, cls.spec):
                self.add(cls, Place(node_id=chosen[0]))
                return
            x, y = self.document.workflow.nodes[chosen[0]].position
            self.add(cls, Place(near=(x + 170.0, y)))
            return
        middle = self.view.middle()
        self.add(cls, Place(near=(middle.x(), middle.y())))

    def _widget_dropped(self, widget_id: str, at: QPointF, link: Link | None) -> None:
        cls = self.catalog.widgets.get(widget_id)
        if cls is None:
            self.told.emit("This widget is not installed here.")
            return
        self.add(cls, Place(near=(at.x(), at.y()), exact=True, link=link))
        self.view.setFocus()

    # The quick menu

    def open_quick_menu(self, screen: QPoint | None = None, text: str = "") -> None:
        """Every widget, at a point of the screen (the middle of the canvas when None)."""
        at = screen or self.view.viewport().mapToGlobal(self.view.viewport().rect().center())
        point = self.view.mapToScene(self.view.viewport().mapFromGlobal(at))
        chosen = self.scene.selected_nodes()
        over = self.scene.node_at(point)
        if over is not None and chosen:  # asked for by key, at the selected node
            x, y = over.node.position
            self._place = Place(near=(x + 170.0, y))
        else:
            self._place = Place(near=(point.x(), point.y()))
        self.quick_menu.open(at, text=text)

    def _quick_menu_by_key(self, screen: QPoint, text: str) -> None:
        self.open_quick_menu(screen, text)

    def _ground_opened(self, point: QPointF) -> None:
        if self.double_click_opens_menu:
            self.open_quick_menu(self._screen(point))

    def _context_menu(self, at: QPoint) -> None:
        point = self.view.mapToScene(at)
        empty = self._take_for_menu(point)
        screen = self.view.viewport().mapToGlobal(at)
        if empty and self.right_click_opens_menu:
            self.open_quick_menu(screen)
        else:
            self.menu_asked.emit(screen)

    def _take_for_menu(self, point: QPointF) -> bool:
        """Select what the menu is for; True on the empty ground."""
        item = self.scene.node_at(point) or self.scene.annotations.at(point) \
            or self.scene.link_at(point)
        if item is None:
            return True
        if not item.isSelected():
            self.scene.clearSelection()
            item.setSelected(True)
        return False

    def add_after(self, node_id: str) -> None:
        """Ask what is to come after a node, and link it."""
        item = self.scene.node_items[node_id]
        point = item.pos() + QPointF(100, 0)
        self._link_dropped(LinkDrop(node_id, "out", None, point), exact=False)

    def insert_into(self, link: Link) -> None:
        """Ask what is to go in the middle of a link."""
        nodes = self.document.workflow.nodes
        source, target = nodes[link.source].widget.spec, nodes[link.target].widget.spec
        middle = self.scene.link_items[link].middle()
        self._place = Place(near=(middle.x(), middle.y()), link=link)
        self.quick_menu.open(
            self._screen(middle), source=source.id, target=target.id,
            fits=lambda spec: can_follow(source, spec, link.output)
            and can_precede(target, spec, link.input))

    def _link_dropped(self, drop: LinkDrop, *, exact: bool = True) -> None:
        spec = self.document.workflow.nodes[drop.node_id].widget.spec
        if drop.side == "out":
            near = (drop.point.x() + 37.0, drop.point.y())
            fits: Callable[[Any], bool] = partial(can_follow, spec, output=drop.port)
        else:
            near = (drop.point.x() - 37.0, drop.point.y())
            fits = partial(can_precede, spec, port=drop.port)
        self._place = Place(near=near if exact else None, exact=exact, node_id=drop.node_id,
                            side=drop.side, port=drop.port)
        end = f"{spec.id}:{drop.port}" if drop.port else spec.id
        ends = {"source" if drop.side == "out" else "target": end}
        self.quick_menu.open(self._screen(drop.point), fits=fits, **ends)

    def _chosen(self, cls: Any) -> None:
        self.add(cls, self._place)
        self.view.setFocus()

    def _annotation_chosen(self, title: str) -> None:
        near = self._place.near or (0.0, 0.0)
        self.add_annotation(title, QPointF(*near))

    # Notes, arrows, frames

    def add_annotation(self, kind: str, at: QPointF | None = None) -> None:
        """Add a "Text note", an "Arrow" or a "Frame" around what is selected."""
        at = at or self.view.middle()
        workflow, index = self.document.workflow, None
        if kind == "Text note":
            note = TextNote((at.x(), at.y(), 220.0, 60.0), "")
            after, index = with_annotation(workflow, note)
        elif kind == "Arrow":
            arrow = Arrow((at.x(), at.y()), (at.x() + 120.0, at.y() - 60.0))
            after, index = with_annotation(workflow, arrow)
        else:
            chosen = self.scene.selected_nodes()
            if not chosen:
                self.told.emit("Select the widgets that the frame should go around.")
                return
            after, _ = framed(workflow, chosen, "Group")
            index = len(after.annotations) - 1
        self.document.edit(after, f"Add {kind.lower()}")
        self.scene.select((), (index,))
        self._write_now(index)

    def _write_now(self, index: int) -> None:
        """A new note or frame waits for its words."""
        item = self.scene.annotations.items()[index]
        self.view.setFocus()
        for start in ("edit", "rename"):
            if hasattr(item, start):
                getattr(item, start)()

    # Links

    def edit_link(self, link: Link) -> None:
        """Open the dialog on the links between two nodes."""
        self.edit_links(link.source, link.target)

    def edit_links(self, source: str, target: str) -> None:
        dialog = LinkDialog(self.document.workflow, source, target, self)
        dialog.accepted.connect(partial(self._take_links, dialog))
        dialog.open()

    def _take_links(self, dialog: LinkDialog) -> None:
        try:
            self.document.edit(dialog.result_workflow(self.document.workflow), "Edit links")
        except Problem as error:
            self.told.emit(str(error))

    def _choose_ports(self, source: str, target: str, point: QPointF) -> None:
        found = pairs(self.document.workflow, source, target)
        menu = PortMenu(found, self.document.workflow, self)
        menu.chosen.connect(self.take_link)
        menu.edit_asked.connect(partial(self.edit_links, source, target))
        menu.open_at(self._screen(point))

    def take_link(self, link: Link) -> None:
        """Make a link that was chosen."""
        try:
            self.document.edit(self.document.workflow.with_link(link), "Link")
        except Problem as error:
            self.told.emit(str(error))

    # The peek

    def _hover_link(self, item: LinkItem | None) -> None:
        if item is self._hovered:
            if item is not None and self.peek.isVisible():
                self.peek.move_to(self._pointer())
            return
        self._hovered = item
        self.peek.hide()
        if item is not None:
            self._peek_timer.start()
        else:
            self._peek_timer.stop()

    def _show_peek(self) -> None:
        item = self._hovered
        if item is None or item.link not in self.scene.link_items or self.scene.is_dragging:
            return
        bridge = self.document.bridge
        result = bridge.last(item.link.source)
        value = result.values.get(item.link.output) if result is not None else None
        self.peek.show_link(item.link, self.document.workflow, value, self._pointer(),
                            bridge.status(item.link.source).state)

    def _pointer(self) -> QPoint:
        return self.view.viewport().mapFromGlobal(QCursor.pos())

    # Drops from outside

    def drop_in_middle(self, event: QDropEvent) -> None:
        """Take what was dropped beside the canvas."""
        self.view.drops.drop_at(event, self.view.middle())

    def drop_paths(self, paths: list[Path], at: QPointF, node_id: str = "") -> None:
        """Take files and folders; the disk is asked in the background."""
        def looked(seen: Any) -> None:
            self._take_drop(meaning(paths, seen, self.catalog), at, node_id)
        background().submit(lambda: look_at(paths), looked)

    def _take_drop(self, drop: Any, at: QPointF, node_id: str) -> None:
        match drop:
            case OpenWorkflow(paths):
                self.workflows_dropped.emit(paths)
            case AddPictures(_, sources, left_out):
                self._take_pictures(sources, at, node_id)
                if left_out:
                    self.told.emit(f"Left out, neither pictures nor folders: {', '.join(left_out)}")
            case AddTable(widget, path):
                self.told.emit(f"“{path.name}” is for {widget}, which comes later.")
            case Refused(reason):
                self.told.emit(reason)

    def _take_pictures(self, sources: tuple[str, ...], at: QPointF, node_id: str) -> None:
        workflow = self.document.workflow
        if node_id in workflow.nodes:
            self.document.edit(with_sources(workflow, node_id, sources), "Add pictures")
            self.scene.select((node_id,))
            return
        after, new_id = placed(workflow, self.catalog, sources, (at.x(), at.y()))
        self.document.edit(after, "Add pictures")
        self.scene.select((new_id,))
        self.view.keep_visible(new_id)

    # Other things

    def show_all_or_begin(self) -> None:
        """What a window shows first: all of its workflow."""
        if self.document.workflow.nodes or self.document.workflow.annotations:
            self.view.fit()
        else:
            self.view.centerOn(QPointF(400, 250))

    def rename(self, node_id: str) -> None:
        """Let the person write a new title right on the canvas."""
        self.view.keep_visible(node_id)
        TitleEditor(self.view, node_id)

    def _screen(self, point: QPointF) -> QPoint:
        return self.view.viewport().mapToGlobal(self.view.mapFromScene(point))

    def _describe_news(self, node_id: str) -> None:
        if node_id in self.scene.selected_nodes():
            self._describe()

    def _describe(self) -> None:
        """Say what is selected to those who hear the canvas instead of seeing it."""
        chosen = self.scene.selected_nodes()
        items = [self.scene.node_items[n] for n in chosen[:3]]
        said = ". ".join(spoken(item.node, item.face) for item in items)
        count = len(self.document.workflow.nodes)
        self.view.setAccessibleDescription(said or f"A workflow of {count} widgets.")


def _ignore(_answer: object) -> None:
    """Nobody waits for it."""
