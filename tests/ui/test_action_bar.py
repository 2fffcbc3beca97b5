"""Actions: each has a handler, a menu, a sentence; its keys work, and only where they should."""

from __future__ import annotations

import re

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication, QKeySequence
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit

from satsuma.ui.actions import ACTIONS, MENUS
from satsuma.ui.context_menus import OF_GROUND, OF_LINK, OF_NODE, OF_NOTE, context_menu
from satsuma.workflow.model import Link
from tests.own_time import own_time
from tests.ui.opened_app import add, settle

pytestmark = pytest.mark.window

TABLE = "satsuma.data_table"
KEYS = [(action.id, keys) for action in ACTIONS for keys in action.shortcuts]

# What works in Orange has the same keys here.
ORANGE = {"new": "Ctrl+N", "open": "Ctrl+O", "open-paused": "Ctrl+Alt+O", "revert": "Ctrl+R",
          "recent": "Ctrl+Shift+R", "close": "Ctrl+F4", "save": "Ctrl+S",
          "save-as": "Ctrl+Shift+S", "about-workflow": "Ctrl+I", "undo": "Ctrl+Z",
          "redo": "Ctrl+Y", "duplicate": "Ctrl+D", "copy": "Ctrl+C", "paste": "Ctrl+V",
          "select-all": "Ctrl+A", "toolbox": "Ctrl+Shift+D", "zoom-out": "Ctrl+-",
          "zoom-reset": "Ctrl+0", "rename": "F2", "help": "F1", "raise-widgets": "Ctrl+Down",
          "raise-canvas": "Ctrl+Up", "tidy": "Shift+A", "pause-all": "Shift+F",
          "minimize": "Ctrl+M"}


def press(target, keys: str) -> None:
    """Press these keys as a person does."""
    stroke = QKeySequence(keys)[0]
    QTest.keyClick(target, stroke.key(), stroke.keyboardModifiers())
    settle()


@pytest.fixture
def ran(window, monkeypatch):
    """The actions that are run; nothing is done for them."""
    asked: list[str] = []
    monkeypatch.setattr(window.action_bar, "run", asked.append)
    for made in window.action_bar.actions.values():
        made.setEnabled(True)
    monkeypatch.setattr(window.action_bar, "refresh", lambda: None)
    return asked


def test_every_action_has_a_handler_and_a_sentence(window):
    assert window.action_bar.handlers.keys() == {action.id for action in ACTIONS}
    for action in ACTIONS:
        assert action.menu.split("/")[0] in MENUS
        assert re.fullmatch(r"[A-Z][^“”]*\.", action.help), action
        assert not action.title.endswith("."), action
        assert (window.action_bar.handlers[action.id].checked is not None) == action.checks, action


def test_every_action_is_in_a_menu_with_its_keys(window):
    listed = {entry.objectName(): entry for menu in window.menus.values()
              for entry in menu.actions() if entry.objectName()}
    for action in ACTIONS:
        entry = listed[action.id]
        assert [k.toString() for k in entry.shortcuts()] \
            == [QKeySequence(k).toString() for k in action.shortcuts]
        assert entry.isShortcutVisibleInContextMenu() or not action.shortcuts


def test_each_menu_has_a_letter_of_its_own(window):
    titles = [window.menus[name].title() for name in MENUS]
    letters = [title[title.index("&") + 1].lower() for title in titles]
    assert len(letters) == len(set(letters))


def test_titles_are_told_apart_within_a_menu():
    titles = [(action.menu, action.title) for action in ACTIONS]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(("action_id", "keys"), ORANGE.items())
def test_keys_of_orange(action_id, keys):
    (action,) = [one for one in ACTIONS if one.id == action_id]
    assert keys in action.shortcuts


def test_context_menus_name_actions_that_exist(window):
    known = {action.id for action in ACTIONS} | {""}
    assert {*OF_NODE, *OF_LINK, *OF_NOTE, *OF_GROUND} <= known
    first, second = add(window, TABLE, TABLE)
    assert _listed(window) == [one for one in OF_GROUND if one]
    window.canvas.scene.select((first,))
    assert _listed(window) == [one for one in OF_NODE if one]


def _listed(window) -> list[str]:
    menu = context_menu(window.action_bar, window.canvas)
    return [one.objectName() for one in menu.actions() if one.objectName()]


@pytest.mark.parametrize(("action_id", "keys"), KEYS)
def test_every_key_works_on_the_canvas(ran, window, action_id, keys):
    press(window.canvas.view, keys)
    assert ran == [action_id]


TYPED = ["A", "Shift+A", "Shift+F", "Space", "Shift+Space", "Del", "Backspace", "Ctrl+Backspace",
         "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+A", "Ctrl+Z", "Left", "Return"]


@pytest.mark.parametrize("keys", TYPED)
def test_a_field_keeps_its_keys(ran, window, keys):
    field: QLineEdit = window.toolbox.field
    field.setText("tree")
    field.setFocus()
    press(field, keys)
    assert not set(ran) - {"undo"}, keys


@pytest.mark.parametrize("keys", TYPED)
def test_a_note_keeps_its_keys(window, monkeypatch, keys):
    window.action_bar.run("note")
    settle()
    for letter in "cows":
        QTest.keyClick(window.canvas.view, letter)
    asked: list[str] = []
    monkeypatch.setattr(window.action_bar, "run", asked.append)
    press(QApplication.focusWidget(), keys)
    assert not asked, keys


