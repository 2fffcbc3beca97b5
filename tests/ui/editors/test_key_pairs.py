"""Pairs of columns by which two tables are matched; and the seed with its button."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.data.column import numbers, texts, vectors
from satsuma.data.keys import KeyPair
from satsuma.data.table import Table
from satsuma.ui.background import background
from satsuma.ui.panel import Panel

pytestmark = pytest.mark.window

DATA = Table(tuple("abc"), {"name": texts(["x", "y", "z"]), "size": numbers([1, 2, 3])})
EXTRA = Table(tuple("pq"), {"name": texts(["x", "y"]), "size": numbers([1, 1]),
                            "v": vectors([[1], [2]])})


@pytest.fixture
def form(qtbot, catalog):
    return Form(qtbot, catalog.named("merge_data")())


class Form:
    """A panel that takes every edit, as a window does."""

    def __init__(self, qtbot, widget) -> None:
        self.panel, self.widget = Panel(), widget
        qtbot.addWidget(self.panel)
        self.panel.edited.connect(self.take)
        self.show({"data": DATA, "extra": EXTRA})
        self.panel.show()

    def take(self, name, value) -> None:
        self.widget = replace(self.widget, **{name: value})
        self.panel.show_widget(self.widget, self.inputs)

    def show(self, inputs) -> None:
        self.inputs = inputs
        self.panel.show_widget(self.widget, inputs)
        assert background().wait(30)
        QApplication.processEvents()

    @property
    def editor(self):
        return self.panel.editor("keys")


def choose(combo, word) -> None:
    place = combo.findData(word)
    assert place >= 0, word
    combo.activated.emit(place)


def press(button) -> None:
    QApplication.processEvents()  # until then new cards have no place yet
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_matched_by_itself_is_told(form):
    assert form.editor.told.text() == "Automatic: name"
    form.show({"data": DATA, "extra": DATA})
    assert form.editor.told.text() == "Automatic: row id"
    form.show({"data": DATA, "extra": Table(("q",))})
    assert form.editor.told.text() == "Nothing fits by itself: choose columns."
    form.show({"data": DATA})
    assert form.editor.told.text() == "Automatic"


def test_pairs_are_chosen_added_and_removed(form):
    press(form.editor.add)
    assert form.widget.keys == (KeyPair("name", "name"),)
    press(form.editor.add)
    assert form.widget.keys[1] == KeyPair("size", "size")
    card = form.editor.cards[1]
    assert [card.extra.itemText(i) for i in range(card.extra.count())] == ["Row id", "name", "size"]
    choose(card.data, None)
    choose(card.extra, "name")
    assert form.widget.keys[1] == KeyPair(None, "name")
    assert card.sentence.isHidden()
    press(form.editor.cards[0].remove)
    assert form.widget.keys == (KeyPair(None, "name"),)
    press(form.editor.cards[0].remove)
    assert form.widget.keys == ()
    assert form.editor.told.isVisible()


def test_what_cannot_match_is_told_where_it_is_chosen(form):
    form.take("keys", (KeyPair("name", "size"), KeyPair("gone", "name")))
    misfit, lacking = form.editor.cards
    assert misfit.sentence.text() == "Text and number values are never equal."
    assert lacking.sentence.text() == "Data has no column “gone”."
    assert "line-through" in lacking.data.styleSheet()
    assert "line-through" not in lacking.extra.styleSheet()


def test_drawing_again_takes_the_next_seed(qtbot, catalog):
    panel, told = Panel(), []
    qtbot.addWidget(panel)
    panel.show_widget(catalog.named("data_sampler")(seed=4), {})
    panel.edited.connect(lambda *what: told.append(what))
    press(panel.editor("seed").again)
    assert told == [("seed", 5)]
