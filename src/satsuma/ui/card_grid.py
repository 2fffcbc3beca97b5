"""Card grid: a heading and the cards below it, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QLabel, QWidget

from satsuma.ui.start_cards import HEIGHT, WIDTH, Card, FileCard
from satsuma.ui.theme import px, theme

_BETWEEN = 16


class CardGrid(QWidget):
    """Cards of files; the arrow keys go from one to the next. Hidden while it is empty."""

    asked = pyqtSignal(object)
    forgotten = pyqtSignal(object)
    reached = pyqtSignal(object)
    ran_out = pyqtSignal(int)  # an arrow key that leads out above or below

    def __init__(self, heading: str, *, removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._removable = removable
        self.cards: list[Card] = []
        self.heading = QLabel(heading, self)
        self.heading.setProperty("role", "heading")
        theme().changed.connect(self._relayout)

    def set_files(self, files: Sequence[Path]) -> list[Path]:
        """Show these files; returns those that are still to be read."""
        known = {card.card.file: card for card in self.cards}
        self.cards = [known.pop(file, None) or self._card(file) for file in files]
        for card in known.values():
            card.hide()
            card.deleteLater()
        self.setVisible(bool(self.cards))
        self._relayout()
        return [card.card.file for card in self.cards if not card.is_read]

    def show_card(self, card: FileCard) -> None:
        """Say on its card what was found in a file."""
        for each in self.cards:
            if each.card.file == card.file:
                each.show_card(card)

    def _card(self, file: Path) -> Card:
        card = Card(file, self._removable, self)
        card.asked.connect(self.asked)
        card.forgotten.connect(self._forget)
        card.stepped.connect(self._step)
        return card

    def _forget(self, file: Path) -> None:
        """The one after it gets the focus, else the keys would begin again at the top."""
        files = [card.card.file for card in self.cards]
        if file in files and self.cards[at := files.index(file)].hasFocus():
            others = self.cards[at + 1:at + 2] or self.cards[max(at - 1, 0):at]
            for card in others:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.forgotten.emit(file)

    def columns(self) -> int:
        """How many cards stand beside each other."""
        return max(1, (self.width() + px(_BETWEEN)) // (px(WIDTH) + px(_BETWEEN)))

    def _relayout(self) -> None:
        top = px(16)
        self.heading.setGeometry(0, top, self.width(), px(24))
        top += px(32)
        columns = self.columns()
        for at, card in enumerate(self.cards):
            row, column = divmod(at, columns)
            card.move(column * (px(WIDTH) + px(_BETWEEN)), top + row * (px(HEIGHT) + px(_BETWEEN)))
            card.show()
        rows = -(-len(self.cards) // columns)
        self.setMinimumHeight(top + rows * (px(HEIGHT) + px(_BETWEEN)))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._relayout()

    # Keys

    def _step(self, card: Card, key: int) -> None:
        at, columns = self.cards.index(card), self.columns()
        to = at + {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns,
                   Qt.Key.Key_Down: columns}[Qt.Key(key)]
        last_row = (len(self.cards) - 1) // columns
        if key == Qt.Key.Key_Down and at // columns < last_row:
            to = min(to, len(self.cards) - 1)
        if 0 <= to < len(self.cards):
            self._reach(self.cards[to])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.ran_out.emit(key)

    def _reach(self, card: Card) -> None:
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reached.emit(card)

    def focus_first(self) -> bool:
        """Go to the first card; False when there is none."""
        for card in self.cards[:1]:
            self._reach(card)
        return bool(self.cards)

    def focus_last(self) -> bool:
        """Go to the last card; False when there is none."""
        for card in self.cards[-1:]:
            self._reach(card)
        return bool(self.cards)
