"""Workflow files: what is written comes back, and what is foreign is kept."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.catalog import Catalog, discover
from satsuma.problem import Problem
from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.ows import is_of_orange, loads, read_ows, write_ows
from satsuma.workflow.unknown import Unknown
from satsuma.workflow.writing import dumps
from tests.own_time import own_time

FOLDER = Path("/home/ana/lessons")
FIXTURES = Path(__file__).parents[1] / "fixtures"
ORANGE = sorted((FIXTURES / "orange").glob("*.ows"))

# What XML cannot hold is replaced in titles and notes; in settings it is kept.
words = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
numbers = st.floats(allow_nan=False, allow_infinity=False)
points = st.tuples(numbers, numbers)
rects = st.tuples(numbers, numbers, numbers, numbers)
full_paths = st.text().map(lambda name: os.path.normpath("/a" + name.replace("\0", "")))


def widgets(toys):
    branches = st.builds(toys.Branch, st.text(), st.integers(), st.lists(numbers).map(tuple))
    return st.one_of(
        st.builds(toys.ReadNumbers, st.lists(full_paths).map(tuple), st.just("") | full_paths,
                  st.none() | full_paths, st.integers(0, 9)),
        st.builds(toys.EverySetting, free=numbers, text=st.text(), maybe=st.none() | st.text(),
                  texts=st.lists(st.text()).map(tuple),
                  branches=st.lists(branches, max_size=3).map(tuple)),
        st.builds(toys.Split, numbers), st.builds(toys.Join), st.builds(toys.Grown))


def notes(nodes):
    members = st.lists(st.sampled_from(nodes), unique=True).map(tuple) if nodes else st.just(())
    return st.lists(st.one_of(
        st.builds(TextNote, rects, words | st.just("a\r\nb\n\tc"), words, words,
                  st.integers(1, 999)),
        st.builds(Arrow, points, points, words),
        st.builds(Frame, words, words, rects, members, st.booleans())), max_size=4).map(tuple)


@st.composite
def workflows(draw, toys):
    workflow = Workflow(title=draw(words), description=draw(words | st.just("two\r\nlines\t ")))
    for widget in draw(st.lists(widgets(toys), max_size=5)):
        workflow, node = workflow.with_new_node(widget, draw(words), draw(points))
        workflow = workflow.with_auto(node, draw(st.booleans()))
    names = list(workflow.nodes)
    ends = [(a, o, b, i) for a in names for o in workflow.nodes[a].widget.spec.outputs
            for b in names for i in workflow.nodes[b].widget.spec.inputs]
    chosen = draw(st.lists(st.sampled_from(ends), max_size=6)) if ends else []
    links = [Link(*one, enabled=draw(st.booleans())) for one in chosen]
    return replace(workflow.with_fitting_links(links)[0], annotations=draw(notes(names)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_workflow_comes_back_as_it_was(toys, data):
    workflow = data.draw(workflows(toys))
    text = dumps(workflow, FOLDER)
    opened = loads(text.encode(), FOLDER, toys.CATALOG)
    assert opened.problems == ()
    assert opened.workflow == workflow
    assert list(opened.workflow.nodes) == list(workflow.nodes)
    assert dumps(opened.workflow, FOLDER) == text


@pytest.fixture
def workflow(toys):
    """read-numbers → split → join."""
    workflow = Workflow(title="Numbers")
    for widget in (toys.ReadNumbers(("/home/ana/pictures",), count=4), toys.Split(2.0),
                   toys.Join()):
        workflow, _ = workflow.with_new_node(widget)
    return workflow.with_fitting_links([
        Link("read-numbers", "data", "split", "data"), Link("split", "small", "join", "tables"),
        Link("split", "large", "join", "tables")])[0]


def test_a_change_shows_as_one_line(workflow):
    before = dumps(workflow, FOLDER).splitlines()
    after = dumps(workflow.with_setting("split", "border", 3.0), FOLDER).splitlines()
    (changed,) = [i for i, line in enumerate(before) if line != after[i]]
    assert after[changed].strip() == \
        '<properties node_id="split" format="json">{"border": 3.0}</properties>'


def test_the_file_is_the_dialect_that_orange_reads(workflow):
    root = ET.fromstring(dumps(workflow, FOLDER))
    assert (root.tag, root.get("version"), root.get("title")) == ("scheme", "2.0", "Numbers")
    assert [part.tag for part in root] == ["nodes", "links", "annotations", "thumbnail",
                                           "node_properties", "session_state"]
    assert root.find("nodes/node").attrib == {
        "id": "read-numbers", "name": "Read numbers", "qualified_name": "satsuma.read_numbers",
        "project_name": "Satsuma", "version": "1", "title": "Read numbers",
        "position": "(0.0, 0.0)"}
    assert root.find("links/link").attrib == {
        "id": "0", "source_node_id": "read-numbers", "sink_node_id": "split",
        "source_channel": "data", "sink_channel": "data", "enabled": "true",
        "source_channel_id": "data", "sink_channel_id": "data"}
    assert json.loads(root.find("node_properties/properties").text) == {
        "sources": ["../pictures"], "folder_of_more": "", "kept": None, "count": 4}


def test_it_opens_after_being_moved_with_its_pictures(workflow, toys, tmp_path):
    here, there = tmp_path / "here" / "flows", tmp_path / "there" / "flows"
    here.mkdir(parents=True)
    there.mkdir(parents=True)
    workflow = workflow.with_setting("read-numbers", "folder", (str(tmp_path / "here" / "cats"),))
    write_ows(workflow, here / "a.ows")
    assert read_ows(here / "a.ows", toys.CATALOG).workflow == workflow
    (here / "a.ows").rename(there / "a.ows")
    moved = read_ows(there / "a.ows", toys.CATALOG).workflow
    assert moved.nodes["read-numbers"].widget.sources == (str(tmp_path / "there" / "cats"),)


def test_without_a_folder_places_are_written_in_full(workflow):
    assert '"/home/ana/pictures"' in dumps(workflow, None)


def test_file_names_that_are_no_unicode_come_back(workflow, toys):
    strange = "/home/ana/caf\udce9/\ufffe"
    workflow = workflow.with_setting("read-numbers", "folder", (strange,))
    opened = loads(dumps(workflow, FOLDER).encode(), FOLDER, toys.CATALOG)
    assert opened.workflow.nodes["read-numbers"].widget.sources == (strange,)


def test_a_failed_write_leaves_the_old_file(workflow, tmp_path):
    file = tmp_path / "a.ows"
    write_ows(workflow, file)
    before = file.read_bytes()
    broken = workflow.with_node("x", Node(object()))
    with pytest.raises(AttributeError):
        write_ows(broken, file)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(Problem, match="cannot be written"):
        write_ows(workflow, tmp_path / "no" / "folder.ows")


def test_settings_of_older_versions_are_brought_up_to_date(toys):
    def opened(version, settings):
        return loads(one_node("satsuma.grown", version, settings), FOLDER, toys.CATALOG)

    assert opened(1, '{"metric_id": 1}').workflow.nodes["it"].widget == toys.Grown("cosine", 7)
    assert opened(2, '{"metric": "x"}').workflow.nodes["it"].widget == toys.Grown("x", 7)
    assert opened(3, '{"metric": "x"}').workflow.nodes["it"].widget == toys.Grown("x", 1)


@pytest.mark.parametrize(("name", "version", "settings", "why"), [
    ("satsuma.grown", 1, '{"metric_id": 5}', "cannot be brought up to date (IndexError"),
    ("satsuma.grown", 1, "{}", "cannot be brought up to date (KeyError"),
    ("satsuma.grown", 4, '{"metric": "x"}', "newer version of Satsuma"),
    ("satsuma.grown", "²", "{}", "is no number"),
    ("satsuma.magic", 1, '{"a":1}', "“satsuma.magic” is not here"),
    ("lab.widgets.magic", "", "(1, 2)", "“lab.widgets.magic” is not here"),
])
def test_a_widget_that_cannot_be_used_is_kept_as_it_is(toys, name, version, settings, why):
    data = one_node(name, version, settings)
    opened = loads(data, FOLDER, toys.CATALOG)
    widget = opened.workflow.nodes["it"].widget
    assert isinstance(widget, Unknown)
    assert why in widget.reason
    assert why in opened.problems[0]
    assert opened.problems[0].startswith("Node “It”: ")
    again = loads(dumps(opened.workflow, FOLDER).encode(), FOLDER, toys.CATALOG)
    assert again.workflow == opened.workflow
    for place in ("nodes/node", "node_properties/properties"):
        assert same(ET.fromstring(data).find(place),
                    ET.fromstring(dumps(opened.workflow, FOLDER)).find(place))


def one_node(name, version, settings):
    return (f'<scheme version="2.0"><nodes><node id="it" name="It" qualified_name="{name}" '
            f'project_name="P" version="{version}" title="It" position="(1.0, 2.0)" own="x"/>'
            f'</nodes><node_properties><properties node_id="it" format="json">{settings}'
            '</properties></node_properties></scheme>').encode()


NODE_IDS = ("id", "node_id", "source_node_id", "sink_node_id")


def renamed(root, other):
    """The element with its nodes called as in the other one."""
    ids = {one.get("id"): two.get("id") for one, two in zip(
        root.iterfind("nodes/node"), other.iterfind("nodes/node"), strict=True)}
    for element in (e for e in root.iter() if e.tag not in ("link", "text", "arrow")):
        element.attrib |= {name: ids[element.attrib[name]] for name in NODE_IDS
                           if name in element.attrib}
    for link in root.iter("link"):
        link.attrib |= {name: ids[link.get(name)] for name in NODE_IDS[2:]}
    return root


def same(one, other):
    return (one.tag, one.attrib, one.text) == (other.tag, other.attrib, other.text)


@pytest.mark.parametrize("file", ORANGE, ids=lambda file: file.stem)
def test_files_of_orange_open_as_unknown_widgets_and_lose_nothing(toys, file, tmp_path):
    opened = read_ows(file, toys.CATALOG)
    saved = tmp_path / "saved.ows"
    write_ows(opened.workflow, saved)
    after = ET.parse(saved).getroot()
    before = renamed(ET.parse(file).getroot(), after)
    assert all(isinstance(node.widget, Unknown) for node in opened.workflow.nodes.values())
    assert len(opened.problems) == len(opened.workflow.nodes)
    for place in ("nodes/node", "links/link", "annotations/*", "node_properties/properties",
                  "session_state//*"):
        pairs = list(zip(before.iterfind(place), after.iterfind(place), strict=True))
        assert all(same(one, other) or not (one.text or "").strip() and one.attrib == other.attrib
                   for one, other in pairs), place
        assert pairs or place.startswith(("annotations", "session"))
    again = read_ows(saved, toys.CATALOG)
    assert again.workflow == opened.workflow


def test_the_order_of_links_and_shown_names_of_unknown_ports_are_kept(toys):
    opened = loads((FIXTURES / "orange" / "annotated.ows").read_bytes(), FOLDER, toys.CATALOG)
    spec = next(node.widget.spec for node in opened.workflow.nodes.values()
                if node.widget.spec.title == "Hierarchical Clustering")
    assert dict(spec.inputs).keys() == {"distances"}
    assert dict(spec.outputs).keys() == {"selected_data"}
    assert 'sink_channel="Data Subset"' in dumps(opened.workflow, FOLDER)


def test_what_others_keep_for_a_node_follows_its_new_id(toys):
    data = (b'<scheme version="2.0"><nodes><node id="N 1" title="It" name="It" position="(0, 0)" '
            b'qualified_name="x"/></nodes><node_properties><properties node_id="N 1" '
            b'format="literal" data="{1: 2}"/></node_properties><session_state><window_groups>'
            b'<group name="Look"><window_state node_id="N 1">AAA</window_state></group>'
            b'</window_groups></session_state></scheme>')
    workflow = loads(data, FOLDER, toys.CATALOG).workflow
    root = ET.fromstring(dumps(workflow, FOLDER))
    assert workflow.nodes["it"].widget.properties == "{1: 2}"
    assert root.find("session_state//window_state").get("node_id") == "it"
    assert root.find("node_properties/properties").get("node_id") == "it"


def test_the_first_released_file_still_opens():
    opened = loads((FIXTURES / "animals-1.ows").read_bytes(), FOLDER, discover(entry_points=False))
    assert opened.problems == ()
    nodes = opened.workflow.nodes
    assert list(nodes) == ["import-images", "image-embedding", "distances",
                           "hierarchical-clustering", "image-viewer", "data-table"]
    assert nodes["import-images"].widget.sources == ("/home/ana/examples/animals",)
    assert nodes["image-embedding"].widget.network == "efficientnet_lite0"
    assert nodes["distances"].widget.metric == "cosine"
    assert (nodes["hierarchical-clustering"].widget.selection,
            nodes["hierarchical-clustering"].widget.top) == ("top", 8)
    assert [(x.source, x.output, x.target, x.input) for x in opened.workflow.links][3] == (
        "hierarchical-clustering", "selected", "image-viewer", "data")
    assert len(opened.workflow.links) == 5
    assert opened.workflow.annotations[0].text.startswith("Change the folder")


def test_a_node_renamed_in_the_file_keeps_its_id(toys, workflow):
    text = dumps(workflow, FOLDER).replace('title="Split"', 'title="Sieve"')
    opened = loads(text.encode(), FOLDER, toys.CATALOG)
    assert opened.workflow.nodes["split"].title == "Sieve"


def test_a_thousand_nodes_are_read_and_written_within_a_second(toys):
    workflow = Workflow()
    for i in range(1000):
        workflow, _ = workflow.with_new_node(toys.EverySetting(texts=("a", "b")), f"Node {i}")
    names = list(workflow.nodes)
    workflow, _ = workflow.with_fitting_links(
        [Link(a, "data", b, "data") for a, b in zip(names, names[1:], strict=False)])
    started = own_time()
    text = dumps(workflow, FOLDER)
    written = own_time()
    opened = loads(text.encode(), FOLDER, toys.CATALOG)
    read = own_time()
    assert opened.workflow == workflow
    assert written - started < 1
    assert read - written < 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.ows")
    with pytest.raises(Problem, match="no file that can be read"):
        read_ows(tmp_path / "pipe.ows", Catalog())


@pytest.mark.parametrize(("begin", "theirs"), [
    ('<scheme version="2.0">', True), ("<scheme version='2.0' title='a satsuma=\"1\" b'>", True),
    ('<?xml version="1.0"?>\n<scheme title="a > b" version="2.0" satsuma="1">', False),
    ("<scheme", False), ("", False), ("<other>", False)])
def test_whose_file_it_is(tmp_path, begin, theirs):
    file = tmp_path / "a.ows"
    file.write_text(begin)
    assert is_of_orange(file) is theirs
    assert not is_of_orange(tmp_path / "none.ows")
