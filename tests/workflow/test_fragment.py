"""What is copied is pasted as it was, and takes nobody's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.problem import Problem
from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.fragment import duplicated, fragment, free_title, pasted
from satsuma.workflow.frames import framed, taken_along
from satsuma.workflow.model import Link, Workflow
from satsuma.workflow.ows import loads, write_ows
from satsuma.workflow.unknown import Unknown
from tests.strategies import any_text

places = st.floats(-1e6, 1e6)
points = st.tuples(places, places)
rects = st.tuples(places, places, places, places)
printable = any_text.filter(lambda text: all(c in "\t\n\r" or " " <= c < "\ufffe" for c in text))


@st.composite
def workflows(draw, toys) -> Workflow:
    """A few nodes with odd titles, links, notes and frames."""
    kinds = st.one_of(
        st.builds(toys.EverySetting, text=any_text, texts=st.lists(any_text).map(tuple)),
        st.builds(toys.Split, places), st.builds(toys.Join))
    workflow = Workflow()
    for widget in draw(st.lists(kinds, max_size=5)):
        workflow, _ = workflow.with_new_node(widget, draw(printable), draw(points))
    names = list(workflow.nodes)
    ends = [Link(a, o, b, i) for a in names for o in workflow.nodes[a].widget.spec.outputs
            for b in names for i in workflow.nodes[b].widget.spec.inputs]
    links = draw(st.lists(st.sampled_from(ends), max_size=6)) if ends else []
    members = st.lists(st.sampled_from(names), unique=True).map(tuple) if names else st.just(())
    notes = draw(st.lists(st.one_of(
        st.builds(TextNote, rects, printable), st.builds(Arrow, points, points),
        st.builds(Frame, printable, printable, rects, members)), max_size=4))
    return replace(workflow.with_fitting_links(links)[0], annotations=tuple(notes))


def part_of(workflow, node_ids, annotations) -> Workflow:
    nodes = {n: node for n, node in workflow.nodes.items() if n in node_ids}
    links = tuple(x for x in workflow.links if x.source in nodes and x.target in nodes)
    notes = tuple(workflow.annotations[i] for i in annotations)
    return Workflow(nodes, links, notes)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_part_comes_back_as_it_was(toys, data):
    workflow = data.draw(workflows(toys))
    chosen = [n for n in workflow.nodes if data.draw(st.booleans())]
    notes = [i for i in range(len(workflow.annotations)) if data.draw(st.booleans())]
    along = taken_along(workflow, chosen, notes)
    text = fragment(workflow, chosen, notes)
    if not any(along):
        with pytest.raises(Problem, match="empty"):
            pasted(Workflow(), text, toys.CATALOG)
        return
    got = pasted(Workflow(), text, toys.CATALOG)
    assert got.workflow == part_of(workflow, *along)
    assert (got.node_ids, got.problems) == (along[0], ())
    assert got.annotations == tuple(range(len(along[1])))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_pasting_adds_and_changes_nothing_that_was_there(toys, data):
    workflow, other = data.draw(workflows(toys)), data.draw(workflows(toys))
    if not other.nodes and not other.annotations:
        return
    text = fragment(other, other.nodes, range(len(other.annotations)))
    got = pasted(workflow, text, toys.CATALOG, offset=(8, -8))
    after = got.workflow
    assert list(after.nodes) == [*workflow.nodes, *got.node_ids]
    assert {n: after.nodes[n] for n in workflow.nodes} == workflow.nodes
    assert after.links[:len(workflow.links)] == workflow.links
    assert after.annotations[:len(workflow.annotations)] == workflow.annotations
    assert len(after.links) == len(workflow.links) + len(other.links)
    old_titles = {node.title for node in workflow.nodes.values()} - {""}
    assert not old_titles & {after.nodes[n].title for n in got.node_ids}
    after.order()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_duplicate_is_what_copy_and_paste_give(toys, data):
    workflow = data.draw(workflows(toys))
    every = list(workflow.nodes), range(len(workflow.annotations))
    if not any(every):
        return
    got = duplicated(workflow, *every, toys.CATALOG)
    for old, new in zip(every[0], got.node_ids, strict=True):
        (x, y), (u, v) = workflow.nodes[old].position, got.workflow.nodes[new].position
        assert u - x > 31
        assert v - y > 31
        assert workflow.nodes[old].widget == got.workflow.nodes[new].widget
    assert len(got.node_ids) == len(every[0])
    assert len(got.workflow.links) == 2 * len(workflow.links)


@pytest.fixture
def pair(toys) -> Workflow:
    """Split → Join, fed by Read Numbers; the last two in a frame."""
    workflow, read = Workflow().with_new_node(toys.ReadNumbers(("/a/cows",)))
    workflow, split = workflow.with_new_node(toys.Split(), position=(160, 0))
    workflow, join = workflow.with_new_node(toys.Join(), "Together", position=(320, 0))
    out = next(iter(workflow.nodes[read].widget.spec.outputs))
    workflow = workflow.with_link(Link(read, out, split, "data"))
    workflow = workflow.with_link(Link(split, "small", join, "tables"))
    return framed(workflow, [split, join], "Part")[0]


def test_copies_have_titles_and_ids_of_their_own_and_links_among_themselves(toys, pair):
    got = duplicated(pair, ["split", "together"], [], toys.CATALOG)
    assert got.node_ids == ("split-2", "together-2")
    assert [got.workflow.nodes[n].title for n in got.node_ids] == ["Split (2)", "Together (2)"]
    assert got.workflow.links == (*pair.links, Link("split-2", "small", "together-2", "tables"))
    assert got.workflow.nodes["split-2"].position == (192, 128)
    again = duplicated(got.workflow, got.node_ids, [], toys.CATALOG)
    assert [again.workflow.nodes[n].title for n in again.node_ids] == ["Split (3)", "Together (3)"]


def test_a_frame_is_copied_with_its_nodes_under_their_new_names(toys, pair):
    got = duplicated(pair, [], [0], toys.CATALOG)
    copy = got.workflow.annotations[1]
    assert (copy.id, copy.members) == ("part-2", ("split-2", "together-2"))
    left, top, width, height = pair.annotations[0].rect
    assert copy.rect == (left + 32, top + 128, width, height)


def test_pasting_again_and_again_never_hides_what_is_there(toys, pair):
    text = fragment(pair, ["split"])
    workflow = pair
    for _ in range(3):
        workflow = pasted(workflow, text, toys.CATALOG).workflow
    places = [node.position for node in workflow.nodes.values()]
    assert places[-3:] == [(192, 32), (224, 64), (256, 96)]


def test_pasting_at_a_point_puts_the_middle_there(toys, pair):
    got = pasted(Workflow(), fragment(pair, ["split", "together"]), toys.CATALOG, at=(1000, 500))
    assert [node.position for node in got.workflow.nodes.values()] == [(920, 500), (1080, 500)]


def test_a_whole_file_can_be_pasted(toys, pair, tmp_path):
    write_ows(pair, tmp_path / "pair.ows")
    text = (tmp_path / "pair.ows").read_text(encoding="utf-8")
    got = pasted(Workflow(), text, toys.CATALOG, folder=tmp_path)
    assert got.workflow == pair


def test_places_on_disk_are_written_in_full(toys):
    workflow, node = Workflow().with_new_node(toys.ReadNumbers(("cows", "/a/b")))
    got = pasted(Workflow(), fragment(workflow, [node], folder=Path("/x/y")), toys.CATALOG)
    assert got.workflow.nodes[node].widget.sources == ("/x/y/cows", "/a/b")


def test_an_unknown_widget_is_copied_as_it_stands(toys, pair):
    text = fragment(pair, ["split"]).replace("satsuma.split", "someone.else")
    workflow = loads(text.encode(), Path("/"), toys.CATALOG).workflow
    got = pasted(workflow, fragment(workflow, ["split"], folder=Path("/x")), toys.CATALOG)
    widget = got.workflow.nodes["split-2"].widget
    assert isinstance(widget, Unknown)
    assert widget == workflow.nodes["split"].widget
    assert "someone.else" in got.problems[0]


@pytest.mark.parametrize(("text", "says"), [
    ("", "nothing to paste here"), ("Moo.", "nothing to paste here"),
    ("<", "cannot be pasted. This is no workflow"), ("<html></html>", "begins with <html>"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><scheme/>", "entities"),
    ("<scheme version='2.0'/>", "this workflow is empty"),
    ("<scheme version='2.0' satsuma='99'/>", "newer version"), ("\ud800<", "nothing to paste"),
    ("<\ud800/>", "cannot be pasted")])
def test_what_is_no_part_of_a_workflow_is_told_in_a_sentence(toys, text, says):
    with pytest.raises(Problem, match=says):
        pasted(Workflow(), text, toys.CATALOG)


def test_no_workflow_becomes_larger_than_can_be_opened_again(toys, pair, monkeypatch):
    monkeypatch.setattr("satsuma.workflow.fragment.MOST_NODES", 3)
    with pytest.raises(Problem, match="can have 3 widgets"):
        duplicated(pair, list(pair.nodes), [], toys.CATALOG)


def test_what_is_pasted_out_of_the_world_is_refused(toys, pair):
    with pytest.raises(Problem, match="cannot be placed"):
        pasted(Workflow(), fragment(pair, ["split"]), toys.CATALOG, offset=(float("inf"), 0))


@given(any_text, st.sets(any_text))
def test_a_free_title_is_free(title, taken):
    assert title == "" or free_title(title, taken) not in taken


def test_titles_and_ids_that_are_alike_stay_apart(toys):
    workflow = Workflow()
    for title in ("Cow!", "Cow!", "Cow?", "Cow (2)"):
        workflow, _ = workflow.with_new_node(toys.Join(), title)
    workflow = framed(framed(workflow, ["cow"], "Part")[0], ["cow"], "Part")[0]
    got = duplicated(workflow, workflow.nodes, [0, 1], toys.CATALOG)
    titles = [got.workflow.nodes[n].title for n in got.node_ids]
    assert titles == ["Cow! (2)", "Cow! (3)", "Cow? (2)", "Cow (3)"]
    assert len(got.workflow.nodes) == 8
    assert len({frame.id for frame in got.workflow.annotations}) == 4


def test_numbers_behind_titles_count_on():
    assert free_title("Data Table (2)", {"Data Table", "Data Table (2)"}) == "Data Table (3)"
    assert free_title("Data Table", {"Data Table", "Data Table (2)"}) == "Data Table (3)"
    assert free_title("In 2019 (2019)", {"Cows"}) == "In 2019 (2019)"
