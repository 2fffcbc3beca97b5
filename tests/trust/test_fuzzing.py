"""Fuzzing: real files with invented damage either open or are a Problem in words, never a crash.

300 edits of each kind, or with `pytest -m long` 5,000. What once brought something down lies in
`tests/fixtures/crashes`, and is tried by name every time.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from satsuma.cli.run import with_set
from satsuma.data.tables import read_distances, read_table
from satsuma.widget import setting_fields
from satsuma.workflow.codec import check_setting, hints_of, parse_setting, to_json
from satsuma.workflow.fragment import pasted
from satsuma.workflow.model import Workflow
from satsuma.workflow.orange.literal_text import read_literal
from satsuma.workflow.orange.pickle_text import read_pickle
from satsuma.workflow.ows import loads, read_ows
from satsuma.workflow.writing import dumps
from tests.trust.edits import edited, edits
from tests.trust.fuzzing import or_told, sizes, tried
from tests.trust.hooks import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
CRASHES = FIXTURES / "crashes"

FOLDER = Path("/home/ana/lessons")
WORKFLOWS = [file.read_bytes() for file in sorted(
    [*(ROOT / "workflows").glob("*.ows"), *FIXTURES.rglob("*.ows")]) if CRASHES not in file.parents]

# Workflows

@sizes
def test_damaged_workflows(catalog, count):
    def trying(drawn: Any) -> None:
        content, changes = drawn
        data = edited(content, changes)
        if (opened := or_told(partial(loads, data, FOLDER, catalog))) is None:
            return
        again = loads(dumps(opened.workflow, FOLDER).encode(), FOLDER, catalog)
        assert again.workflow.nodes == opened.workflow.nodes
        assert again.workflow.links == opened.workflow.links

    tried(st.tuples(st.sampled_from(WORKFLOWS), edits), count, trying)


@sizes
def test_damaged_fragments(catalog, count):
    there = loads(WORKFLOWS[0], FOLDER, catalog).workflow

    def trying(drawn: Any) -> None:
        content, changes = drawn
        text = edited(content, changes).decode("utf-8", "replace")
        made = or_told(partial(pasted, there, text, catalog, folder=FOLDER))
        if made is not None:
            assert set(there.nodes) < set(made.workflow.nodes) or not made.node_ids

    tried(st.tuples(st.sampled_from(WORKFLOWS), edits), count, trying)


def _settings_of(text: bytes) -> list[bytes]:
    import base64
    import xml.etree.ElementTree as ET

    found = []
    for one in ET.fromstring(text).iterfind("node_properties/properties"):
        inside = (one.text or "").encode()
        found.append(base64.b64decode(inside) if one.get("format") == "pickle" else inside)
    return [one for one in found if one]


def _seeds(form: str) -> list[bytes]:
    import pickle

    value = {"a": [1, 2.5, "x", None, True, (1, b"y")], "set": {1, 2}, "deep": {"b": [[]]}}
    value["again"] = value["a"]
    if form == "literal":
        return [repr(value).encode(), *(one for text in WORKFLOWS for one in _settings_of(text)
                                        if one.startswith(b"{"))]
    found = [one for text in WORKFLOWS for one in _settings_of(text) if not one.startswith(b"{")]
    return [*(pickle.dumps(value, protocol) for protocol in range(6)), *found]


@sizes
@pytest.mark.parametrize("form", ["pickle", "literal"])
def test_damaged_settings_of_orange(form, count):
    def trying(drawn: Any) -> None:
        content, changes = drawn
        data = edited(content, changes)
        or_told(partial(read_pickle, data) if form == "pickle" else
                 partial(read_literal, data.decode("utf-8", "replace")))

    tried(st.tuples(st.sampled_from(_seeds(form)), edits), count, trying)


# Settings

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["yes", "cosine", "ward", "", "automatic", "rows"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.text(max_size=5) | st.sampled_from(["name", "role", "kind", "test", "column", "words"]),
        inner, max_size=4), max_leaves=10)


def _every_setting(catalog: Any) -> list[tuple[Any, str]]:
    return [(cls, name) for cls in catalog.widgets.values() for name in setting_fields(cls)]


@sizes
def test_any_value_of_any_setting(catalog, count):
    """What fits comes back from the file as it is; the rest is a Problem."""
    def trying(drawn: Any) -> None:
        (cls, name), data = drawn
        value = or_told(partial(check_setting, cls, name, data), cls.spec.title)
        if value is None:
            return
        kept = json.loads(json.dumps(to_json(value, hints_of(cls)[name])))
        assert check_setting(cls, name, kept) == value

    tried(st.tuples(st.sampled_from(_every_setting(catalog)), _json), count, trying)


@sizes
def test_any_words_of_any_setting(catalog, count):
    def trying(drawn: Any) -> None:
        (cls, name), words = drawn
        or_told(partial(parse_setting, cls, name, words), cls.spec.title)

    words = st.text(max_size=30) | _json.map(lambda value: json.dumps(value, default=str))
    tried(st.tuples(st.sampled_from(_every_setting(catalog)), words), count, trying)


_SETS = [b"import-images.sources=cows", b"distances.metric=cosine", b"image-viewer.size=120",
         b"hierarchical-clustering.height=50", b'import-images.sources=["a", "b"]',
         b"image-embedding.network=resnet50", b"data-table.search=x"]


@sizes
def test_damaged_words_of_the_command_line(catalog, count):
    """What `satsuma run --set` is given: another workflow, or wrong usage."""
    workflow = read_ows(ROOT / "workflows" / "animals.ows", catalog).workflow

    def trying(drawn: Any) -> None:
        content, changes = drawn
        text = edited(content, changes).decode("utf-8", "surrogateescape")
        changed = or_told(partial(with_set, workflow, text))
        assert changed is None or isinstance(changed, Workflow)

    tried(st.tuples(st.sampled_from(_SETS), edits), count, trying)


# What brought something down once

@pytest.mark.parametrize("file", sorted(CRASHES.iterdir()), ids=lambda file: file.name)
def test_what_once_crashed_is_told(catalog, file):
    if file.suffix == ".ows":
        or_told(partial(read_ows, file, catalog))
    else:
        or_told(partial(read_table, file))
        or_told(partial(read_distances, file))


def test_an_edit_changes_a_file_as_it_says():
    assert edited(b"abc", [("set", 0.34, b"x")]) == b"axc"
    assert edited(b"abc", [("cut", 0.5, None), ("add", 0.0, b"<")]) == b"<a"
    assert edited(b"<a><b>", [("swap", 0.0, 0.5)]) == b"<b><a>"
