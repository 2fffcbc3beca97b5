"""Columns hold values of one kind, never change, and can be put under each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.data.column import (
    Column,
    Kind,
    Passport,
    Role,
    categorical,
    empty_like,
    images,
    joined,
    numbers,
    texts,
    times,
    vectors,
)
from satsuma.problem import Problem
from tests.strategies import any_text, columns_of

PASSPORT = Passport("resnet50", "0f", "224", "exact", 3)
QUICK = settings(max_examples=80, deadline=None)


def test_values_cannot_be_changed():
    column = numbers([1, 2])
    with pytest.raises(ValueError, match="read-only"):
        column.values[0] = 5


def test_the_callers_own_array_stays_writable():
    own = np.zeros((2, 3), np.float32)
    vectors(own)
    own[0, 0] = 1


@pytest.mark.parametrize(("values", "kind"), [
    (np.zeros(2, np.float32), Kind.NUMBER), (np.zeros(2, np.float32), Kind.VECTOR),
    (np.zeros((2, 2)), Kind.NUMBER), (np.array(["a"]), Kind.TEXT),
    (np.zeros(1, "datetime64[ns]"), Kind.TIME), (np.zeros(1, np.int64), Kind.CATEGORY)])
def test_other_types_and_shapes_are_refused(values, kind):
    with pytest.raises(TypeError, match=kind.value):
        Column(values, kind)


@pytest.mark.parametrize(("codes", "names"), [
    ([0], ()), ([2], ("a", "b")), ([-2], ("a",)), ([0], ("a", "a")), ([0], ("",))])
def test_codes_stand_for_categories_that_are_there_once(codes, names):
    with pytest.raises(ValueError, match="categor"):
        Column(np.array(codes, np.int32), Kind.CATEGORY, categories=names)


@pytest.mark.parametrize("value", [None, 5, Path("a")])
def test_only_texts_are_texts(value):
    with pytest.raises(TypeError, match="texts"):
        texts(["a", value])


@QUICK
@given(st.lists(st.none() | any_text, max_size=8))
def test_words_come_back_from_categories(words):
    column = categorical(words)
    assert [column.shown(row) for row in range(len(words))] == [word or "" for word in words]
    assert list(column.categories) == sorted({word for word in words if word})


def test_a_word_that_is_no_category_is_named():
    with pytest.raises(Problem, match="“pig” is none of the categories cat, dog"):
        categorical(["cat", "pig"], categories=["cat", "dog"])


@QUICK
@given(st.integers(0, 5).flatmap(columns_of))
def test_a_column_equals_itself_and_its_parts_join_to_it(column):
    assert column.equals(replace(column, values=column.values.copy()))
    assert joined([column.rows(slice(0, 2)), column.rows(slice(2, None))], "x").equals(column)
    assert column.missing().shape == (len(column),)
    missing = empty_like(column, 3)
    assert missing.missing().all()
    assert (missing.kind, missing.role, missing.width) == (column.kind, column.role, column.width)


@pytest.mark.parametrize("change", [
    {"role": Role.TARGET}, {"folder": Path("/b")}, {"values": np.array(["a", "c"], object)}])
def test_a_column_that_differs_in_anything_is_not_equal(change):
    column = images(["a", "b"], Path("/a"))
    assert not column.equals(replace(column, **change))


def test_missing_values_show_as_nothing():
    columns = [numbers([np.nan]), texts([""]), times(["NaT"]), categorical([None]),
               images([""], None)]
    assert [column.shown(0) for column in columns] == [""] * 5
    assert all(column.missing().all() for column in columns)


def test_values_show_as_people_read_them():
    assert numbers([640.0]).shown(0) == "640"
    assert times(["2026-03-01T12:30"]).shown(0) == "2026-03-01 12:30:00"
    days = times(["2026-03-01", "NaT", "0031-03-02"])
    assert [days.shown(row) for row in range(3)] == ["2026-03-01", "", "0031-03-02"]
    assert times(["2026-03-01", "2026-03-01T12:30"]).shown(0) == "2026-03-01 00:00:00"
    assert vectors(np.zeros((1, 2048), np.float32)).shown(0) == "2,048 numbers"


def test_a_run_of_vectors_is_not_copied():
    column = vectors(np.zeros((4, 3), np.float32))
    assert np.shares_memory(column.rows(slice(1, 3)).values, column.values)


def test_categories_are_united_in_order():
    column = joined([categorical(["b", None]), categorical(["a", "b"])], "kind")
    assert column.categories == ("b", "a")
    assert [column.shown(row) for row in range(4)] == ["b", "", "a", "b"]


def test_pictures_of_two_folders_get_full_paths():
    column = joined([images(["1.png", ""], Path("/a")), images(["2.png"], Path("/b"))], "image")
    assert column.folder is None
    assert column.values.tolist() == ["/a/1.png", "", "/b/2.png"]


@pytest.mark.parametrize(("other", "told"), [
    (numbers([1]), "number values in one table|number values in the other"),
    (vectors(np.zeros((1, 4), np.float32), PASSPORT), "3 numbers in one table and 4"),
    (vectors(np.zeros((1, 3), np.float32), replace(PASSPORT, weights="1e")), "weights 0f and 1e"),
    (vectors(np.zeros((1, 3), np.float32)), "one table says which network")])
def test_what_cannot_be_joined_is_refused_with_the_difference(other, told):
    mine = vectors(np.zeros((1, 3), np.float32), PASSPORT)
    with pytest.raises(Problem, match=told):
        joined([mine, other], "embedding")
