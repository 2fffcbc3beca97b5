"""Settings as JSON and as words."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.problem import Problem
from satsuma.workflow.codec import check_setting, from_json, hints_of, parse_setting, to_json

numbers = st.floats(allow_nan=False, allow_infinity=False)


def every_setting(toys):
    """Values for each setting of the toy widget that has all kinds."""
    branch = st.builds(toys.Branch, st.text(), st.integers(), st.lists(numbers).map(tuple))
    return st.builds(
        toys.EverySetting, yes=st.booleans(), whole=st.integers(-5), real=st.floats(0, 1),
        free=numbers, text=st.text(), word=st.sampled_from(["one", "two", "None"]),
        maybe=st.none() | st.text(), number=st.none() | st.integers(1),
        texts=st.lists(st.text()).map(tuple), pair=st.tuples(st.integers(), numbers),
        picked=st.just("all") | st.lists(st.text()).map(tuple),
        branches=st.lists(branch, max_size=3).map(tuple), level=st.sampled_from([1, 2, True]))


@given(st.data())
def test_every_kind_of_setting_comes_back_through_json(toys, data):
    widget = data.draw(every_setting(toys))
    for name, hint in hints_of(toys.EverySetting).items():
        value = getattr(widget, name)
        back = from_json(json.loads(json.dumps(to_json(value))), hint)
        assert back == value
        assert type(back) is type(value)
        assert check_setting(toys.EverySetting, name, value) == value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["first", "size", "heights", "x"]), inner, max_size=3))


@given(data=JSON, name=st.sampled_from(["yes", "whole", "real", "word", "maybe", "number", "texts",
                                        "pair", "picked", "branches", "level"]))
def test_any_json_fits_or_is_a_problem(toys, data, name):
    try:
        value = check_setting(toys.EverySetting, name, data)
    except Problem:
        return
    assert check_setting(toys.EverySetting, name, json.loads(json.dumps(to_json(value)))) == value


@pytest.mark.parametrize(("name", "value", "told"), [
    ("yes", 1, "yes or no"),
    ("whole", True, "a whole number"),
    ("whole", 1.0, "a whole number"),
    ("whole", -6, "at least -5"),
    ("real", 1.5, "at least 0.0 and at most 1.0"),
    ("real", math.nan, "a number"),
    ("real", math.inf, "a number"),
    ("real", 10 ** 400, "a number"),
    ("text", None, "a text"),
    ("word", "three", "one, two, None"),
    ("word", None, "one, two, None"),
    ("maybe", 3, "a text or automatic"),
    ("number", 0, "at least 1"),
    ("texts", "one", "a list, each a text"),
    ("texts", ["a", 1], "a list, each a text|a text"),
    ("pair", [1], "2 values"),
    ("picked", "some", "all"),
    ("branches", [{"first": "a"}], "first, size, heights"),
    ("branches", [{"first": "a", "size": 1, "more": 2}], "first, size, heights"),
    ("level", 3, "1, 2 or yes or no"),
])
def test_what_does_not_fit_says_what_is_allowed(toys, name, value, told):
    with pytest.raises(Problem, match=told):
        check_setting(toys.EverySetting, name, value)


def test_what_is_missing_in_a_named_tuple_is_its_default(toys):
    value = check_setting(toys.EverySetting, "branches", [{"first": "a", "size": 2}])
    assert value == (toys.Branch("a", 2, ()),)


@pytest.mark.parametrize(("name", "text", "value"), [
    ("yes", "no", False), ("yes", "True", True), ("whole", "-3", -3), ("real", "1", 1.0),
    ("free", "1e3", 1000.0), ("text", "12", "12"), ("text", "none", "none"), ("text", "", ""),
    ("word", "two", "two"), ("word", "None", "None"), ("maybe", "automatic", None),
    ("maybe", "none", None), ("maybe", "size", "size"), ("number", "none", None),
    ("number", "4", 4), ("texts", "a b", ("a b",)), ("texts", '["a", "b"]', ("a", "b")),
    ("texts", "", ()), ("texts", "7", ("7",)), ("pair", "[1, 2]", (1, 2.0)),
    ("picked", "all", "all"), ("picked", "[]", ()), ("picked", "cow.png", ("cow.png",)),
    ("level", "2", 2), ("level", "yes", True), ("branches", "[]", ()),
])
def test_words_are_understood(toys, name, text, value):
    parsed = parse_setting(toys.EverySetting, name, text)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(("name", "text"), [
    ("yes", "perhaps"), ("whole", "3.5"), ("whole", "-9"), ("whole", "[" * 100_000),
    ("real", "NaN"), ("real", "2"), ("word", "three"), ("number", "many"), ("pair", "1"),
    ("branches", "cow"), ("free", "1" * 400), ("free", "1" * 5000),
])
def test_words_that_do_not_fit_are_a_problem(toys, name, text):
    with pytest.raises(Problem, match=f"Setting “{name}” of Every setting"):
        parse_setting(toys.EverySetting, name, text)


@given(text=st.text(), data=st.data())
def test_any_words_fit_or_are_a_problem(toys, text, data):
    name = data.draw(st.sampled_from(list(hints_of(toys.EverySetting))))
    try:
        value = parse_setting(toys.EverySetting, name, text)
    except Problem:
        return
    assert check_setting(toys.EverySetting, name, value) == value
