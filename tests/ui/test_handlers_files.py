"""The File menu: pictures, scripts, and what cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtGui import QGuiApplication, QImage

from satsuma.ui.background import background
from tests.ui.opened_app import add, settle

pytestmark = pytest.mark.window

TABLE = "satsuma.data_table"


@pytest.fixture
def target(window, tmp_path, monkeypatch):
    """Every dialog that asks where to save answers with a file of this folder."""
    monkeypatch.setattr(window.file, "ask_path",
                        lambda title, stem, kinds, suffix: tmp_path / f"made{suffix}")
    add(window, TABLE, TABLE)
    settle()
    return tmp_path


def test_nothing_can_be_exported_from_an_empty_canvas(window):
    bar = window.action_bar
    assert not any(map(bar.is_enabled, ("save-svg", "save-png", "copy-picture", "save-python",
                                        "repair", "revert")))


def test_a_drawing(window, target):
    window.action_bar.run("save-svg")
    settle()
    assert (target / "made.svg").read_bytes().startswith(b"<?xml")
    assert window.toast.text() == "Saved as made.svg."


def test_a_picture(window, target, qtbot):
    window.action_bar.run("save-png")
    qtbot.waitUntil((target / "made.png").exists)
    settle()
    assert QImage(str(target / "made.png")).width() > 300


def test_a_picture_on_the_clipboard(window, target):
    window.action_bar.run("copy-picture")
    settle()
    assert not QGuiApplication.clipboard().image().isNull()


def test_a_script(window, target):
    window.action_bar.run("save-python")
    settle()
    compile((target / "made.py").read_text(), "made.py", "exec")


def test_what_cannot_be_written_is_told(window, target, monkeypatch):
    (target / "made.svg").mkdir()
    window.action_bar.run("save-svg")
    settle()
    assert "could not be saved" in window.offer_bar.text


def test_a_dialog_that_is_left_changes_nothing(window, monkeypatch):
    add(window, TABLE)
    monkeypatch.setattr(window.file, "ask_path", lambda *_: None)
    for action in ("save-svg", "save-png", "save-python", "save", "save-as"):
        window.action_bar.run(action)
    assert background().wait(30)
    assert window.document.modified
    assert window.document.path is None


def test_saving_tells_and_remembers(window, target):
    window.action_bar.run("save")
    settle()
    assert window.document.path == target / "made.ows"
    assert not window.document.modified
    assert window.app.recent.files == (target / "made.ows",)
    add(window, TABLE)
    window.action_bar.run("save")
    settle()
    assert not window.document.modified


def test_importing_a_folder(window, cow_folder, monkeypatch):
    monkeypatch.setattr("satsuma.ui.handlers.file.QFileDialog.getExistingDirectory",
                        lambda *_: str(cow_folder))
    window.action_bar.run("import")
    settle()
    (node,) = window.document.workflow.nodes.values()
    assert node.widget.sources == (str(cow_folder),)


def test_opening_by_the_menu(window, animals, monkeypatch):
    monkeypatch.setattr("satsuma.ui.handlers.file.QFileDialog.getOpenFileNames",
                        lambda *_: ([str(animals)], ""))
    app_ = window.app
    window.action_bar.run("open-paused")
    settle()
    (made,) = app_.windows
    assert made.document.path == animals
    assert made.action_bar.is_checked("pause-all")
    assert made.status.pause.isChecked()


def test_about_the_workflow_and_the_report(window):
    window.action_bar.run("about-workflow")
    window.action_bar.run("copy-report")
    assert "Satsuma" in QGuiApplication.clipboard().text()


def test_opening_begins_in_the_folder_of_the_last_one_else_at_home(window, animals, monkeypatch):
    begun = []
    monkeypatch.setattr("satsuma.ui.handlers.file.QFileDialog.getOpenFileNames",
                        lambda *told: (begun.append(told[2]), ([], ""))[1])
    window.action_bar.run("open")
    window.app.note_recent(animals)
    window.action_bar.run("open")
    settle()
    assert begun == [str(Path.home()), str(animals.parent)]
