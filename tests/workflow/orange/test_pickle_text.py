"""Pickles are read without running anything, and give what Python's own reader gives."""

from __future__ import annotations

import collections
import contextlib
import datetime
import os
import pickle
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.workflow.orange.pickle_text import DEEPEST, read_pickle
from satsuma.workflow.orange.records import Record, Unreadable

KEYS = st.none() | st.booleans() | st.integers() | st.text() | st.binary() \
    | st.tuples(st.integers(), st.text())
VALUES = st.recursive(
    KEYS | st.floats(allow_nan=False) | st.frozensets(st.integers() | st.text()),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner),
    max_leaves=20)


@given(VALUES, st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_plain_values_come_back(value: Any, protocol: int) -> None:
    assert read_pickle(pickle.dumps(value, protocol)) == value


@dataclass
class Place:
    """Something with fields, to be pickled."""

    path: str
    parts: list[int]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_object_is_its_name_and_its_fields(protocol: int) -> None:
    read = read_pickle(pickle.dumps(Place("here", [1, 2]), protocol))
    assert isinstance(read, Record)
    assert read.field("path") == "here"
    assert read.field("parts") == [1, 2]
    assert read.field("absent") is None


def test_objects_of_other_libraries_are_records() -> None:
    read = read_pickle(pickle.dumps([np.int32(7), datetime.date(2020, 1, 2),
                                     collections.OrderedDict(a=1)]))
    assert [type(one) for one in read] == [Record] * 3
    assert read[0].name.endswith("multiarray.scalar")
    assert read[2].items == ("a", 1)


class Call:
    """Something that calls when Python reads it."""

    def __init__(self, called: Any, *arguments: Any) -> None:
        self._told = called, arguments

    def __reduce__(self) -> Any:
        return self._told


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_nothing_is_called(protocol: int, tmp_path: Any) -> None:
    target = tmp_path / "made by the pickle"
    read = read_pickle(pickle.dumps({"x": Call(os.mkdir, str(target))}, protocol))
    assert not target.exists()
    assert read["x"].name.endswith("mkdir")
    assert read["x"].arguments == (str(target),)


def test_names_are_never_looked_up() -> None:
    assert read_pickle(b"cno_such_module_here\nmain\n.") == Record("no_such_module_here.main")


def test_what_contains_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(Unreadable, match="contains itself"):
        read_pickle(pickle.dumps(loop))


def test_nesting_has_an_end() -> None:
    deep: Any = []
    for _ in range(DEEPEST + 2):
        deep = [deep]
    with pytest.raises(Unreadable, match="too deep"):
        read_pickle(pickle.dumps(deep))
    assert read_pickle(pickle.dumps([[[1]]])) == [[[1]]]


def test_a_few_bytes_do_not_become_a_world() -> None:
    bomb: Any = ["x"]
    for _ in range(40):
        bomb = [bomb, bomb]
    data = pickle.dumps(bomb)
    assert len(data) < 400
    with pytest.raises(Unreadable, match="too many values"):
        read_pickle(data)


@pytest.mark.parametrize("data", [
    b"", b".", b"N", b"K\x01", b"(.", b"(lp0\n", b"a.", b"]K\x01s.", b"h\x05.", b"\x80\x04\x95",
    b"R.", b"K\x01K\x02R.", b"cos\nsystem\nK\x01R.", b"K\x01b.", b"0.", b"(K\x01d.", b"V\\u12\n.",
    b"\x8c\xff", b"\x8a\xff\x01.", b"I99x\n."])
def test_what_is_damaged_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_pickle(data)


@pytest.mark.parametrize("data", [b"Pfile\n.", b"K\x01Q.", b"\x82\x01.", b"\x97."])
def test_what_wants_something_from_outside_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="outside"):
        read_pickle(data)


def test_keys_must_be_plain() -> None:
    with pytest.raises(Unreadable, match="key"):
        read_pickle(b"}]K\x01s.")  # {[]: 1}


@pytest.mark.filterwarnings("ignore:invalid:DeprecationWarning")  # of Python's splitter
@given(st.binary(max_size=300), st.integers(0, 5), VALUES)
def test_any_bytes_are_a_value_or_refused(junk: bytes, protocol: int, value: Any) -> None:
    for data in (junk, pickle.dumps(value, protocol)[: len(junk)] + junk):
        with contextlib.suppress(Unreadable):
            read_pickle(data)
