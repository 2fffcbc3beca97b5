"""Item list: the items of a report below each other."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from satsuma.ui.report.item_card import ItemCard
from satsuma.ui.report.items import Report, ReportItem
from satsuma.ui.theme import px, theme

AT_ONCE = 40
"""Items that are shown at once: each is a form of its own, and thousands would take minutes."""

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
        self._report, self._first = Report(), 0
        self.earlier, self.later = self._turner(-AT_ONCE), self._turner(AT_ONCE)
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
        for part in (self.empty, self.earlier, self.later):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(ground)
        self._dress()
        theme().changed.connect(self._rebuild)

    def _dress(self) -> None:
        self.empty.setContentsMargins(px(64), px(64), px(64), px(64))

    def _turner(self, by: int) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "quiet")
        button.clicked.connect(partial(self._turn, by))
        return button

    def _turn(self, by: int, _clicked: bool = False) -> None:
        """Show the items before or after, from their first on."""
        self._first += by
        self.show_report(self._report)
        self.reveal(self._shown[0 if by > 0 else -1].id).setFocus()

    @property
    def _shown(self) -> tuple[ReportItem, ...]:
        return self._report.items[self._first:self._first + AT_ONCE]

    def show_report(self, report: Report) -> None:
        """Show this; cards of items that stay are kept, with what is being written in them."""
        self._report = report
        last = len(report.items) - 1
        self._first = max(0, min(self._first, last // AT_ONCE * AT_ONCE))
        self.empty.setVisible(not report.items)
        for gone in self.cards.keys() - {item.id for item in self._shown}:
            self._drop(self.cards.pop(gone))
        for place, item in enumerate(self._shown):
            card = self.cards.get(item.id) or self._card(item)
            if self._column.indexOf(card) != place + 2:
                self._column.removeWidget(card)
                self._column.insertWidget(place + 2, card)
            at = self._first + place
            card.show_item(item, first=at == 0, last=at == last)
        self._show_turners(len(report.items))

    def _show_turners(self, count: int) -> None:
        first, after = self._first, self._first + AT_ONCE
        self.earlier.setVisible(first > 0)
        self.earlier.setText(f"Show items {max(1, first - AT_ONCE + 1):,}–{first:,} of {count:,}")
        self.later.setVisible(after < count)
        self.later.setText(
            f"Show items {after + 1:,}–{min(count, after + AT_ONCE):,} of {count:,}")

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
        if item_id not in self.cards:
            self._first = self._report.place(item_id) // AT_ONCE * AT_ONCE
            self.show_report(self._report)
        QApplication.processEvents()  # a new card has no place before
        card = self.cards[item_id]
        self.ensureWidgetVisible(card)
        return card
