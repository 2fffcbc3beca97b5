"""Key pairs: by which columns rows of two tables belong together, a pair of choosers a line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout

from satsuma.data.column import Kind
from satsuma.data.keys import MATCHING_KINDS, WORDS, KeyPair, automatic_pairs, pairs_in_words
from satsuma.data.table import Table
from satsuma.ui.background import Task, background
from satsuma.ui.editors.column import table_of
from satsuma.ui.editors.column_combo import ColumnCombo
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.icons import icon
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px

ROW_ID = "Row id"


class PairCard(QFrame):
    """One pair: a column of data, and below it the column of extra that is equal."""

    edited = pyqtSignal(object)
    removed = pyqtSignal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.pair = KeyPair()
        self.setProperty("surface", "card")
        self.setAccessibleName(f"Pair {number}")
        self.data = ColumnCombo(f"Pair {number}, column of data")
        self.extra = ColumnCombo(f"Pair {number}, column of extra")
        self.data.chosen.connect(self._take_data)
        self.extra.chosen.connect(self._take_extra)
        self.remove = SignButton("close", side=20)
        self.remove.setAccessibleName(f"Remove pair {number}")
        self.remove.setToolTip("Remove")
        self.remove.clicked.connect(self._remove)
        self.sentence = QLabel()
        self.sentence.setProperty("role", "warning")
        self.sentence.setWordWrap(True)
        self._lay_out()
        self.setFocusProxy(self.data)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setHorizontalSpacing(px(6))
        layout.setVerticalSpacing(px(6))
        for row, (word, combo) in enumerate((("data", self.data), ("extra", self.extra))):
            layout.addWidget(QLabel(word), row, 0)
            layout.addWidget(combo, row, 1)
        layout.addWidget(self.remove, 0, 2)
        layout.addWidget(self.sentence, 2, 0, 1, 3)
        layout.setColumnStretch(1, 1)
        self.sentence.hide()

    def show_pair(self, pair: KeyPair, data: Table | None, extra: Table | None) -> None:
        self.pair = pair
        here = self.data.show_columns(data, MATCHING_KINDS, pair.data, ROW_ID)
        there = self.extra.show_columns(extra, MATCHING_KINDS, pair.extra, ROW_ID)
        lacking = [f"{port} has no column “{name}”" for port, name, known in (
            ("data", pair.data, here), ("extra", pair.extra, there)) if not known]
        text = f"{' and '.join(lacking)}." if lacking else self._misfit(data, extra)
        self.sentence.setText(text[:1].upper() + text[1:])
        self.sentence.setVisible(bool(text))

    def _misfit(self, data: Table | None, extra: Table | None) -> str:
        if data is None or extra is None:
            return ""
        kinds = [Kind.TEXT if name is None else table[name].kind
                 for table, name in ((data, self.pair.data), (extra, self.pair.extra))]
        if kinds[0] is kinds[1] or all(kind in WORDS for kind in kinds):
            return ""
        return f"{kinds[0].value} and {kinds[1].value} values are never equal."

    def _take_data(self, name: str | None) -> None:
        self.edited.emit(self.pair._replace(data=name))

    def _take_extra(self, name: str | None) -> None:
        self.edited.emit(self.pair._replace(extra=name))

    def _remove(self) -> None:
        self.removed.emit()


class KeyPairsEditor(Editor):
    """The pairs below each other; without any, what is matched then."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.cards: list[PairCard] = []
        self._value: tuple[KeyPair, ...] = ()
        self._tables: tuple[Table | None, Table | None] = (None, None)
        self._automatic: tuple[KeyPair, ...] = ()
        self._task: Task | None = None
        self.told = QLabel("Automatic")
        self.told.setWordWrap(True)
        self.add = QPushButton()
        self.add.setIcon(icon("plus"))
        self.add.setIconSize(QSize(px(16), px(16)))
        self.add.clicked.connect(self._add)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(8))
        self._layout.addWidget(self.told)
        self._layout.addWidget(self.add)
        self.setFocusProxy(self.add)
        self._fit()

    def show_value(self, value: Any) -> None:
        self._value = tuple(value)
        self._fit()

    def show_inputs(self, inputs: Mapping[str, Any]) -> None:
        tables = (table_of(inputs.get("data")), table_of(inputs.get("extra")))
        if tables[0] is self._tables[0] and tables[1] is self._tables[1]:
            return
        self._tables, self._automatic = tables, ()
        if self._task is not None:
            self._task.cancel()
        data, extra = tables
        if data is not None and extra is not None:
            self._task = background().submit(partial(automatic_pairs, data, extra), self._found)
        self._fit()

    def _found(self, pairs: tuple[KeyPair, ...]) -> None:
        self._task, self._automatic = None, pairs
        self._fit()

    def _fit(self) -> None:
        while len(self.cards) > len(self._value):
            card = self.cards.pop()
            card.hide()
            card.deleteLater()
        while len(self.cards) < len(self._value):
            self._make_card()
        for card, pair in zip(self.cards, self._value, strict=True):
            card.show_pair(pair, *self._tables)
        self.told.setVisible(not self._value)
        self.told.setText(self._in_words())
        self.add.setText("Add a pair of columns" if self._value else "Choose columns")

    def _in_words(self) -> str:
        if self._automatic:
            return f"Automatic: {pairs_in_words(self._automatic)}"
        if None in self._tables or self._task is not None:
            return "Automatic"
        return "Nothing fits by itself: choose columns."

    def _make_card(self) -> None:
        place = len(self.cards)
        card = PairCard(place + 1)
        card.edited.connect(partial(self._take, card))
        card.removed.connect(partial(self._remove, card))
        self.cards.append(card)
        self._layout.insertWidget(place, card)
        card.show()  # at once: it gets the focus

    def _give(self, value: tuple[KeyPair, ...]) -> None:
        self._value = value
        self._fit()
        self.edited.emit(value)

    def _add(self) -> None:
        """The first pairs are what was found by itself; further ones a column that both have."""
        if not self._value:
            self._give(self._automatic or (KeyPair(),))
        else:
            self._give((*self._value, self._another()))
        self.cards[-1].setFocus()

    def _another(self) -> KeyPair:
        data, extra = self._tables
        used = {pair.data for pair in self._value}
        names = data.named(MATCHING_KINDS) if data is not None else []
        common = (name for name in names if name not in used
                  and extra is not None and name in extra)
        name = next(common, None)
        return KeyPair(name, name)

    def _take(self, card: PairCard, pair: KeyPair) -> None:
        place = self.cards.index(card)
        self._give((*self._value[:place], pair, *self._value[place + 1:]))

    def _remove(self, card: PairCard) -> None:
        place = self.cards.index(card)
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self._give((*self._value[:place], *self._value[place + 1:]))
        self.add.setFocus()
