"""Concatenate: tables below each other, with all their rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.column import (
    Passport,
    Role,
    categorical,
    images,
    numbers,
    texts,
    vectors,
)
from satsuma.data.table import Table
from satsuma.gestures import Changed, Folded
from satsuma.problem import Problem
from satsuma.widgets.data.concatenate import Concatenate
from tests.strategies import tables

PASSPORT = Passport("net", "w", "p", "d", 2)


@pytest.fixture
def herd() -> Table:
    return Table(tuple("abc"), {
        "size": numbers([1, 2, 3]), "kind": categorical(["cow", "pig", "cow"], Role.TARGET),
        "image": images(["a.png", "b.png", "c.png"], Path("/herd")),
        "v": vectors(np.arange(6).reshape(3, 2), PASSPORT)}, "herd")


@pytest.fixture
def cow() -> Table:
    return Table(("a",), {
        "kind": categorical(["calf"]), "image": images(["new.png"], Path("/new")),
        "v": vectors(np.array([[9, 9]]), PASSPORT), "note": texts(["new here"])}, "newcomers")


def test_the_new_cow_joins_the_herd(herd: Table, cow: Table) -> None:
    found = Concatenate(source=True).compute([herd, cow]).data
    assert found.ids == ("a", "b", "c", "newcomers/a")
    assert found["kind"].categories == ("cow", "pig", "calf")
    assert found["kind"].role is Role.TARGET
    assert found["v"].passport == PASSPORT
    assert found["image"].shown(3) == "/new/new.png"
    assert [found["Source"].shown(row) for row in range(4)] == ["herd"] * 3 + ["newcomers"]
    assert found["size"].missing().tolist() == [False, False, False, True]
    assert found.name == "herd"
    theirs = pd.concat([herd.to_pandas(), cow.to_pandas()])
    ours = found.to_pandas()
    for name in ("size", "kind", "n0", "n1", "note"):
        one, other = (frame[name].astype(object).where(frame[name].notna(), "").tolist()
                      for frame in (ours, theirs))
        assert one == other, name


def test_only_common_columns_and_a_name(herd: Table, cow: Table) -> None:
    found = Concatenate(columns="common", name="all of them").compute([herd, cow]).data
    assert list(found.columns) == ["kind", "image", "v"]
    assert found.name == "all of them"


def test_the_source_has_a_name_and_a_role_of_its_own(herd: Table) -> None:
    widget = Concatenate(source=True, source_name="kind", source_role="target")
    found = widget.compute([herd, herd]).data
    assert found["kind (2)"].role is Role.TARGET
    assert found["kind (2)"].categories == ("herd", "herd (2)")
    assert found.ids == (*"abc", "herd/a", "herd/b", "herd/c")


def test_rows_that_are_there_already_can_be_left_out(herd: Table) -> None:
    other = herd.rows([2, 0]).with_column("size", numbers([3, 7]))
    outputs = Concatenate(leave_out=True).compute([herd, other])
    assert outputs.data.ids == (*"abc", "herd/a")
    assert Concatenate().summary(outputs) == "4 rows · 1 left out"
    assert len(Concatenate().compute([herd, other]).data) == 5


def test_what_does_not_fit_is_named(herd: Table, cow: Table) -> None:
    with pytest.raises(Problem, match="“kind” holds category values .* text values"):
        Concatenate().compute([herd, Table(("x",), {"kind": texts(["cow"])})])
    other = Passport("other", "w", "p", "d", 2)
    with pytest.raises(Problem, match="network net and other"):
        Concatenate().compute([herd, cow.with_column("v", vectors(np.zeros((1, 2)), other))])
    with pytest.raises(Problem, match="at least one table"):
        Concatenate().compute([])


def test_empty_tables_and_one_alone(herd: Table) -> None:
    assert Concatenate().compute([herd]).data["v"] is herd["v"]  # nothing is copied
    assert Concatenate().compute([herd.rows([]), herd]).data.ids == herd.ids
    assert len(Concatenate(source=True).compute([Table(()), Table(())]).data) == 0


def test_how_it_is_looked_at_changes_nothing_that_is_sent(herd: Table) -> None:
    widget = Concatenate().edits(Changed("sort", ("-size",))).edits(Folded("v", False))
    outputs = widget.compute([herd])
    assert outputs.data.ids == herd.ids
    view = widget.view(outputs)
    assert (view.sort, view.unfolded) == (("-size",), ("v",))
    assert widget.edits(Folded("v", True)).look.unfolded == ()
    assert widget.edits(Changed("columns", "common")) == widget


@given(st.lists(tables(), min_size=1, max_size=3), st.booleans())
def test_no_row_is_lost_and_ids_are_unique(many: list[Table], common: bool) -> None:
    try:
        found = Concatenate(columns="common" if common else "all").compute(many).data
    except Problem:
        return  # kinds or networks differ
    assert len(found) == sum(map(len, many))
    assert found.ids[:len(many[0])] == many[0].ids
    start = 0
    for table in many:
        here = found.rows(range(start, start + len(table)))
        start += len(table)
        for name in set(table.columns) & set(found.columns):
            if table[name].folder is None:
                assert [here[name].shown(row) for row in range(len(table))] \
                    == [table[name].shown(row) for row in range(len(table))] \
                    or found[name].kind is not table[name].kind
