"""Conditions in a form: a card each, by mouse and keys, with live counts."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit

from satsuma.data.column import categorical, numbers, texts, times, vectors
from satsuma.data.condition import Condition
from satsuma.data.table import Table
from satsuma.ui.background import background
from satsuma.ui.editors.condition_values import CategoryTicks, ValueLines
from satsuma.ui.editors.tick_list import TickList
from satsuma.ui.panel import Panel

pytestmark = pytest.mark.window

TABLE = Table(tuple("abc"), {
    "kind": categorical(["cow", "pig", "cow"], categories=["cow", "pig", "hen & co"]),
    "size": numbers([1, 2, 3]), "name": texts(["x", "y", "z"]),
    "seen": times(["2024-05-01", "2024-05-02", "NaT"]), "v": vectors(np.zeros((3, 2)))})


class Form:
    """A panel that takes every edit, as a window does."""

    def __init__(self, qtbot, widget) -> None:
        self.panel, self.widget, self.edits = Panel(), widget, 0
        qtbot.addWidget(self.panel)
        self.panel.edited.connect(self.take)
        self.panel.resize(264, 900)
        self.inputs = {"data": TABLE}
        self.show()
        self.panel.show()
        self.settle()

    def take(self, name, value) -> None:
        from dataclasses import replace

        self.widget = replace(self.widget, **{name: value})
        self.edits += 1
        self.show()

    def show(self) -> None:
        self.panel.show_widget(self.widget, self.inputs)

    def settle(self) -> None:
        assert background().wait(30)
        QApplication.processEvents()

    @property
    def editor(self):
        return self.panel.editor("conditions")

    @property
    def conditions(self):
        return self.widget.conditions


@pytest.fixture
def form(qtbot, catalog):
    return Form(qtbot, catalog.named("select_rows")())


def choose(combo, word) -> None:
    place = combo.findData(word)
    assert place >= 0, word
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def write(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_condition_is_made_by_choosing(form):
    QTest.mouseClick(form.editor.add, Qt.MouseButton.LeftButton)
    assert form.conditions == (Condition("kind", "is one of"),)
    assert form.editor.cards[0].column.hasFocus()
    card = form.editor.cards[0]
    choose(card.column, "size")
    assert form.conditions == (Condition("size", "is"),)
    choose(card.operator, "between")
    assert isinstance(card.values, ValueLines)
    write(card.values.lines[0], "2")
    write(card.values.lines[1], "9")
    assert form.conditions == (Condition("size", "between", ("2", "9")),)
    form.settle()
    assert card.count.text() == "2 of 3"


def test_categories_are_ticked(form):
    QTest.mouseClick(form.editor.add, Qt.MouseButton.LeftButton)
    ticks = form.editor.cards[0].values
    assert isinstance(ticks, CategoryTicks)
    assert ticks.text() == "Tick some…"
    QTest.mouseClick(ticks, Qt.MouseButton.LeftButton)
    popup = ticks.findChild(TickList)
    assert popup.model.words == ["cow", "pig", "hen & co"]
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    assert form.conditions == (Condition("kind", "is one of", ("cow", "hen & co")),)
    QTest.mouseClick(popup.none, Qt.MouseButton.LeftButton)
    assert form.conditions[0].values == ()
    QTest.mouseClick(popup.all, Qt.MouseButton.LeftButton)
    assert form.conditions[0].values == ("cow", "pig", "hen & co")
    QTest.keyClick(popup.list, Qt.Key.Key_Escape)
    form.settle()
    assert form.editor.cards[0].count.text() == "3 of 3"


def test_what_is_no_number_is_told_in_the_card(form):
    form.take("conditions", (Condition("size", "is", ("2",)),))
    card = form.editor.cards[0]
    write(card.values.lines[0], "big")
    assert card.sentence.text() == "Enter a number, such as 1.5."
    form.settle()
    assert card.count.text() == "not asked yet"
    write(card.values.lines[0], "3")
    assert card.sentence.isHidden()


def test_a_column_that_is_gone_stays_struck_through(form):
    gone = Condition("gone", "contains", ("x",))
    form.take("conditions", (gone, Condition("size", "is", ("2",))))
    card = form.editor.cards[0]
    assert card.column.currentText() == "gone"
    assert "line-through" in card.column.styleSheet()
    assert "counts as not there" in card.sentence.text()
    assert card.operator.currentText() == "contains"
    form.settle()
    assert [c.count.text() for c in form.editor.cards] == ["not asked yet", "1 of 3"]
    choose(card.column, "name")
    assert form.conditions[0] == Condition("name", "contains", ())
    assert card.column.styleSheet() == ""


def test_conditions_move_and_go(form):
    one, two = Condition("size", "is", ("1",)), Condition("name", "is", ("x",))
    form.take("conditions", (one, two))
    first, second = form.editor.cards
    assert not first.up.isEnabled()
    assert not second.down.isEnabled()
    QTest.mouseClick(first.down, Qt.MouseButton.LeftButton)
    assert form.conditions == (two, one)
    assert form.editor.cards == [second, first]
    QTest.keyClick(first, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert form.conditions == (one, two)
    assert first.pos().y() <= second.pos().y()
    QTest.mouseClick(second.remove, Qt.MouseButton.LeftButton)
    assert form.conditions == (one,)
    assert first.up.isHidden()
    QTest.mouseClick(first.remove, Qt.MouseButton.LeftButton)
    assert form.conditions == ()


def test_showing_a_value_edits_nothing_and_what_is_typed_stays(form):
    form.take("conditions", (Condition("name", "is", ("x",)),))
    edits, line = form.edits, form.editor.cards[0].values.lines[0]
    line.setFocus()
    QTest.keyClicks(line, "yz")
    form.show()
    assert line.text() == "xyz"
    assert form.edits == edits


def test_without_a_table_nothing_can_be_added(qtbot, catalog):
    form = Form(qtbot, catalog.named("select_rows")(conditions=(Condition("a", "before", ("2",)),)))
    form.inputs = {}
    form.show()
    assert not form.editor.add.isEnabled()
    card = form.editor.cards[0]
    assert card.column.currentText() == "a"
    assert card.column.styleSheet() == ""


def test_a_list_of_a_hundred_thousand_words_opens_at_once(qtbot):
    words = [f"kind {i}" for i in range(100_000)]
    started = time.thread_time()
    popup = TickList("kind", words, ())
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(popup)
    popup.show()
    QApplication.processEvents()
    assert time.thread_time() - started < 0.5
    popup.search.setText("99999")
    assert popup.model.shown == ["kind 99999"]
    QTest.mouseClick(popup.all, Qt.MouseButton.LeftButton)
    assert popup.model.ticked == {"kind 99999"}


def test_everything_has_a_name_for_those_who_listen(form):
    form.take("conditions", (Condition("size", "between", ("1", "2")),
                             Condition("kind", "is one of", ("cow",))))
    card, other = form.editor.cards
    for part in (card.column, card.operator, card.remove, card.up, card.down, *card.values.lines,
                 other.values):
        assert part.accessibleName().startswith(("Condition 1", "Condition 2"))


def test_tab_goes_through_a_card_in_the_order_that_is_seen(form):
    form.take("conditions", (Condition("size", "is", ("1",)), Condition("name", "is", ("x",))))
    card = form.editor.cards[0]
    choose(card.operator, "between")
    form.settle()
    parts, found = [card.operator, *card.values.lines, card.down, card.remove], []
    card.operator.setFocus()
    for _ in parts:
        found.append(QApplication.focusWidget())
        QTest.keyClick(found[-1], Qt.Key.Key_Tab)
    assert found == parts
