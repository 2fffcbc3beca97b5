"""Saving in the background: the right value, and never over what somebody else wrote."""

from __future__ import annotations

import threading

import pytest
from PyQt6.QtCore import Qt

from satsuma.ui import files
from satsuma.ui.document import Document
from satsuma.ui.files import FileWork
from satsuma.ui.unsaved import ask_overwrite, ask_unsaved
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import read_ows, write_ows

pytestmark = pytest.mark.window


@pytest.fixture
def work(document, catalog):
    return FileWork(document, catalog)


def add(document, catalog):
    document.edit(document.workflow.with_new_node(catalog.named("distances")())[0], "Add")


def save(qtbot, work, *args, **more):
    with qtbot.waitSignal(work.saved) as told:
        work.save(*args, **more)
    return told.args[0]


def refused(qtbot, work, *args):
    with qtbot.waitSignal(work.overwrite_asked) as told:
        work.save(*args)
    return told.args


def test_a_workflow_is_read_in_the_background(qtbot, work, animals):
    with qtbot.waitSignal(work.opened) as told:
        work.open(animals)
    opened, path = told.args
    assert len(opened.workflow.nodes) == 6
    assert path == animals


def test_what_cannot_be_read_is_told(qtbot, work, tmp_path):
    with qtbot.waitSignal(work.failed) as told:
        work.open(tmp_path / "none.ows")
    assert "none.ows" in told.args[0]


def test_a_new_file_gets_its_ending_and_the_document_its_name(qtbot, document, work, catalog,
                                                              tmp_path):
    add(document, catalog)
    assert save(qtbot, work, tmp_path / "cows") == tmp_path / "cows.ows"
    assert (document.title, document.modified) == ("cows.ows", False)
    assert read_ows(tmp_path / "cows.ows", catalog).workflow == document.workflow


def test_saving_again_needs_no_question(qtbot, document, work, catalog, tmp_path):
    add(document, catalog)
    save(qtbot, work, tmp_path / "cows.ows")
    add(document, catalog)
    save(qtbot, work)
    assert len(read_ows(tmp_path / "cows.ows", catalog).workflow.nodes) == 2


def test_a_file_that_was_opened_is_saved_without_a_question(qtbot, catalog, work, tmp_path):
    file = tmp_path / "cows.ows"
    write_ows(Workflow(title="Cows"), file)
    with qtbot.waitSignal(work.opened) as told:
        work.open(file)
    document = Document(told.args[0].workflow, file)
    later = FileWork(document, catalog, told.args[0])
    add(document, catalog)
    save(qtbot, later)
    document.close()


def test_a_file_that_another_program_changed_is_not_replaced_unasked(qtbot, document, work, catalog,
                                                                     tmp_path):
    file = tmp_path / "cows.ows"
    save(qtbot, work, file)
    file.write_text("of somebody else")
    add(document, catalog)
    path, reason = refused(qtbot, work)
    assert path == file
    assert "changed this file" in reason
    assert file.read_text() == "of somebody else"
    assert document.modified
    save(qtbot, work, overwrite=True)
    assert not document.modified


def test_two_windows_of_one_file_do_not_overwrite_each_other(qtbot, document, work, catalog,
                                                             tmp_path):
    file = tmp_path / "cows.ows"
    save(qtbot, work, file)
    other = Document(Workflow(), file)
    its_work = FileWork(other, catalog)
    qtbot.waitUntil(lambda: file in its_work._seen)
    add(other, catalog)
    save(qtbot, its_work)
    add(document, catalog)
    refused(qtbot, work)
    other.close()


def test_after_a_reload_saving_needs_no_question(qtbot, document, work, catalog, tmp_path):
    file = save(qtbot, work, tmp_path / "cows.ows")
    write_ows(Workflow(title="of somebody else"), file)
    with qtbot.waitSignal(work.opened) as told:
        work.open(file)
    work.took(file, told.args[0])
    add(document, catalog)
    save(qtbot, work)


def test_another_file_of_that_name_is_not_replaced_unasked(qtbot, document, work, tmp_path):
    (tmp_path / "cows.ows").write_text("older")
    assert "already" in refused(qtbot, work, tmp_path / "cows.ows")[1]
    assert (tmp_path / "cows.ows").read_text() == "older"


def test_a_file_that_was_deleted_is_written_again(qtbot, document, work, catalog, tmp_path):
    file = save(qtbot, work, tmp_path / "cows.ows")
    file.unlink()
    add(document, catalog)
    save(qtbot, work)
    assert file.exists()


def test_what_is_edited_during_a_save_stays_to_be_saved(qtbot, document, work, catalog, tmp_path,
                                                        monkeypatch):
    go, write = threading.Event(), files.write_ows
    monkeypatch.setattr(files, "write_ows", lambda *a: (go.wait(5), write(*a)))
    add(document, catalog)
    with qtbot.waitSignal(work.saved):
        work.save(tmp_path / "cows.ows")
        assert work.busy
        add(document, catalog)
        go.set()
    assert document.modified
    assert len(read_ows(tmp_path / "cows.ows", catalog).workflow.nodes) == 1


def test_a_second_save_waits_for_the_first(qtbot, document, work, catalog, tmp_path):
    add(document, catalog)
    work.save(tmp_path / "cows.ows")
    add(document, catalog)
    work.save(tmp_path / "cows.ows")
    qtbot.waitUntil(lambda: not work.busy and not document.modified)
    assert len(read_ows(tmp_path / "cows.ows", catalog).workflow.nodes) == 2


def test_a_folder_that_is_not_there_is_told(qtbot, document, work, catalog, tmp_path):
    add(document, catalog)
    with qtbot.waitSignal(work.failed) as told:
        work.save(tmp_path / "gone" / "cows.ows")
    assert told.args[0].startswith("“cows.ows” was not saved.")
    assert document.modified
    assert not work.busy


@pytest.mark.parametrize(("key", "answer"), [
    (Qt.Key.Key_Return, "save"), (Qt.Key.Key_Escape, "cancel")])
def test_the_question_is_answered_by_key(qtbot, key, answer):
    question = ask_unsaved("cows.ows")
    qtbot.addWidget(question)
    question.show()
    with qtbot.waitSignal(question.answered) as told:
        qtbot.keyClick(question.focusWidget() or question, key)
    assert told.args == [answer]
    assert not question.isVisible()


def test_every_answer_has_its_button_and_is_given_once(qtbot, tmp_path):
    question = ask_overwrite(tmp_path / "cows.ows", "Because.")
    qtbot.addWidget(question)
    question.show()
    told = []
    question.answered.connect(told.append)
    qtbot.mouseClick(question.buttons["replace"], Qt.MouseButton.LeftButton)
    question.close()
    assert told == ["replace"]
    assert list(question.buttons) == ["replace", "cancel", "elsewhere"]


def test_closing_the_question_is_no_answer_to_it(qtbot):
    question = ask_unsaved("cows.ows")
    qtbot.addWidget(question)
    question.show()
    with qtbot.waitSignal(question.answered) as told:
        question.close()
    assert told.args == ["cancel"]
