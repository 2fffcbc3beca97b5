"""File: a table as it lies on disk, with what a person corrected of its columns."""

from __future__ import annotations

import os
import typing

import pandas
import pytest
from PIL import Image

from satsuma.catalog import discover
from satsuma.data import table_reading
from satsuma.data.column import Kind, Role
from satsuma.data.column_edits import ColumnEdit, with_edits
from satsuma.gestures import Changed
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.text_views import as_text
from satsuma.workflow.codec import check_setting, to_json

File = discover(entry_points=False).widgets["satsuma.file"]
ROWS = "name,size,kind,note\ncow,1.50,a,x\nhen,2,a,\npig,3,b,y\nfox,4,b,z\n"


class Warnings(Run):
    def __init__(self):
        self.texts = []

    def warn(self, text):
        self.texts.append(text)


@pytest.fixture
def file(tmp_path):
    (tmp_path / "t.csv").write_text(ROWS)
    return tmp_path / "t.csv"


def test_the_values_are_those_that_pandas_reads(file):
    table = File(path=str(file)).compute().data
    frame = pandas.read_csv(file, keep_default_na=False)
    assert table["size"].values.tolist() == frame["size"].tolist()
    for name in ("name", "kind", "note"):
        assert [table[name].shown(row) for row in range(4)] == frame[name].tolist()
    assert table.name == "t"
    assert File(path=str(file)).summary(File(path=str(file)).compute()) == "t.csv · 4 rows"


def test_corrections_are_carried_out(file):
    edits = (ColumnEdit("size", "text"), ColumnEdit("name", role="target", rename="label"),
             ColumnEdit("note", role="skip"))
    table = File(path=str(file), columns=edits).compute().data
    assert list(table.columns) == ["label", "size", "kind"]
    assert table["label"].role is Role.TARGET
    assert table["size"].values.tolist() == ["1.50", "2", "3", "4"]
    assert table["size"].role is Role.META


def test_corrections_of_columns_that_are_gone_are_kept_and_told(file):
    run = Warnings()
    widget = File(path=str(file), columns=(ColumnEdit("gone", "text"),))
    widget.compute(run)
    assert "no column “gone”" in run.texts[0]
    assert widget.columns


def test_two_columns_of_one_name_get_numbers(file):
    run = Warnings()
    edits = (ColumnEdit("name", rename="size"), ColumnEdit("kind", rename="size"))
    table = File(path=str(file), columns=edits).compute(run).data
    assert list(table.columns) == ["size", "size (2)", "size (3)", "note"]
    assert len(run.texts) == 2


def test_a_text_of_paths_becomes_pictures_where_the_first_is_found(tmp_path):
    (tmp_path / "t.csv").write_text("photo\ncow.png\nhen.png\n")
    widget = File(path=str(tmp_path / "t.csv"))
    assert widget.compute().data["photo"].kind is Kind.TEXT
    Image.new("RGB", (3, 2)).save(tmp_path / "cow.png")
    table_reading._readings.clear()
    assert widget.compute().data["photo"].kind is Kind.IMAGE
    plain = File(path=str(tmp_path / "t.csv"), columns=(ColumnEdit("photo", "text"),))
    assert plain.compute().data["photo"].kind is Kind.TEXT


def test_it_is_read_again_only_when_something_else_is_to_be_read(file, monkeypatch):
    outputs = File(path=str(file)).compute()
    monkeypatch.setattr(table_reading, "find_table", None)
    other = File(path=str(file), columns=(ColumnEdit("size", role="meta"),)).compute()
    assert other.data["size"].role is Role.META
    assert outputs.reading is other.reading
    with pytest.raises(TypeError):
        File(path=str(file), columns=(ColumnEdit("size", "text"),)).compute()


def test_the_stamp_changes_with_the_file(file):
    widget = File(path=str(file))
    before = widget.stamp()
    file.write_text(ROWS + "owl,5,b,\n")
    assert widget.stamp() != before
    assert len(widget.compute().data) == 5
    os.remove(file)
    assert widget.stamp() is None
    with pytest.raises(Problem, match="not there any more"):
        widget.compute()


@pytest.mark.parametrize(("path", "told"), [
    ("", "Choose a file"), ("/lab/t.pkl", "must end in"), ("C:\\lab\\t.csv", "another computer"),
    (f"/lab/{'x' * 300}.csv", "not there any more")])
def test_what_cannot_be_read_is_told(path, told):
    with pytest.raises(Problem, match=told):
        File(path=path).compute()


def test_another_sheet_is_read(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["a"])
    book.active.append([1])
    book.create_sheet("more").append(["b"])
    book["more"].append([2])
    book.save(tmp_path / "t.xlsx")
    run = Warnings()
    widget = File(path=str(tmp_path / "t.xlsx"), sheet="more")
    assert list(widget.compute(run).data.columns) == ["b"]
    assert run.texts == []
    assert widget.view(widget.compute()).sheets == ("Sheet", "more")
    assert list(File(path=widget.path, sheet="gone").compute(run).data.columns) == ["a"]
    assert "no sheet “gone”" in run.texts[0]


def test_gestures_change_settings_and_never_the_file(file):
    widget = File(path=str(file))
    edits = (ColumnEdit("size", "text"),)
    assert widget.edits(Changed("columns", edits)).columns == edits
    assert widget.edits(Changed("ids", "name")).ids == "name"
    assert widget.edits(Changed("path", "/x")) == widget
    assert widget.edits(Changed("columns", edits)).compute().data.ids == ("1", "2", "3", "4")


def test_only_what_differs_from_the_guess_is_kept(file):
    widget = File(path=str(file))
    guesses = {one.name: one.guess for one in widget.compute().facts}
    edits = with_edits((), guesses, [ColumnEdit("size", "number", "feature", "size")])
    assert edits == ()
    edits = with_edits((), guesses, [ColumnEdit("size", "text", "meta", " long ")])
    assert edits == (ColumnEdit("size", "text", "", "long"),)
    assert with_edits(edits, guesses, [ColumnEdit("size")]) == ()


def test_corrections_come_back_from_json():
    edits = (ColumnEdit("size", "text", "skip", "long"), ColumnEdit("x"))
    hint = typing.get_type_hints(File)["columns"]
    assert check_setting(File, "columns", to_json(edits, hint)) == edits
    with pytest.raises(Problem, match="does not fit"):
        check_setting(File, "columns", [{"name": "x", "kind": "matrix"}])


def test_what_is_shown_holds_for_the_present_settings(file):
    widget = File(path=str(file), columns=(ColumnEdit("note", role="skip"),))
    lines = as_text(widget.view(widget.compute())).splitlines()
    assert lines[0] == "name · text meta · cow · hen · pig · fox"
    assert lines[3] == "note · text left out · x · y · z · corrected"
    assert lines[-1] == "Read as UTF-8, with commas between the cells."
    facts = widget.compute().facts
    assert [one.missing for one in facts] == [0, 0, 0, 0.25]
