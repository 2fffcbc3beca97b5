"""File and Select Columns of Orange, with what was corrected there."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.catalog import discover
from satsuma.data.column_edits import ColumnEdit
from satsuma.workflow.orange.counterparts import from_here, from_there
from satsuma.workflow.orange.file_address import address_of, path_of
from satsuma.workflow.ows import loads

FILE = "Orange.widgets.data.owfile.OWFile"
COLUMNS = "Orange.widgets.data.owselectcolumns.OWSelectAttributes"
SETTINGS = Path(__file__).parents[2] / "fixtures" / "orange" / "tables"


def taken(name, text, form):
    data = (f'<scheme version="2.0"><nodes><node id="0" qualified_name="{name}" title="It" '
            f'position="(1, 2)"/></nodes><node_properties><properties node_id="0" '
            f'format="{form}">{text}</properties></node_properties></scheme>')
    found = loads(data.encode(), Path("/lab"), discover())
    return found.workflow.nodes["it"].widget, list(found.problems)


def test_a_file_is_taken_over_with_what_was_corrected():
    widget, told = taken(FILE, (SETTINGS / "file-settings.txt").read_text(), "pickle")
    assert widget.path == "/lab/zoo.tab"
    assert widget.columns == (ColumnEdit("size", "category", "meta"),
                              ColumnEdit("color", role="skip"))
    assert told == []


def test_the_lists_of_select_columns_are_taken_over():
    widget, told = taken(COLUMNS, (SETTINGS / "select-columns-settings.txt").read_text(), "pickle")
    assert (widget.features, widget.target, widget.left_out) == (("label",), ("kind",), ("n0",))
    assert widget.meta == ("size", "image name", "image", "seen", "one")
    assert told == []


@pytest.mark.parametrize(("text", "told"), [
    ("{'source': 1, 'url': 'http://example.org/x.tab'}", "from the web"),
    ("{'source': 0, 'recent_paths': 3}", "choose it again")])
def test_what_cannot_be_taken_over_is_told(text, told):
    widget, problems = taken(FILE, text, "literal")
    assert widget.path == ""
    assert any(told in one for one in problems)


@pytest.mark.parametrize("text", ["{'context_settings': [3]}", "{'context_settings': 'x'}"])
def test_odd_settings_do_no_harm(text):
    assert taken(COLUMNS, text, "literal")[0] == from_here_class("satsuma.select_columns")()


def from_here_class(name):
    return discover().widgets[name]


def test_what_orange_cannot_keep_is_told():
    catalog = discover().widgets
    made = catalog["satsuma.file"](path="/lab/zoo.tab", columns=(ColumnEdit("x", role="skip"),))
    given = from_here("satsuma.file").give(made)
    assert given.settings["url"] == "file:///lab/zoo.tab"
    assert len(given.notes) == 2
    lists = catalog["satsuma.select_columns"](meta=("x",))
    assert "Move the columns" in from_here("satsuma.select_columns").give(lists).notes[0]
    assert from_there(FILE).here == "satsuma.file"


@pytest.mark.parametrize("path", ["/lab/zoo.tab", "/lab/ä b/pl %äx#1?.csv", "C:/Lab/a b.xlsx",
                                  "/lab/a\udcff.csv"])
def test_a_file_goes_to_orange_and_back_as_an_address(path):
    """Orange 3.40 read files with such names by these addresses."""
    assert path_of(address_of(path)) == path
    widget, told = taken(FILE, f"{{'source': 1, 'url': {address_of(path)!r}}}", "literal")
    assert (widget.path, told) == (path, [])


@pytest.mark.parametrize("address", [
    "http://example.org/a.csv", "file://other/share/a.csv", "file:////other/share/a.csv", "file:",
    "ftp:///a.csv", "file:///a%00.csv", "file://[", "a.csv", ""])
def test_other_addresses_are_no_files(address):
    assert path_of(address) == ""


@pytest.mark.parametrize("path", ["", "a.csv", "/lab/a.npz", "lab/a.csv"])
def test_files_that_orange_cannot_read_have_no_address(path):
    assert address_of(path) == ""
