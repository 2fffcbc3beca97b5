"""Save Data and Save Images of Orange, and back: no setting makes anything be written."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from satsuma.catalog import discover
from satsuma.workflow.orange.counterparts import from_here, from_there
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.ows import loads

DATA = "Orange.widgets.data.owsave.OWSave"
IMAGES = "orangecontrib.imageanalytics.widgets.owsaveimages.OWSaveImages"

# As Orange 3.40 packs them.
DATA_SETTINGS = {
    "add_type_annotations": True, "auto_save": True, "controlAreaVisible": True,
    "filter": "Comma-separated values (*.csv)", "savedWidgetGeometry": None,
    "stored_name": "animals.csv", "stored_path": "/lab", "__version__": 3}
IMAGES_SETTINGS = {
    "auto_save": True, "controlAreaVisible": True, "dirname": "/lab/out", "file_format_index": 1,
    "image_attr_current_index": 0, "last_dir": "/lab", "savedWidgetGeometry": None,
    "scale_index": 2, "use_scale": True, "__version__": 1}


def taken(name: str, settings: dict[str, object]) -> tuple[Any, list[str]]:
    data = (f'<scheme version="2.0"><nodes><node id="0" qualified_name="{name}" title="It" '
            f'position="(1, 2)"/></nodes><node_properties><properties node_id="0" '
            f'format="literal">{escape(repr(settings))}</properties></node_properties></scheme>')
    found = loads(data.encode(), Path("/work"), discover())
    return found.workflow.nodes["it"].widget, list(found.problems)


def test_save_data_is_taken_over():
    widget, told = taken(DATA, DATA_SETTINGS)
    assert widget.file == "/lab/animals.csv"
    assert any("Autosave" in one for one in told)


@pytest.mark.parametrize(("name", "annotated", "header"), [
    ("a.csv", True, "for Orange"), ("a.csv", False, "names"), ("a.xlsx", True, "for Orange"),
    ("a.csv.gz", True, "for Orange"), ("a.tab", True, "names")])
def test_the_header_stays_what_it_was(name, annotated, header):
    widget, _ = taken(DATA, DATA_SETTINGS | {"stored_name": name,
                                             "add_type_annotations": annotated})
    assert widget.header == header
    given = from_here("satsuma.save_data").give(widget)
    assert given.settings["add_type_annotations"] is annotated


@pytest.mark.parametrize("name", ["animals.pkl", "animals.pkl.gz", "animals"])
def test_what_is_not_written_here_is_told(name):
    widget, told = taken(DATA, DATA_SETTINGS | {"stored_name": name})
    assert widget.file == ""
    assert any(name in one for one in told)


def test_a_relative_place_is_one_beside_the_workflow():
    widget, _ = taken(DATA, DATA_SETTINGS | {"stored_path": "sub"})
    assert widget.file == "/work/sub/animals.csv"


def test_save_images_is_taken_over():
    widget, told = taken(IMAGES, IMAGES_SETTINGS)
    assert (widget.folder, widget.format, widget.longest) == ("/lab/out", "jpeg", 224)
    assert any("Autosave" in one for one in told)
    assert any("proportions" in one for one in told)


def test_formats_that_are_not_written_here_are_told():
    widget, told = taken(IMAGES, IMAGES_SETTINGS | {"file_format_index": 4, "use_scale": False})
    assert (widget.format, widget.longest) == ("as_it_is", None)
    assert any("PDF" in one for one in told)


def test_save_data_goes_back():
    widget, _ = taken(DATA, DATA_SETTINGS)
    given = from_here("satsuma.save_data").give(widget)
    assert {key: given.settings[key] for key in ("filter", "stored_path", "stored_name")} == {
        key: DATA_SETTINGS[key] for key in ("filter", "stored_path", "stored_name")}
    assert given.settings["auto_save"] is False
    packed = from_here("satsuma.save_data").give(type(widget)("/lab/a.tab.gz"))
    assert packed.settings["filter"].endswith("(*.tab.gz)")
    assert from_here("satsuma.save_data").give(type(widget)("/lab/a.npz")).notes


def test_the_folder_that_orange_would_empty_is_not_told_to_it():
    widget, _ = taken(IMAGES, IMAGES_SETTINGS)
    given = from_here("satsuma.save_images").give(widget)
    assert given.settings["dirname"] == ""
    assert given.settings["file_format_index"] == 1
    assert "empties" in given.notes[0]


def test_settings_that_are_damaged_are_no_harm():
    for name in (DATA, IMAGES):
        pair = from_there(name)
        odd = dict.fromkeys(pair.take(ForeignSettings({})) and
                            ("stored_name", "stored_path", "dirname", "file_format_index",
                             "scale_index", "use_scale"), [1])
        pair.take(ForeignSettings(odd))
