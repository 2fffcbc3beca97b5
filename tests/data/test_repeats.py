"""Rows that are there already are those with the same id and the same values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given

from satsuma.data.column import categorical, images, numbers, vectors
from satsuma.data.repeats import same_values, without_repeats
from satsuma.data.table import Table, concatenate
from tests.strategies import tables


def test_only_rows_that_are_the_same_in_all_columns_go() -> None:
    first = Table(tuple("abc"), {"x": numbers([1, np.nan, 3]),
                                 "k": categorical(["p", "q", None])})
    second = Table(tuple("cbad"), {"k": categorical([None, "q", "q", "p"]),
                                   "x": numbers([3, np.nan, 1, 1])})
    assert [t.ids for t in without_repeats([first, second])] == [("a", "b", "c"), ("a", "d")]


def test_a_column_that_one_lacks_counts_as_missing() -> None:
    first, second = Table(("a", "b")), Table(("a", "b"), {"x": numbers([np.nan, 1])})
    assert [t.ids for t in without_repeats([first, second])] == [("a", "b"), ("b",)]


def test_pictures_are_the_same_where_their_files_are() -> None:
    one = images(["cows/a.png", "b.png", ""], Path("/pics"))
    other = images(["a.png", "b.png", ""], Path("/pics/cows"))
    assert same_values(one, other).tolist() == [True, False, True]
    block = vectors(np.array([[1, np.nan], [1, 2]]))
    assert same_values(block, block).all()
    assert not same_values(block, vectors(np.zeros((2, 3)))).any()


@given(tables())
def test_a_table_twice_is_that_table(table: Table) -> None:
    assert concatenate(without_repeats([table, table])).ids == table.ids
