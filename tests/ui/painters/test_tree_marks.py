"""What is selected, under the mouse, at the keys and found are told from each other in a tree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, QRect, Qt
from PyQt6.QtGui import QColor, QFocusEvent, QImage
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.algorithms.cluster import assign_clusters
from satsuma.data.column import times
from satsuma.gestures import Dragged
from satsuma.ui.colors import contrast
from satsuma.ui.painters.dendrogram import DendrogramPainter
from satsuma.ui.painters.palette import color_of
from satsuma.ui.painters.tree_axis import cut_words
from satsuma.ui.painters.tree_clusters import ground_colors, seen_clusters, tag_area
from satsuma.ui.painters.tree_legend import ends_in_words
from satsuma.ui.painters.tree_mouse import tip
from satsuma.ui.theme import theme
from tests.ui.painters.shown import shown
from tests.ui.painters.trees import tree_view

pytestmark = pytest.mark.window


@pytest.fixture
def painter(qtbot):
    return DendrogramPainter()


def with_nodes(view, nodes):
    return replace(view, clusters=assign_clusters(view.tree, nodes))


def seen(painter) -> QImage:
    return painter.canvas.grab().toImage()


def changed(before: QImage, after: QImage) -> np.ndarray:
    """How far each pixel went, 0 to 255."""
    def numbers(image: QImage) -> np.ndarray:
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        bits = image.constBits()
        bits.setsize(image.sizeInBytes())
        return np.frombuffer(bytes(bits), np.uint8).reshape(
            image.height(), image.width(), 4)[:, :, :3].astype(int)

    return np.abs(numbers(before) - numbers(after)).max(axis=2)


def accented(image: QImage) -> int:
    """Pixels in the color of what is alive."""
    accents = {theme().colors.accent.rgb(), theme().colors.accent_line.rgb()}
    return sum(image.pixel(x, y) in accents
               for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_selection_is_stronger_than_what_is_under_the_mouse(qtbot, painter, scheme):
    theme().apply(scheme, 100, "off")
    bare = tree_view(23, 0)
    node = int(bare.tree.merges[-1].min())
    shown(qtbot, painter, bare)
    nothing = seen(painter)
    painter.canvas.hover(node)
    hovered = seen(painter)
    painter.canvas.hover(None)
    painter.show_view(with_nodes(bare, [node]))
    selected = seen(painter)
    by_mouse, by_choice = changed(nothing, hovered), changed(nothing, selected)
    assert (by_mouse > 4).sum() > 1000, "it is seen"
    assert np.median(by_mouse[by_mouse > 0]) < np.median(by_choice[by_choice > 0])
    assert (by_choice > 100).sum() > 4 * (by_mouse > 100).sum()
    assert not accented(hovered), "nothing is orange that is neither chosen nor at the keys"


def test_a_click_leaves_no_mark_but_the_selection(qtbot, painter):
    view = tree_view(23, 0)
    shown(qtbot, painter, view)
    canvas, node = painter.canvas, int(view.tree.merges[-1].min())
    place = (canvas.layout_now().place_of(node) + QPointF(2, 0)).toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    canvas.hover(None)
    assert canvas.current == node
    assert canvas.pointed().focused is None
    assert not accented(seen(painter))


def test_keys_have_a_ring_of_their_own(qtbot, painter):
    view = tree_view(23, 3)
    shown(qtbot, painter, view)
    canvas = painter.canvas
    canvas.activateWindow()
    canvas.setFocus()
    before = seen(painter)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.pointed().focused == canvas.current != view.tree.root
    after = seen(painter)
    assert accented(after) > 100 > accented(before)
    area = canvas.layout_now().whole_area_of(canvas.current).toRect()
    inside = QRect(area.center() - QPoint(1, 1), area.center())
    assert changed(before.copy(inside), after.copy(inside)).max() == 0, "a ring is no ground"


def test_who_comes_with_the_tab_key_sees_where_the_keys_are(qtbot, painter):
    shown(qtbot, painter, tree_view(9))
    QApplication.sendEvent(painter.canvas, QFocusEvent(
        QFocusEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert painter.canvas.current == painter.canvas.shape.tree.root
    assert painter.canvas.by_keys


@pytest.mark.parametrize("color_by", [None, "group"])
def test_a_cluster_of_one_leaf_has_a_ground_a_line_and_a_tag(qtbot, painter, color_by):
    bare = tree_view(12, 0, color_by=color_by)
    leaf = int(bare.tree.order[6])
    shown(qtbot, painter, bare)
    layout = painter.canvas.layout_now()
    nothing = seen(painter)
    painter.show_view(with_nodes(bare, [leaf]))
    image = seen(painter)
    area = layout.area_of(leaf)
    assert area.width() >= 24
    ground = (area.topLeft() + QPointF(area.width() / 2, area.height() / 4)).toPoint()
    edge, wanted = ground_colors(0, by_column=color_by is not None)
    assert image.pixelColor(ground) != nothing.pixelColor(ground)
    line = QPoint(round(area.center().x()), round(layout.place_of(leaf).y()))
    expected = color_of(0) if color_by is None else theme().colors.accent_line
    assert image.pixelColor(line).name() == QColor(expected).name()
    tag = tag_area(layout, 0, leaf).toRect()
    assert (changed(nothing.copy(tag), image.copy(tag)) > 100).sum() > 60
    assert tag.right() <= area.left()
    assert edge.alphaF() > 0.5 >= 0.3 > wanted.alphaF() or color_by is not None


def test_names_beside_a_selection_step_back_but_stay_legible(qtbot, painter):
    for scheme in ("light", "dark"):
        theme().apply(scheme, 100, "off")
        colors = theme().colors
        assert contrast(colors.secondary, colors.window) >= 4.5
    theme().apply("light", 100, "off")
    bare = tree_view(12, 0)
    shown(qtbot, painter, bare)
    layout = painter.canvas.layout_now()
    other = bare.tree.order[-1]
    name = QRect(layout.label_x, round(layout.y(11)), 60, round(layout.row))
    before = seen(painter).copy(name)
    painter.show_view(with_nodes(bare, [int(bare.tree.order[0])]))
    assert other != bare.tree.order[0]
    darkest = [min(image.pixelColor(x, y).lightness() for x in range(image.width())
                   for y in range(image.height())) for image in (before, seen(painter).copy(name))]
    assert darkest[0] < darkest[1] < 160


def test_a_found_leaf_is_framed_and_nothing_else_is(qtbot, painter):
    view = tree_view(23, 0)
    shown(qtbot, painter, view)
    nothing = seen(painter)
    painter.canvas.show_found(7)
    found = seen(painter)
    layout = painter.canvas.layout_now()
    place = layout.place_of(7).y()
    rows = np.flatnonzero((changed(nothing, found)[:, layout.label_x + 40:] > 60).any(axis=1))
    assert abs(rows.mean() - place) < layout.row
    assert len(rows) <= layout.row + 4
    assert not accented(found)


# The cut


def test_what_a_press_on_the_axis_would_do_is_shown_first(qtbot, painter):
    view = tree_view(23, 0)
    told = shown(qtbot, painter, view)
    canvas, layout = painter.canvas, painter.canvas.layout_now()
    place = QPoint(round(layout.x(0.5)), 20)
    before = seen(painter)
    QTest.mouseMove(canvas, place - QPoint(1, 0))
    QTest.mouseMove(canvas, place)
    assert canvas.aimed == pytest.approx(0.5, abs=0.01)
    assert (changed(before, seen(painter)) > 40).sum() > 100
    assert not told
    count = len(view.tree.cut_at_height(canvas.aimed * canvas.shape.tallest))
    assert cut_words(layout, layout.x(canvas.aimed), told=True).endswith(f"{count} clusters")
    QTest.mouseMove(canvas, QPoint(place.x(), 200))
    assert canvas.aimed is None


def test_the_cut_line_is_not_let_go_while_results_come(qtbot, painter):
    view = tree_view(cut=True)
    told = shown(qtbot, painter, view)
    canvas, layout = painter.canvas, painter.canvas.layout_now()
    start = QPoint(round(layout.cut_x()), round(layout.y(3)))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start - QPoint(5, 0))
    painter.show_view(with_nodes(view, [0, 1]))
    QTest.mouseMove(canvas, start - QPoint(40, 0))
    assert canvas.dragged == pytest.approx(layout.share_at(start.x() - 40))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start - QPoint(40, 0))
    assert told[-1].final
    assert canvas.dragged is None


def test_keys_cut_the_tree(qtbot, painter):
    view = tree_view(23, 0)
    told = shown(qtbot, painter, view)
    canvas, keys = painter.canvas, Qt.KeyboardModifier
    QTest.keyClick(canvas, Qt.Key.Key_Left, keys.ControlModifier)
    assert told[-1] == Dragged(75.0, True)
    painter.show_view(replace(view, cut=0.5 * canvas.shape.tallest))
    QTest.keyClick(canvas, Qt.Key.Key_Left, keys.ControlModifier)
    assert told[-1] == Dragged(51.0, True)
    QTest.keyClick(canvas, Qt.Key.Key_Right, keys.ControlModifier)
    assert told[-1] == Dragged(49.0, True)
    node = int(view.tree.merges[-1].max())
    canvas.go_to(node)
    QTest.keyClick(canvas, Qt.Key.Key_C)
    height = told[-1].value / 100 * canvas.shape.tallest
    assert node in view.tree.cut_at_height(height)


# Colors by times


def test_times_give_colors_and_a_legend(qtbot, painter):
    view = tree_view(12, 2)
    days = times([np.datetime64("2026-01-01", "us") + np.timedelta64(i, "D") for i in range(11)]
                 + [np.datetime64("NaT", "us")])
    table = view.tree.table.with_column("taken", days)
    view = replace(view, tree=replace(view.tree, table=table), color_by="taken")
    shown(qtbot, painter, view)
    layout, image = painter.canvas.layout_now(), seen(painter)
    places = {int(row): place for place, row in enumerate(view.tree.order)}
    strip = [image.pixelColor(layout.strip_x + 3, round(layout.y(places[row] + 0.5)))
             for row in (0, 10, 11)]
    assert len({color.name() for color in strip}) == 3
    assert strip[2] == theme().colors.window, "a missing time has no color"
    assert ends_in_words(days) == ("2026-01-01", "2026-01-11")


# Many clusters


def test_of_very_many_clusters_only_those_that_can_be_seen_are_drawn(qtbot, painter):
    view = with_nodes(tree_view(1500, 0, zoom=0.0), list(range(1500)))
    shown(qtbot, painter, view)
    assert len(painter.canvas.shape.clusters()) == 1500
    assert not seen_clusters(painter.canvas.layout_now()), "a leaf is less than a pixel high"
    painter.show_view(replace(view, zoom=1.0))
    layout = painter.canvas.layout_now()
    rows = layout.seen_rows()
    assert [node for _, node in seen_clusters(layout)] == \
        view.tree.order[rows.start:rows.stop].tolist()


def test_a_cluster_in_a_folded_branch_is_not_drawn_but_a_folded_one_is(qtbot, painter):
    bare = tree_view(40, 0, depth=2)
    shown(qtbot, painter, bare)
    frame = painter.canvas.shape.frame
    folded = next(one for one in frame.ends.tolist() if one >= 40)
    inside = int(bare.tree.members(folded)[0])
    painter.show_view(with_nodes(bare, [folded]))
    assert seen_clusters(painter.canvas.layout_now()) == [(0, folded)]
    painter.show_view(with_nodes(bare, [inside]))
    assert seen_clusters(painter.canvas.layout_now()) == []


def test_a_name_is_shown_in_tool_tips_as_it_is():
    assert tip("<img src=x> & co") == "<p>&lt;img src=x&gt; &amp; co</p>"
    assert tip("") == ""
