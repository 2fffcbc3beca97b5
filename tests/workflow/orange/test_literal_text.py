"""Literals are read as Python reads them, and nothing else is."""

from __future__ import annotations

import ast
import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.workflow.orange.literal_text import read_literal
from satsuma.workflow.orange.records import Unreadable

KEYS = st.none() | st.booleans() | st.integers() | st.text() | st.binary() \
    | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    KEYS | st.sets(st.integers() | st.text(), min_size=1),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.tuples(inner, inner)
    | st.dictionaries(KEYS, inner), max_leaves=20)


@given(VALUES)
def test_what_repr_writes_comes_back(value: Any) -> None:
    assert read_literal(repr(value)) == value


@pytest.mark.parametrize("text", [
    " { } ", "()", "(1,)", "(1)", "[1, 2,]", "'a' \"b\"", "b'\\xff' b'x'", "'\\u00e4\\n\\'\\\\'",
    "1_000", "-1.5e-3", "+2", ".5", "5.", "'\\101'", "\"it's\"", "{1: {2: [3]}}", "'\\d'",
    "[\n1,\n2]", "{'a', 'b'}", "set()", "'line\\\nnext'"])
def test_spellings(text: str) -> None:
    expected = ast.literal_eval(text.strip()) if "\\d" not in text else "\\d"
    assert read_literal(text) == expected


@pytest.mark.parametrize("text", [
    "", "f()", "__import__('os')", "1 + 2", "[1 2]", "{1: }", "{1: 2, 3}", "'open", "(1", "1)",
    "[,]", "{[]: 1}", "a", "lambda: 0", "'\\ud8'[0]", "[1,,2]", "1.2.3", "--1", "b'\u0101'",
    "'a' b'b'", "-", "1e", "'\\U99999999'", "f'x'"])
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_literal(text)


def test_nesting_has_an_end() -> None:
    with pytest.raises(Unreadable, match="too deep"):
        read_literal("[" * 100_000)


@given(st.text(max_size=60))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    try:
        found = read_literal(text)
    except Unreadable:
        return
    with contextlib.suppress(SyntaxError):  # Python wants no zeros in front, we do not mind
        assert found == ast.literal_eval(text.strip())
