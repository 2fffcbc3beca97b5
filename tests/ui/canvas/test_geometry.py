"""Where ports are, what is under a point, how links bend."""

from __future__ import annotations

import math

import pytest

pytest.importorskip("PyQt6")

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from PyQt6.QtCore import QPointF  # noqa: E402

from satsuma.ui.canvas.geometry import (  # noqa: E402
    PORT_RADIUS,
    RADIUS,
    SPREAD,
    curve,
    nearest_port,
    port_angles,
    port_point,
    side_at,
)

numbers = st.floats(-1e5, 1e5)
points = st.builds(QPointF, numbers, numbers)


def names(count):
    return tuple(f"p{number}" for number in range(count))


@given(st.integers(1, 12))
def test_ports_are_apart_and_on_their_arc(count):
    angles = port_angles(count)

    assert len(set(angles)) == count
    assert angles[0] == 0
    assert all(abs(angle) <= SPREAD for angle in angles)


@given(st.integers(1, 12), st.sampled_from(["in", "out"]))
def test_every_port_can_be_pointed_at(count, side):
    ports = names(count)
    for port in ports:
        at = port_point(side, ports, port)
        assert math.hypot(at.x(), at.y()) == pytest.approx(PORT_RADIUS)
        assert side_at(at) == side
        assert nearest_port(side, ports, at) == port


def test_a_port_that_is_not_there_is_in_the_middle():
    assert port_point("out", ("a", "b"), None) == QPointF(PORT_RADIUS, 0)
    assert port_point("in", (), "a") == QPointF(-PORT_RADIUS, 0)
    assert nearest_port("in", (), QPointF(0, 0)) is None


@pytest.mark.parametrize("point", [(0, 0), (RADIUS - 1, 0), (0, PORT_RADIUS), (0, -PORT_RADIUS),
                                   (PORT_RADIUS + 20, 0)])
def test_the_disc_and_what_is_far_are_no_side(point):
    assert side_at(QPointF(*point)) is None


@given(points, points)
def test_a_link_goes_from_end_to_end(start, end):
    path = curve(start, end)

    assert path.pointAtPercent(0) == start
    far = path.pointAtPercent(1) - end
    assert math.hypot(far.x(), far.y()) < 1e-3


@given(points, st.floats(1, 1000))
def test_a_link_leaves_to_the_right_and_arrives_from_the_left(start, across):
    path = curve(start, start + QPointF(across, 50))

    assert path.elementAt(1).x > start.x()
    assert path.elementAt(2).x < start.x() + across
