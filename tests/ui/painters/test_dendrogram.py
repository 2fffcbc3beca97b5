"""The tree: a click on a branch is a gesture, whatever the size, by mouse and by keys."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.algorithms.cluster import cluster
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.gestures import Changed, Clicked, Dragged, Folded
from satsuma.ui.background import background
from satsuma.ui.colors import contrast, mixed
from satsuma.ui.painters.dendrogram import DendrogramPainter
from satsuma.ui.painters.painter import LARGEST_PICTURE
from satsuma.ui.painters.palette import HUES, color_of, line_of
from satsuma.ui.painters.tree_leaves import example_nodes
from satsuma.ui.theme import theme
from satsuma.ui.view_picture import drawing_steps
from satsuma.views import Dendrogram
from tests.ui.painters.shown import shown
from tests.ui.painters.trees import chain, tree_view

pytestmark = pytest.mark.window


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
    assert painter.canvas.told(0).startswith("r0 · C")
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


# Zoom, pan, overview


def wheel(canvas, y: float, notches: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    place = QPointF(200, y)
    QApplication.sendEvent(canvas, QWheelEvent(
        place, canvas.mapToGlobal(place), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False))


def answer(painter, view):
    """Do what the document does: a gesture comes back as another view."""
    def back(gesture):
        now = painter.canvas.view
        match gesture:
            case Changed(setting=name, value=value):
                painter.show_view(replace(now, **{name: value}))
            case Folded(item=branch, shut=True):
                painter.show_view(replace(now, folded=(*now.folded, branch)))
            case Folded(item=branch):
                painter.show_view(replace(now, opened=(*now.opened, branch), folded=tuple(
                    one for one in now.folded if one != branch)))

    painter.gesture.connect(back)
    return view


def test_the_wheel_zooms_about_the_pointer(qtbot, painter):
    told = shown(qtbot, painter, answer(painter, tree_view(200)))
    canvas = painter.canvas
    canvas.scroll_to(1500)
    before = canvas.layout_now().down_at(300)
    wheel(canvas, 300, 3, Qt.KeyboardModifier.ControlModifier)
    assert told[-1].setting == "zoom"
    assert told[-1].value > 1.7
    assert canvas.layout_now().down_at(300) == pytest.approx(before, abs=0.1)
    wheel(canvas, 300, -30, Qt.KeyboardModifier.ControlModifier)
    assert canvas.farthest() == 0, "the whole tree is seen"
    wheel(canvas, 300, 2, Qt.KeyboardModifier.ControlModifier
          | Qt.KeyboardModifier.ShiftModifier)
    assert told[-1] == Changed("stretch", 1.44)
    assert canvas.layout_now().x(1.0) < 0


def test_the_keys_zoom_and_scroll(qtbot, painter):
    told = shown(qtbot, painter, answer(painter, tree_view(200)))
    canvas, keys = painter.canvas, Qt.KeyboardModifier
    row = canvas.layout_now().row
    QTest.keyClick(canvas, Qt.Key.Key_Plus, keys.ControlModifier)
    assert canvas.layout_now().row > row
    QTest.keyClick(canvas, Qt.Key.Key_Minus, keys.ControlModifier)
    assert canvas.layout_now().row == pytest.approx(row, rel=0.01)
    QTest.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.offset == canvas.farthest() > 0
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert 0 < canvas.offset < canvas.farthest()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.offset == 0
    QTest.keyClick(canvas, Qt.Key.Key_0, keys.ControlModifier)
    assert told[-1] == Changed("zoom", 0.0)
    assert canvas.farthest() == 0


def test_the_middle_button_drags_and_the_wheel_scrolls(qtbot, painter):
    shown(qtbot, painter, tree_view(200))
    canvas = painter.canvas
    wheel(canvas, 300, -5)
    reached = canvas.offset
    assert reached > 0
    assert painter.bar.value() == reached
    QTest.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(200, 300))
    QTest.mouseMove(canvas, QPoint(200, 250))
    QTest.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(200, 250))
    assert canvas.offset == reached + 50
    painter.bar.setValue(0)
    assert canvas.offset == 0


def test_the_axis_stays_at_the_top_while_scrolling(qtbot, painter):
    shown(qtbot, painter, tree_view(200))
    strip = QRectF(0, 0, painter.canvas.width(), 40).toRect()
    before = painter.canvas.grab(strip).toImage()
    painter.canvas.scroll_to(700)
    assert painter.canvas.grab(strip).toImage() == before


def test_the_overview_leads_to_every_part(qtbot, painter):
    shown(qtbot, painter, tree_view(300))
    assert painter.overview.isVisible()
    middle = painter.overview.rect().center()
    QTest.mouseClick(painter.overview, Qt.MouseButton.LeftButton, pos=middle)
    layout = painter.canvas.layout_now()
    assert layout.down_at(sum(layout.seen()) / 2) == pytest.approx(150, abs=2)
    painter.show_view(tree_view(8))
    assert not painter.overview.isVisible()
    assert not painter.bar.isVisible()


@pytest.mark.parametrize("view", [chain(20_000), tree_view(1500, 9, zoom=0.0)],
                         ids=["chain", "tree"])
def test_large_trees_are_shown_whole_and_answer(qtbot, painter, view):
    told = shown(qtbot, painter, view)
    canvas = painter.canvas
    layout = canvas.layout_now()
    assert canvas.farthest() == 0
    assert sum(map(len, layout.lines.values())) < 4_000
    node = len(view.tree) + int(layout.shape.frame.merges[len(view.tree) // 2])
    place = layout.place_of(node) + QPointF(1, 0)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert told[-1].item is not None
    found = layout.node_at(QPointF(place.toPoint()))
    assert told[-1] == Clicked(view.tree.branch(found))


# Folding


def folded_place(canvas) -> tuple[int, QPoint]:
    frame, layout = canvas.shape.frame, canvas.layout_now()
    node = next(one for one in frame.ends.tolist() if one >= len(canvas.shape.tree))
    return node, QPointF(layout.right - 10, layout.place_of(node).y()).toPoint()


def test_depth_folds_and_a_double_click_opens_and_folds_again(qtbot, painter):
    told = shown(qtbot, painter, answer(painter, tree_view(60, 0, depth=3)))
    canvas = painter.canvas
    assert len(canvas.shape.frame.ends) <= 8
    node, place = folded_place(canvas)
    assert canvas.told(node).startswith(f"{canvas.shape.tree.size(node)} leaves")
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert told[-1] == Folded(canvas.shape.tree.branch(node), False)
    assert not canvas.shape.frame.is_folded(node)
    corner = canvas.layout_now().place_of(node) + QPointF(2, 0)
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=corner.toPoint())
    assert told[-1] == Folded(canvas.shape.tree.branch(node), True)
    assert canvas.shape.frame.is_folded(node)


def test_a_click_on_a_folded_branch_picks_it_and_its_sign_opens_it(qtbot, painter):
    told = shown(qtbot, painter, answer(painter, tree_view(60, 0, depth=3)))
    canvas = painter.canvas
    node, place = folded_place(canvas)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert told[-1] == Clicked(canvas.shape.tree.branch(node))
    sign = QPoint(canvas.layout_now().label_x + 6, place.y())
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=sign)
    assert told[-1] == Folded(canvas.shape.tree.branch(node), False)


def test_keys_fold_and_open(qtbot, painter):
    told = shown(qtbot, painter, answer(painter, tree_view(40)))
    canvas = painter.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert not told, "the whole tree cannot be folded"
    node = int(canvas.shape.tree.merges[-1].max())
    canvas.go_to(node)
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.shape.frame.is_folded(node)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert told[-1] == Folded(canvas.shape.tree.branch(node), False)
    assert not canvas.shape.frame.is_folded(node)


# Searching


def searched(painter, text: str) -> None:
    QTest.keyClick(painter.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(painter.search.line, text)
    assert background().wait(30)
    QApplication.processEvents()


def test_a_leaf_is_found_shown_and_its_way_told(qtbot, painter):
    view = tree_view(300)
    shown(qtbot, painter, view)
    searched(painter, "R299")
    canvas = painter.canvas
    assert canvas.found == 299
    top, bottom = canvas.layout_now().seen()
    assert top < canvas.layout_now().place_of(299).y() < bottom
    assert painter.search.count.text() == "1 of 1"
    assert painter.search.why.text().startswith("r299 joins ")
    QTest.keyClick(painter.search.line, Qt.Key.Key_Escape)
    assert canvas.found is None
    assert canvas.hasFocus()


def test_enter_goes_from_one_leaf_to_the_next(qtbot, painter):
    view = tree_view(40)
    shown(qtbot, painter, view)
    searched(painter, "r1")
    places = [int(np.flatnonzero(view.tree.order == row)[0]) for row in painter.search.found]
    assert len(places) == 11
    assert places == sorted(places)
    QTest.keyClick(painter.search.line, Qt.Key.Key_Return)
    assert painter.canvas.found == painter.search.found[1]
    QTest.keyClick(painter.search.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert painter.canvas.found == painter.search.found[0]
    searched(painter, "nobody")
    assert painter.canvas.found is None
    assert "Not found" in painter.search.count.text()


def test_a_leaf_in_a_folded_branch_is_found_there(qtbot, painter):
    view = tree_view(60, 0, depth=2)
    shown(qtbot, painter, view)
    searched(painter, "r7")
    frame = painter.canvas.shape.frame
    assert frame.path(7)[0] == frame.seen(7)
    assert not painter.canvas.grab().isNull()


# Pictures and colors


def test_leaves_have_their_pictures_and_folded_branches_their_medoid(qtbot, painter, cow_folder):
    view = tree_view(12, 3, folder=cow_folder)
    shown(qtbot, painter, view)
    layout = painter.canvas.layout_now()
    image = painter.canvas.grab().toImage()
    for row in range(12):
        leaf = int(view.tree.order[row])
        place = QPoint(layout.picture_x + layout.side // 2, round(layout.y(row + 0.5)))
        assert image.pixelColor(place) == QColor(40 * (leaf % 4), 90, 20)
    folded = replace(view, depth=1)
    painter.show_view(folded)
    assert background().wait(30)
    layout, image = painter.canvas.layout_now(), painter.canvas.grab().toImage()
    node = next(one for one in layout.shape.frame.ends.tolist() if one >= 12)
    medoid = int(view.medoids[node - 12])
    place = QPoint(layout.picture_x + layout.side // 2, round(layout.place_of(node).y()))
    assert image.pixelColor(place) == QColor(40 * (medoid % 4), 90, 20)


def test_small_branches_are_shown_by_an_example(qtbot, painter, cow_folder):
    view = tree_view(400, 5, folder=cow_folder, zoom=0.0)
    shown(qtbot, painter, view)
    layout = painter.canvas.layout_now()
    nodes = example_nodes(layout)
    assert nodes
    assert not layout.is_readable
    rows = [layout.shape.frame.rows(node) for node in nodes]
    assert all((last - first) * layout.row >= 28 for first, last in rows)
    assert all(a[1] <= b[0] for a, b in zip(rows, rows[1:], strict=False)), "none overlap"


@pytest.mark.parametrize("column", ["group", "size"])
def test_a_column_gives_the_colors_and_a_legend_says_so(qtbot, painter, column):
    view = tree_view(20, 3, color_by=column)
    shown(qtbot, painter, view)
    layout = painter.canvas.layout_now()
    image = painter.canvas.grab().toImage()
    if column == "group":
        for row in range(20):
            place = QPoint(layout.strip_x + 3, round(layout.y(row + 0.5)))
            assert image.pixelColor(place) == color_of(int(view.tree.order[row]) % 3)
    assert layout.footer > 0
    assert "group: g1" in painter.canvas.told(1) or column == "size"


def test_the_picture_is_the_whole_tree(qtbot, painter, cow_folder):
    view = tree_view(120, 4, cut=True, folder=cow_folder)
    shown(qtbot, painter, view)
    painter.canvas.scroll_to(900)
    ready: list[bool] = []
    painter.prepare_picture(lambda: ready.append(True))
    qtbot.waitUntil(lambda: bool(ready))
    size = painter.picture_size()
    assert size.height() > 120 * 29
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(theme().colors.window)
    drawing = QPainter(image)
    painter.draw_picture(drawing, QRectF(0, 0, size.width(), size.height()))
    drawing.end()
    seen = {image.pixelColor(x, size.height() - 80).name()
            for x in range(size.width())}
    assert len(seen) > 3, "the last leaves are drawn"
    assert painter.picture_remark() == ""
    painter.show_view(tree_view(2000, 3))
    assert painter.picture_size().height() <= LARGEST_PICTURE
    assert "too large" in painter.picture_remark()


def test_a_picture_of_many_leaves_is_drawn_leaf_by_leaf(qtbot, painter, cow_folder):
    shown(qtbot, painter, tree_view(80, folder=cow_folder))
    ready: list[bool] = []
    painter.prepare_picture(lambda: ready.append(True))
    qtbot.waitUntil(lambda: bool(ready))
    assert sum(1 for _ in drawing_steps(painter, ".pdf")) >= 80
