"""The start page: ways to begin, recent workflows and examples as cards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.ui.background import background
from satsuma.ui.start_cards import Card, read_card
from satsuma.ui.start_page import StartPage, shipped_examples

pytestmark = pytest.mark.window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def files(tmp_path, animals) -> list[Path]:
    """A good file, a missing one and one that is no workflow."""
    good, damaged = tmp_path / "good.ows", tmp_path / "damaged.ows"
    good.write_bytes(animals.read_bytes())
    damaged.write_text("no workflow", encoding="utf-8")
    return [good, tmp_path / "missing.ows", damaged]


@pytest.fixture
def page(qtbot, files, animals, catalog):
    made = StartPage(files, [animals], catalog=catalog)
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    qtbot.waitExposed(made)
    assert background().wait()
    return made


@pytest.fixture
def told(page):
    seen: list[object] = []
    page.open_file.connect(seen.append)
    page.forget_file.connect(lambda file: seen.append(("forget", file)))
    return seen


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def focused() -> Path | None:
    part = QApplication.focusWidget()
    return part.card.file if isinstance(part, Card) else None


def test_cards_say_what_is_in_the_files(page, files, animals):
    good, missing, damaged = (card.card for card in page.recent.cards)
    assert (good.title, good.reason) == ("Animals", "")
    assert good.workflow is not None
    assert good.when is not None
    assert "not there" in missing.reason
    assert damaged.reason.startswith("This is no workflow")
    assert [card.card.file for card in page.examples.cards] == [animals]


def test_cards_can_be_heard(page, files):
    card = page.recent.cards[1]
    assert card.accessibleName() == "missing"
    assert "not there" in card.accessibleDescription()
    assert str(files[1]) in card.toolTip()


def test_a_click_and_enter_open_a_file(page, told, files):
    QTest.mouseClick(page.recent.cards[0], LEFT)
    page.recent.cards[2].setFocus()
    press(Qt.Key.Key_Return)
    assert told == [files[0], files[2]]


def test_a_card_is_removed_by_its_cross_or_by_key(page, told, files):
    card = page.recent.cards[1]
    card.setFocus()
    press(Qt.Key.Key_Delete)
    assert told == [("forget", files[1])]
    page.set_files([files[0], files[2]], [])
    assert focused() == files[2]
    QTest.mouseMove(page.recent.cards[0])
    page.recent.cards[0].cross.show()
    QTest.mouseClick(page.recent.cards[0].cross, LEFT)
    assert told[-1] == ("forget", files[0])


def test_examples_stay(page, told):
    page.examples.cards[0].setFocus()
    press(Qt.Key.Key_Delete)
    assert told == []
    assert page.examples.cards[0].cross is None


def test_arrows_go_over_the_cards_and_out_of_them(page, files, animals):
    page.ground.setFocus()
    press(Qt.Key.Key_Down)
    assert focused() == files[0]
    press(Qt.Key.Key_Right)
    assert focused() == files[1]
    press(Qt.Key.Key_Down)
    assert focused() == animals
    press(Qt.Key.Key_Up)
    assert focused() == files[2]
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Up)
    assert page.ground.hasFocus()


@pytest.mark.parametrize(("part", "signal"), [
    ("new", "new_asked"), ("open", "open_asked"), ("ground", "choose_folder")])
def test_the_ways_to_begin(page, qtbot, part, signal):
    with qtbot.waitSignal(getattr(page, signal)):
        QTest.mouseClick(getattr(page, part), LEFT)
    with qtbot.waitSignal(getattr(page, signal)):
        getattr(page, part).setFocus()
        press(Qt.Key.Key_Space)


def test_the_page_hands_the_focus_on(page):
    page.setFocus()
    assert page.new.hasFocus()


def test_enter_on_the_ground_chooses_a_folder(page, qtbot):
    page.ground.setFocus()
    with qtbot.waitSignal(page.choose_folder):
        press(Qt.Key.Key_Return)


def test_what_was_read_is_not_read_again(page, files, monkeypatch, catalog):
    read = []
    monkeypatch.setattr("satsuma.ui.start_page.read_card",
                        lambda file, found: read.append(file) or read_card(file, found))
    new = files[0].with_name("new.ows")
    page.set_files([new, *files], [])
    assert background().wait()
    assert read == [new]
    assert [card.card.file for card in page.recent.cards] == [new, *files]


def test_without_files_only_the_ways_to_begin_are_there(qtbot):
    made = StartPage([], [])
    qtbot.addWidget(made)
    made.show()
    assert not made.recent.isVisible()
    assert not made.examples.isVisible()
    assert made.ground.isVisible()


def test_a_narrow_page_has_fewer_columns(page, qtbot):
    assert page.recent.columns() == 3
    page.resize(420, 900)
    QApplication.processEvents()
    assert page.recent.columns() == 1
    tops = [card.y() for card in page.recent.cards]
    assert tops == sorted(set(tops))


def test_the_widgets_are_found_when_nobody_hands_them_in(qtbot, animals):
    made = StartPage([], [animals])
    qtbot.addWidget(made)
    assert not made.examples.cards  # nobody looks at it yet: no file is read
    made.show()
    assert background().wait()
    assert made.examples.cards[0].card.title == "Animals"


def test_the_examples_of_the_program_can_be_opened(catalog):
    examples = shipped_examples()
    assert "animals.ows" in [file.name for file in examples]
    assert all(not read_card(file, lambda: catalog).reason for file in examples)
