"""The line that says which rows are meant."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.column import categorical, images, numbers, texts, times, vectors
from satsuma.data.filter import matching, narrowed
from satsuma.data.table import Table

TABLE = Table(tuple("abcde"), {
    "name": texts(["Brown cow", "black and white", "horse", "", "cow=1"]),
    "category": categorical(["cow", "cow", "horse", None, "Cow herd"]),
    "size": numbers([1, 20, 300, np.nan, -4.5]),
    "width of it": numbers([5, 5, 6, 7, 7]),
    "taken": times(["2024-05-01", "2024-05-31T12:00", "2024-06-01", "NaT", "2023-05-01"]),
    "image": images(["x/cow.png", "y/b.png", "", "z.png", "w.png"], None),
    "v": vectors(np.array([[1, 2], [3, 4], [5, 6], [np.nan, np.nan], [7, 8]], np.float32))})


def kept(text: str) -> str:
    return "".join(np.array(list("abcde"))[matching(TABLE, text).rows])


@pytest.mark.parametrize(("text", "rows"), [
    ("", "abcde"), ("   ", "abcde"),
    ("cow", "abe"), ("COW", "abe"), ("b.png", "b"), ("20", "abce"), ("300", "c"), ("-4.5", "e"),
    ("size > 1", "bc"), ("size >= 1", "abc"), ("size<1", "e"), ("size <= 20 ", "abe"),
    ("size ≥ 20", "bc"), ("size != 1", "bce"), ("size ≠ 1", "bce"), ("size == 300", "c"),
    ("SIZE > 1", "bc"), ("width of it = 7", "de"), ('"width of it" < 6', "ab"),
    ("size is missing", "d"), ("size is not missing", "abce"), ("name is missing", "d"),
    ("image is missing", "c"), ("v is missing", "d"), ("category IS MISSING", "d"),
    ("category = cow", "ab"), ("category = COW", "ab"), ("category != cow", "ce"),
    ("category ~ cow", "abe"), ("not category = cow", "cde"), ('name ~ "n c"', "a"),
    ("name = horse", "c"), ('name = "brown cow"', "a"), ('"cow=1"', "e"),
    ("cow and size > 1", "b"), ("category = cow or category = horse", "abc"),
    ("category = cow and size > 1 or category = horse", "bc"),
    ("black and white", "b"), ('"black and white"', "b"), ('"white and black"', ""),
    ("taken = 2024-05", "ab"), ("taken = 2024-05-31", "b"), ("taken > 2024-05", "c"),
    ('"2024-05-31 12"', "b"), ("2024-05-31t12", "b"),
    ("taken >= 2024-05-31 12:00", "bc"), ("taken < 2024", "e"), ("n1 > 4", "ce"),
    ("size >", "abcde"), ("size > and cow", "abe"), ("not", ""), ("not cow", "cd"),
    ("or", "c"), ("nat", ""), ("“black and white”", "b")])
def test_what_is_kept(text, rows):
    assert kept(text) == rows


@pytest.mark.parametrize(("text", "rows", "note"), [
    ("siez > 3", "", "no column “siez”"), ("size > big", "abcde", "“big” is none"),
    ("size > big and cow", "abe", "“big” is none"), ("category < cow", "abcde", "holds words"),
    ("taken = soon", "abcde", "holds times"), ("v > 3", "abcde", "holds vectors"),
    ("size is big", "abcde", "is missing"), ("name > a", "abcde", "holds words")])
def test_what_cannot_be_used_is_said_and_left_out(text, rows, note):
    assert kept(text) == rows
    assert note in matching(TABLE, text).notes[0]


@pytest.mark.parametrize("word", ["NaT", "now", "today", "5", "20240531", "2024-05-31Z", "2024-W05",
                                  "2024-13", "2024-05-31 25:00", "-2024", "99999-01", "٢٠٢٤"])
def test_only_times_as_they_are_documented_are_times(word):
    found = matching(TABLE, f"taken > {word}")
    assert found.rows.all()
    assert found.notes == (f"“taken” holds times, and “{word}” is none. Write one as 2024, "
                           "2024-05, 2024-05-31 or 2024-05-31 14:00.",)


def test_a_filter_that_is_used_says_nothing():
    assert matching(TABLE, "cow and size > 1 or taken = 2024").notes == ()


@given(st.text(st.sampled_from("size and or not cow<>=~!\"“” 5 is missing n1 v"), max_size=40))
def test_no_line_fails(text):
    found = matching(TABLE, text)
    assert found.rows.shape == (5,)
    assert found.rows.dtype == bool


def test_one_more_condition_holds_for_every_branch():
    assert narrowed("", "size > 1") == "size > 1"
    text = narrowed("category = horse or cow", "size > 1")
    assert kept(text) == "bc"
