"""Image Viewer: what is picked leaves; how pictures are arranged changes nothing that is sent."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from satsuma.catalog import discover
from satsuma.data.column import categorical, images, numbers, texts
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Changed, Clicked
from satsuma.widget import settings_fingerprint
from satsuma.widgets.images.image_viewer import ImageViewer
from satsuma.workflow.codec import setting_name, to_json
from satsuma.workflow.ows import read_ows
from tests.own_time import own_time

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def table():
    return Table(("a", "b", "c"), {
        "image": images(["a.png", "b.png", "c.png"], None), "x": numbers([1, 2, 3]),
        "image name": texts(["A", "B", "C"]), "kind": categorical(["k", "l", "k"])})


def test_arranging_recomputes_nothing():
    plain = ImageViewer(selected=("a",))
    for name, value in (("captions", ("x",)), ("color", "kind"), ("group", "kind"), ("sort", "x"),
                        ("descending", True), ("size", 300)):
        changed = plain.edits(Changed(name, value))
        assert getattr(changed, name) == value
        assert settings_fingerprint(changed) == settings_fingerprint(plain)


def test_arranging_changes_what_is_seen_and_not_what_is_sent(table):
    widget = ImageViewer(selected=("c", "a"), sort="x", descending=True, group="kind")
    outputs = widget.compute(table)
    assert outputs.selected.ids == ("a", "c")
    view = widget.view(outputs)
    assert (view.sort, view.descending, view.group, view.color) == ("x", True, "kind", None)


def test_the_order_of_picking_can_be_sent(table):
    widget = ImageViewer(order="picking").edits(Clicked("c"))
    widget = widget.edits(Clicked("a", toggle=True))
    assert widget.compute(table).selected.ids == ("c", "a")
    assert replace(widget, order="table").compute(table).selected.ids == ("a", "c")
    assert replace(widget, selected="all").compute(table).selected.ids == ("a", "b", "c")
    assert replace(widget, selected=("c", "gone", "b")).compute(table).selected.ids == ("c", "b")
    assert [outcome.shown(row) for outcome in [widget.compute(table).data["Selected"]]
            for row in range(3)] == ["Yes", "No", "Yes"]


def test_all_is_a_word(table):
    widget = ImageViewer().edits(Boxed("all"))
    assert widget.selected == "all"
    assert to_json(widget.selected) == "all"
    assert widget.edits(Clicked("b")).selected == ("b",)


def test_columns_that_are_not_there_are_not_shown(table):
    widget = ImageViewer(captions=("gone",), color="gone", group="gone", sort="gone")
    view = widget.view(widget.compute(table))
    assert (view.captions, view.color, view.group, view.sort) == (("image name",), None, None, None)


def test_several_captions(table):
    widget = ImageViewer(captions=("x", "gone", "kind"))
    assert widget.view(widget.compute(table)).captions == ("x", "kind")


def test_the_caption_of_older_files_is_kept(tmp_path):
    old = (FIXTURES / "animals-1.ows").read_text()
    changed = old.replace('"caption": null', '"caption": "image name"')
    assert changed != old
    (tmp_path / "old.ows").write_text(changed)
    opened = read_ows(tmp_path / "old.ows", discover(entry_points=False))
    assert opened.problems == ()
    assert opened.workflow.node("image-viewer").widget.captions == ("image name",)
    opened = read_ows(FIXTURES / "animals-1.ows", discover(entry_points=False))
    assert opened.workflow.node("image-viewer").widget == ImageViewer()


def test_the_older_name_means_the_same():
    assert setting_name(ImageViewer(), "caption") == "captions"


def test_the_view_costs_nothing_at_any_size():
    n = 100_000
    table = Table(tuple(str(i) for i in range(n)), {
        "image": images([f"{i}.png" for i in range(n)], None)})
    widget = ImageViewer(selected="all")
    outputs = widget.compute(table)
    assert min(_seconds(widget, outputs) for _ in range(5)) < 0.005
    assert json.dumps(to_json(widget.selected)) == '"all"'


def _seconds(widget, outputs) -> float:
    begun = own_time()
    widget.view(outputs)
    return own_time() - begun


def test_what_is_selected_and_away_is_counted(table):
    widget = ImageViewer(selected=("b", "gone", "gone too"))
    assert widget.summary(widget.compute(table)) == (
        "3 pictures · 1 selected · 2 selected before are not here")
    assert ImageViewer(selected="all").summary(ImageViewer(selected="all").compute(table)) == (
        "3 pictures · 3 selected")


def test_the_view_shows_what_came_in(table):
    widget = ImageViewer(selected=("b",))
    assert widget.view(widget.compute(table)).table is table
