"""Tables keep their rows' ids through everything."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.data.column import Kind, Role, categorical, images, numbers, texts, times, vectors
from satsuma.data.table import Table, concatenate, free_name, vector_names, with_selected
from satsuma.problem import Problem
from tests.strategies import tables

QUICK = settings(max_examples=80, deadline=None)
FLAT = np.arange(12, dtype=np.float32).reshape(4, 3)


def table_of(n=4, **columns):
    return Table(tuple(f"r{i}" for i in range(n)), columns)


def test_ids_do_not_repeat():
    with pytest.raises(ValueError, match="repeat"):
        Table(("a", "a"))


def test_columns_have_as_many_values_as_there_are_rows():
    with pytest.raises(ValueError, match="3 values, 2 ids"):
        Table(("a", "b"), {"x": numbers([1, 2, 3])})


def test_columns_cannot_be_put_in_from_outside():
    given_columns = {"x": numbers([1])}
    table = Table(("a",), given_columns)
    given_columns["y"] = numbers([2])
    assert list(table.columns) == ["x"]
    with pytest.raises(TypeError):
        table.columns["y"] = numbers([2])


@QUICK
@given(tables(), st.data())
def test_rows_keep_their_ids_and_values(table, data):
    rows = data.draw(st.lists(st.integers(0, len(table) - 1), unique=True) if len(table)
                     else st.just([]))
    chosen = table.rows(rows)
    assert chosen.ids == tuple(table.ids[row] for row in rows)
    for name, column in table.columns.items():
        assert chosen[name].equals(column.rows(np.array(rows, np.intp)))
    assert chosen.rows_with(chosen.ids).equals(chosen)
    marks = np.isin(np.arange(len(table)), rows)
    assert table.rows(marks).equals(table.rows(sorted(rows)))


def test_all_rows_and_runs_of_rows_copy_no_vectors():
    table = table_of(embedding=vectors(FLAT))
    assert table.rows(range(4)) is table
    assert np.shares_memory(table.rows([1, 2])["embedding"].values, FLAT)
    assert table.features() is table["embedding"].values


def test_rows_can_be_counted_from_the_end():
    table = table_of(x=numbers([0, 1, 2, 3]))
    assert table.rows([-2, -1]).ids == ("r2", "r3")
    assert table.rows([-1, 0])["x"].values.tolist() == [3, 0]


@pytest.mark.parametrize("rows", [[4], [1, 2, 3, 4], [-5], [True, False]])
def test_rows_that_are_not_there_are_an_error(rows):
    with pytest.raises(IndexError):
        table_of().rows(rows)


def test_features_are_the_numbers_and_vectors_that_are_features():
    table = table_of(a=numbers([1, 2, 3, 4]), b=numbers([0] * 4, Role.META), v=vectors(FLAT),
                     c=categorical("xyxy", Role.FEATURE))
    assert table.feature_names() == ["a", "v"]
    assert (table.features().shape, table.features().dtype) == ((4, 4), np.float64)
    assert table.only(["v"]).features() is table["v"].values
    assert table.only(["v"]).with_column("w", vectors(FLAT)).features().dtype == np.float32
    assert table.only(["b"]).features().shape == (4, 0)


@QUICK
@given(tables(), st.lists(st.sampled_from(["n0", "n1", "v.n0", "v (2).n0", "v (2)"]), unique=True))
def test_the_cells_of_vectors_are_called_like_nothing_else(table, names):
    n = len(table)
    table = table.with_columns({name: numbers([0] * n) for name in names})
    table = table.with_column("v", vectors(np.zeros((n, 2))))
    plain = [name for name, column in table.columns.items() if column.kind is not Kind.VECTOR]
    cells = [cell for name in table.named((Kind.VECTOR,)) for cell in vector_names(table, name)]
    assert len({*plain, *cells}) == len(plain) + len(cells)


def test_one_vector_column_is_called_n0_and_so_on():
    table = table_of(v=vectors(FLAT))
    assert vector_names(table, "v") == ["n0", "n1", "n2"]
    assert vector_names(table.with_column("w", vectors(FLAT)), "v") == ["v.n0", "v.n1", "v.n2"]
    assert vector_names(table.with_column("n1", numbers(range(4))), "v")[0] == "v.n0"


@QUICK
@given(tables(), tables(), st.booleans())
def test_concatenated_tables_keep_all_rows_and_no_id_twice(first, second, common):
    try:
        both = concatenate([first, second, first], common=common, source="from")
    except Problem:
        shared = set(first.columns) & set(second.columns)
        assert any(first[n].kind is not second[n].kind or first[n].kind is Kind.VECTOR
                   for n in shared)
        return
    assert len(both) == 2 * len(first) + len(second)
    assert both.ids[:len(first)] == first.ids
    for name in set(both.columns) & set(first.columns):
        for row in range(len(first)):
            if first[name].kind is not Kind.IMAGE:
                assert both[name].shown(row) == first[name].shown(row)


def test_ids_that_clash_get_the_name_of_their_table():
    a, b = Table(("x", "y"), name="cows"), Table(("y", "cows/y", "z"), name="cows")
    assert concatenate([a, b]).ids == ("x", "y", "cows/y (2)", "cows/y", "z")


def test_what_a_table_lacks_is_missing():
    a, b = table_of(1, x=numbers([1]), t=texts(["u"])), Table(("b",), {"x": numbers([2])})
    assert concatenate([a, b])["t"].values.tolist() == ["u", ""]
    assert list(concatenate([a, b], common=True).columns) == ["x"]


def test_concatenating_nothing_says_what_to_do():
    with pytest.raises(Problem, match="Connect at least one table"):
        concatenate([])


def test_free_names_count_up():
    assert [free_name("a", taken) for taken in ([], ["a"], ["a", "a (2)"])] == [
        "a", "a (2)", "a (3)"]


def test_selected_rows_are_marked():
    table = with_selected(with_selected(table_of(), [1]), [])
    assert [table["Selected"].shown(row) for row in range(4)] == ["No", "Yes", "No", "No"]
    assert "Selected (2)" in table


def test_pandas_gets_ids_kinds_and_numbers():
    table = table_of(
        size=numbers([1, np.nan, 3, 4]), kind=categorical(["b", None, "a", "b"]),
        when=times(["2026-03-01", "NaT", "2026-03-02", "2026-03-03"]), embedding=vectors(FLAT),
        image=images(["1.png", "", "3.png", "4.png"], Path("/p")))
    frame = table.to_pandas()
    assert frame.index.tolist() == list(table.ids)
    assert frame.index.name == "id"
    assert frame.columns.tolist() == ["size", "kind", "when", "n0", "n1", "n2", "image"]
    assert frame["kind"].cat.categories.tolist() == ["a", "b"]
    assert frame["kind"].isna().tolist() == [False, True, False, False]
    assert frame["when"].iloc[0] == pandas.Timestamp("2026-03-01")
    assert frame["when"].isna().iloc[1]
    assert (frame[["n0", "n1", "n2"]].dtypes == np.float32).all()
    assert np.array_equal(frame[["n0", "n1", "n2"]].to_numpy(), FLAT)


def test_pandas_loses_no_column_that_is_called_like_a_vectors_number():
    frame = table_of(n0=numbers([9] * 4), v=vectors(FLAT)).to_pandas()
    assert frame["n0"].tolist() == [9] * 4
    assert frame["v.n0"].tolist() == FLAT[:, 0].tolist()


def test_thousands_of_equal_names_are_counted_quickly():
    """A header of 200,000 empty names took a quarter of an hour."""
    taken: dict[str, None] = {}
    numbers: dict[str, int] = {}
    for _ in range(100_000):
        taken[free_name("a", taken, numbers)] = None
    assert list(taken)[-1] == "a (100000)"
