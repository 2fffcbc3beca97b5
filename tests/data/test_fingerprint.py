"""Equal values have equal digests, others have others, in every session."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from enum import Enum
from pathlib import Path, PurePosixPath

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.data.column import Role, numbers
from satsuma.data.fingerprint import fingerprint
from satsuma.data.table import Table
from tests.strategies import tables

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4)
    | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner,
                                                                max_size=3), max_leaves=6)


class Color(Enum):
    RED = "red"


def told_apart(value):
    """What `==` between values does not tell: types and the sign of zero."""
    if isinstance(value, list):
        return [told_apart(item) for item in value]
    if isinstance(value, dict):
        return {key: told_apart(item) for key, item in value.items()}
    return type(value).__name__, repr(value)


@settings(max_examples=300, deadline=None)
@given(plain, plain)
def test_digests_are_equal_when_the_values_are(a, b):
    assert (fingerprint(a) == fingerprint(b)) == (told_apart(a) == told_apart(b))


@pytest.mark.parametrize(("a", "b"), [
    (1, "1"), (1, 1.0), (1, True), (("ab", "c"), ("a", "bc")), ([], [[]]), ("", b""), (None, ""),
    ([1, [2]], [[1], 2]), ({"a": 1}, [("a", 1)]), (Color.RED, "red"), ({1, 2}, [1, 2]),
    (np.zeros(2), np.zeros(2, np.float32)), (np.zeros((2, 3)), np.zeros((3, 2))),
    (np.array([1, 2]), [1, 2]), (Path("a/b"), "a/b"),
    (np.array(["a", "b"], object), np.array(["ab", ""], object)),
    (np.array(["2026"], "M8[D]"), np.array(["2026"], "M8[us]"))])
def test_values_that_look_alike_are_told_apart(a, b):
    assert fingerprint(a) != fingerprint(b)


@pytest.mark.parametrize(("a", "b"), [
    (np.float64(0.5), 0.5), (np.int32(3), 3), (np.bool_(True), True), (np.str_("a"), "a"),
    ((1, 2), [1, 2]), ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ({1, 2}, {2, 1}),
    (PurePosixPath("a/b"), Path("a/b")), (np.arange(6).reshape(2, 3), np.arange(6).reshape(2, 3)),
    (np.arange(6)[::2], np.array([0, 2, 4])), (np.arange(4).reshape(2, 2).T,
                                               np.array([[0, 2], [1, 3]]))])
def test_equal_values_in_other_clothes_are_equal(a, b):
    assert fingerprint(a) == fingerprint(b)


@pytest.mark.parametrize("array", [
    np.empty((3, 0)), np.empty((0, 3)), np.array(5.0), np.array([], "U1"), np.array(["", ""]),
    np.array(["NaT"], "M8[us]"), np.datetime64("2026"), np.timedelta64(1, "s"),
    np.longdouble(1)])
def test_every_array_has_a_digest(array):
    assert len(fingerprint(array)) == 32


@pytest.mark.parametrize("value", [object(), lambda: 0, 1j, np.complex64(1), Color])
def test_what_has_no_lasting_value_is_refused(value):
    with pytest.raises(TypeError, match="cannot fingerprint"):
        fingerprint(value)


@settings(max_examples=40, deadline=None)
@given(tables(), tables())
def test_tables_have_one_digest_when_they_are_equal(a, b):
    again = Table(a.ids, {n: replace(c, values=c.values.copy()) for n, c in a.columns.items()},
                  a.name)
    assert fingerprint(again) == fingerprint(a)
    assert (fingerprint(a) == fingerprint(b)) <= a.equals(b)


def test_a_role_changes_the_digest_of_a_column():
    column = numbers([1, 2])
    assert fingerprint(column) != fingerprint(column.with_role(Role.META))


def test_other_sessions_find_the_same_digest():
    code = ("from satsuma.data.fingerprint import fingerprint;"
            "print(fingerprint({'a': {'x', 'y', 'z'}, 'b': (1, 2.5, None)}))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={"PYTHONHASHSEED": "7"})
    assert done.stdout.strip() == fingerprint({"b": [1, 2.5, None], "a": {"z", "y", "x"}})
