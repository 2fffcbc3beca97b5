"""After a crash: what was not saved is offered, and nothing goes unasked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication

from satsuma.ui.background import background
from satsuma.ui.question import Question
from satsuma.ui.recovery_dialog import RecoveryDialog, moment
from satsuma.workflow.model import Workflow
from satsuma.workflow.recovery import RecoveryStore

pytestmark = pytest.mark.window


@pytest.fixture
def store(tmp_path, catalog):
    """A store with what a crashed program left: two workflows."""
    dead = RecoveryStore(tmp_path)
    flow = Workflow().with_new_node(catalog.named("distances")())[0]
    dead.write("one", flow, Path("/lessons/cows.ows"), title="cows.ows")
    dead.write("two", Workflow(title="Two"), None, title="Untitled")
    for lock in tmp_path.glob("*.running"):
        lock.unlink()
    made = RecoveryStore(tmp_path)
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot, store, catalog):
    made = RecoveryDialog(store.abandoned(), catalog, store)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.told = []
    made.restored.connect(lambda one, opened: made.told.append((one, opened)))
    made.show()
    return made


def rows(dialog):
    return {item.text(0): [item.text(c) for c in range(1, 4)]
            for i in range(dialog.list.topLevelItemCount())
            if (item := dialog.list.topLevelItem(i))}


def pick(dialog, name):
    item, = dialog.list.findItems(name, Qt.MatchFlag.MatchExactly)
    dialog.list.setCurrentItem(item)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_lists_what_was_left(dialog):
    told = rows(dialog)
    assert told.keys() == {"cows.ows", "Untitled"}
    assert told["cows.ows"][0] == "/lessons"
    assert told["cows.ows"][1].startswith("Today ")
    assert told["cows.ows"][2] == "1 widget"
    assert told["Untitled"][0] == "Never saved"


def test_one_is_restored_and_the_other_stays_offered(qtbot, dialog):
    pick(dialog, "cows.ows")
    press(qtbot, dialog.restore_button)
    qtbot.waitUntil(lambda: len(dialog.told) == 1)
    one, opened = dialog.told[0]
    assert one.path == Path("/lessons/cows.ows")
    assert list(opened.workflow.nodes) == ["distances"]
    assert rows(dialog).keys() == {"Untitled"}
    assert dialog.isVisible()
    assert one.file.exists()  # it goes when its document is kept anew


def test_all_are_restored_and_the_window_closes(qtbot, dialog):
    press(qtbot, dialog.restore_all_button)
    press(qtbot, dialog.restore_all_button)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert background().wait(30)
    assert len(dialog.told) == 2


def test_enter_restores_from_the_keyboard(qtbot, dialog):
    with qtbot.waitSignal(dialog.restored):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def answer(qtbot, dialog, name):
    press(qtbot, dialog.discard_button)
    question, = dialog.findChildren(Question)
    press(qtbot, question.buttons[name])
    assert background().wait(30)


def test_discarding_asks_first(qtbot, dialog, store):
    pick(dialog, "Untitled")
    answer(qtbot, dialog, "cancel")
    assert len(rows(dialog)) == len(store.abandoned()) == 2


def test_discarding_deletes_that_one_only(qtbot, dialog, store):
    pick(dialog, "Untitled")
    answer(qtbot, dialog, "discard")
    assert rows(dialog).keys() == {"cows.ows"}
    assert [one.title for one in store.abandoned()] == ["cows.ows"]


def test_later_keeps_everything(qtbot, dialog, store):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.told == []
    assert len(store.abandoned()) == 2


def test_later_tells_what_is_left(qtbot, dialog):
    pick(dialog, "Untitled")
    answer(qtbot, dialog, "discard")
    with qtbot.waitSignal(dialog.ended) as told:
        press(qtbot, dialog.later_button)
    assert [one.title for one in told.args[0]] == ["cows.ows"]


def test_what_was_put_off_is_remembered_until_it_is_gone(store, tmp_path):
    one, other = store.abandoned()
    store.postpone(one)
    marked = [(left.title, left.postponed) for left in store.abandoned()]
    assert marked == [(one.title, True), (other.title, False)]
    store.discard(one)
    assert [left.postponed for left in store.abandoned()] == [False]
    assert not list(tmp_path.glob("*.later"))
    store.postpone(one)
    assert not list(tmp_path.glob("*.later")), "what is gone is not marked"


def test_a_damaged_one_is_told_and_kept(qtbot, dialog, store):
    one = next(one for one in store.abandoned() if one.title == "cows.ows")
    one.file.write_bytes(one.file.read_bytes()[:-30])
    pick(dialog, "cows.ows")
    press(qtbot, dialog.restore_button)
    qtbot.waitUntil(lambda: dialog.problem.isVisible())
    assert "cows.ows" in dialog.problem.text()
    assert len(rows(dialog)) == 2


def test_a_file_that_was_changed_since_is_told(qtbot, catalog, store, tmp_path):
    file = tmp_path / "cows.ows"
    file.write_text("now")
    found = tuple(_based_on_another(one, file) for one in store.abandoned())
    made = RecoveryDialog(found, catalog, store)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: all("changed since" in name for name in rows(made)))


def _based_on_another(one, file):
    from dataclasses import replace

    return replace(one, path=file, based_on="other")


@pytest.mark.parametrize(("then", "told"), [
    (datetime(2026, 3, 5, 9, 7), "Today 09:07"), (datetime(2026, 3, 4, 23, 59), "Yesterday 23:59"),
    (datetime(2026, 3, 3, 23, 59), "3 Mar 2026")])
def test_moments_are_told_as_one_says_them(then, told):
    assert moment(then.timestamp(), datetime(2026, 3, 5, 12, 0)) == told


def test_everything_has_a_name(dialog):
    for control in (dialog.list, dialog.restore_button, dialog.restore_all_button,
                    dialog.later_button, dialog.discard_button):
        assert control.accessibleName()
    assert QApplication.focusWidget() is dialog.list
