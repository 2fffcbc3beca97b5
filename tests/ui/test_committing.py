"""Committing in a window: only the button writes, receipts stay, nothing is replaced unasked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PyQt6 import sip
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.commands import Commit
from satsuma.ui.background import background
from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.commands import Performer
from satsuma.ui.committing import saved_line
from satsuma.ui.document import Document
from satsuma.ui.question import Question
from satsuma.ui.widget_window import WidgetWindow
from satsuma.workflow.model import Link, Node, Workflow
from tests.own_time import own_time
from tests.ui.painters.test_plan import buttons

pytestmark = pytest.mark.window


@pytest.fixture
def target(tmp_path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def document(qapp, catalog, cow_folder, target):
    pictures = catalog.named("import_images")(sources=(str(cow_folder),))
    workflow = Workflow().with_node("i", Node(pictures, "Import Images"))
    workflow = workflow.with_node("s", Node(catalog.named("save_images")(folder=str(target)),
                                            "Save Images"))
    workflow = workflow.with_node("d", Node(catalog.named("save_data")(
        file=str(target / "cows.csv"), existing="ask"), "Save Data"))
    for name in ("s", "d"):
        workflow = workflow.with_link(Link("i", "data", name, "data"))
    made = Document(workflow)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def performer(document):
    return Performer(document)


@pytest.fixture
def opened(qtbot, document, performer):
    windows: list[WidgetWindow] = []

    def window(node: str) -> WidgetWindow:
        made = WidgetWindow(document, node, performer)
        windows.append(made)
        made.show()
        qtbot.waitUntil(lambda: made.area.painter is not None)
        settle(document)
        return made

    yield window
    for one in windows:
        if not sip.isdeleted(one):
            one.close()


def settle(document: Document) -> None:
    for _ in range(3):
        assert document.bridge.engine.finish(30)
        document.bridge.drain()
        assert background().wait(30)
        QApplication.processEvents()


def press(button, document: Document) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(document)


def question() -> Question | None:
    return next((one for one in QApplication.topLevelWidgets()
                 if isinstance(one, Question) and one.isVisible()), None)


def test_opening_and_looking_writes_nothing(opened, target):
    opened("s")
    opened("d")
    assert not target.exists()


def test_the_button_writes_and_the_receipt_says_so(opened, target, document):
    painter = opened("s").area.painter
    press(painter.foot.save, document)
    assert len(os.listdir(target)) == 4
    assert painter.title.text() == "4 pictures saved"
    assert not document.modified


def test_the_receipt_is_there_again_when_the_window_is(opened, document):
    window = opened("s")
    press(window.area.painter.foot.save, document)
    window.close()
    QApplication.processEvents()
    assert opened("s").area.painter.title.text() == "4 pictures saved"


def test_another_setting_shows_its_own_plan(opened, document):
    window = opened("s")
    press(window.area.painter.foot.save, document)
    document.edit(document.workflow.with_setting("s", "format", "jpeg"), "Change format")
    settle(document)
    assert "Last receipt" in buttons(window.area.painter)
    assert window.area.painter.title.text() == "4 pictures to save"
    document.undo()  # the world is looked at anew
    settle(document)
    assert window.area.painter.title.text() == "Everything is there already"
    press(window.area.painter.foot.last, document)
    assert window.area.painter.title.text() == "4 pictures saved"


def test_plan_again_knows_what_is_there_now(opened, document):
    painter = opened("s").area.painter
    press(painter.foot.save, document)
    press(painter.foot.again, document)
    assert painter.title.text() == "Everything is there already"


def test_taking_back_asks_first(opened, target, document):
    painter = opened("s").area.painter
    press(painter.foot.save, document)
    press(painter.foot.remove, document)
    question().answer("cancel")
    settle(document)
    assert len(os.listdir(target)) == 4
    QApplication.processEvents()
    press(painter.foot.remove, document)
    question().answer("remove")
    settle(document)
    assert not target.exists()
    assert painter.title.text() == "4 pictures removed again"


def test_a_file_that_is_there_is_replaced_only_after_a_question_that_names_it(
        opened, target, document):
    target.mkdir()
    (target / "cows.csv").write_text("theirs")
    painter = opened("d").area.painter
    press(painter.foot.save, document)
    assert "“cows.csv”" in question().windowTitle()
    question().answer("cancel")
    settle(document)
    assert (target / "cows.csv").read_text() == "theirs"
    press(painter.foot.save, document)
    question().answer("replace")
    settle(document)
    assert (target / "cows.csv").read_text() != "theirs"
    assert painter.title.text() == "The table is saved"


def test_a_file_of_our_own_is_replaced_without_a_question_unless_somebody_changed_it(
        opened, target, document):
    painter = opened("d").area.painter
    press(painter.foot.save, document)
    press(painter.foot.again, document)
    press(painter.foot.save, document)
    assert question() is None
    assert painter.title.text() == "The table is saved"
    (target / "cows.csv").write_text("changed by a person")
    press(painter.foot.again, document)
    press(painter.foot.save, document)
    assert question() is not None
    question().answer("cancel")
    assert (target / "cows.csv").read_text() == "changed by a person"


def test_a_plan_that_is_not_up_to_date_is_not_carried_out(opened, document, performer, target):
    window = opened("s")
    told = []
    performer.failed.connect(told.append)
    document.edit(document.workflow.with_auto("s", False), "Pause")
    document.edit(document.workflow.with_setting("s", "format", "webp"), "Change format")
    performer.perform(Commit("s"), window)
    settle(document)
    assert "up to date" in told[0]
    assert not target.exists()


def test_a_command_of_another_node_is_taken_as_one_of_the_windows_own(opened, document, target):
    """What an error or a view offers can only ask for the node whose window shows it."""
    window = opened("s")
    window.deeds.do(Commit("d"))
    settle(document)
    assert not (target / "cows.csv").exists()
    assert len(os.listdir(target)) == 4


def test_the_window_stays_alive_while_it_is_written(opened, document, monkeypatch, target):
    from satsuma.algorithms import picture_writing

    slow = picture_writing.copied

    def copied(*given):
        time.sleep(0.15)
        return slow(*given)

    monkeypatch.setattr(picture_writing, "copied", copied)
    painter = opened("s").area.painter
    QTest.mouseClick(painter.foot.save, Qt.MouseButton.LeftButton)
    longest, seen = 0.0, set()
    end = time.monotonic() + 30
    while painter.title.text() != "4 pictures saved" and time.monotonic() < end:
        started = own_time()
        QApplication.processEvents()
        longest = max(longest, own_time() - started)
        seen.add(painter.foot.said.text())
        time.sleep(0.005)
    assert longest < 0.1
    assert any("of 4 pictures" in text for text in seen)


def test_stopping_keeps_what_is_written(opened, document, monkeypatch, target):
    from satsuma.algorithms import picture_writing

    slow = picture_writing.copied

    def copied(*given):
        time.sleep(0.2)
        return slow(*given)

    monkeypatch.setattr(picture_writing, "copied", copied)
    painter = opened("s").area.painter
    QTest.mouseClick(painter.foot.save, Qt.MouseButton.LeftButton)
    end = time.monotonic() + 30
    while not (target.exists() and os.listdir(target)) and time.monotonic() < end:
        QApplication.processEvents()
    QTest.mouseClick(painter.foot.stop, Qt.MouseButton.LeftButton)
    settle(document)
    count = len(os.listdir(target))
    assert 0 < count < 4
    assert not any(name.startswith(".") for name in os.listdir(target))
    assert "stopped" in painter.notes.text()


def test_the_node_says_that_it_is_saved_until_there_is_another_plan(opened, document, performer):
    scene, committer = CanvasScene(document), performer.committer

    def show(node: str) -> None:
        saved = committer.saved(node)
        scene.show_saved(node, saved.key, saved_line(saved))

    committer.changed.connect(show)
    painter = opened("s").area.painter
    press(painter.foot.save, document)
    line = scene.node_items["s"].face.line
    assert line.startswith("4 pictures saved · ")
    assert line[-3] == ":"
    document.edit(document.workflow.with_setting("s", "format", "jpeg"), "Change format")
    settle(document)
    assert scene.node_items["s"].face.line == "4 pictures to save"


def test_a_folder_that_was_made_is_told_as_missing_no_more(opened, document):
    window = opened("d")
    noted = []
    window.panel.editor("file").noted.connect(noted.append)
    window.panel.refresh()
    settle(document)
    assert "is not there" in noted[-1]
    press(window.area.painter.foot.save, document)
    assert noted[-1] == ""
