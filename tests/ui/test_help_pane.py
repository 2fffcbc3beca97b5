"""The help below the toolbox."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from satsuma.ui.help_pane import NOTHING, HelpPane
from satsuma.ui.theme import theme

pytestmark = pytest.mark.window


@pytest.fixture
def pane(qtbot):
    made = HelpPane()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_tells_what_a_widget_does_takes_and_sends(pane, catalog):
    pane.show_widget(catalog.named("hierarchical-clustering"))
    assert pane.title.text() == "Hierarchical Clustering"
    assert "Group similar pictures into a tree." in pane.text.text()
    assert "Takes distances. Sends a table “selected” and a table “data”." in pane.text.text()
    assert "<b>Linkage</b>" in pane.text.text()


def test_without_a_widget_it_says_how_to_begin(pane, catalog):
    assert NOTHING in pane.text.text()
    pane.show_widget(catalog.named("distances"))
    pane.show_widget(None)
    assert NOTHING in pane.text.text()


def test_more_asks_for_the_page(pane, catalog, qtbot):
    cls = catalog.named("distances")
    pane.show_widget(cls)
    with qtbot.waitSignal(pane.more) as caught:
        pane.link.setFocus()
        QTest.keyClick(pane.link, Qt.Key.Key_Space)
    assert caught.args == [cls]


def test_a_strangers_help_is_only_text(pane, catalog):
    class Stranger:
        spec = replace(catalog.named("distances").spec, title="<img src='file:///a.png'>",
                       doc="<img src='file:///a.png'> [x](file:///etc)")

    pane.show_widget(Stranger)
    assert "<img" not in pane.text.text()
    assert "href" not in pane.text.text()
    assert pane.title.textFormat() == Qt.TextFormat.PlainText


def test_every_widget_has_short_help(pane, catalog):
    for cls in catalog.widgets.values():
        pane.show_widget(cls)
        assert pane.title.text() == cls.spec.title
        assert "Sends" in pane.text.text()


def test_its_colors_follow_the_theme(pane, catalog):
    pane.show_widget(catalog.named("distances"))
    light = pane.text.text()
    theme().apply("dark", 100, "off")
    assert pane.text.text() != light
    assert theme().colors.text.name() in pane.text.text()
    theme().apply("light", 100, "off")
