"""Arrows are pulled by their ends."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtTest import QTest

from satsuma.ui.canvas.arrow_item import ArrowItem, straightened
from satsuma.ui.theme import theme
from satsuma.workflow.annotations import Arrow
from tests.ui.canvas.item_canvas import LEFT, PLAIN, Canvas

pytestmark = pytest.mark.window

SHIFT = Qt.KeyboardModifier.ShiftModifier
places = st.floats(-1e6, 1e6)
points = st.tuples(places, places)


@pytest.fixture
def canvas(qtbot) -> Canvas:
    return Canvas(qtbot, ArrowItem(1, Arrow((0, 0), (100, 0))))


def test_each_end_is_pulled_by_itself(canvas):
    canvas.drag((100, 0), (150, 60))
    assert canvas.item.annotation == Arrow((0, 0), (150, 60))
    canvas.drag((0, 0), (20, -30))
    assert canvas.item.annotation == Arrow((20, -30), (150, 60))
    assert canvas.steps == ["Change arrow", "Change arrow"]


def test_shift_keeps_to_steps_of_fifteen_degrees(canvas):
    canvas.drag((100, 0), (100, 10), keys=SHIFT, let_go=False)
    QTest.mouseRelease(canvas.view.viewport(), LEFT, SHIFT, canvas.at(100, 97))
    end = canvas.item.annotation.end
    assert end[0] == pytest.approx(end[1], abs=0.01)


@given(points, points)
def test_a_straightened_arrow_is_as_long_and_at_a_step(around, point):
    x, y = straightened(around, point)
    length = math.dist(around, point)
    assert math.dist(around, (x, y)) == pytest.approx(length, abs=0.01)
    if length > 100:
        angle = math.degrees(math.atan2(y - around[1], x - around[0])) / 15
        assert abs(angle - round(angle)) < 0.01


def test_the_line_is_selected_and_not_pulled(canvas):
    canvas.drag((50, 2), (80, 60))
    assert canvas.item.isSelected()
    assert canvas.steps == []


def test_a_click_beside_it_is_on_the_ground(canvas):
    canvas.click(50, 30)
    assert not canvas.item.isSelected()


def test_alt_and_arrows_pull_its_tip(canvas):
    canvas.click(50, 0)
    canvas.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert canvas.item.annotation == Arrow((0, 0), (100, -8))


def test_escape_lets_the_end_go_back(canvas):
    canvas.drag((100, 0), (150, 60), let_go=False)
    canvas.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.view.viewport(), LEFT, PLAIN, canvas.at(150, 60))
    assert canvas.steps == []


def test_an_end_is_not_left_hanging_when_the_mouse_is_taken_away(canvas):
    canvas.drag((100, 0), (150, 60), let_go=False)
    assert canvas.item.is_pulled
    canvas.item.ungrabMouse()
    assert not canvas.item.is_pulled
    assert canvas.item.boundingRect().bottom() < 40


def test_an_offset_lasts_until_a_value_is_shown(canvas):
    canvas.item.offset(30, 20)
    assert canvas.item.pos() == QPointF(30, 20)
    canvas.item.show(Arrow((1, 1), (2, 2)), 4)
    assert (canvas.item.pos(), canvas.item.index) == (QPointF(0, 0), 4)


@pytest.mark.parametrize(("named", "color"), [
    ("#C1272D", "#c1272d"), ("", ""), ("no color", ""), ("red", "#ff0000")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_color_is_that_of_the_file_or_of_the_theme(qtbot, named, color, scheme):
    theme().apply(scheme, 100, "off")
    item = ArrowItem(0, Arrow((0, 0), (9, 9), named))
    assert item.color().name() == (color or theme().colors.link.name())


@pytest.mark.parametrize("end", [(0, 0), (1e300, -1e300), (0.001, 0)])
def test_arrows_of_any_length_are_drawn(canvas, end):
    canvas.item.show(Arrow((0, 0), end))
    canvas.item.setSelected(True)
    assert not canvas.view.grab().isNull()
    assert canvas.item.spoken() == "Arrow"
