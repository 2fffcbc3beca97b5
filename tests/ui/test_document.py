"""The document: steps, what is merged, what counts as modified."""

from __future__ import annotations

from dataclasses import replace

import pytest

from satsuma.ui import document as module
from satsuma.ui.document import Document
from satsuma.workflow.model import Workflow
from tests.workflow.test_history import START, Tree

pytestmark = pytest.mark.window


@pytest.fixture
def tree(qapp):
    made = Document(START)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def _set(document: Document, merge: str = "", cosmetic: bool = False, **settings) -> None:
    workflow = document.workflow
    for name, value in settings.items():
        workflow = workflow.with_setting("tree", name, value)
    document.edit(workflow, "Change", merge=merge, cosmetic=cosmetic)


def _widget(document: Document) -> Tree:
    return document.workflow.nodes["tree"].widget


def test_an_equal_value_is_no_step(tree, qtbot):
    with qtbot.assertNotEmitted(tree.changed):
        tree.edit(replace(START), "Nothing")
    assert not tree.undo_name
    assert not tree.modified


def test_steps_of_a_kind_within_a_second_are_one(tree, clock):
    for cut in (1, 2, 3):
        clock[0] += 0.6
        _set(tree, "cut", cut=cut)
    clock[0] += 1.1
    _set(tree, "cut", cut=4)
    tree.undo()
    assert _widget(tree).cut == 3
    tree.undo()
    assert _widget(tree).cut == 0
    assert not tree.undo_name


def test_moves_settings_and_selections_undo_in_their_order(tree):
    _set(tree, cut=1)
    tree.edit(tree.workflow.with_position("tree", (50.0, 60.0)), "Move")
    _set(tree, cut=2)
    names = []
    while tree.undo_name:
        names.append(tree.undo_name)
        tree.undo()
    assert names == ["Change", "Move", "Change"]
    assert tree.workflow == START


def test_a_cosmetic_edit_is_no_step_and_nothing_to_save(tree):
    _set(tree, cosmetic=True, zoom=2.0)
    assert _widget(tree).zoom == 2.0
    assert not tree.undo_name
    assert not tree.modified


def test_back_at_the_saved_value_nothing_is_to_be_saved_whatever_the_zoom(tree):
    _set(tree, cut=1)
    _set(tree, cosmetic=True, zoom=2.0)
    assert tree.modified
    tree.undo()
    assert _widget(tree) == Tree(zoom=2.0)
    assert not tree.modified
    tree.redo()
    assert _widget(tree) == Tree(cut=1, zoom=2.0)
    assert tree.modified


def test_saving_ends_a_step(tree, tmp_path, clock):
    _set(tree, "cut", cut=1)
    tree.mark_saved(tmp_path / "a.ows")
    _set(tree, "cut", cut=2)
    assert tree.modified
    tree.undo()
    assert _widget(tree).cut == 1
    assert not tree.modified


def test_edits_while_a_save_is_under_way_stay_to_be_saved(tree, tmp_path):
    _set(tree, cut=1)
    taken = tree.workflow
    _set(tree, cut=2)
    tree.mark_saved(tmp_path / "a.ows", taken)
    assert tree.modified


def test_what_was_brought_back_after_a_crash_is_to_be_saved(tree):
    tree.mark_unsaved(None)
    assert tree.modified
    _set(tree, cosmetic=True, zoom=2.0)
    assert tree.modified
    assert tree.title == "Untitled"


def test_a_thousand_nodes_are_compared_once(qapp, monkeypatch):
    nodes = {f"n{i}": replace(START.nodes["tree"], title=str(i)) for i in range(1000)}
    document = Document(Workflow(nodes))
    document.edit(document.workflow.with_title("n5", "five"), "Rename")
    counted = []
    plain = Workflow.__eq__
    monkeypatch.setattr(Workflow, "__eq__", lambda a, b: counted.append(1) or plain(a, b))
    assert all(document.modified for _ in range(50))
    assert len(counted) <= 1
    document.close()


def test_characters_that_no_file_can_hold_are_left_out_and_that_is_told(qtbot, document):
    with qtbot.waitSignal(document.cleaned):
        document.edit(Workflow(title="Co\x00ws"), "Rename")
    assert document.workflow.title == "Cows"
    with qtbot.assertNotEmitted(document.cleaned):
        document.edit(Workflow(title="Calves"), "Rename")
    with qtbot.waitSignal(document.cleaned):
        document.edit(Workflow(title="Calves\x1b"), "Rename")
    document.undo()
    assert document.workflow.title == "Cows"


def test_the_window_says_that_characters_were_left_out(window):
    window.document.edit(Workflow(title="Co\x00ws"), "Rename")
    assert "were left out" in window.toast.text()
