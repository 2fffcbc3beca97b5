"""Conditions ask of columns what pandas would ask, and what cannot be asked counts as not there."""

from __future__ import annotations

import operator
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.column import Kind, categorical, images, numbers, texts, times, vectors
from satsuma.data.condition import (
    OPERATORS,
    Condition,
    Operator,
    asked,
    counts,
    fulfilled,
    moment_in,
    number_in,
    values_wanted,
)
from satsuma.data.table import Table
from tests.strategies import tables

SEEN = ["2024-05-01", "2024-05-31T23:00", "2024-06-01", "NaT", "2023-12-31"]


@pytest.fixture
def table() -> Table:
    return Table(tuple("abcde"), {
        "size": numbers([1, 2, np.nan, 4, 5]),
        "kind": categorical(["cow", "Pig", None, "cow", "frog"]),
        "name": texts(["Brown cow", "pig", "", "cow [2]", "frog*"]),
        "seen": times(SEEN),
        "image": images(["a/cow-01.png", "pig.jpg", "", "a/cow-12.png", "f.png"], None),
        "vector": vectors(np.array([[1, 2], [np.nan, 1], [np.nan, np.nan], [0, 0], [1, 1]]))})


def rows(table: Table, column: str, word: Operator, *values: str) -> str:
    found = asked(table, Condition(column, word, values)).rows
    assert found is not None
    return "".join(np.array(table.ids)[found])


@pytest.mark.parametrize(("word", "compare"), [
    ("is", operator.eq), ("is not", operator.ne), ("less than", operator.lt),
    ("at most", operator.le), ("greater than", operator.gt), ("at least", operator.ge)])
def test_numbers_are_compared_as_pandas_does(table: Table, word: Operator, compare: object) -> None:
    frame = table.to_pandas()
    wanted = frame[compare(frame["size"], 2) & frame["size"].notna()]  # type: ignore[operator]
    assert rows(table, "size", word, "2") == "".join(wanted.index)


def test_numbers_between_and_missing(table: Table) -> None:
    between = table.to_pandas()["size"].between(2, 4)
    assert rows(table, "size", "between", "4", "2") == "".join(between[between].index)
    assert rows(table, "size", "not between", "2", "4") == "ae"
    assert rows(table, "size", "is missing") == "c"
    assert rows(table, "size", "is not missing") == "abde"


def test_categories(table: Table) -> None:
    wanted = table.to_pandas()["kind"].isin(["cow", "frog", "gone"])
    assert rows(table, "kind", "is one of", "cow", "frog", "gone") == "".join(wanted[wanted].index)
    assert rows(table, "kind", "is none of", "cow") == "be"  # what is missing is neither
    assert rows(table, "kind", "contains", "P") == "b"


def test_texts_and_names_of_pictures(table: Table) -> None:
    assert rows(table, "name", "is", "PIG") == "b"
    assert rows(table, "name", "is not", "pig") == "ade"
    assert rows(table, "name", "contains", "cow") == "ad"
    assert rows(table, "name", "does not contain", "cow") == "be"
    assert rows(table, "name", "begins with", "bro") == "a"
    assert rows(table, "name", "ends with", "cow") == "a"
    assert rows(table, "image", "looks like", "*/cow-?2.png") == "d"
    assert rows(table, "name", "looks like", "* [2]") == "d"
    assert rows(table, "name", "looks like", "frog") == ""
    assert rows(table, "name", "is one of", "pig", "frog*") == "be"  # texts may be categories too


def test_times_are_as_fine_as_they_are_written(table: Table) -> None:
    frame = table.to_pandas()["seen"]
    assert rows(table, "seen", "is", "2024-05") == "ab"
    assert rows(table, "seen", "after", "2024-05-31") == "c"
    assert rows(table, "seen", "after", "2024-05-31 22:00") == "bc"
    before = frame < pd.Timestamp("2024-05-31")
    assert rows(table, "seen", "before", "2024-05-31") == "".join(before[before].index)
    assert rows(table, "seen", "between", "2024-05", "2024-05") == "ab"
    assert rows(table, "seen", "between", "2024-06", "2023") == "abce"
    assert rows(table, "seen", "not between", "2024-05-02", "2025-01-01") == "ae"


def test_vectors_are_missing_or_not(table: Table) -> None:
    assert rows(table, "vector", "is missing") == "c"


@pytest.mark.parametrize(("condition", "told"), [
    (Condition("gone", "is", ("1",)), "no column “gone”"),
    (Condition("size", "contains", ("1",)), "holds numbers"),
    (Condition("size", "is", ("big",)), "“big” is none"),
    (Condition("seen", "before", ("soon",)), "holds times"),
    (Condition("seen", "before", ("NaT",)), "holds times"),
    (Condition("vector", "is", ("1",)), "holds vectors"),
    (Condition("size", "between", ("1",)), ""), (Condition("size", "is", (" ",)), ""),
    (Condition("kind", "is one of"), ""), (Condition("name", "contains"), "")])
def test_what_cannot_be_asked_counts_as_not_there(table: Table, condition: Condition,
                                                  told: str) -> None:
    found = asked(table, condition)
    assert found.rows is None
    assert told in found.note
    assert bool(told) == bool(found.note)
    said: list[str] = []
    both = fulfilled(table, [condition, Condition("size", "is", ("1",))], "all", said.append)
    assert both.tolist() == [True, False, False, False, False]
    assert said == ([found.note] if told else [])
    assert fulfilled(table, [condition], "any", said.append).all()
    assert counts(table, [condition, Condition("size", "is", ("1",))]) == (None, 1)


def test_all_and_any(table: Table) -> None:
    two = [Condition("size", "at least", ("2",)), Condition("kind", "is one of", ("cow",))]
    assert fulfilled(table, two, "all", print).tolist() == [False, False, False, True, False]
    assert fulfilled(table, two, "any", print).tolist() == [True, True, False, True, True]
    assert fulfilled(table, [], "any", print).all()


@pytest.mark.parametrize(("text", "number"), [
    ("1.5", 1.5), ("1,5", 1.5), ("1,000.5", 1000.5), ("1 000", 1000), ("−3", -3), ("1e3", 1000),
    ("", None), ("x", None), ("nan", None), ("1,2,3", 123)])
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", "x", "5", "now", "NaT", "2024-13", "9" * 400, "2024-05-31Z"])
def test_no_moment(text: str) -> None:
    assert moment_in(text) is None


WORDS = st.sampled_from(get_args(Operator))
VALUES = st.lists(st.sampled_from(["", "1", "-1e400", "cow", "2024-05", "99999-01", "*", "[", "é"])
                  | st.text(max_size=5), max_size=3).map(tuple)


@given(tables(), WORDS, VALUES)
def test_any_condition_has_an_answer(table: Table, word: Operator, values: tuple[str, ...]) -> None:
    for name, column in table.columns.items():
        found = asked(table, Condition(name, word, values))
        if found.rows is not None:
            assert found.rows.shape == (len(table),)
            assert found.rows.dtype == bool
            assert word == "is missing" or not (found.rows & column.missing()).any()


def test_every_kind_can_be_asked_something() -> None:
    assert set(OPERATORS) == set(Kind)
    assert {word for words in OPERATORS.values() for word in words} == set(get_args(Operator))
    assert [values_wanted(word) for word in ("is", "between", "is missing", "is one of")] \
        == [1, 2, 0, None]
