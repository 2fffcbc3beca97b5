"""Dendrogram: a tree lying on its side. A click on a branch picks the pictures in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from PyQt6.QtCore import QPoint, QRectF, QSize, Qt
from PyQt6.QtGui import QKeySequence, QPainter, QShortcut
from PyQt6.QtWidgets import QHBoxLayout, QScrollBar, QStackedLayout, QVBoxLayout, QWidget

from satsuma.ui.painters.painter import LARGEST_PICTURE, Painter
from satsuma.ui.painters.tree_canvas import TreeCanvas
from satsuma.ui.painters.tree_drawing import TreeDrawing
from satsuma.ui.painters.tree_large import LargePictures
from satsuma.ui.painters.tree_layout import Room, TreeLayout, label_width_of
from satsuma.ui.painters.tree_leaves import example_nodes
from satsuma.ui.painters.tree_menu import TreeMenu
from satsuma.ui.painters.tree_overview import TreeOverview
from satsuma.ui.painters.tree_pictures import file_of_row, row_of_node
from satsuma.ui.painters.tree_search import TreeSearch
from satsuma.ui.theme import px, theme
from satsuma.views import Dendrogram

PICTURE_WIDTH = 760
"""Design pixels of the width of a saved picture: on paper its words are as large as in print."""

ROOM_FOR_OVERVIEW = 560
"""Design pixels of width from which on the overview is shown; below, the tree needs them."""

_FINE = 2
"""Pixels of a saved picture for each design pixel."""


class DendrogramPainter(Painter):
    """The tree with its scroll bar, an overview where it is high, and a line to search."""

    step = "Select branch"

    def __init__(self) -> None:
        super().__init__()
        self.canvas, self.overview, self.search = TreeCanvas(), TreeOverview(), TreeSearch()
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        self.bar.setAccessibleName("Scroll the tree")
        body = QHBoxLayout()
        for part in (self.canvas, self.overview, self.bar):
            body.addWidget(part)
        body.setSpacing(0)
        self.large: LargePictures | None = None
        page = QWidget()
        self.pages = QStackedLayout(self)
        self.pages.addWidget(page)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.search)
        whole.addLayout(body, 1)
        self.setFocusProxy(self.canvas)
        self._connect()
        self._dress()

    def _connect(self) -> None:
        self.canvas.gesture.connect(self.gesture)
        self.canvas.moved.connect(self._follow)
        self.canvas.search_left.connect(self.search.leave)
        self.canvas.menu_asked.connect(self.ask_menu)
        self.canvas.large_asked.connect(self.show_large)
        self.bar.valueChanged.connect(self.canvas.scroll_to)
        self.overview.wanted.connect(self._go_to)
        self.search.wanted.connect(self.canvas.show_found)
        self.search.closed.connect(self.canvas.setFocus)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.open)
        theme().changed.connect(self._dress)

    def show_view(self, view: Dendrogram) -> None:
        old = self.canvas.view
        if old is not None and (old.tree is not view.tree or old.image != view.image):
            self.close_large()
        self.canvas.show_view(view)
        self.search.show_view(view)

    def ask_menu(self, node: int | None, at: QPoint) -> None:
        """Open the menu for a branch, None for the ground."""
        TreeMenu(self.canvas, node, self.search.open, partial(self.show_large, node)).ask(at)

    def show_large(self, node: int | None) -> None:
        """Show the pictures of a branch one at a time; without one those that are selected."""
        view, rows = self.canvas.view, self.canvas.deeds.rows(node)
        if view is None or view.image is None or not rows:
            return
        if self.large is None:
            self.large = LargePictures(self.canvas.pictures.thumbnails)
            self.large.closed.connect(self.close_large)
            self.pages.addWidget(self.large)
        self.large.show_rows(view, rows)
        self.pages.setCurrentWidget(self.large)
        self.setFocusProxy(self.large)
        self.large.setFocus()

    def close_large(self) -> None:
        """Back to the tree."""
        if self.large is not None and self.pages.currentWidget() is self.large:
            self.pages.setCurrentIndex(0)
            self.setFocusProxy(self.canvas)
            self.canvas.setFocus()
            self.large.release()

    def _dress(self) -> None:
        self.canvas.setMinimumSize(px(200), px(200))

    def _follow(self) -> None:
        """Scroll bar and overview show where the canvas is."""
        canvas = self.canvas
        if canvas.view is None or canvas.shape is None:
            return
        farthest = canvas.farthest()
        self.bar.blockSignals(True)
        self.bar.setRange(0, farthest)
        self.bar.setPageStep(canvas.height())
        self.bar.setSingleStep(px(24))
        self.bar.setValue(canvas.offset)
        self.bar.blockSignals(False)
        self.bar.setVisible(farthest > 0)
        self.overview.setVisible(farthest > canvas.height() // 4
                                 and self.width() >= px(ROOM_FOR_OVERVIEW))
        layout = canvas.layout_now()
        count = len(canvas.shape.frame.ends)
        first, last = (layout.down_at(edge) / count for edge in layout.seen())
        self.overview.show_part(canvas.shape, max(first, 0.0), min(last, 1.0))

    def _go_to(self, share: float) -> None:
        """Bring a share of the tree to the middle."""
        canvas = self.canvas
        if canvas.shape is not None:
            layout = canvas.layout_now()
            place = layout.y(share * len(canvas.shape.frame.ends))
            canvas.scroll_to(canvas.offset + place - sum(layout.seen()) / 2)

    # The picture

    def picture_size(self) -> QSize:
        layout = self._picture_layout()
        return QSize() if layout is None else QSize(layout.room.width, layout.room.height)

    def prepare_picture(self, then: Callable[[], None]) -> None:
        layout = self._picture_layout()
        if layout is None or layout.view.image is None:
            then()
            return
        ends = layout.shape.frame.ends.tolist()
        nodes = ends if layout.is_readable else example_nodes(layout)
        files = (file_of_row(layout.view, row_of_node(layout.view, node)) for node in nodes)
        self.canvas.pictures.gather((file for file in files if file is not None),
                                    layout.side * _FINE, then)

    def draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        for _ in self.picture_steps(painter, rect):
            pass

    def picture_steps(self, painter: QPainter, rect: QRectF) -> Iterator[None]:
        layout = self._picture_layout()
        if layout is None:
            return
        painter.save()
        painter.translate(rect.topLeft())
        yield from TreeDrawing(painter, layout, self.canvas.pictures).steps()
        painter.restore()

    def picture_remark(self) -> str:
        layout = self._picture_layout()
        if layout is None or layout.is_readable:
            return ""
        return "The tree is too large for the names of all leaves, so they are left out."

    def _picture_layout(self) -> TreeLayout | None:
        """The whole tree, with lines as high as on the screen as far as a picture allows.

        It is not stretched: what is shoved out of sight could not be reached on paper.
        """
        canvas = self.canvas
        if canvas.view is None or canvas.shape is None:
            return None
        view = replace(canvas.view, stretch=1.0)
        width = px(PICTURE_WIDTH)
        row, count = canvas.layout_now().row, len(canvas.shape.frame.ends)
        row = min(row, (LARGEST_PICTURE - px(200)) / count)
        labels = label_width_of(view)
        layout = TreeLayout(view, canvas.shape, Room(width, 0), labels, row)
        return TreeLayout(view, canvas.shape, Room(width, layout.height), labels, row)
