"""Tidying, lining up, spreading and finding free places."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.following import covered, overlap
from satsuma.workflow.framed_flow import COLUMN, ROW
from satsuma.workflow.layout import aligned, distributed, free_position, tidy, with_places
from satsuma.workflow.model import Link, Node, Workflow
from tests.own_time import own_time

ANIMALS = [(0, 1), (0, 2), (2, 3), (2, 4), (4, 5), (5, 6)]


def workflow(count, edges, positions=None, notes=()):
    places = positions or [(37.0 * i, 11.0 * i) for i in range(count)]
    nodes = {f"n{i}": Node(None, f"n{i}", places[i]) for i in range(count)}
    links = tuple(Link(f"n{a}", "x", f"n{b}", "y") for a, b in edges)
    return Workflow(nodes, links, tuple(notes))


def places(flow):
    return [node.position for node in flow.nodes.values()]


def members(frame):
    return set(frame.members)


coordinate = st.floats(-3000, 3000).map(lambda x: round(x, 1))


@st.composite
def workflows(draw, circles=False):
    count = draw(st.integers(1, 14))
    number = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(number, number), max_size=24))
    edges = pairs if circles else [(min(p), max(p)) for p in pairs if p[0] != p[1]]
    positions = draw(st.lists(st.tuples(coordinate, coordinate), min_size=count, max_size=count))
    groups = draw(st.lists(st.sets(number, max_size=5), max_size=3))
    notes = [Frame(f"f{i}", "", (0, 0, 200, 100), tuple(f"n{m}" for m in sorted(group)))
             for i, group in enumerate(groups)]
    rects = draw(st.lists(st.tuples(coordinate, coordinate), max_size=3))
    notes += [TextNote((x, y, 180.0, 60.0), "A note") for x, y in rects]
    return workflow(count, edges, positions, notes)


@given(workflows())
def test_no_two_nodes_overlap_and_links_go_to_the_right(given_flow):
    tidied = tidy(given_flow)
    assert not [pair for pair in combinations(places(tidied), 2)
                if overlap(covered(pair[0]), covered(pair[1]))]
    for link in tidied.links:
        assert (tidied.nodes[link.target].position[0]
                >= tidied.nodes[link.source].position[0] + COLUMN)


@given(workflows(circles=True))
def test_a_tidy_flow_stays_as_it_is(given_flow):
    tidied = tidy(given_flow)
    assert tidy(tidied) == tidied


@given(workflows(circles=True))
def test_the_upper_left_corner_stays_and_nothing_else_changes(given_flow):
    tidied = tidy(given_flow)
    for axis in (0, 1):
        assert (min(at[axis] for at in places(tidied))
                == min(at[axis] for at in places(given_flow)))
    assert list(tidied.nodes) == list(given_flow.nodes)
    assert tidied.links == given_flow.links
    assert [type(n) for n in tidied.annotations] == [type(n) for n in given_flow.annotations]


@given(workflows())
def test_frames_hold_their_nodes_and_those_that_share_none_stay_apart(given_flow):
    tidied = tidy(given_flow)
    for frame in tidied.annotations:
        if isinstance(frame, Frame) and frame.members:
            left, top, width, height = frame.rect
            for node in frame.members:
                x, y, w, h = covered(tidied.nodes[node].position)
                assert left < x
                assert top < y
                assert x + w < left + width
                assert y + h < top + height


def test_a_chain_is_straight():
    assert places(tidy(workflow(5, [(0, 1), (1, 2), (2, 3), (3, 4)]))) == [
        (COLUMN * i, 0) for i in range(5)]


def test_the_main_way_is_straight_and_the_rest_beside_it():
    tidied = places(tidy(workflow(7, ANIMALS)))
    assert len({tidied[i][1] for i in (0, 2, 4, 5, 6)}) == 1
    assert [tidied[i][0] / COLUMN for i in range(7)] == [0, 1, 1, 2, 2, 3, 4]


def test_what_was_above_stays_above():
    below = [(0, 0), (200, 200), (200, 0), (400, 200), (400, 0), (600, 0), (800, 0)]
    above = [(x, -y) for x, y in below]
    for given_places, side in ((below, 1), (above, -1)):
        tidied = places(tidy(workflow(7, ANIMALS, given_places)))
        assert (tidied[1][1] - tidied[0][1]) * side > 0
        assert (tidied[3][1] - tidied[0][1]) * side > 0


def test_two_equal_branches_stand_on_either_side():
    start, first, second = places(tidy(workflow(3, [(0, 1), (0, 2)])))
    assert first[1] + second[1] == 2 * start[1]
    assert abs(first[1] - second[1]) == ROW


def test_links_that_need_not_cross_do_not():
    tidied = places(tidy(workflow(6, [(0, 4), (1, 3), (2, 5), (0, 3), (2, 4)])))
    order = sorted(range(6), key=lambda i: (tidied[i][0], tidied[i][1]))
    assert order in ([1, 0, 2, 3, 4, 5], [2, 0, 1, 5, 4, 3])


def test_what_feeds_the_end_stands_near_the_end():
    tidied = places(tidy(workflow(6, [(0, 1), (1, 2), (2, 3), (4, 5), (5, 3)])))
    assert [tidied[i][0] / COLUMN for i in (4, 5)] == [1, 2]


def test_a_long_link_passes_between_nodes():
    tidied = places(tidy(workflow(4, [(0, 1), (1, 2), (2, 3), (0, 3)])))
    assert len({y for _, y in tidied}) > 1


def test_parts_without_links_between_them_stand_below_each_other():
    tidied = places(tidy(workflow(5, [(0, 1), (2, 3)], [(0, 500), (0, 500), (0, 0), (0, 0),
                                                          (0, 100)])))
    assert tidied[2][1] < tidied[0][1] < tidied[4][1]
    assert {tidied[i][0] for i in (0, 2, 4)} == {0}


def test_only_the_chosen_ones_move():
    flow = workflow(7, ANIMALS)
    tidied = tidy(flow, ["n2", "n4", "n5", "unknown"])
    assert [i for i in range(7) if places(tidied)[i] != places(flow)[i]] == [4, 5]
    assert {places(tidied)[i][1] for i in (2, 4, 5)} == {places(flow)[2][1]}
    assert tidy(flow, []) == flow


def test_frames_stay_together_and_apart_from_others():
    frames = [Frame("a", "First", (0, 0, 9, 9), ("n0", "n1", "n2")),
              Frame("b", "Second", (0, 0, 9, 9), ("n4", "n5", "n6")),
              Frame("c", "In the second", (0, 0, 9, 9), ("n5", "n6"))]
    tidied = tidy(workflow(7, ANIMALS, notes=frames))
    first, second, inner = (frame.rect for frame in tidied.annotations)
    assert not overlap(first, second)
    for frame in tidied.annotations:
        inside = {node for node, at in zip(tidied.nodes, places(tidied), strict=True)
                  if overlap(covered(at), frame.rect)}
        assert inside == members(frame)
    assert second[0] < inner[0]
    assert second[0] + second[2] > inner[0] + inner[2]


def test_notes_and_arrows_go_with_their_nodes():
    note = TextNote((-60, 140, 200, 60), "Below the second")
    flow = workflow(3, [(0, 1), (1, 2)], [(0, 0), (40, 30), (900, -500)],
                    [note, Arrow((40, 140), (40, 60)), TextNote((5000, 5000, 90, 30), "Far away")])
    tidied = tidy(flow)
    (x, y), (right, down) = flow.nodes["n1"].position, tidied.nodes["n1"].position
    below, arrow, far = tidied.annotations
    assert below.rect == (-60 + right - x, 140 + down - y, 200, 60)
    assert arrow.end == (40 + right - x, 60 + down - y)
    assert far == flow.annotations[2]


def test_notes_keep_away_from_nodes():
    flow = workflow(4, [(0, 1), (1, 2), (2, 3)], [(0, 0), (0, 0), (0, 0), (0, 0)],
                    [TextNote((150, -300, 400, 400), "In the way", "text/plain")])
    tidied = tidy(flow)
    assert not any(overlap(covered(at), tidied.annotations[0].rect) for at in places(tidied))


def test_a_large_flow_takes_less_than_a_second():
    edges = [((i * 7919) % max(i - 40, 1) if i % 4 == 0 else max(0, i - 1 - i % 5), i)
             for i in range(1, 1000)]
    edges += [(i, i + 20) for i in range(0, 900, 3)]
    started = own_time()
    tidy(workflow(1000, edges))
    assert own_time() - started < 3  # a busy computer may take longer than one


@pytest.mark.parametrize(("how", "expected"), [
    ("left", [(0, 0), (0, 50), (0, 220)]), ("center", [(50, 0), (50, 50), (50, 220)]),
    ("right", [(100, 0), (100, 50), (100, 220)]), ("top", [(0, 0), (30, 0), (100, 0)]),
    ("middle", [(0, 110), (30, 110), (100, 110)]), ("bottom", [(0, 220), (30, 220), (100, 220)])])
def test_lining_up(how, expected):
    flow = workflow(4, [], [(0, 0), (30, 50), (100, 220), (999, 999)])
    assert places(aligned(flow, ["n0", "n1", "n2"], how)) == [*expected, (999, 999)]


def test_spreading_evenly_keeps_the_order():
    flow = workflow(4, [], [(0, 0), (300, 50), (100, 220), (999, 999)])
    chosen = ["n0", "n1", "n2"]
    assert places(distributed(flow, chosen, "horizontal")) == [
        (0, 0), (300, 50), (150, 220), (999, 999)]
    assert places(distributed(flow, chosen, "vertical")) == [
        (0, 0), (300, 110), (100, 220), (999, 999)]
    assert distributed(flow, ["n0", "n1"], "vertical") == flow


def test_frames_keep_their_gaps_when_nodes_are_moved():
    frame = Frame("f", "", (-100, -90, 420, 260), ("n0", "n1"))
    flow = workflow(2, [], [(0, 0), (200, 50)], [frame])
    assert with_places(flow, {"n1": (300, 20), "gone": (0, 0)}).annotations[0].rect == (
        -100, -90, 520, 230)
    assert with_places(flow, {"n1": (200, 50)}) == flow


@settings(max_examples=50)
@given(workflows(circles=True), coordinate, coordinate)
def test_a_free_place_overlaps_no_node(given_flow, x, y):
    place = free_position(given_flow, (x, y))
    assert not any(overlap(covered(place), covered(at)) for at in places(given_flow))
    assert place[0] >= x
    assert place[1] >= y


def test_free_places_are_to_the_right_first_and_then_below():
    flow, found = Workflow(), []
    for number in range(5):
        found.append(free_position(flow, (10, 20)))
        flow = flow.with_node(f"n{number}", Node(None, position=found[-1]))
    assert found[:2] == [(10, 20), (10 + COLUMN, 20)]
    assert found[4] == (10, 20 + ROW)


def test_an_arrow_moves_as_a_whole():
    arrow = Arrow((190.0, -60.0), (150.0, 60.0))
    got = tidy(workflow(3, [(0, 1), (1, 2)], [(0, 0), (200, 300), (-90, 700)], (arrow,)))
    (x, y), (u, v) = got.annotations[0].start, got.annotations[0].end
    assert (u - x, v - y) == (-40, 120)
