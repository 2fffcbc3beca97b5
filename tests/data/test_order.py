"""Sorting rows: by several columns, stable, with missing values last."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.arranged import arrange
from satsuma.data.column import categorical, numbers, texts, times, vectors
from satsuma.data.order import order_of, read_sort_key, sort_key
from satsuma.data.table import Table


def table(**columns) -> Table:
    n = len(next(iter(columns.values())))
    return Table(tuple(f"r{i}" for i in range(n)), columns)


def order(given_table: Table, *sort: str) -> list[int]:
    return order_of(given_table, sort).tolist()


def test_numbers_both_ways_with_missing_ones_last():
    one = table(x=numbers([3, np.nan, -np.inf, 1, np.inf]))
    assert order(one, "x") == [2, 3, 0, 4, 1]
    assert order(one, "-x") == [4, 0, 3, 2, 1]


def test_texts_in_the_order_of_people():
    one = table(t=texts(["picture10", "", "Picture2", "b", "picture2"]))
    assert order(one, "t") == [3, 2, 4, 0, 1]
    assert order(one, "-t") == [0, 2, 4, 3, 1]


def test_categories_in_their_own_order():
    one = table(c=categorical(["small", "large", None, "medium"],
                              categories=("small", "medium", "large")))
    assert order(one, "c") == [0, 3, 1, 2]
    assert order(one, "-c") == [1, 3, 0, 2]


def test_times_to_the_microsecond():
    one = table(t=times(["2024-05-02T00:00:00.000002", "NaT", "2024-05-02T00:00:00.000001"]))
    assert order(one, "t") == [2, 0, 1]
    assert order(one, "-t") == [0, 2, 1]


def test_the_second_column_decides_among_equals():
    one = table(a=texts(["x", "y", "x", "y"]), b=numbers([1, 2, 2, 1]))
    assert order(one, "a", "-b") == [2, 0, 1, 3]
    assert order(one, "b", "a") == [0, 3, 2, 1]


def test_one_number_of_vectors():
    one = table(v=vectors(np.array([[0, 3], [0, np.nan], [0, 1]], np.float32)))
    assert order(one, "n1") == [2, 0, 1]


def test_what_cannot_be_sorted_by_is_said():
    one = table(v=vectors(np.zeros((2, 2), np.float32)), x=numbers([2, 1]))
    said: list[str] = []
    assert order_of(one, ("v", "gone", "x"), warn=said.append).tolist() == [1, 0]
    assert "Unfold “v”" in said[0]
    assert "no column “gone”" in said[1]


@pytest.mark.parametrize("name", ["size", "-size", "+size", "", "a b", "--"])
@pytest.mark.parametrize("descending", [True, False])
def test_every_name_can_be_written(name, descending):
    assert read_sort_key(sort_key(name, descending)) == (name, descending)


@given(st.lists(st.tuples(st.integers(0, 3) | st.none(), st.sampled_from(["", "a", "b2", "b10"]))))
def test_equal_rows_stay_in_their_order(pairs):
    n = len(pairs)
    one = Table(tuple(map(str, range(n))), {
        "x": numbers([np.nan if x is None else x for x, _ in pairs]),
        "t": texts([t for _, t in pairs])})
    place = {"a": 0, "b2": 1, "b10": 2, "": 3}
    wanted = sorted(range(n), key=lambda i: (pairs[i][0] is None, -(pairs[i][0] or 0),
                                             place[pairs[i][1]]))
    assert order(one, "-x", "t") == wanted


def test_filter_and_order_together():
    one = table(x=numbers([3, 1, 2]), t=texts(["a", "b", "ab"]))
    found = arrange(one, ("x",), "a")
    assert found.rows.tolist() == [2, 0]
    assert arrange(one, (), " ").rows.tolist() == [0, 1, 2]
    assert arrange(one, ("y",), "y > 1").notes == (
        "There is no column “y”; the rows that contain “y > 1” are shown.",
        "There is no column “y” to sort by.")
