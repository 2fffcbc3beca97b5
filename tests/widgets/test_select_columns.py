"""Select Columns: no row and no value is lost, whatever is moved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.catalog import discover
from satsuma.data.column import Role, numbers, texts, vectors
from satsuma.data.division import Division, arranged, divided, moved, own_division
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.run import Run
from satsuma.text_views import as_text
from tests.strategies import tables

SelectColumns = discover(entry_points=False).widgets["satsuma.select_columns"]


class Warnings(Run):
    def __init__(self):
        self.texts = []

    def warn(self, text):
        self.texts.append(text)


@pytest.fixture
def zoo():
    return Table(("a", "b"), {
        "name": texts("xy"), "size": numbers([1, 2]), "kind": texts("pq", Role.TARGET),
        "embedding": vectors(np.float32([[1, 2], [3, 4]])), "age": numbers([3, 4])}, "zoo")


def test_without_settings_the_table_is_as_it_came(zoo):
    assert SelectColumns().compute(zoo).data is zoo


def test_lists_give_roles_and_order(zoo):
    widget = SelectColumns(features=("age", "embedding"), target=("name",), meta=("kind",),
                           left_out=("size",))
    table = widget.compute(zoo).data
    assert list(table.columns) == ["age", "embedding", "name", "kind"]
    assert [table[name].role.value for name in table.columns] == [
        "feature", "feature", "target", "meta"]
    assert table.ids == zoo.ids
    assert table["embedding"].values is zoo["embedding"].values


def test_columns_that_come_later_have_their_own_role_and_that_is_told(zoo):
    run = Warnings()
    widget = SelectColumns(meta=("size", "gone"))
    table = widget.compute(zoo, run).data
    assert table["size"].role is Role.META
    assert table["kind"].role is Role.TARGET
    assert "are new and have their own role" in run.texts[0]
    assert "“gone” is not in this table" in run.texts[1]
    assert widget.view(widget.compute(zoo)).new == ("name", "kind", "embedding", "age")


def test_a_move_in_the_view_keeps_names_that_are_not_there_now(zoo):
    widget = SelectColumns(meta=("gone", "size"))
    view = widget.view(widget.compute(zoo))
    after = widget.edits(Changed("lists", moved(view.lists, ["age"], "left_out", 0)))
    assert after.left_out == ("age",)
    assert "gone" in after.meta
    assert after.edits(Changed("lists", None)) == SelectColumns()
    assert widget.edits(Changed("other", 3)) == widget


def test_summary_and_text(zoo):
    widget = SelectColumns(left_out=("size", "age"))
    outputs = widget.compute(zoo)
    assert widget.summary(outputs) == "1 feature · 1 target · 1 meta · 2 left out"
    assert as_text(widget.view(outputs)).splitlines() == [
        "Features: embedding", "Target: kind", "Meta: name", "Left out: size, age"]


names = st.lists(st.sampled_from([*"abcdef"]), unique=True, max_size=4)


@settings(max_examples=200, deadline=None)
@given(tables(), st.builds(Division, *(names.map(tuple) for _ in range(4))), st.data())
def test_every_column_is_in_one_list_whatever_is_moved(table, stored, data):
    lists = divided(table, stored)
    if table.columns:
        going = data.draw(st.lists(st.sampled_from([*table.columns]), unique=True, min_size=1))
        to = data.draw(st.sampled_from(Division._fields))
        place = data.draw(st.integers(0, len(getattr(lists, to))))
        lists = moved(lists, going, to, place)
        at = getattr(lists, to).index(going[0])
        assert getattr(lists, to)[at:at + len(going)] == tuple(going)
    assert sorted(name for one in lists for name in one) == sorted(table.columns)
    result = arranged(table, lists)
    assert (result.ids, set(result.columns)) == (
        table.ids, set(table.columns) - set(lists.left_out))
    for name, column in result.columns.items():
        assert column.equals(table[name].with_role(column.role))


@given(tables())
def test_the_own_lists_change_no_role(table):
    result = arranged(table, own_division(table))
    assert {n: c.role for n, c in result.columns.items()} == {
        n: c.role for n, c in table.columns.items()}