@pytest.mark.parametrize("keys", [k for k in TYPED if k != "Ctrl+Z"])
def test_the_list_of_problems_keeps_its_keys(ran, window, keys):
    window.problems.show()
    window.problems.list.show()
    window.problems.list.setFocus()
    press(window.problems.list, keys)
    assert not ran, keys


@pytest.mark.parametrize("keys", ["Shift+A", "Shift+F", "Del", "Backspace", "Ctrl+A", "Ctrl+C"])
def test_the_tiles_of_the_toolbox_keep_their_keys(ran, window, keys):
    window.toolbox.shelf.focus_first()
    press(QApplication.focusWidget(), keys)
    assert not ran, keys


def test_what_cannot_be_done_is_grayed_and_does_nothing(window):
    bar = window.action_bar
    bar.refresh()
    assert not bar.actions["remove"].isEnabled()
    assert not bar.actions["undo"].isEnabled()
    bar.run("remove")
    (node,) = add(window, TABLE)
    window.canvas.scene.select((node,))
    settle()
    assert bar.actions["remove"].isEnabled()
    assert bar.actions["undo"].isEnabled()


def test_undo_names_what_it_undoes(window):
    bar = window.action_bar
    add(window, TABLE)
    settle()
    assert bar.actions["undo"].text() == "Undo “Add widgets”"
    window.document.undo()
    settle()
    assert (bar.actions["undo"].text(), bar.actions["redo"].text()) \
        == ("Undo", "Redo “Add widgets”")


def test_ticks_follow_what_is_on(window):
    bar = window.action_bar
    for action_id in ("grid", "snap", "port-names", "toolbox", "problems"):
        before = bar.is_checked(action_id)
        bar.run(action_id)
        settle()
        assert bar.is_checked(action_id) != before
        assert bar.actions[action_id].isChecked() != before


# What the keys do


def test_copy_cut_paste_duplicate_remove_and_undo_by_keys(window):
    view, scene = window.canvas.view, window.canvas.scene
    first, second = add(window, "satsuma.import_images", TABLE)
    link = Link(first, "images", second, "table")
    cls = window.catalog.widgets
    link = Link(first, next(iter(cls["satsuma.import_images"].spec.outputs)), second,
                next(iter(cls[TABLE].spec.inputs)))
    window.document.edit(window.document.workflow.with_link(link), "Link")
    press(view, "Ctrl+A")
    assert scene.selected_nodes() == (first, second)
    press(view, "Ctrl+C")
    press(view, "Ctrl+V")
    assert len(window.document.workflow.nodes) == 4
    assert len(window.document.workflow.links) == 2
    press(view, "Ctrl+D")
    assert len(window.document.workflow.nodes) == 6
    press(view, "Del")
    assert len(window.document.workflow.nodes) == 4
    press(view, "Ctrl+Z")
    press(view, "Ctrl+Z")
    press(view, "Ctrl+Z")
    assert set(window.document.workflow.nodes) == {first, second}
    press(view, "Ctrl+Shift+Z")
    assert len(window.document.workflow.nodes) == 4
    press(view, "Ctrl+A")
    press(view, "Ctrl+X")
    assert not window.document.workflow.nodes
    press(view, "Ctrl+V")
    assert len(window.document.workflow.nodes) == 4


def test_pasting_what_does_not_belong_is_told(window):
    QGuiApplication.clipboard().setText("a poem")
    press(window.canvas.view, "Ctrl+V")
    assert "nothing on the clipboard" in window.toast.text()


def test_pasting_a_broken_workflow_is_told(window):
    QGuiApplication.clipboard().setText("<scheme><nodes>")
    press(window.canvas.view, "Ctrl+V")
    assert window.toast.text()
    assert not window.document.workflow.nodes


def test_a_paste_while_something_else_changes_keeps_both(window):
    (node,) = add(window, TABLE)
    window.canvas.scene.select((node,))
    settle()
    press(window.canvas.view, "Ctrl+C")
    QTest.keyClick(window.canvas.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    add(window, TABLE)
    settle()
    assert len(window.document.workflow.nodes) == 3


def test_pause_and_pause_all_by_keys(window):
    first, second = add(window, TABLE, TABLE)
    window.canvas.scene.select((first,))
    settle()
    press(window.canvas.view, "Ctrl+P")
    nodes = window.document.workflow.nodes
    assert not nodes[first].auto
    assert nodes[second].auto
    press(window.canvas.view, "Shift+F")
    assert not any(node.auto for node in window.document.workflow.nodes.values())
    press(window.canvas.view, "Shift+F")
    assert all(node.auto for node in window.document.workflow.nodes.values())


def test_selecting_a_thousand_nodes_does_not_stall(window):

    add(window, *[TABLE] * 1000)
    window.canvas.scene.select_all()
    begin = own_time()
    window.action_bar.refresh()
    assert own_time() - begin < 0.05


@pytest.mark.parametrize("keys", [*TYPED, "Ctrl+D"])
def test_the_title_that_is_written_on_the_canvas_keeps_its_keys(window, monkeypatch, keys):
    (node,) = add(window, TABLE)
    window.canvas.scene.select((node,))
    settle()
    press(window.canvas.view, "F2")
    asked: list[str] = []
    monkeypatch.setattr(window.action_bar, "run", asked.append)
    press(QApplication.focusWidget(), keys)
    assert not set(asked) - {"undo"}, keys
