"""Cards of networks: what each is, whether it can be used, and everything else on request."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLabel

from satsuma.algorithms.networks import INCEPTION_V3, RESNET50
from satsuma.commands import AddWeights, FetchWeights, TryFast
from satsuma.ui.background import background
from satsuma.ui.editors.card import Card
from satsuma.ui.editors.offers import PRIVACY, Offer, offers
from satsuma.ui.panel import Panel
from satsuma.widget import Choice
from satsuma.widgets.images.image_embedding import network_choices

pytestmark = pytest.mark.window


@pytest.fixture
def panel(qtbot, catalog):
    made = Panel()
    qtbot.addWidget(made)
    made.resize(264, 800)
    made.show_widget(catalog.named("image_embedding")(), {})
    made.show()
    assert background().wait(30)
    QApplication.processEvents()
    return made


def words(card: Card) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def by_name() -> dict[str, Offer]:
    return {offer.value: offer for offer in offers(network_choices)}


def test_a_card_says_what_the_network_is_and_whether_it_is_here(panel):
    cards = panel.editor("network").cards
    told = words(cards["resnet50"])
    for part in ("ResNet-50", "The common choice", "2,048 numbers · 224 × 224 pixels",
                 "Its weights are not on this computer"):
        assert part in told
    assert "ImageNet" not in told
    assert "Ready on this computer" in words(cards["efficientnet_lite0"])
    assert "299 × 299 pixels" in words(cards["inception_v3"])


def test_everything_is_there_for_those_who_want_to_know(panel):
    card = panel.editor("network").cards["resnet50"]
    QTest.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    told = words(card)
    for part in ("232 pixels, and 224 × 224 are cut out", "Learnt from ImageNet-1K",
                 "License: BSD-3-Clause (torchvision)", "103\N{NO-BREAK SPACE}MB"):
        assert part in told
    assert card.fold.accessibleName() == "Show less of ResNet-50"
    card.fold.setFocus()
    QTest.keyClick(card.fold, Qt.Key.Key_Space)
    assert "ImageNet" not in words(card)
    whole = by_name()["efficientnet_lite0_whole"]
    assert "whole picture" in whole.more[0]


def test_reading_on_does_not_choose(panel):
    told = []
    panel.edited.connect(lambda *what: told.append(what))
    card = panel.editor("network").cards["inception_v3"]
    QTest.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    assert told == []
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert told == [("network", "inception_v3")]


def test_what_was_unfolded_stays_so_when_the_list_is_another(panel, tmp_path, monkeypatch):
    editor = panel.editor("network")
    editor.cards["resnet50"].unfold(True)
    (tmp_path / INCEPTION_V3.weights_file).write_bytes(b"weights")
    monkeypatch.setenv("SATSUMA_WEIGHTS", str(tmp_path))
    panel.refresh()
    assert background().wait(30)
    QApplication.processEvents()
    assert editor.cards["inception_v3"].offer.available
    assert editor.cards["resnet50"].is_unfolded
    assert not editor.cards["inception_v3"].is_unfolded


def test_that_nothing_leaves_this_computer_stands_there_in_every_state(panel):
    assert panel.editor("network").privacy.isVisible()
    assert panel.editor("network").privacy.text() == PRIVACY


def test_missing_weights_can_be_fetched_or_added(panel):
    asked = []
    panel.asked.connect(asked.append)
    for button in panel.editor("network").cards["resnet50"].buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [FetchWeights("resnet50"), AddWeights("resnet50")]


def test_nothing_in_a_card_is_cut_at_the_width_of_the_form(panel):
    for card in panel.editor("network").cards.values():
        for button in card.buttons:
            needed = button.fontMetrics().horizontalAdvance(button.text())
            assert needed <= button.width() - 4
        assert card.width() <= panel.viewport().width()


def test_custom_weights_are_named_so(tmp_path, monkeypatch):
    (tmp_path / RESNET50.weights_file).write_bytes(b"my own")
    monkeypatch.setenv("SATSUMA_WEIGHTS", str(tmp_path))
    assert by_name()["resnet50"].state == "Ready, with custom weights"


def test_weights_that_cannot_be_read_are_told_and_the_list_is_there(monkeypatch):
    from satsuma.problem import Problem
    from satsuma.widgets.images import image_embedding

    def unreadable(network):
        raise Problem("They cannot be read.")

    monkeypatch.setattr(image_embedding, "find_weights", unreadable)
    found = by_name()
    assert found["resnet50"].detail == "They cannot be read."
    assert not found["resnet50"].available
    assert found["resnet50"].buttons[0][1] == AddWeights("resnet50")


def test_choices_that_are_no_networks_have_plain_cards(qtbot):
    plain = offers(lambda: [Choice("a", "A", "What it is"), Choice("b", "B", available=False)])
    assert plain[0].more == ()
    card = Card(plain[0])
    qtbot.addWidget(card)
    card.show()
    assert not card.fold.isVisible()
    assert plain[1].state == "Not available here"


def test_what_cannot_be_had_cannot_be_chosen_and_may_be_tried(qtbot):
    """A network without weights can be: its node says what to do."""
    def listed():
        return [Choice("a", "A"), Choice("b", "B", "Why not", available=False, command=TryFast()),
                Choice("c", "C", available=False)]

    plain, untried, away = (Card(offer) for offer in offers(listed))
    for card in (plain, untried, away):
        qtbot.addWidget(card)
    assert [card.radio.isEnabled() for card in (plain, untried, away)] == [True, False, False]
    assert untried.offer.state == "Not tried out yet"
    assert untried.offer.buttons == (("Try it out", TryFast()),)
    assert all(offer.choosable for offer in offers(network_choices))
