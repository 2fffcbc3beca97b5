"""The tree: a click on a branch is a gesture, whatever the size, by mouse and by keys."""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.algorithms.cluster import assign_clusters, cluster
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.gestures import Clicked, Dragged
from satsuma.ui.colors import contrast, mixed
from satsuma.ui.painters.dendrogram import LARGEST, DendrogramPainter
from satsuma.ui.painters.palette import HUES, color_of, line_of
from satsuma.ui.painters.tree_shape import shape_of, ticks
from satsuma.ui.theme import theme
from satsuma.views import Dendrogram
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window


def tree_view(n: int = 23, count: int = 4, cut: bool = False, seed: int = 3) -> Dendrogram:
    points = np.random.default_rng(seed).normal(size=(n, 3))
    away = np.linalg.norm(points[:, None] - points[None], axis=2)[np.triu_indices(n, 1)]
    table = Table(tuple(f"r{i}" for i in range(n)))
    tree = cluster(Distances(away, table, "euclidean"), "average")
    clusters = assign_clusters(tree, tree.cut_into(count)) if count else np.full(n, -1, np.int32)
    return Dendrogram(tree, clusters, None, 0.6 * float(tree.heights[-1]) if cut else None)


@pytest.fixture
def painter(qtbot):
    return DendrogramPainter()


def test_a_click_on_every_branch_picks_it(qtbot, painter):
    view = tree_view()
    told = shown(qtbot, painter, view)
    tree, canvas = view.tree, painter.canvas
    layout = canvas.layout_now()
    for node in range(len(tree), 2 * len(tree) - 1):
        place = layout.place_of(node) + QPointF(2, 0)
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place.toPoint())
        assert told[-1] == Clicked(tree.branch(node))


def test_a_click_on_a_leaf_or_its_name_picks_it_alone(qtbot, painter):
    view = tree_view()
    told = shown(qtbot, painter, view)
    layout, row = painter.canvas.layout_now(), int(view.tree.order[5])
    for x in (layout.right - 3, layout.right + 20):
        QTest.mouseClick(painter.canvas, Qt.MouseButton.LeftButton,
                         pos=QPoint(round(x), round(layout.y(5.5))))
        assert told[-1].item.ids == (view.tree.table.ids[row],)


def test_keys_held_and_the_empty_ground(qtbot, painter):
    view = tree_view()
    told = shown(qtbot, painter, view)
    place = painter.canvas.layout_now().place_of(view.tree.root).toPoint()
    keys = Qt.KeyboardModifier
    QTest.mouseClick(painter.canvas, Qt.MouseButton.LeftButton, keys.ControlModifier, place)
    assert told[-1].toggle
    QTest.mouseClick(painter.canvas, Qt.MouseButton.LeftButton, keys.ShiftModifier, place)
    assert told[-1].extend
    QTest.mouseClick(painter.canvas, Qt.MouseButton.LeftButton, keys.AltModifier, place)
    assert told[-1].remove
    below = QPoint(60, painter.canvas.layout_now().height - 3)
    QTest.mouseClick(painter.canvas, Qt.MouseButton.LeftButton, pos=below)
    assert told[-1] == Clicked(None)


