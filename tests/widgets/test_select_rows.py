"""Select Rows: conditions say which rows go which way (data/condition.py has the details)."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.column import Column, Kind, categorical, numbers
from satsuma.data.condition import OPERATORS, Condition
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.run import Run
from satsuma.widgets.data.select_rows import SelectRows
from satsuma.workflow.codec import check_setting, to_json
from tests.strategies import tables


class Told(Run):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture
def table() -> Table:
    return Table(tuple("abcd"), {"size": numbers([1, 2, 3, np.nan]),
                                 "kind": categorical(["cow", "pig", "cow", "cow"])})


LARGE = Condition("size", "at least", ("2",))
COW = Condition("kind", "is one of", ("cow",))


def test_rows_go_two_ways_and_all_are_marked(table: Table) -> None:
    widget = SelectRows(conditions=(LARGE, COW))
    outputs = widget.compute(table)
    assert outputs.matching is not None
    assert outputs.matching.ids == ("c",)
    assert outputs.unmatched is not None
    assert outputs.unmatched.ids == ("a", "b", "d")
    assert [outputs.data["Selected"].shown(row) for row in range(4)] == ["No", "No", "Yes", "No"]
    assert widget.summary(outputs) == "1 of 4 rows"
    either = SelectRows(conditions=(LARGE, COW), join="any").compute(table)
    assert either.unmatched is None


def test_nothing_that_matches_sends_nothing_and_is_shown(table: Table) -> None:
    outputs = SelectRows(conditions=(Condition("size", "greater than", ("9",)),)).compute(table)
    assert outputs.matching is None
    assert len(SelectRows().view(outputs).table) == 0


def test_no_condition_keeps_every_row_without_a_copy(table: Table) -> None:
    outputs = SelectRows().compute(table)
    assert outputs.matching is table
    assert outputs.unmatched is None


def test_a_column_that_is_gone_is_warned_about_and_kept(table: Table) -> None:
    run, widget = Told(), SelectRows(conditions=(Condition("gone", "is", ("1",)), COW))
    assert len(widget.compute(table, run).shown) == 3
    assert run.warnings == ["There is no column “gone”; its condition is left out."]
    assert widget.conditions[0].column == "gone"


def test_the_conditions_come_back_from_a_file() -> None:
    stored = to_json((LARGE, COW))
    assert stored[0] == {"column": "size", "operator": "at least", "values": ["2"]}
    assert check_setting(SelectRows, "conditions", stored) == (LARGE, COW)


def test_the_table_can_be_sorted_without_another_result(table: Table) -> None:
    widget = SelectRows(conditions=(COW,)).edits(Changed("sort", ("-size",)))
    outputs = widget.compute(table)
    assert outputs.shown.ids == ("a", "c", "d")
    assert widget.view(outputs).sort == ("-size",)


VALUES = st.lists(st.sampled_from(["0", "1.5", "cow", "2024", "", "a"]), max_size=3).map(tuple)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Table, tuple[Condition, ...]]:
    table = draw(tables())
    found = []
    for name, column in table.columns.items():
        word = draw(st.sampled_from(OPERATORS[column.kind]))
        found.append(Condition(name, word, draw(VALUES)))
    return table, tuple(found)


@given(questions(), st.sampled_from(["all", "any"]))
def test_no_row_is_lost(asked: tuple[Table, tuple[Condition, ...]], join: str) -> None:
    table, conditions = asked
    outputs = SelectRows(conditions=conditions, join=join).compute(table)
    parts = [part for part in (outputs.matching, outputs.unmatched) if part is not None]
    assert sorted(row_id for part in parts for row_id in part.ids) == sorted(table.ids)
    assert outputs.data.ids == table.ids
    for part in (*parts, outputs.data):
        for name, column in table.columns.items():
            same = part[name]
            assert (same.kind, same.role, same.passport, same.categories, same.folder) == (
                column.kind, column.role, column.passport, column.categories, column.folder)


def test_a_hundred_thousand_rows_are_quick() -> None:
    n = 100_000
    block = np.zeros((1, 64), np.float32).repeat(n, 0)
    table = Table(tuple(map(str, range(n))), {
        "x": numbers(np.arange(n, dtype=float)),
        "k": categorical(("a", "b")[row % 2] for row in range(n)),
        "v": Column(block, Kind.VECTOR)})
    started = time.thread_time()
    outputs = SelectRows(conditions=(Condition("x", "less than", ("50000",)),
                                     Condition("k", "is one of", ("a",)))).compute(table)
    assert len(outputs.shown) == n // 4
    assert outputs.data["v"] is table["v"]
    assert time.thread_time() - started < 2
