"""Numbers, vectors and times become text and come back without losing a bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from satsuma.data import number_text
from satsuma.data.number_text import (
    any_numbers_from,
    lenient_numbers_from,
    narrowed,
    number_texts,
    numbers_from,
    time_texts,
    times_from,
    vector_texts,
    vectors_from,
)
from satsuma.data.quick_numbers import numbers_quickly

MANY = settings(max_examples=300, deadline=None)
number_like = (st.text("0019.e-+E", max_size=6)
               | st.sampled_from(["", "?", "NA", "nan", "NaN", "1234567890123456", "1e99",
                                  "-1234567890123456", "0.1234567890123456789"])
               | st.floats(allow_nan=False, allow_infinity=False).map(repr))


@MANY
@given(arrays.arrays(np.float64, 4, elements=st.floats()))
def test_numbers_come_back_bit_by_bit(values):
    texts = number_texts(values)
    for back in (any_numbers_from(texts), numbers_from(texts)):
        assert np.array_equal(back, values, equal_nan=True)
        assert np.array_equal(np.signbit(back[values == 0]), np.signbit(values[values == 0]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_vectors_come_back_bit_by_bit(dtype):
    width = np.dtype(dtype).itemsize * 8

    @MANY
    @given(arrays.arrays(dtype, (2, 3), elements=st.floats(width=width)))
    def check(block):
        back = vectors_from(vector_texts(block, ","), ",", 3).astype(dtype)
        clean = np.where(np.isnan(block), dtype(np.nan), block)
        assert back.tobytes() == clean.tobytes()

    check()


@pytest.mark.parametrize("strict", [False, True])
def test_the_quick_reader_takes_nothing_that_the_slow_one_does_not(strict):
    @settings(max_examples=1500, deadline=None)
    @given(st.lists(number_like, min_size=1, max_size=3))
    def check(cells):
        quick = numbers_quickly("\n".join(cells), 1, len(cells), strict=strict)
        if quick is not None:
            slow = numbers_from(cells) if strict else any_numbers_from(cells)
            assert slow is not None
            assert quick[0].tobytes() == slow.tobytes()

    check()


def test_the_quick_reader_is_used_for_usual_numbers(monkeypatch):
    monkeypatch.setattr(number_text, "any_numbers_from", None)
    assert vectors_from(["1,-2.5e-05", "0.1,3"], ",", 2).tolist() == [[1, -2.5e-05], [0.1, 3]]


@pytest.mark.parametrize("line", ["1", "1,2,3", "1,x", "1,1_0", "1 2,3"])
def test_lines_that_are_no_vectors_are_none(line):
    assert vectors_from(["1,2", line], ",", 2) is None


def test_missing_numbers_of_vectors_are_nan():
    back = vectors_from(["1,", ",NA"], ",", 2)
    assert np.array_equal(back, [[1, np.nan], [np.nan, np.nan]], equal_nan=True)


def test_numbers_too_large_for_float32_are_noticed():
    assert narrowed(np.array([[1e39]])) is None
    assert narrowed(np.array([[np.inf, np.nan]])).dtype == np.float32


@MANY
@given(st.lists(st.integers(-(2 ** 63), 2 ** 63 - 1), max_size=4))
def test_times_of_all_ages_come_back(moments):
    values = np.array(moments, np.int64).view("M8[us]")
    assert np.array_equal(times_from(time_texts(values)), values, equal_nan=True)


def test_times_are_written_as_short_as_all_of_them_allow():
    days = np.array(["2026-03-01", "NaT"], "M8[us]")
    assert time_texts(days) == ["2026-03-01", ""]
    assert time_texts(days + np.timedelta64(1, "m")) == ["2026-03-01 00:01:00", ""]
    assert time_texts(days + np.timedelta64(1, "us"))[0] == "2026-03-01 00:00:00.000001"


def test_whole_numbers_are_written_without_a_point():
    assert number_texts(np.array([640, 1e15, -0.0, 1e300])) == [
        "640", "1000000000000000.0", "-0", "1e+300"]


def test_numbers_that_are_said_to_be_such_are_read_leniently():
    assert numbers_from(["007"]) is None
    assert lenient_numbers_from(["007", "1e3", ""])[:2].tolist() == [7, 1000]
    assert lenient_numbers_from(["0,5", "2"]).tolist() == [0.5, 2]


@pytest.mark.parametrize(("cells", "values"), [
    (["1.200,5", "300", "1.200"], [1200.5, 300, 1200]), (["1,200.5", "-1,200"], [1200.5, -1200]),
    (["1.200.300"], [1200300]), (["1,200,300", "0.5"], [1200300, 0.5]),
    (["1.200,5", "1.5"], None), (["1.200", "1,200"], None), (["12.00,5"], None),
    (["1.200,5", "1,200.5"], None), (["1.20.300"], None)])
def test_marks_between_thousands_are_read_where_all_fit(cells, values):
    found = lenient_numbers_from(cells)
    assert values is None if found is None else found.tolist() == values
    assert numbers_from(["1.200,5"]) is None  # nobody said that these are numbers


@pytest.mark.parametrize("cell", ["n/a", "N/A", "na", "NA", "Na", "N/a"])
def test_not_available_is_missing_in_all_letters(cell):
    assert np.array_equal(numbers_from(["1", cell]), [1, np.nan], equal_nan=True)
    assert np.isnat(times_from(["2020-01-01", cell])).tolist() == [False, True]
