"""Data Table: what is shown can be sent on, and how the view changes the settings."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.data.column import categorical, numbers, texts
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Changed, Clicked, Folded
from satsuma.run import Run
from satsuma.widget import setting_fields
from satsuma.widgets.data.data_table import DataTable
from tests.own_time import own_time


@pytest.fixture
def table() -> Table:
    return Table(tuple("abcd"), {
        "name": texts(["cow", "dog", "cow 2", "ant"]), "size": numbers([3, 9, 1, np.nan]),
        "kind": categorical(["k", "k", "l", "l"])})


class Told(Run):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


def test_order_and_filter_stay_in_the_window(table):
    outputs = DataTable(sort=("-size",), filter="cow", selected=("c", "b")).compute(table)
    assert outputs.data.ids == tuple("abcd")
    assert outputs.selected.ids == ("b", "c")


def test_what_is_seen_can_be_sent_on(table):
    widget = DataTable(sort=("size",), filter="kind is not missing and size is not missing",
                       as_shown=True, selected=("b", "c", "d"))
    outputs = widget.compute(table)
    assert outputs.data.ids == ("c", "a", "b")
    assert outputs.selected.ids == ("c", "b")
    assert [outputs.data["Selected"].shown(i) for i in range(3)] == ["Yes", "No", "Yes"]
    assert widget.view(outputs).table is table


def test_all_means_all_that_is_shown(table):
    outputs = DataTable(filter="cow", as_shown=True, selected="all").compute(table)
    assert outputs.selected.ids == ("a", "c")


def test_what_cannot_be_used_is_warned_about_when_it_is_sent(table):
    run = Told()
    widget = DataTable(sort=("gone",), filter="size > big")
    widget.compute(table, run)
    assert run.warnings == []
    assert DataTable(sort=("gone",), filter="size > big", as_shown=True).compute(
        table, run).data.ids == tuple("abcd")
    assert len(run.warnings) == 2


def test_a_sort_decides_the_result_only_when_it_is_sent():
    assert DataTable(sort=("x",)).idle() == ("sort", "filter")
    assert DataTable(sort=("x",), as_shown=True).idle() == ()


def test_controls_in_the_view_change_settings():
    widget = DataTable().edits(Changed("sort", ("-x",))).edits(Changed("selected", "all"))
    assert (widget.sort, widget.selected) == (("-x",), "all")
    assert widget.edits(Changed("no such setting", 1)) == widget
    widget = widget.edits(Folded("v", False)).edits(Folded("w", False)).edits(Folded("v", False))
    assert widget.unfolded == ("w", "v")
    assert widget.edits(Folded("w", True)).unfolded == ("v",)


def test_a_click_after_all_picks_one_row():
    widget = DataTable(selected="all")
    assert widget.edits(Clicked("a")).selected == ("a",)
    assert widget.edits(Boxed(("a", "b"))).selected == ("a", "b")


def test_only_looks_are_cosmetic():
    cosmetic = {name for name, one in setting_fields(DataTable).items()
                if one.metadata["cosmetic"]}
    assert cosmetic == {"pictures", "bars", "unfolded", "hidden", "order", "widths", "keep_names"}


def test_the_view_is_there_at_once_at_any_size():
    n = 100_000
    large = Table(tuple(map(str, range(n))), {"x": numbers(np.arange(n, dtype=float))})
    widget = DataTable(sort=("-x",), filter="x > 5", selected="all")
    outputs = widget.compute(large)
    begun = own_time()
    for _ in range(10):
        widget.view(outputs)
    assert own_time() - begun < 0.5  # usually some microseconds


def test_the_summary_tells_what_is_sent(table):
    widget = DataTable(filter="cow", as_shown=True, selected=("a",))
    assert widget.summary(widget.compute(table)) == "2 rows × 3 · 1 selected"
