"""Conditions: a card for each, live counts, and a button for one more."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QPushButton, QVBoxLayout

from satsuma.data.column import Kind
from satsuma.data.condition import OPERATORS, Condition, counts
from satsuma.data.table import Table
from satsuma.ui.background import Task, background
from satsuma.ui.editors.column import table_of
from satsuma.ui.editors.condition_card import ConditionCard
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.icons import icon
from satsuma.ui.theme import px

PORT = "data"
"""The input whose columns are asked."""


class ConditionsEditor(Editor):
    """The conditions below each other. Another column gets what is asked most of its kind."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.cards: list[ConditionCard] = []
        self._value: tuple[Condition, ...] = ()
        self._table: Table | None = None
        self._counted: tuple[Table, tuple[Condition, ...]] | None = None
        self._task: Task | None = None
        self.add = QPushButton("Add a condition")
        self.add.setIcon(icon("plus"))
        self.add.setIconSize(QSize(px(16), px(16)))
        self.add.clicked.connect(self._add)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(8))
        self._layout.addWidget(self.add)
        self.setFocusProxy(self.add)

    # What is shown

    def show_value(self, value: Any) -> None:
        self._value = tuple(value)
        self._fit()

    def show_inputs(self, inputs: Mapping[str, Any]) -> None:
        table = table_of(inputs.get(PORT))
        if table is not self._table:
            self._table = table
            self._fit()

    def _fit(self) -> None:
        while len(self.cards) > len(self._value):
            card = self.cards.pop()
            card.hide()
            card.deleteLater()
        while len(self.cards) < len(self._value):
            self._make_card()
        last = len(self.cards) - 1
        for place, (card, condition) in enumerate(zip(self.cards, self._value, strict=True)):
            card.show_condition(condition, self._table, first=place == 0, last=place == last)
        self.add.setEnabled(self._table is not None and bool(self._table.columns))
        self.add.setToolTip("" if self.add.isEnabled() else "Connect a table first.")
        self._count()

    def _make_card(self) -> None:
        place = len(self.cards)
        card = ConditionCard(place + 1)
        card.edited.connect(partial(self._take, card))
        card.moved.connect(partial(self._move, card))
        card.removed.connect(partial(self._remove, card))
        self.cards.append(card)
        self._layout.insertWidget(place, card)
        card.show()  # at once: it gets the focus

    def _count(self) -> None:
        """Ask how many rows fulfill each; large tables take a moment, so in a thread."""
        if self._table is None or not self._value:
            return
        asked = (self._table, self._value)
        if self._counted is not None and self._counted[0] is asked[0] \
                and self._counted[1] == asked[1]:
            return
        if self._task is not None:
            self._task.cancel()
        for card in self.cards:
            card.forget_count()
        self._counted = asked
        self._task = background().submit(partial(counts, *asked), self._show_counts)

    def _show_counts(self, found: tuple[int | None, ...]) -> None:
        self._task = None
        total = len(self._table) if self._table is not None else 0
        for card, count in zip(self.cards, found, strict=False):
            card.show_count(count, total)

    # What is done

    def _give(self, value: tuple[Condition, ...]) -> None:
        self._value = value
        self._fit()
        self.edited.emit(value)

    def _add(self) -> None:
        if self._table is None or not self._table.columns:
            return
        asked = {condition.column for condition in self._value}
        names = [name for name, column in self._table.columns.items()
                 if column.kind is not Kind.VECTOR] or list(self._table.columns)
        name = next((name for name in names if name not in asked), names[0])
        self._give((*self._value, Condition(name, self._first_operator(name))))
        self.cards[-1].setFocus()

    def _first_operator(self, name: str) -> Any:
        assert self._table is not None, "a column was chosen from it"
        return OPERATORS[self._table[name].kind][0]

    def _take(self, card: ConditionCard, condition: Condition) -> None:
        """Another column whose kind cannot be asked the same begins anew."""
        place = self.cards.index(card)
        before = self._value[place]
        if self._table is not None and condition.column != before.column:
            kind = self._table[condition.column].kind
            same = before.column in self._table and self._table[before.column].kind is kind
            if condition.operator not in OPERATORS[kind]:
                condition = Condition(condition.column, self._first_operator(condition.column))
            elif not same or kind is Kind.CATEGORY:
                condition = condition._replace(values=())
        self._give((*self._value[:place], condition, *self._value[place + 1:]))

    def _move(self, card: ConditionCard, step: int) -> None:
        place = self.cards.index(card)
        if not 0 <= place + step < len(self._value):
            return
        changed = list(self._value)
        changed[place], changed[place + step] = changed[place + step], changed[place]
        # The card goes along, so that the focus stays on what was moved.
        self.cards[place], self.cards[place + step] = self.cards[place + step], self.cards[place]
        self._layout.removeWidget(card)
        self._layout.insertWidget(place + step, card)
        self._give(tuple(changed))

    def _remove(self, card: ConditionCard) -> None:
        place = self.cards.index(card)
        self.cards.remove(card)
        had_focus = card.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        card.hide()
        card.deleteLater()
        self._give((*self._value[:place], *self._value[place + 1:]))
        if had_focus:
            (self.cards[min(place, len(self.cards) - 1)] if self.cards else self.add).setFocus()
