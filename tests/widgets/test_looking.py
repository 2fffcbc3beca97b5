"""Image Viewer and Data Table: what is picked leaves by one port, everything by the other."""

from __future__ import annotations

import pytest

from satsuma.data.column import images, numbers
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked
from satsuma.widget import WidgetError
from satsuma.widgets.data.data_table import DataTable
from satsuma.widgets.images.image_viewer import ImageViewer

both = pytest.mark.parametrize("widget", [ImageViewer, DataTable])


@pytest.fixture
def table():
    return Table(("a", "b", "c"), {"image": images(["a.png", "b.png", "c.png"], None),
                                   "x": numbers([1, 2, 3])})


@both
def test_nothing_picked_sends_nothing_and_marks_nothing(widget, table):
    selected, data = widget().compute(table)[:2]
    assert selected is None
    assert [data["Selected"].shown(i) for i in range(3)] == ["No"] * 3


@both
def test_picked_rows_leave_in_the_order_of_the_table(widget, table):
    selected, data = widget(selected=("c", "a", "gone")).compute(table)[:2]
    assert selected.ids == ("a", "c")
    assert [data["Selected"].shown(i) for i in range(3)] == ["Yes", "No", "Yes"]


@both
def test_all_means_whatever_comes(widget, table):
    assert len(widget(selected="all").compute(table).selected) == 3


@both
def test_a_column_of_that_name_is_not_overwritten(widget, table):
    again = widget(selected=("a",)).compute(widget().compute(table).data).data
    assert list(again.columns)[-2:] == ["Selected", "Selected (2)"]


@both
def test_gestures_pick(widget):
    widget = widget().edits(Clicked("a"))
    assert widget.selected == ("a",)
    assert widget.edits(Clicked("b")).selected == ("b",)
    assert widget.edits(Clicked("b", toggle=True)).selected == ("a", "b")
    assert widget.edits(Clicked("a", toggle=True)).selected == ()
    assert widget.edits(Boxed(("b", "c"), extend=True)).selected == ("a", "b", "c")
    assert widget.edits(Clicked(None)).selected == ()


def test_the_viewer_needs_pictures(table):
    with pytest.raises(WidgetError, match="no pictures"):
        ImageViewer().compute(table.only(["x"]))


def test_the_viewer_shows_the_captions_it_is_told(table):
    outputs = ImageViewer(captions=("x",)).compute(table)
    assert ImageViewer(captions=("x",)).view(outputs).captions == ("x",)
