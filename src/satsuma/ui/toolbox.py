"""Toolbox: the panel at the left, where widgets are found and taken from."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from satsuma.catalog import Catalog
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme
from satsuma.ui.toolbox_shelf import Shelf
from satsuma.ui.toolbox_tile import Tile
from satsuma.ui.widget_search import search

WIDTH = 256
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Toolbox(QFrame):
    """All widgets by category, with a field to search them.

    `picked` tells a widget's class that shall come onto the canvas, `pointed` the one that the
    mouse or the focus is on, or None.
    """

    picked = pyqtSignal(object)
    pointed = pyqtSignal(object)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.setProperty("surface", "panel")
        self.setAccessibleName("Toolbox")
        self.field = SearchLine("Find a widget", self)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.nothing = QLabel(self)
        self.nothing.setWordWrap(True)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setAccessibleName("Search result")
        self.nothing.hide()
        self.shelf = Shelf()
        self._scroll = QScrollArea(self)
        self._lay_out()
        self.shelf.picked.connect(self.picked)
        self.shelf.pointed.connect(self.pointed)
        self.shelf.reached.connect(self._show_part)
        self.shelf.climbed.connect(self.focus_search)
        self.shelf.typed.connect(self._type)
        theme().changed.connect(self._measure)
        self._measure()
        self.shelf.show_all(catalog)

    def _lay_out(self) -> None:
        scroll = self._scroll
        scroll.setWidget(self.shelf)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self.shelf.setAutoFillBackground(False)
        self._head = QVBoxLayout()  # the tiles alone leave room for the scroll bar
        self._head.addWidget(self.field)
        self._head.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.addLayout(self._head)
        column.addWidget(scroll, 1)

    def _measure(self) -> None:
        self.layout().setContentsMargins(px(12), px(12), px(4), 0)
        self.layout().setSpacing(px(8))
        self._head.setContentsMargins(0, 0, px(8), 0)
        self._head.setSpacing(px(8))
        self.field.setMinimumWidth(px(120))
        self.setMinimumWidth(px(160))

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        size.setWidth(px(WIDTH))
        return size

    def set_catalog(self, catalog: Catalog) -> None:
        """Show other widgets, as after a file of a widget was changed."""
        self._catalog = catalog
        self._filter(self.field.text())

    def focus_search(self) -> None:
        """Go to the search field, with what is in it selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _type(self, letter: str) -> None:
        """Typing on a tile is searching."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.deselect()
        self.field.insert(letter)

    def _filter(self, text: str) -> None:
        query = text.strip()
        if not query:
            self.shelf.show_all(self._catalog)
            self.nothing.hide()
            return
        hits = search(self._catalog.widgets.values(), query)
        self.shelf.show_hits(hits)
        self.nothing.setText("" if hits else f"No widget fits “{query}”. Try another word, such as "
                             "“tree” or “folder”.")
        self.nothing.setVisible(not hits)
        self._scroll.verticalScrollBar().setValue(0)

    def _show_part(self, part: QWidget) -> None:
        self._scroll.ensureWidgetVisible(part, 0, px(8))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) \
                and event.type() == QEvent.Type.KeyPress:
            return self._key_in_field(event.key())
        return super().eventFilter(watched, event)

    def _key_in_field(self, key: int) -> bool:
        if key == Qt.Key.Key_Down:
            self.shelf.focus_first()
        elif key == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        elif key in _ENTER and self.field.text().strip():
            self._pick_best()
        else:
            return False
        return True

    def _pick_best(self) -> None:
        tiles = [part for part in self.shelf.parts() if isinstance(part, Tile)]
        if tiles:
            tiles[0].click()
