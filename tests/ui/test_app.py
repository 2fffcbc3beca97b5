"""The program: which windows open, what closing asks, and when it ends."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from satsuma.data.table import Table
from satsuma.ui.files import read_file
from satsuma.ui.main_window import MainWindow
from satsuma.ui.question import Question
from satsuma.ui.repair_dialog import RepairDialog
from satsuma.ui.window_memory import memory_file
from satsuma.widget import widget
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import read_ows
from satsuma.workflow.recovered import Recovered
from tests.own_time import own_time
from tests.ui.opened_app import add, saved, settle

pytestmark = pytest.mark.window

TABLE = "satsuma.data_table"


def _question(window) -> Question:
    settle()
    found = [one for one in window.findChildren(Question) if one.isVisible()]
    assert len(found) == 1
    return found[0]


# Opening


def test_a_file_takes_the_place_of_an_untouched_window(app, tmp_path):
    empty = app.new_window()
    empty.setGeometry(40, 50, 900, 700)
    path = saved(tmp_path / "cows.ows")
    app.open(path, empty)
    settle()
    (made,) = app.windows
    assert made.document.path == path
    assert not made.document.modified
    assert made.geometry().getRect() == (40, 50, 900, 700)


def test_a_start_with_a_file_makes_one_window(app, tmp_path, monkeypatch):
    made = []
    init = MainWindow.__init__
    monkeypatch.setattr(MainWindow, "__init__",
                        lambda self, *given: (made.append(self), init(self, *given))[1])
    offered = []
    monkeypatch.setattr(app, "look_for_abandoned", lambda: offered.append(len(app.windows)))
    app.begin([saved(tmp_path / "cows.ows")])
    assert made == []
    settle()
    assert len(made) == 1
    assert [one.document.title for one in app.windows] == ["cows.ows"]
    assert offered == [1]  # what a crash left is offered over that window


def test_a_start_that_finds_no_file_says_so_in_an_empty_window(app, tmp_path):
    app.begin([tmp_path / "nosuch.ows"])
    settle()
    (window,) = app.windows
    assert "could not be opened" in window.offer_bar.text


def test_every_file_that_cannot_be_opened_is_named(app, tmp_path):
    app.begin([tmp_path / f"{name}.ows" for name in "abc"])
    settle()
    (window,) = app.windows
    assert all(f"“{name}.ows” could not be opened" in window.offer_bar.text for name in "abc")


def test_what_is_restored_takes_the_place_of_its_unchanged_file(app, tmp_path):
    path, other = saved(tmp_path / "cows.ows"), saved(tmp_path / "other.ows")
    app.begin([other, path])
    settle()
    left = Recovered(path, "s", path, "Cows", 0.0, 0, "")
    app._restore(left, read_ows(path, app.catalog))
    settle()
    assert sorted(one.document.path.name for one in app.windows) == ["cows.ows", "other.ows"]
    (restored,) = [one for one in app.windows if one.document.path == path]
    assert restored.document.modified
    app._restore(left, read_ows(path, app.catalog))  # what is changed does not give way
    settle()
    assert len(app.windows) == 3


def test_a_start_that_takes_long_shows_a_window_that_gives_way(app, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr("satsuma.ui.app.LONG", 1)
    path = saved(tmp_path / "cows.ows")
    let = threading.Event()
    read = read_file
    monkeypatch.setattr("satsuma.ui.app.read_file", lambda *given: (let.wait(10), read(*given))[1])
    app.begin([path])
    qtbot.waitUntil(lambda: bool(app.windows))
    let.set()
    settle()
    assert [one.document.path for one in app.windows] == [path]


def test_a_start_without_a_file_is_an_empty_window(app):
    app.begin([])
    assert [one.document.path for one in app.windows] == [None]


def test_a_window_with_work_stays(app, window, tmp_path):
    add(window, TABLE)
    app.open(saved(tmp_path / "cows.ows"), window)
    settle()
    assert len(app.windows) == 2
    assert app.windows[0] is window


def test_a_second_window_does_not_hide_the_first(app, window):
    second = app.new_window()
    assert second.pos() != window.pos()


def test_the_same_file_opens_once(app, tmp_path):
    path = saved(tmp_path / "cows.ows")
    app.new_window()
    app.open(path)
    app.open(tmp_path / "x" / ".." / "cows.ows")
    settle()
    app.open(path)
    settle()
    assert len(app.windows) == 1


def test_several_files_open_in_several_windows(app, tmp_path):
    first = app.new_window()
    for name in ("a.ows", "b.ows", "c.ows"):
        app.open(saved(tmp_path / name), first)
    settle()
    assert {one.document.title for one in app.windows} == {"a.ows", "b.ows", "c.ows"}


def test_what_cannot_be_opened_is_told_and_the_window_stays_usable(app, tmp_path):
    window = app.new_window()
    app.open(tmp_path / "nosuch.ows", window)
    settle()
    assert app.windows == [window]
    assert "“nosuch.ows” could not be opened" in window.offer_bar.text
    assert window.offer_bar.isVisible()
    add(window, TABLE)
    assert len(window.document.workflow.nodes) == 1


def test_a_complaint_survives_a_file_that_opens(app, tmp_path):
    window = app.new_window()
    app.open(tmp_path / "nosuch.ows", window)
    settle()
    app.open(saved(tmp_path / "cows.ows"), window)
    settle()
    (made,) = app.windows
    assert made.document.title == "cows.ows"
    assert "nosuch.ows" in made.offer_bar.text


def test_open_and_pause(app, animals):
    app.new_window()
    app.open(animals, paused=True)
    settle()
    nodes = app.windows[0].document.workflow.nodes.values()
    assert nodes
    assert not any(node.auto for node in nodes)


def test_recent_files_are_on_the_start_page_of_all_windows(app, tmp_path):
    window = app.new_window()
    path = saved(tmp_path / "cows.ows")
    app.note_recent(path)
    settle()
    assert app.recent.files == (path,)
    assert len(window.start_page.recent.cards) == 1
    app.forget(path)
    assert not app.recent.files
    assert not window.start_page.recent.cards


def test_missing_folders_are_told_and_one_dialog_repairs_them(app, tmp_path, cow_folder):
    cls = app.catalog.widgets["satsuma.import_images"]
    workflow = Workflow()
    for name in ("north", "south"):
        widget = cls(sources=(str(tmp_path / "gone" / name),))
        workflow, _ = workflow.with_new_node(widget)
    app.new_window()
    app.open(saved(tmp_path / "cows.ows", workflow))
    settle()
    (window,) = app.windows
    assert "2 folders" in window.offer_bar.text
    window.offer_bar.button.click()
    settle()
    (dialog,) = window.findChildren(RepairDialog)
    assert dialog.isVisible()
    assert dialog.list.topLevelItemCount() == 2
    dialog.reject()


def test_nothing_is_offered_when_all_is_there(app, tmp_path, cow_folder):
    cls = app.catalog.widgets["satsuma.import_images"]
    workflow, _ = Workflow().with_new_node(cls(sources=(str(cow_folder),)))
    app.new_window()
    app.open(saved(tmp_path / "cows.ows", workflow))
    settle()
    assert not app.windows[0].offer_bar.text


# Closing


def test_a_window_without_changes_closes_at_once(app, window):
    assert window.close()
    assert not app.windows


def test_cancel_keeps_the_window_and_its_changes(app, window):
    add(window, TABLE)
    assert not window.close()
    _question(window).answer("cancel")
    settle()
    assert app.windows == [window]
    assert window.document.modified


def test_discarding_closes(app, window):
    add(window, TABLE)
    window.close()
    _question(window).answer("discard")
    settle()
    assert not app.windows


def test_closing_twice_asks_once(app, window):
    add(window, TABLE)
    window.close()
    window.close()
    _question(window).answer("cancel")


def test_saving_an_untitled_workflow_asks_where_and_closes(app, window, tmp_path, monkeypatch):
    path = tmp_path / "new.ows"
    monkeypatch.setattr(window.file, "ask_path", lambda *_: path)
    add(window, TABLE)
    window.close()
    _question(window).answer("save")
    settle()
    assert not app.windows
    assert len(read_ows(path, app.catalog).workflow.nodes) == 1


def test_not_choosing_a_name_keeps_the_window_and_later_saves_do_not_close_it(
        app, window, tmp_path, monkeypatch):
    monkeypatch.setattr(window.file, "ask_path", lambda *_: None)
    add(window, TABLE)
    window.close()
    _question(window).answer("save")
    settle()
    assert app.windows == [window]
    monkeypatch.setattr(window.file, "ask_path", lambda *_: tmp_path / "new.ows")
    window.action_bar.run("save")
    settle()
    assert app.windows == [window]
    assert not window.document.modified


def test_a_save_that_fails_keeps_the_window(app, window, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(window.file, "ask_path", lambda *_: tmp_path / "file" / "new.ows")
    add(window, TABLE)
    window.close()
    _question(window).answer("save")
    settle()
    assert app.windows == [window]
    assert "was not saved" in window.offer_bar.text


def test_quitting_closes_one_window_after_the_other(app, window, monkeypatch):
    second = app.new_window()
    add(window, TABLE)
    add(second, TABLE)
    app.quit()
    _question(second).answer("discard")
    _question(window).answer("discard")
    settle()
    assert not app.windows


def test_cancel_stops_quitting(app, window):
    second, third = app.new_window(), app.new_window()
    add(second, TABLE)
    app.quit()
    _question(second).answer("cancel")
    settle()
    assert app.windows == [window, second]
    second.closing._for_good = True
    second.close()
    settle()
    assert app.windows == [window]
    assert third is not None


def test_the_other_windows_close_with_the_last_one(app, window):
    for action in ("preferences", "first-steps", "log", "about"):
        window.action_bar.run(action)
    others = list(app.others._open.values())
    assert len(others) == 4
    assert all(one.isVisible() for one in others)
    window.close()
    assert not any(one.isVisible() for one in others)


@widget("Stubborn", icon="M4 4h16")
class Stubborn:
    """Stands for a library that cannot be interrupted."""

    def compute(self) -> Table:
        time.sleep(3)
        return Table((), {})


def test_a_run_that_does_not_answer_holds_up_neither_the_window_nor_the_end(app, window, qtbot):
    after, node_id = window.document.workflow.with_new_node(Stubborn())
    window.document.edit(after, "Add")
    qtbot.waitUntil(lambda: window.document.bridge.status(node_id).state == "running")
    window.closing._for_good = True
    begin = own_time()
    window.close()
    assert own_time() - begin < 0.3
    app.finish()
    assert own_time() - begin < 1.6


def test_where_the_window_stood_is_kept(app, window):
    window.setGeometry(10, 20, 720, 600)
    window.parts.set_side_width(230)
    settle()
    window.action_bar.run("problems")
    window.close()
    settle()
    again = app.new_window()
    assert again.size().width() == 720
    assert again.problems.isVisible()
    assert abs(again.parts.side_width - 230) < 3
    kept = json.loads(memory_file().read_text())
    assert kept["problems"] is True


def test_reload_from_file_is_one_step_of_undo(app, tmp_path):
    path = saved(tmp_path / "cows.ows")
    app.new_window()
    app.open(path)
    settle()
    window = app.windows[0]
    add(window, TABLE)
    window.action_bar.run("revert")
    settle()
    assert not window.document.workflow.nodes
    assert not window.document.modified
    window.document.undo()
    assert len(window.document.workflow.nodes) == 1
    window.closing._for_good = True


def test_a_stranger_s_change_of_the_file_is_asked_about(app, tmp_path):
    path = saved(tmp_path / "cows.ows")
    app.new_window()
    app.open(path)
    settle()
    window = app.windows[0]
    add(window, TABLE)
    saved(path, replace(Workflow(), title="Somebody else’s"))
    window.close()
    _question(window).answer("save")
    settle()
    question = _question(window)
    assert app.windows == [window]
    question.answer("replace")
    settle()
    assert not app.windows


def test_nothing_is_left_of_timers_in_the_application(app, window):
    window.close()
    settle()
    assert not QApplication.instance().findChildren(QTimer)
