"""Notes, arrows and frames are edited, and the nodes keep their links."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.problem import Problem
from satsuma.workflow import frames
from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.model import Link, Workflow

places = st.floats(-1e6, 1e6)
points = st.tuples(places, places)


@pytest.fixture
def line(toys) -> Workflow:
    """Read → split → join, and a second join."""
    workflow = Workflow()
    for i, widget in enumerate((toys.ReadNumbers(), toys.Split(), toys.Join(), toys.Join())):
        workflow, _ = workflow.with_new_node(widget, position=(i * 160.0, 0.0))
    for link in (("read-numbers", "table", "split", "data"), ("split", "small", "join", "tables"),
                 ("split", "large", "join-2", "tables")):
        output = next(iter(workflow.nodes[link[0]].widget.spec.outputs)) \
            if link[1] == "table" else link[1]
        workflow = workflow.with_link(Link(link[0], output, *link[2:]))
    return workflow


def test_a_frame_goes_around_its_nodes_and_can_be_taken_away(line):
    inside, frame_id = frames.framed(line, ["join", "split"], "What falls apart")
    frame = inside.annotations[-1]
    assert (frame_id, frame.title) == ("what-falls-apart", "What falls apart")
    assert frame.members == ("split", "join")
    left, top, width, height = frame.rect
    assert left < 160 - 60 < 320 + 60 < left + width
    assert top < -60 < 90 < top + height
    assert frames.unframed(inside, frame_id) == line


def test_two_frames_of_one_title_have_two_ids(line):
    first, a = frames.framed(line, ["split"], "Part")
    _, b = frames.framed(first, ["join"], "Part")
    assert (a, b) == ("part", "part-2")


def test_a_frame_needs_widgets(line):
    with pytest.raises(Problem, match="Select the widgets"):
        frames.framed(line, ["nobody"], "Part")


def test_a_frame_that_is_not_there_is_told_by_name(line):
    with pytest.raises(Problem, match="no frame “part”"):
        frames.unframed(line, "part")


def test_a_frame_is_resized_renamed_and_collapsed(line):
    workflow, frame_id = frames.framed(line, ["split"], "Part")
    workflow = frames.with_frame_rect(workflow, frame_id, (0, 0, 400, 200))
    workflow = frames.with_frame_title(workflow, frame_id, "Other")
    workflow = frames.with_frame_collapsed(workflow, frame_id, True)
    assert workflow.annotations == (Frame("part", "Other", (0, 0, 400, 200), ("split",), True),)
    assert workflow.nodes == line.nodes


def test_moving_a_frame_moves_its_nodes_and_the_frames_inside_but_each_once(line):
    workflow, _ = frames.framed(line, ["split", "join"], "Outer")
    workflow, _ = frames.framed(workflow, ["join"], "Inner")
    workflow, _ = frames.framed(workflow, ["join", "join-2"], "Across")
    after = frames.moved(workflow, ["join"], [0], 10, 20)
    assert after.nodes["split"].position == (170, 20)
    assert after.nodes["join"].position == (330, 20)
    assert after.nodes["join-2"] == workflow.nodes["join-2"]
    assert after.annotations[1] == frames.shifted(workflow.annotations[1], 10, 20)
    assert after.annotations[2] == workflow.annotations[2]


@given(points, points, points)
def test_moving_there_and_back_is_close_to_nothing(a, b, by):
    workflow, note = frames.with_annotation(Workflow(), TextNote((*a, 100, 50), "moo"))
    workflow, arrow = frames.with_annotation(workflow, Arrow(a, b))
    there = frames.moved(workflow, [], [note, arrow], *by)
    back = frames.moved(there, [], [note, arrow], -by[0], -by[1])
    assert back.annotations[0].rect == pytest.approx(workflow.annotations[0].rect, abs=1e-6)
    assert back.annotations[1].start == pytest.approx(a, abs=1e-6)
    assert back.annotations[1].end == pytest.approx(b, abs=1e-6)


def test_nothing_goes_where_no_place_is(line):
    noted, index = frames.with_annotation(line, TextNote((0, 0, 9, 9), "moo"))
    for nodes, notes in ((["split"], []), ([], [index])):
        with pytest.raises(Problem, match="cannot be placed|can be placed"):
            frames.moved(noted, nodes, notes, float("inf"), 0)
    with pytest.raises(Problem, match="can be placed"):
        frames.with_annotation(line, Arrow((0, 0), (float("nan"), 0)))


def test_notes_are_replaced_and_removed_by_their_index():
    workflow = Workflow(annotations=tuple(TextNote((0, 0, 9, 9), t) for t in "abc"))
    other = frames.with_annotation_at(workflow, 1, TextNote((0, 0, 9, 9), "B"))
    assert [note.text for note in other.annotations] == ["a", "B", "c"]
    assert [n.text for n in frames.without_annotations(other, {0, 2}).annotations] == ["B"]


def test_a_dropped_node_belongs_to_the_open_frames_it_lies_in(line):
    workflow, _ = frames.framed(line, ["split"], "Open")
    workflow, shut = frames.framed(workflow, ["join"], "Shut")
    workflow = frames.with_frame_collapsed(workflow, shut, True)
    workflow = workflow.with_position("join", (170, 5)).with_position("split", (900, 900))
    after = frames.with_members_by_place(workflow, ["join", "split"])
    assert [frame.members for frame in after.annotations] == [("join",), ("join",)]
    assert frames.with_members_by_place(workflow, ["join-2"]) == workflow


def test_the_frame_that_hides_most_hides_the_others(line):
    workflow, inner = frames.framed(line, ["join"], "Inner")
    workflow, outer = frames.framed(workflow, ["split", "join"], "Outer")
    assert frames.collapsed_into(workflow) == {}
    workflow = frames.with_frame_collapsed(workflow, inner, True)
    assert frames.collapsed_into(workflow) == {"join": "inner"}
    assert frames.hidden_frames(workflow) == set()
    workflow = frames.with_frame_collapsed(workflow, outer, True)
    assert frames.collapsed_into(workflow) == {"join": "outer", "split": "outer"}
    assert frames.hidden_frames(workflow) == {"inner"}


def test_a_frame_knows_the_links_that_cross_its_border(line):
    workflow, frame_id = frames.framed(line, ["split", "join"], "Part")
    into, out = frames.outer_links(workflow, frame_id)
    assert [(x.source, x.target) for x in into] == [("read-numbers", "split")]
    assert [(x.source, x.target) for x in out] == [("split", "join-2")]


def test_a_removed_node_leaves_its_frame(line):
    workflow, _ = frames.framed(line, ["split", "join"], "Part")
    after = workflow.without_node("join")
    assert after.annotations == (replace(workflow.annotations[0], members=("split",)),)
