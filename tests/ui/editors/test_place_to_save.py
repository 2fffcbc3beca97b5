"""Places to save: they need not be there, and choosing one replaces nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QFileDialog

from satsuma.data.tables import SUFFIXES
from satsuma.ui.background import background
from satsuma.ui.editors.choose import editor_for
from satsuma.ui.editors.facts import facts_of
from satsuma.ui.editors.place_to_save import PlaceToSaveEditor, kinds
from satsuma.widgets.data.file import File
from satsuma.widgets.data.save_data import SaveData
from satsuma.widgets.images.save_images import SaveImages
from satsuma.widgets.model.load_model import LoadModel
from satsuma.widgets.model.save_model import SaveModel

pytestmark = pytest.mark.window


@pytest.fixture
def editor(qtbot):
    def made(cls, name):
        facts = next(one for one in facts_of(cls) if one.name == name)
        found = editor_for(facts)
        qtbot.addWidget(found)
        return found

    return made


def noted(editor: PlaceToSaveEditor, value: str) -> str:
    told = []
    editor.noted.connect(told.append)
    editor.show_value(value)
    assert background().wait(30)
    return told[-1]


def test_settings_that_are_written_to_have_this_control(editor):
    assert type(editor(SaveData, "file")) is PlaceToSaveEditor
    assert type(editor(SaveImages, "folder")) is PlaceToSaveEditor


def test_a_place_that_is_not_there_is_fine(editor, tmp_path):
    one = editor(SaveData, "file")
    assert noted(one, str(tmp_path / "new.csv")) == ""
    assert "is made when you save" in noted(one, str(tmp_path / "a" / "new.csv"))


def test_the_dialog_asks_no_question_and_gives_the_ending_that_was_chosen(
        editor, tmp_path, monkeypatch):
    seen = []

    def chosen(parent, title, place, offered, options):
        seen.append((offered, options))
        return str(tmp_path / "animals"), "Spreadsheet (*.xlsx)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    one, told = editor(SaveData, "file"), []
    one.edited.connect(told.append)
    one.choose.click()
    assert told == [str(tmp_path / "animals.xlsx")]
    assert seen[0][1] == QFileDialog.Option.DontConfirmOverwrite
    assert all(f"*{suffix}" in seen[0][0] for suffix in SUFFIXES)


def test_a_file_to_be_read_is_asked_for_in_words_with_tables_first(editor, tmp_path, monkeypatch):
    seen = []

    def chosen(parent, title, place, offered):
        seen.append((title, offered))
        return str(tmp_path / "a.csv"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    one = editor(File, "path")
    one.choose.click()
    [(title, offered)] = seen
    assert title == "Choose a table"
    tables, everything = offered.split(";;")
    assert all(f"*{suffix}" in tables for suffix in SUFFIXES)
    assert everything == "All files (*)"


def test_folders_are_asked_for_with_the_systems_dialog(editor, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    one, told = editor(SaveImages, "folder"), []
    one.edited.connect(told.append)
    one.choose.click()
    assert told == [str(tmp_path)]


def test_every_kind_of_table_has_words():
    assert kinds().count(";;") == len(SUFFIXES) - 1
    assert Path("a.csv").suffix in kinds()


@pytest.mark.parametrize(("cls", "name", "asked"), [
    (SaveModel, "file", "getSaveFileName"), (LoadModel, "path", "getOpenFileName")])
def test_a_file_that_is_no_table_is_asked_for_by_its_own_ending(
        editor, monkeypatch, cls, name, asked):
    told = []

    def chosen(parent, title, folder, kinds, **_):
        told.append(kinds)
        return "/home/ana/cows", kinds

    monkeypatch.setattr(QFileDialog, asked, chosen)
    made = editor(cls, name)
    made.choose.click()
    assert "(*.satsuma-model)" in told[0]
    assert "csv" not in told[0]
    if cls is SaveModel:
        assert made.line.text().endswith("cows.satsuma-model")
    assert background().wait(30)
