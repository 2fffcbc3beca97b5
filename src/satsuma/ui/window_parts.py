"""What a main window is made of, and how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from satsuma.catalog import Catalog
from satsuma.ui.canvas.canvas import Canvas
from satsuma.ui.document import Document
from satsuma.ui.find_bar import FindBar
from satsuma.ui.help_pane import HelpPane
from satsuma.ui.offer_bar import OfferBar
from satsuma.ui.problems_panel import ProblemsPanel
from satsuma.ui.start_page import StartPage
from satsuma.ui.status_bar import StatusBar
from satsuma.ui.theme import px, theme
from satsuma.ui.toast import Toast
from satsuma.ui.toolbox import Toolbox
from satsuma.ui.usage import Usage

SIDE = 256
"""Width of the toolbox in design pixels, until somebody drags its edge."""

_GROWING = (Canvas, StartPage, Toolbox, QSplitter)


class WindowParts(QFrame):
    """The toolbox and help at the left, the canvas or the start page, problems and status."""

    def __init__(self, document: Document, catalog: Catalog, usage: Usage,
                 recent: Sequence[Path], examples: Sequence[Path]) -> None:
        super().__init__()
        self.toolbox = Toolbox(catalog)
        self.help_pane = HelpPane()
        self.canvas = Canvas(document, catalog, usage)
        self.find_bar = FindBar(document)
        self.offer_bar = OfferBar()
        self.problems = ProblemsPanel(document)
        self.start_page = StartPage(recent, examples, catalog=catalog)
        self.status = StatusBar(document)
        self._scale = theme().scale
        self._lay_out()
        self._measure()
        theme().changed.connect(self._follow_theme)

    def _lay_out(self) -> None:
        self.side = _column(self.toolbox, self.help_pane, made=_Side(self.help_pane))
        self.side.setProperty("surface", "panel")
        ground = _column(self.find_bar, self.offer_bar, self.canvas, self.start_page)
        self.toast = Toast(ground)
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.splitter = QSplitter()
        for splitter, first, second in ((self.middle, ground, self.problems),
                                        (self.splitter, self.side, self.middle)):
            splitter.addWidget(first)
            splitter.addWidget(second)
            splitter.setHandleWidth(1)
        self.middle.setStretchFactor(0, 1)
        self.middle.setCollapsible(0, False)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.problems.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.status)

    # Sizes

    @property
    def side_width(self) -> float:
        """How wide the toolbox is, in design pixels."""
        return max(0, self.splitter.sizes()[0]) / theme().scale

    def set_side_width(self, width: float) -> None:
        """Give the toolbox this width in design pixels, but leave the canvas its room."""
        whole = self.width()
        side = min(px(width), whole // 2)
        self.splitter.setSizes([side, whole - side])

    def _measure(self) -> None:
        self.side.setMinimumWidth(px(200))
        self.problems.setMinimumHeight(px(96))

    def _follow_theme(self) -> None:
        """At another scale the toolbox has the same width in design pixels; colors move nothing."""
        before, self._scale = self._scale, theme().scale
        if before != self._scale:
            width = max(0, self.splitter.sizes()[0]) / before
            self._measure()
            if width:
                self.set_side_width(width)


class _Side(QFrame):
    """The help takes a third of the side at most; what is longer scrolls."""

    def __init__(self, help_pane: HelpPane) -> None:
        super().__init__()
        self._help = help_pane

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        third = self.height() // 3
        self._help.setMinimumHeight(min(px(112), third))
        self._help.setMaximumHeight(third)


def _column(*parts: QWidget, made: QFrame | None = None) -> QFrame:
    made = QFrame() if made is None else made
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 1 if isinstance(part, _GROWING) else 0)
    return made
