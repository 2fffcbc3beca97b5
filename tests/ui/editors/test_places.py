"""Folders and pictures: dropped, typed, or from the folders used lately; and read again."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLabel, QMenu, QVBoxLayout, QWidget

from satsuma.commands import Reload
from satsuma.ui.background import background
from satsuma.ui.editors.place_finding import folders_like, meant, spelled
from satsuma.ui.editors.place_list import look
from satsuma.ui.editors.places import PlacesEditor
from satsuma.ui.panel import Panel
from satsuma.ui.recent_folders import MOST, RecentFolders, remember_folders

pytestmark = pytest.mark.window


class Form:
    """A window with a form and something beside it, and what the form told."""

    def __init__(self, qtbot: Any, catalog: Any) -> None:
        self.window, self.panel = QWidget(), Panel()
        self.beside = QLabel("A view")
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.panel)
        layout.addWidget(self.beside)
        qtbot.addWidget(self.window)
        self.cls = catalog.named("import_images")
        self.told: list[tuple[str, ...]] = []
        self.asked: list[Any] = []
        self.panel.edited.connect(self._take)
        self.panel.asked.connect(self.asked.append)
        self.show()
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window, 3000)
        settle()

    def _take(self, name: str, value: Any) -> None:
        assert name == "sources"
        self.told.append(value)
        self.show(*value)

    def show(self, *sources: str) -> None:
        self.panel.show_widget(self.cls(sources=sources), {})

    @property
    def editor(self) -> PlacesEditor:
        return self.panel.editor("sources")

    @property
    def sentence(self) -> str:
        label = self.panel.rows["sources"].sentence
        return label.text() if label.isVisible() else ""


def settle() -> None:
    for _ in range(3):
        assert background().wait(30)
        QApplication.processEvents()


@pytest.fixture
def form(qtbot, catalog):
    return Form(qtbot, catalog)


@pytest.fixture
def tree(tmp_path) -> Path:
    """Two folders that begin alike, a hidden one, and a picture."""
    for name in ("herd/cow", "Herbs", "other", ".hidden"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "herring.png").write_bytes(b"x")
    return tmp_path


def drop(on: QWidget, paths: list[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, buttons, keys)
    QApplication.sendEvent(on, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(on, QDropEvent(QPointF(5, 5), action, mime, buttons, keys))


def type_in(form: Form, text: str) -> None:
    form.editor.line.setFocus()
    QTest.keyClicks(form.editor.line, text)
    settle()


# Dropping

def test_a_drop_anywhere_on_the_window_adds(form, tree):
    drop(form.window, [tree / "herd", tree / "herring.png"])
    assert form.told == [(str(tree / "herd"), str(tree / "herring.png"))]
    drop(form.editor, [tree / "other"])
    assert form.told[-1][-1] == str(tree / "other")


def test_the_list_shows_that_it_takes_what_is_held_over_the_window(form, tree):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tree))])
    QApplication.sendEvent(form.window, QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier))
    assert form.editor.list.property("taking")
    QApplication.sendEvent(form.window, QDragLeaveEvent())
    assert not form.editor.list.property("taking")


def test_text_that_is_dropped_is_no_folder(form):
    mime = QMimeData()
    mime.setText("just words")
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime,
                            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(form.window, enter)
    assert not enter.isAccepted()
    assert form.told == []


# Places that are not there

def told_within(form: Form, sentence: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while form.sentence != sentence and time.monotonic() < end:
        settle()
        time.sleep(0.01)
    return form.sentence == sentence


NOT_THERE = "1 place is not there. Remove it, or bring it back and reload."


def test_a_place_that_comes_back_is_seen_by_itself(form, tree):
    (tree / "herd").rename(tree / "away")
    form.show(str(tree / "herd"))
    assert told_within(form, NOT_THERE, 3)
    (tree / "away").rename(tree / "herd")
    assert told_within(form, "", 5)
    assert not form.editor._again.isActive()


def test_whoever_comes_back_to_the_window_need_not_wait(form, tree, qtbot):
    (tree / "herd").rename(tree / "away")
    form.show(str(tree / "herd"))
    assert told_within(form, NOT_THERE, 3)
    form.editor._again.setInterval(1_000_000)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    assert QTest.qWaitForWindowActive(other, 3000)
    (tree / "away").rename(tree / "herd")
    settle()
    assert form.sentence == NOT_THERE
    form.window.activateWindow()
    assert told_within(form, "", 3)


def test_a_missing_place_that_is_removed_is_not_told_of_any_more(form, tree):
    form.show(str(tree / "gone"))
    assert told_within(form, NOT_THERE, 3)
    form.show()
    settle()
    assert form.sentence == ""
    assert not form.editor._again.isActive()


def test_a_drive_that_does_not_answer_holds_one_worker_only(form, tree, monkeypatch):
    form.show(str(tree / "gone"))
    assert told_within(form, NOT_THERE, 3)
    answer, asked = threading.Event(), []

    def hang(paths):
        asked.append(paths)
        answer.wait(20)
        return look(paths)

    monkeypatch.setattr("satsuma.ui.editors.places.look", hang)
    form.editor._again.setInterval(10)
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        QApplication.processEvents()
    answer.set()
    assert len(asked) == 1
    settle()


# Typing

def test_a_folder_is_typed_and_added_with_enter(form, tree):
    type_in(form, str(tree / "other"))
    form.editor.line.popup.hide()
    QTest.keyClick(form.editor.line, Qt.Key.Key_Return)
    settle()
    assert form.told == [(str(tree / "other"),)]
    assert form.editor.line.text() == ""


@pytest.mark.parametrize("end", ["", os.sep])
def test_enter_means_what_was_typed_while_other_folders_are_offered(form, tree, end):
    type_in(form, str(tree / "herd") + end)
    popup = form.editor.line.popup
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    settle()
    assert form.told == [(str(tree / "herd"),)]


def test_folders_that_fit_are_offered_while_typing_and_taken_by_keys(form, tree):
    type_in(form, str(tree / "her"))
    line, popup = form.editor.line, form.editor.line.popup
    assert popup.isVisible()
    model = popup.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Herbs", "herd"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == str(tree / "herd") + os.sep
    assert form.told == []
    settle()
    assert [popup.model().index(0, 0).data()] == ["cow"]
    popup.hide()
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert form.told == [(str(tree / "herd"),)]


def test_a_folder_that_is_not_there_is_refused_with_a_reason(form, tree):
    type_in(form, str(tree / "nowhere"))
    QTest.keyClick(form.editor.line, Qt.Key.Key_Return)
    settle()
    assert "There is no folder “nowhere” here" in form.sentence
    assert form.editor.line.text() == str(tree / "nowhere")
    QTest.keyClick(form.editor.line, Qt.Key.Key_Backspace)
    assert form.sentence == ""
    assert form.told == []
    QTest.keyClick(form.editor.line, Qt.Key.Key_Escape)
    assert form.editor.line.text() == ""


def test_typed_texts_are_understood_as_people_paste_them(tree):
    assert meant(f'"{tree}"') == (str(tree), "")
    assert meant(QUrl.fromLocalFile(str(tree / "herd")).toString()) == (str(tree / "herd"), "")
    assert meant(f"  {tree}{os.sep} ") == (str(tree), "")
    assert spelled("~") == os.path.expanduser("~")
    assert "whole path" in meant("herd")[1]
    assert meant("")[1]
    assert meant("/a\0b")[1]


def test_hidden_folders_are_offered_only_to_those_who_ask(tree):
    assert str(tree / ".hidden") not in folders_like(f"{tree}{os.sep}")
    assert folders_like(str(tree / ".h")) == [str(tree / ".hidden")]
    assert folders_like(str(tree / "herring")) == []
    assert folders_like("her") == []
    assert folders_like(str(tree / "nowhere" / "x")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may hold any bytes")
def test_names_that_no_text_holds_and_links_in_circles_are_no_crash(tree):
    os.mkdir(os.fsencode(tree) + b"/\xff\xfe")
    (tree / "loop").symlink_to(tree / "loop")
    found = folders_like(f"{tree}{os.sep}")
    assert any(os.fsencode(one).endswith(b"\xff\xfe") for one in found)
    assert str(tree / "loop") not in found


@given(st.text(max_size=30))
def test_no_text_breaks_the_finding(text):
    if text.startswith(("~", "/")):
        text = "x" + text
    assert folders_like(text) == []
    assert meant(text)[1]


# Folders used lately

def test_what_was_added_is_offered_again(form, tree):
    drop(form.window, [tree / "herd"])
    settle()
    drop(form.window, [tree / "other", tree / "herring.png"])
    settle()
    assert RecentFolders.load().folders == (str(tree / "other"), str(tree / "herd"))
    form.show()
    settle()
    QTest.mouseClick(form.editor.recent, Qt.MouseButton.LeftButton)
    settle()
    menu = form.editor.findChild(QMenu)
    texts = [action.text() for action in menu.actions()]
    assert texts[0].startswith("other")
    assert texts[1].startswith("herd")
    menu.actions()[1].trigger()
    menu.close()
    assert form.told[-1] == (str(tree / "herd"),)


def test_what_is_gone_cannot_be_taken_and_the_list_can_be_cleared(form, tree):
    remember_folders((str(tree / "gone"),), on_top=True)
    form.editor.recent.setFocus()
    QTest.keyClick(form.editor.recent, Qt.Key.Key_Space)
    settle()
    menu = form.editor.findChild(QMenu)
    assert "not found" in menu.actions()[0].text()
    assert not menu.actions()[0].isEnabled()
    menu.actions()[-1].trigger()
    menu.close()
    settle()
    assert RecentFolders.load().folders == ()


def test_an_opened_workflow_does_not_turn_the_list_upside_down(form, tree):
    remember_folders((str(tree / "herd"), str(tree / "other")), on_top=True)
    form.show(str(tree / "other"))
    settle()
    assert RecentFolders.load().folders == (str(tree / "herd"), str(tree / "other"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"folders": 3}', '{"folders": [1, null, ""]}',
                                  '{"folders": ["\\u0000"]}', "[" * 100_000])
def test_a_damaged_list_is_an_empty_one(tmp_path, monkeypatch, text):
    monkeypatch.setenv("SATSUMA_CONFIG", str(tmp_path))
    (tmp_path / "recent-folders.json").write_text(text)
    assert RecentFolders.load() == RecentFolders()


@given(st.lists(st.sampled_from([f"/f{number}" for number in range(20)]), max_size=40))
def test_the_list_is_short_and_names_each_once(folders):
    recent = RecentFolders()
    for folder in folders:
        recent = recent.with_folder(folder)
    assert len(set(recent.folders)) == len(recent.folders) <= MOST
    if folders:
        assert recent.folders[0] == os.path.abspath(folders[-1])


# Reading again

def test_the_folders_are_read_again_by_a_button(form, tree):
    assert not form.editor.reload.isEnabled()
    form.show(str(tree))
    QTest.mouseClick(form.editor.reload, Qt.MouseButton.LeftButton)
    assert form.asked == [Reload()]
    assert form.told == []


def test_everything_has_a_name_and_is_reached_by_tab(form, tree):
    form.show(str(tree))
    editor = form.editor
    editor.list.setFocus()
    reached = set()
    for _ in range(10):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert {editor.add_folder, editor.add_pictures, editor.line, editor.recent,
            editor.reload} <= reached
    assert all(one.accessibleName() for one in reached)
