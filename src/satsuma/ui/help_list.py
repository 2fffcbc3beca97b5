"""The list beside a page of the help: all pages by group, or those that were found."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from satsuma.ui.help_hit import HitPainter
from satsuma.ui.help_library import Page, PageHit
from satsuma.ui.theme import font, theme

_PLACE = Qt.ItemDataRole.UserRole


class HelpList(QListWidget):
    """Tells by `chosen` the place of the page that is gone to."""

    chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self.setWordWrap(True)
        self.setItemDelegate(HitPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._choose)

    def show_groups(self, pages: Iterable[Page]) -> None:
        """All pages below the names of their groups."""
        self._begin()
        group = ""
        for page in pages:
            if page.group != group:
                group = page.group
                self._add_words(group).setFont(font(13, bold=True))
            self._add_page(page)
        self.blockSignals(False)

    def show_hits(self, hits: list[PageHit], query: str) -> None:
        """What was found, with the line that tells why."""
        self._begin()
        for hit in hits:
            item = self._add_page(hit.page)
            if hit.why:
                item.setText(f"{hit.page.title}\n{hit.why}")
        if not hits:
            self._add_words(f"No page holds “{query}”. Try another word.")
        self.blockSignals(False)

    def mark(self, place: str) -> None:
        """Show which page is open; tells nothing."""
        self.blockSignals(True)
        self.setCurrentItem(None)
        for item in self.items():
            if item.data(_PLACE) == place:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def open_first(self) -> None:
        """Go to the first page of the list."""
        places = [item.data(_PLACE) for item in self.items() if item.data(_PLACE)]
        if places:
            self.chosen.emit(places[0])

    def items(self) -> list[QListWidgetItem]:
        """All lines, from top to bottom."""
        return [item for row in range(self.count()) if (item := self.item(row)) is not None]

    def _begin(self) -> None:
        self.blockSignals(True)
        self.clear()
        # On the panel, not on the ground that a list has elsewhere.
        self.setStyleSheet(f"QListView {{ background: {theme().colors.panel.name()}; }}")

    def _add_page(self, page: Page) -> QListWidgetItem:
        item = QListWidgetItem(page.title, self)
        item.setData(_PLACE, page.place)
        return item

    def _add_words(self, words: str) -> QListWidgetItem:
        item = QListWidgetItem(words, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)  # read, not chosen: the arrow keys go past it
        item.setForeground(theme().colors.text)
        return item

    def _choose(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and item.data(_PLACE):
            self.chosen.emit(item.data(_PLACE))
