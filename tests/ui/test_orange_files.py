"""Files of Orange in the window: opened, never replaced silently, and written for Orange."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QLabel

from satsuma.algorithms import other_networks
from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.ui.export_notes import MOST, ExportNotes, shown
from satsuma.ui.question import Question
from satsuma.workflow.orange.exporting import Note
from satsuma.workflow.ows import is_of_orange, read_ows
from tests.ui.opened_app import add, settle

pytestmark = pytest.mark.window

ORANGE = Path(__file__).parents[1] / "fixtures" / "orange"


@pytest.fixture(autouse=True)
def nobody_asks_torch(monkeypatch):
    """What the network of the file looks like takes torch seconds to say, and is nothing to us."""
    monkeypatch.setattr(other_networks, "_ask", lambda *_: {"names": [], "described": {}})


@pytest.fixture
def theirs(tmp_path):
    return Path(shutil.copy(ORANGE / "annotated.ows", tmp_path / "lesson.ows"))


@pytest.fixture
def opened(app, window, theirs):
    """A window with a file of Orange, edited."""
    app.open(theirs, window)
    settle()
    shown = app.windows[-1]
    add(shown, "satsuma.data_table")
    return shown


def asked(window, monkeypatch, answer: Path | None):
    """What the dialog is given; it answers with a path."""
    given = []
    monkeypatch.setattr(window.file, "ask_path", lambda *words: given.append(words) or answer)
    return given


def test_the_first_save_asks_for_a_name_and_leaves_the_file_of_orange(opened, theirs, monkeypatch):
    before = theirs.read_bytes()
    ours = theirs.with_name("lesson (Satsuma).ows")
    given = asked(opened, monkeypatch, ours)
    opened.action_bar.run("save")
    settle()
    assert given[0][1] == "lesson (Satsuma)"
    assert theirs.read_bytes() == before
    assert not is_of_orange(ours)
    add(opened, "satsuma.data_table")
    opened.action_bar.run("save")  # it has its own name now
    settle()
    assert len(given) == 1
    assert read_ows(ours, opened.catalog).workflow == opened.document.workflow


def test_nothing_is_written_when_no_name_is_given(opened, theirs, monkeypatch):
    before = theirs.read_bytes()
    asked(opened, monkeypatch, None)
    opened.action_bar.run("save")
    settle()
    assert theirs.read_bytes() == before
    assert opened.document.modified


def test_the_file_of_orange_is_replaced_only_when_that_is_confirmed(opened, theirs, monkeypatch):
    before = theirs.read_bytes()
    asked(opened, monkeypatch, theirs)
    opened.action_bar.run("save")
    settle()
    question = opened.findChild(Question)
    assert "Orange" in question.accessibleDescription()
    assert theirs.read_bytes() == before
    question.answer("replace")
    settle()
    assert not is_of_orange(theirs)


def test_what_came_back_after_a_crash_does_not_replace_it_either(app, theirs, catalog):
    document = Document(read_ows(theirs, catalog).workflow, theirs)
    document.mark_unsaved(theirs)
    window = app._show(document)
    settle()
    assert window.file.work.is_of_orange
    window.file.work.save()  # even without asking for a name
    settle()
    assert is_of_orange(theirs)


def test_what_could_not_be_taken_over_stands_among_the_problems(opened):
    rows = opened.problems.list.model()
    words = [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]
    assert any("Image Grid" in one for one in words)
    assert not opened.problems.isHidden()


def test_exporting_writes_the_file_and_lists_what_has_no_place(opened, theirs, monkeypatch):
    made = theirs.with_name("back.ows")
    given = asked(opened, monkeypatch, made)
    opened.action_bar.run("export-orange")
    settle()
    assert given[0][1] == "lesson (Orange)"
    assert is_of_orange(made)
    notes = opened.findChild(ExportNotes)
    notes._copy()
    assert "SqueezeNet" in QGuiApplication.clipboard().text()
    assert any("SqueezeNet" in label.text() for label in notes.findChildren(QLabel))
    notes.close()


def test_the_workflow_itself_is_not_exported_over(opened, theirs, monkeypatch):
    before = theirs.read_bytes()
    asked(opened, monkeypatch, theirs)
    opened.action_bar.run("export-orange")
    settle()
    assert theirs.read_bytes() == before
    assert "another name" in opened.offer_bar.text


def test_nothing_left_out_needs_no_window(window, tmp_path, monkeypatch):
    add(window, "satsuma.distances")
    asked(window, monkeypatch, tmp_path / "made.ows")
    window.action_bar.run("export-orange")
    background().wait(5)
    settle()
    assert window.findChild(ExportNotes) is None
    assert "Nothing is left out" in window.toast.text()


def test_a_folder_that_is_gone_is_told(window, tmp_path, monkeypatch):
    add(window, "satsuma.distances")
    asked(window, monkeypatch, tmp_path / "gone" / "made.ows")
    window.action_bar.run("export-orange")
    settle()
    assert "could not be saved" in window.offer_bar.text


def test_the_notes_of_one_widget_stand_together_and_are_bounded():
    notes = (Note("Tree", "One."), Note("", "All."), Note("Tree", "Two."))
    assert shown(notes) == [("Tree", "One.\nTwo."), ("Workflow", "All.")]
    assert len(shown(tuple(Note(str(i), "x") for i in range(MOST + 5)))) == MOST + 1
