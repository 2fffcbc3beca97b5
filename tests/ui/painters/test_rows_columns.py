"""How numbers are written, which columns stand side by side, what a vector's line shows."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.data.column import numbers, texts, vectors
from satsuma.data.table import Table
from satsuma.ui.painters.rows_cells import thinned
from satsuma.ui.painters.rows_columns import moved, ordered_names, shown_columns, span_of
from satsuma.ui.painters.rows_counting import missing_in, size_in_words
from satsuma.ui.painters.rows_menu import sorted_by
from satsuma.ui.painters.rows_widths import read_widths
from satsuma.views import Rows


@pytest.mark.parametrize(("values", "words"), [
    ([1, 2024, -3], ["1", "2024", "−3"]),
    ([0.5, 0.25], ["0.50", "0.25"]),
    ([1 / 3, 0.5], ["0.33333", "0.50000"]),
    ([123456.5, 0.1], ["123456.5", "0.1"]),
    ([0.5, 1e-9], ["0.5", "1e−09"]),
    ([1e12 + 0.5, 2e-8], ["1e+12", "2e−08"]),
    ([1e-9, 2e-9], ["1e−09", "2e−09"]),
    ([0.5, 0.0, np.nan, np.inf], ["0.5", "0.0", "–", "inf"]),
    ([np.nan], ["–"])])
def test_numbers_are_written_with_as_many_digits_as_their_column_needs(values, words):
    span = span_of(numbers(values))
    assert [span.written(float(value)) for value in values] == words


def test_one_value_far_below_decides_the_digits_too():
    values = [0.5] * 5000 + [0.123]
    assert span_of(numbers(values)).written(0.123) == "0.123"


def test_a_span_says_where_a_value_lies():
    span = span_of(numbers([-10, 30, np.nan]))
    assert [span.share(value) for value in (-10.0, 10.0, 30.0, 99.0)] == [0.0, 0.5, 1.0, 1.0]
    assert span_of(numbers([4, 4])).share(4.0) == 0.0


def test_columns_stand_in_the_order_of_the_setting():
    table = Table(("r",), {"a": texts(["x"]), "v": vectors(np.zeros((1, 2), np.float32)),
                           "b": texts(["y"])})
    names = [one.name for one in shown_columns(
        Rows(table, order=("gone", "v", "v"), unfolded=("v", "a"), hidden=("b",)))]
    assert names == ["v", "n0", "n1", "a"]
    assert ordered_names(table, ("b",)) == ["b", "a", "v"]


def test_a_column_is_moved_before_or_behind_another():
    assert moved(["a", "b", "c"], "a", "c", behind=True) == ["b", "c", "a"]
    assert moved(["a", "b", "c"], "c", "a", behind=False) == ["c", "a", "b"]
    assert moved(["a", "b"], "a", "a", behind=True) == ["a", "b"]


def test_no_peak_of_a_vector_is_lost():
    vector = np.zeros(2048, np.float32)
    vector[1234] = 9
    assert thinned(vector).max() == 9
    assert len(thinned(vector)) <= 64
    assert thinned(np.array([1, np.nan], np.float32)).tolist()[0] == 1


def test_what_is_missing_is_counted():
    table = Table(tuple("abc"), {"t": texts(["", "x", ""]), "x": numbers([1, np.nan, 2]),
                                 "v": vectors(np.array([[1, np.nan], [np.nan] * 2, [0, 0]],
                                                       np.float32))})
    assert (missing_in(table).values, missing_in(table).columns) == (4, 3)
    assert size_in_words(table, 3) == "3 rows × 3 columns (4 with vectors unfolded)"
    assert size_in_words(table.only(["t"]), 1) == "1 of 3 rows × 1 column"


@pytest.mark.parametrize(("sort", "name", "add", "after"), [
    ((), "x", False, ("x",)), (("x",), "x", False, ("-x",)), (("-x",), "x", False, ()),
    (("a", "x"), "x", False, ("x",)), (("a",), "x", False, ("x",)), (("a",), "x", True, ("a", "x")),
    (("x", "a"), "x", True, ("-x", "a")), (("-x", "a"), "x", True, ("a",)),
    ((), "-x", False, ("+-x",)), (("+-x",), "-x", False, ("--x",))])
def test_clicks_on_heads(sort, name, add, after):
    assert sorted_by(sort, name, add=add) == after


def test_widths_are_read_whatever_somebody_wrote():
    assert read_widths(("120 size", "80 a b", "x y", "", "-5 z", "999999999999 w", "99999 v")) == {
        "size": 120, "a b": 80, "v": 4000}


def test_rows_of_different_things_have_digits_of_their_own():
    table = Table(tuple("abcde"), {"mean": numbers([2.25, 42226, -0.5, np.nan, 29741.1304])})
    alone, together = (shown_columns(Rows(table, apart=apart))[0] for apart in (True, False))
    assert [alone.text(row) for row in range(5)] == ["2.25", "42226", "−0.5", "–", "29741.1"]
    assert together.text(1) == "42226.0"


def test_a_narrow_head_still_says_what_a_column_is_for():
    table = Table(("a",), {"size": numbers([1]), "x": texts(["b"])})
    assert [one.short for one in shown_columns(Rows(table))] == ["number · f", "text · m"]
