"""Canvas: a document's scene and view, with the menus and cards that open over them.

What a person does here becomes an edit of the document; nothing else is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QPoint, QPointF, QTimer, pyqtSignal
from PyQt6.QtGui import QDropEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.ui.canvas.adder import Adder
from satsuma.ui.canvas.adding import BESIDE, Place, annotated, fits_between
from satsuma.ui.canvas.file_drops import FileDrops
from satsuma.ui.canvas.invitation import Invitation
from satsuma.ui.canvas.link_drag import LinkDrop
from satsuma.ui.canvas.link_edits import LinkEdits
from satsuma.ui.canvas.minimap import Minimap
from satsuma.ui.canvas.peeking import Peeking
from satsuma.ui.canvas.quick_menu import QuickMenu
from satsuma.ui.canvas.saying import selection_said
from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.canvas.title_editor import TitleEditor
from satsuma.ui.canvas.view import CanvasView
from satsuma.ui.document import Document
from satsuma.ui.usage import Usage
from satsuma.workflow.linking import can_follow, can_precede
from satsuma.workflow.model import Link

IN_LINE = 12.0
"""So near to the row of the node it comes from, a new one stands in that row."""


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
        self.peeking = Peeking(self.view, document)
        self.invitation = Invitation(self.view, document)
        self.link_edits = LinkEdits(self.view, document, self)
        self.adder = Adder(document, usage, self)
        self.files = FileDrops(document, catalog, self)
        self.right_click_opens_menu = True
        self.double_click_opens_menu = True
        self._place = Place()
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.timeout.connect(self._describe)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect()
        self._describe()

    def _connect(self) -> None:
        scene, view = self.scene, self.view
        scene.opened.connect(self.opened)
        scene.told.connect(self.told)
        scene.link_opened.connect(self.edit_link)
        scene.ground_opened.connect(self._ground_opened)
        scene.link_dropped.connect(self._link_dropped)
        scene.link_unclear.connect(self.link_edits.choose)
        self.link_edits.told.connect(self.told)
        scene.selection_shown.connect(self._describe)
        self.document.bridge.news.connect(self._describe_news)
        self.document.changed.connect(self._describe)
        view.quick_menu_asked.connect(self._quick_menu_by_key)
        view.context_menu_asked.connect(self._context_menu)
        view.drops.widget_dropped.connect(self._widget_dropped)
        view.drops.paths_dropped.connect(self.drop_paths)
        self.adder.added.connect(self.show_new)
        self.adder.told.connect(self.told)
        self.files.added.connect(self.show_new)
        self.files.told.connect(self.told)
        self.files.workflows.connect(self.workflows_dropped)
        self.quick_menu.chosen.connect(self._chosen)
        self.quick_menu.annotation_chosen.connect(self._annotation_chosen)

    # Adding

    def add(self, cls: Any, place: Place) -> None:
        """Add a widget."""
        self.adder.add(cls, place)

    def add_from_toolbox(self, cls: Any) -> None:
        """Add beside the selected node, linked to it where that fits; else in the middle."""
        chosen = self.scene.selected_nodes()
        if len(chosen) == 1:
            node = self.document.workflow.nodes[chosen[0]]
            if can_follow(node.widget.spec, cls.spec):
                self.add(cls, Place(node_id=chosen[0]))
            else:
                self.add(cls, Place(near=(node.position[0] + BESIDE, node.position[1])))
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
            self._place = Place(near=(x + BESIDE, y))
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
        item = self.scene.thing_at(point)
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
        self.quick_menu.open(self._screen(middle), source=source.id, target=target.id,
                             fits=partial(fits_between, self.document.workflow, link))

    def _link_dropped(self, drop: LinkDrop, *, exact: bool = True) -> None:
        node = self.document.workflow.nodes[drop.node_id]
        spec, row, y = node.widget.spec, node.position[1], drop.point.y()
        if abs(y - row) <= IN_LINE:
            y = row
        if drop.side == "out":
            near = (drop.point.x() + 37.0, y)
            fits: Callable[[Any], bool] = partial(can_follow, spec, output=drop.port)
        else:
            near = (drop.point.x() - 37.0, y)
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
        try:
            after, index = annotated(self.document.workflow, kind, (at.x(), at.y()),
                                     self.scene.selected_nodes())
        except Problem as problem:
            self.told.emit(str(problem))
            return
        self.document.edit(after, f"Add {kind.lower()}")
        self.scene.select((), (index,))
        self.view.setFocus()
        self.scene.annotations.items()[index].edit()  # it waits for its words

    # Links

    def edit_link(self, link: Link) -> None:
        """Open the dialog on the links between two nodes."""
        self.link_edits.open(link.source, link.target)

    def edit_links(self, source: str, target: str) -> None:
        self.link_edits.open(source, target)

    def take_link(self, link: Link) -> None:
        """Make a link that was chosen."""
        self.link_edits.take(link)

    # Drops from outside

    def drop_in_middle(self, event: QDropEvent) -> None:
        """Take what was dropped beside the canvas."""
        self.view.drops.drop_at(event, self.view.middle())

    def drop_paths(self, paths: list[Path], at: QPointF, node_id: str = "") -> None:
        """Take files and folders; the disk is asked in the background."""
        self.files.drop(paths, at, node_id)

    def show_new(self, node_id: str) -> None:
        """Select a node that was added, and bring it into view."""
        self.scene.select((node_id,))
        self.view.keep_visible(node_id)

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
        item = self.scene.node_items.get(node_id)
        if item is not None and item.isSelected() and not self._news.isActive():
            self._news.start()  # of a thousand there are news at once

    def _describe(self) -> None:
        """Say what is selected to those who hear the canvas instead of seeing it."""
        said = selection_said(self.scene)
        if said != self.view.accessibleDescription():
            self.view.setAccessibleDescription(said)
