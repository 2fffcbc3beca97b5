"""Dendrogram: a tree lying on its side. A click on a branch picks the pictures in it."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout

from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.text import TextPainter
from satsuma.ui.painters.tree_canvas import TreeCanvas
from satsuma.ui.theme import px, theme
from satsuma.views import Dendrogram

LARGEST = 2000
"""Leaves up to which the tree is drawn."""


class DendrogramPainter(Painter):
    """The tree in a scrolling area; clusters as text where the tree is too large to draw."""

    step = "Select branch"

    def __init__(self) -> None:
        super().__init__()
        self.canvas = TreeCanvas()
        self.canvas.gesture.connect(self.gesture)
        self.canvas.current_moved.connect(self._reveal)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidget(self.canvas)
        # The number at the cut line stays in sight, so scrolling draws anew.
        self.scroll.verticalScrollBar().valueChanged.connect(self.canvas.update)
        self.large = QLabel()
        self.large.setProperty("role", "secondary")
        self.large.setWordWrap(True)
        self.text = TextPainter()
        self._layout = QVBoxLayout(self)
        for part in (self.scroll, self.large, self.text):
            self._layout.addWidget(part)
        self.setFocusProxy(self.canvas)
        self._dress()
        theme().changed.connect(self._dress)

    def show_view(self, view: Dendrogram) -> None:
        too_large = len(view.tree) > LARGEST
        self.scroll.setVisible(not too_large)
        self.large.setVisible(too_large)
        self.text.setVisible(too_large)
        if too_large:
            self.large.setText(
                f"This tree has {len(view.tree):,} leaves. Trees of more than {LARGEST:,} are not "
                "drawn yet. Its clusters can be chosen by height or number at the left.")
            self.text.show_view(view)
        else:
            self.canvas.show_view(view)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.canvas.show_room(self.height())

    def _reveal(self, x: int, y: int) -> None:
        self.scroll.ensureVisible(x, y, px(60), px(60))

    def _dress(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.large.setContentsMargins(px(24), px(24), px(24), 0)
