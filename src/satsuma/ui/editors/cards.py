"""Cards: choices that a function lists, each with what it is and whether it can be used."""

from __future__ import annotations

from functools import partial
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout

from satsuma.ui.background import Task, background
from satsuma.ui.editors.card import Card
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.offers import PRIVACY, Offer, offers
from satsuma.ui.editors.words import WordsEditor
from satsuma.ui.icons import path_of, path_pixmap
from satsuma.ui.theme import px, theme


class CardsEditor(Editor):
    """The choices below each other. Until they are listed the stored one is shown alone."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.cards: dict[str, Card] = {}
        self.group = QButtonGroup(self)
        self._offers: list[Offer] = []
        self._value: str = ""
        self._task: Task | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(8))
        self._foot = QVBoxLayout()
        self._layout.addLayout(self._foot)
        self.privacy = QLabel(PRIVACY)
        self.setAccessibleName(facts.label)
        self._add_privacy()
        self.refresh()

    def _add_privacy(self) -> None:
        """What a person wants to know before pictures go into a network."""
        line, sign = QHBoxLayout(), QLabel()
        line.setSpacing(px(5))
        sign.setPixmap(path_pixmap(path_of("shield"), 14, theme().colors.secondary))
        self.privacy.setProperty("role", "secondary")
        line.addWidget(sign)
        line.addWidget(self.privacy, 1)
        self._foot.addLayout(line)
        self._privacy_sign = sign
        self._show_privacy()

    def _show_privacy(self) -> None:
        for part in (self.privacy, self._privacy_sign):
            part.setVisible(any(offer.facts for offer in self._offers))

    def refresh(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = background().submit(partial(offers, self.facts.choices), self._listed)

    def show_value(self, value: Any) -> None:
        if value == self._value and self.cards:
            return
        self._value = value
        if value not in self.cards:
            self._build()
        self.cards[value].radio.setChecked(True)

    def _listed(self, found: list[Offer]) -> None:
        self._task = None
        if found != self._offers:
            self._offers = found
            self._build()
            self._show_privacy()

    def _build(self) -> None:
        had_focus = next((name for name, card in self.cards.items() if card.radio.hasFocus()), None)
        unfolded = {name for name, card in self.cards.items() if card.is_unfolded}
        for card in self.cards.values():
            self.group.removeButton(card.radio)
            self._layout.removeWidget(card)
            card.setParent(None)
            card.deleteLater()
        self.cards = {offer.value: self._made(offer) for offer in self._with_stored()}
        if self._value in self.cards:
            self.cards[self._value].radio.setChecked(True)
        for name in unfolded & self.cards.keys():
            self.cards[name].unfold(True)
        if had_focus in self.cards:
            self.cards[had_focus].radio.setFocus()

    def _with_stored(self) -> list[Offer]:
        listed = {offer.value for offer in self._offers}
        if not self._value or self._value in listed:
            return self._offers
        state = "Not in the list of this computer" if listed else ""
        return [*self._offers, Offer(self._value, self._value, state=state, available=not listed)]

    def _made(self, offer: Offer) -> Card:
        card = Card(offer)
        card.radio.clicked.connect(partial(self._picked, offer.value))
        for text, command in offer.buttons:
            card.add_button(text).clicked.connect(partial(self._asked, command))
        self.group.addButton(card.radio)
        self._layout.insertWidget(self._layout.count() - 1, card)
        return card

    def _picked(self, value: str, _checked: bool = True) -> None:
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def _asked(self, command: Any, _checked: bool = False) -> None:
        self.asked.emit(command)


class DescribedWordsEditor(WordsEditor):
    """Words in a list that opens, with titles and a line about the chosen one below."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._offers: dict[str, Offer] = {}
        self.detail = QLabel()
        self.detail.setProperty("role", "secondary")
        self.detail.setWordWrap(True)
        self.detail.hide()
        self.layout().addWidget(self.detail)
        self.refresh()

    def refresh(self) -> None:
        background().submit(partial(offers, self.facts.choices), self._listed)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        self._describe()

    def _listed(self, found: list[Offer]) -> None:
        self._offers = {offer.value: offer for offer in found}
        for place in range(self.combo.count()):
            if (offer := self._offers.get(self.combo.itemData(place))) is not None:
                self.combo.setItemText(place, offer.title)
                self.combo.setItemData(place, offer.detail, Qt.ItemDataRole.ToolTipRole)
        self._describe()

    def _describe(self) -> None:
        offer = self._offers.get(self.combo.currentData())
        self.detail.setText(offer.detail if offer is not None else "")
        self.detail.setVisible(bool(self.detail.text()))

    def _chosen(self, place: int) -> None:
        super()._chosen(place)
        self._describe()
