"""Item list: the items of a report below each other."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout

from satsuma.ui.report.item_card import ItemCard
from satsuma.ui.report.items import Report, ReportItem
from satsuma.ui.theme import px, theme

_EMPTY = ("Nothing is in the report yet.\n\nIn the window of a widget press “Add to report” "
          "(Alt+R): what it shows comes here, with the workflow that made it.")


class ItemList(QScrollArea):
    """Shows a report, and tells what is to become of its items."""

    noted = pyqtSignal(str, str)
    moved = pyqtSignal(str, int)
    removed = pyqtSignal(str)
    state_wanted = pyqtSignal(str)
    new_window_wanted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, ItemCard] = {}
        self._report = Report()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.empty = QLabel(_EMPTY)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ground = QFrame()
        ground.setProperty("surface", "window")
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        self.setWidget(ground)
        self._dress()
        theme().changed.connect(self._rebuild)

    def _dress(self) -> None:
        self.empty.setContentsMargins(px(64), px(64), px(64), px(64))

    def show_report(self, report: Report) -> None:
        """Show this; cards of items that stay are kept, with what is being written in them."""
        self._report = report
        self.empty.setVisible(not report.items)
        for gone in self.cards.keys() - {item.id for item in report.items}:
            self._drop(self.cards.pop(gone))
        last = len(report.items) - 1
        for place, item in enumerate(report.items):
            card = self.cards.get(item.id) or self._card(item)
            if self._column.indexOf(card) != place + 1:
                self._column.removeWidget(card)
                self._column.insertWidget(place + 1, card)
            card.show_item(item, first=place == 0, last=place == last)

    def _card(self, item: ReportItem) -> ItemCard:
        card = self.cards[item.id] = ItemCard(item)
        card.noted.connect(self.noted)
        card.moved.connect(self.moved)
        card.removed.connect(self.removed)
        card.state_wanted.connect(self.state_wanted)
        card.new_window_wanted.connect(self.new_window_wanted)
        return card

    def _drop(self, card: ItemCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _rebuild(self) -> None:
        """Everything anew: another scale, or other colors."""
        for card in self.cards.values():
            self._drop(card)
        self.cards.clear()
        self._dress()
        self.show_report(self._report)

    def reveal(self, item_id: str) -> ItemCard:
        """Scroll to an item."""
        QApplication.processEvents()  # a new card has no place before
        card = self.cards[item_id]
        self.ensureWidgetVisible(card)
        return card
