"""Dragged nodes fall into line with others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.ui.canvas.snapping import Guide, Snap, snap
from tests.own_time import own_time

coordinate = st.floats(-2000, 2000)
points = st.lists(st.tuples(coordinate, coordinate), max_size=12)


def test_a_node_falls_into_line_below_another():
    assert snap([(103, 300)], [(100, 0), (500, 80)], 6, None) == Snap(
        -3, 0, (Guide((100, 0), (100, 300)),))


def test_across_and_down_snap_each_for_itself():
    found = snap([(103, 78)], [(100, 0), (500, 80)], 6, None)
    assert (found.dx, found.dy) == (-3, 2)
    assert found.guides == (Guide((100, 0), (100, 80)), Guide((100, 80), (500, 80)))


def test_the_nearest_wins():
    assert snap([(103, 300)], [(100, 0), (105, 50)], 6, None).dx == 2


def test_what_is_farther_than_the_tolerance_does_not_pull():
    assert snap([(110, 300)], [(100, 0)], 6, None) == Snap(0, 0)


def test_several_nodes_move_as_one():
    found = snap([(0, 0), (203, 90)], [(200, 500)], 6, None)
    assert (found.dx, found.dy) == (-3, 0)
    assert found.guides == (Guide((200, 90), (200, 500)),)


def test_a_node_stands_as_far_from_its_neighbor_as_that_one_from_the_next():
    found = snap([(364, 2)], [(0, 0), (180, 0)], 6, None)
    assert (found.dx, found.dy) == (-4, -2)
    assert found.guides[:2] == (Guide((0, 0), (180, 0), "gap"), Guide((180, 0), (360, 0), "gap"))


@pytest.mark.parametrize(("at", "dx"), [(-183, 3), (93, -3)])
def test_gaps_are_repeated_to_the_left_and_halved_between(at, dx):
    assert snap([(at, 0)], [(0, 0), (180, 0)], 6, None).dx == dx


def test_the_grid_decides_where_nothing_is_near():
    assert snap([(13, 101)], [(500, 100)], 6, 8) == Snap(3, -1, (Guide((16, 100), (500, 100)),))


def test_nothing_to_snap_to():
    assert snap([(13, 101)], [], 6, None) == Snap(0, 0)
    assert snap([], [(0, 0)], 6, 8) == Snap(0, 0)


@given(points, points, st.floats(0.5, 20))
def test_what_snapped_stays_and_never_went_far(moving, others, tolerance):
    found = snap(moving, others, tolerance, None)
    assert abs(found.dx) <= tolerance
    assert abs(found.dy) <= tolerance
    for guide in found.guides:
        assert guide.start[0] == guide.end[0] or guide.start[1] == guide.end[1]
    if len(moving) > 1:  # with one, an equal gap may appear only once it is in line
        there = [(x + found.dx, y + found.dy) for x, y in moving]
        again = snap(there, others, tolerance, None)
        assert (again.dx, again.dy) == pytest.approx((0, 0), abs=1e-9)


def test_a_thousand_others_take_about_a_millisecond():
    others = np.random.default_rng(0).uniform(0, 20_000, (1000, 2))
    times = []
    for number in range(30):
        started = own_time()
        snap([(500.0 + number, 700.0)], others, 6, 8)
        times.append(own_time() - started)
    assert sorted(times)[len(times) // 2] < 0.003