def test_arrow_keys_reach_every_branch_and_enter_picks(qtbot, painter):
    view = tree_view(9)
    told = shown(qtbot, painter, view)
    canvas, tree = painter.canvas, view.tree
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.current == tree.root
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert told == [Clicked(tree.branch(tree.root))]
    reached, under_way = set(), [tree.root]
    while under_way:
        node = under_way.pop()
        reached.add(node)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left):
            canvas.current = node
            QTest.keyClick(canvas, key)
            if canvas.current not in reached:
                under_way.append(canvas.current)
    assert reached == set(range(2 * len(tree) - 1))
    QTest.keyClick(canvas, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert told[-1].toggle


def test_dragging_the_cut_line_ends_with_a_final_gesture(qtbot, painter):
    view = tree_view(cut=True)
    told = shown(qtbot, painter, view)
    canvas, layout = painter.canvas, painter.canvas.layout_now()
    start = QPoint(round(layout.cut_x()), round(layout.y(3)))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in range(20):
        QTest.mouseMove(canvas, start - QPoint(step, 0))
    end = QPoint(round(layout.x(0.8)), start.y())
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    assert isinstance(told[-1], Dragged)
    assert told[-1].final
    assert abs(told[-1].value - 80) < 0.5
    assert len(told) < 6, "no more than ten edits a second"


def test_a_press_on_the_axis_sets_the_cut(qtbot, painter):
    told = shown(qtbot, painter, tree_view())
    layout = painter.canvas.layout_now()
    QTest.mouseClick(painter.canvas, Qt.MouseButton.LeftButton,
                     pos=QPoint(round(layout.x(0.5)), layout.top - 20))
    assert told[-1].final
    assert abs(told[-1].value - 50) < 0.5


def test_what_is_under_the_mouse_is_told(qtbot, painter):
    view = tree_view()
    shown(qtbot, painter, view)
    assert painter.canvas.told(view.tree.root).startswith("23 leaves")
    assert painter.canvas.told(0) == "r0"
    layout = painter.canvas.layout_now()
    QTest.mouseMove(painter.canvas, layout.place_of(view.tree.root).toPoint())
    assert painter.canvas.hovered == view.tree.root


@pytest.mark.parametrize("n", [1, 2, 3])
def test_small_trees(qtbot, painter, n):
    if n == 1:
        from satsuma.data.tree import Tree

        tree = Tree(np.empty((0, 2), np.int32), np.empty(0), np.zeros(1, np.intp), Table(("a",)))
        view = Dendrogram(tree, np.array([0]))
    else:
        view = tree_view(n, 1)
    shown(qtbot, painter, view)
    assert not painter.grab().isNull()


def test_equal_rows_have_a_tree_without_height(qtbot, painter):
    table = Table(("a", "b", "c"))
    tree = cluster(Distances(np.zeros(3), table, "euclidean"), "average")
    told = shown(qtbot, painter, Dendrogram(tree, np.full(3, -1)))
    QTest.mouseClick(painter.canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, 70))
    assert told


def test_large_trees_are_drawn_in_time_and_larger_ones_told(qtbot, painter):
    view = tree_view(LARGEST, 9)
    shown(qtbot, painter, view)
    begun = time.monotonic()
    painter.canvas.show_view(view)
    painter.canvas.repaint()
    QApplication.processEvents()
    assert time.monotonic() - begun < 1.0
    painter.show_view(tree_view(LARGEST + 1, 2))
    assert painter.large.isVisible()
    assert "2,001 leaves" in painter.large.text()


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000))
def test_every_node_is_where_it_is_drawn(n, seed):
    shape = shape_of(tree_view(n, 0, seed=seed))
    tree = shape.tree
    for node in range(n, 2 * n - 1):
        # Just within its height, on one of the leaves in it.
        start, _ = tree.span(node)
        found = shape.node_at(float(shape.across[node]), start + 0.5)
        assert tree.span(found)[0] <= start < tree.span(found)[1]
        assert shape.across[found] == shape.across[node]
    assert shape.node_at(0.5, -0.1) is None
    assert shape.node_at(0.5, n + 0.1) is None


@given(st.integers(2, 30), st.integers(1, 30))
def test_clusters_stand_from_the_top_down(n, count):
    view = tree_view(n, min(count, n))
    shape = shape_of(view)
    clusters = shape.clusters()
    assert [code for code, _ in clusters] == list(range(min(count, n)))
    assert [node for _, node in clusters] == view.tree.cut_into(min(count, n))


@given(st.floats(1e-6, 1e6))
def test_ticks_are_few_and_within(tallest):
    found = ticks(tallest)
    assert found[0] == 0
    assert 2 <= len(found) <= 10
    assert found[-1] <= tallest * 1.001


def test_colors_can_be_told_apart_and_from_the_accent(qapp):
    for scheme in ("light", "dark"):
        theme().apply(scheme, 100, "off")
        colors = theme().colors
        mine = [color_of(code) for code in range(HUES)]
        assert all(contrast(color, colors.window) >= 3 for color in mine)
        assert all(contrast(mixed(color, colors.text, 0.35), colors.window) >= 4.5
                   for color in mine)
        for first, second in combinations([*mine, colors.accent], 2):
            assert apart(first, second) > 40, (first.name(), second.name())
    assert color_of(0) == color_of(HUES)
    assert line_of(0) != line_of(HUES)


def apart(first: QColor, second: QColor) -> float:
    return float(np.linalg.norm(np.subtract(first.getRgb(), second.getRgb())))
