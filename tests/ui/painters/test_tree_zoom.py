"""Zoom, stretch and pan in a tree: what one looks at stays where it is, and nothing outgrows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.gestures import Changed
from satsuma.ui.painters.dendrogram import DendrogramPainter
from satsuma.ui.painters.tree_layout import LARGEST_SIDE
from satsuma.ui.painters.tree_shape import ticks
from satsuma.ui.theme import px, theme
from tests.ui.painters.shown import shown
from tests.ui.painters.trees import tree_view

pytestmark = pytest.mark.window

Held = Qt.KeyboardModifier


@pytest.fixture
def painter(qtbot):
    made = DendrogramPainter()

    def answer(gesture):
        if isinstance(gesture, Changed):
            view = made.canvas.view
            made.show_view(replace(view, **{gesture.setting: gesture.value}))

    made.gesture.connect(answer)
    return made


def wheel(canvas, place: QPointF, notches: int, keys=Held.NoModifier, aside: int = 0) -> None:
    QApplication.sendEvent(canvas, QWheelEvent(
        place, canvas.mapToGlobal(place), QPoint(), QPoint(120 * aside, 120 * notches),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False))


@pytest.mark.parametrize("scale", [100, 200])
def test_pictures_and_names_stop_growing(qtbot, painter, cow_folder, scale):
    theme().apply("light", scale, "off")
    shown(qtbot, painter, tree_view(40, 3, folder=cow_folder))
    canvas = painter.canvas
    sides = []
    for _ in range(25):
        wheel(canvas, QPointF(150, 200), 1, Held.ControlModifier)
        sides.append(canvas.layout_now().side)
    assert sides == sorted(sides)
    assert sides[-1] == px(LARGEST_SIDE) < canvas.layout_now().row
    assert canvas.layout_now().label_width <= 0.36 * canvas.width() + 1
    theme().apply("light", 100, "off")


@pytest.mark.parametrize("y", [80, 250, 440])
@pytest.mark.parametrize("notches", [1, 5, -2])
def test_zoom_keeps_the_line_under_the_mouse(qtbot, painter, y, notches):
    shown(qtbot, painter, tree_view(300))
    canvas = painter.canvas
    canvas.scroll_to(3000)
    before = canvas.layout_now().down_at(y)
    wheel(canvas, QPointF(200, y), notches, Held.ControlModifier)
    assert canvas.layout_now().down_at(y) == pytest.approx(before, abs=0.1)


@pytest.mark.parametrize("x", [100, 250, 400])
def test_stretching_keeps_the_distance_under_the_mouse(qtbot, painter, x):
    shown(qtbot, painter, tree_view(60))
    canvas = painter.canvas
    before = canvas.layout_now().share_at(x)
    for notches in (4, 3, -2):
        wheel(canvas, QPointF(x, 200), notches, Held.ControlModifier | Held.ShiftModifier)
        assert canvas.layout_now().share_at(x) == pytest.approx(before, abs=0.002)
    wheel(canvas, QPointF(x, 200), -30, Held.ControlModifier | Held.ShiftModifier)
    assert canvas.view.stretch == 1.0
    assert canvas.aside == 0


def test_a_stretched_tree_is_panned_to_its_top(qtbot, painter):
    shown(qtbot, painter, tree_view(60, stretch=4.0))
    canvas = painter.canvas
    assert canvas.layout_now().x(1.0) < 0
    wheel(canvas, QPointF(200, 200), 100, Held.ShiftModifier)
    layout = canvas.layout_now()
    assert layout.x(1.0) == pytest.approx(layout.left)
    assert layout.node_at(QPointF(layout.right + 30, layout.y(3.5))) == layout.shape.frame.ends[3]
    QTest.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(200, 300))
    QTest.mouseMove(canvas, QPoint(120, 260))
    QTest.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(120, 260))
    assert canvas.layout_now().x(1.0) == pytest.approx(layout.left - 80)
    assert canvas.offset == 40
    assert not canvas.grab().isNull()
    canvas.go_to(layout.shape.tree.root)
    assert canvas.layout_now().place_of(layout.shape.tree.root).x() >= layout.left


def test_a_branch_fills_the_window_and_the_whole_tree_comes_back(qtbot, painter):
    shown(qtbot, painter, tree_view(80, zoom=0.0))
    canvas, tree = painter.canvas, painter.canvas.shape.tree
    node = int(tree.merges[-2].max())
    canvas.go_to(node)
    QTest.keyClick(canvas, Qt.Key.Key_Z)
    layout = canvas.layout_now()
    area, (top, bottom) = layout.area_of(node), layout.seen()
    assert top <= area.top()
    assert area.bottom() <= bottom
    assert area.height() > 0.8 * (bottom - top) or layout.row == px(120)
    assert layout.left - 1 <= area.left() < layout.left + 0.2 * (layout.right - layout.left)
    QTest.keyClick(canvas, Qt.Key.Key_9, Held.ControlModifier)
    assert canvas.farthest() == 0
    assert canvas.layout_now().x(1.0) >= canvas.layout_now().left
    QTest.keyClick(canvas, Qt.Key.Key_0, Held.ControlModifier)
    assert (canvas.view.zoom, canvas.view.stretch) == (0.0, 1.0)


def test_the_hovered_branch_is_the_one_under_the_mouse_after_scrolling(qtbot, painter):
    shown(qtbot, painter, tree_view(200))
    canvas = painter.canvas
    wheel(canvas, QPointF(200, 200), -5)
    assert canvas.hovered == canvas.layout_now().node_at(QPointF(200, 200))


def test_few_leaves_have_larger_pictures_and_a_narrow_window_keeps_a_tree(
        qtbot, painter, cow_folder):
    shown(qtbot, painter, tree_view(4, 2, folder=cow_folder))
    assert painter.canvas.layout_now().side > 36
    painter.resize(painter.minimumSizeHint().width(), 300)
    painter.show_view(tree_view(200, 3, folder=cow_folder))
    QApplication.processEvents()
    layout = painter.canvas.layout_now()
    assert painter.width() <= 300
    assert not painter.overview.isVisible()
    assert layout.right - layout.left >= 60
    assert layout.label_x + layout.label_width <= painter.canvas.width() + 4


def test_ticks_of_a_part_of_the_axis():
    assert ticks(1.0, 5) == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert ticks(0.62, 4, 0.38) == [0.4, 0.5, 0.6]
    assert ticks(0.0) == [0.0]
