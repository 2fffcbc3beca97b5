"""Select Columns: lists that columns are dragged and carried between."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.data.column import Role, numbers, texts, vectors
from satsuma.data.division import Division, own_division
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.ui.painters.roles import RolesPainter
from satsuma.ui.painters.roles_list import _carried
from satsuma.ui.painters.roles_names import MIME
from satsuma.views import Roles
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window

ZOO = Table(("a", "b"), {
    "a": numbers([1, 2]), "b": numbers([1, 2]), "c": numbers([1, 2]), "kind": texts("pq",
    Role.TARGET), "name": texts("xy"), "v": vectors(np.float32([[1, 2], [3, 4]]))})
VIEW = Roles(ZOO, own_division(ZOO))


@pytest.fixture
def painter(qtbot):
    made = RolesPainter()
    made.told = shown(qtbot, made, VIEW)
    made.gesture.connect(lambda gesture: made.show_view(Roles(ZOO, gesture.value, True))
                         if gesture.value else None)
    return made


def drop(painter, key, names, row):
    one = painter.lists[key]
    mime = QMimeData()
    mime.setData(MIME, json.dumps(names).encode())
    rect = one.visualRect(one.names.index(row))
    y = rect.top() + 2 if row < one.names.rowCount() else one.height() - 5
    one.dropEvent(QDropEvent(QPointF(20, y), Qt.DropAction.MoveAction, mime,
                             Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


def test_each_list_has_its_columns_and_a_vector_is_one(painter):
    assert {key: one.names.names for key, one in painter.lists.items()} == {
        "features": ("a", "b", "c", "v"), "target": ("kind",), "meta": ("name",), "left_out": ()}
    assert painter.lists["features"].names.note(3) == "vector of 2"
    assert not painter.reset.isEnabled()


def test_columns_are_dropped_into_another_list_and_within_one(painter):
    drop(painter, "target", ["b", "a"], 0)
    assert painter.told[-1].value.target == ("b", "a", "kind")
    drop(painter, "features", ["v"], 0)
    assert painter.told[-1].value.features == ("v", "c")
    drop(painter, "left_out", ["c"], 0)
    assert painter.told[-1].value.left_out == ("c",)


def test_what_another_program_drops_is_nothing(painter):
    drop(painter, "target", ["gone", "kind"], 0)
    assert painter.told == []


def test_columns_are_carried_with_alt_and_arrows(painter):
    features = painter.lists["features"]
    features.pick(["a", "b"])
    QTest.keyClick(features, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert painter.told[-1].value.features == ("c", "a", "b", "v")
    assert features.picked() == ("a", "b")
    QTest.keyClick(features, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert painter.told[-1].value.target == ("kind", "a", "b")
    assert painter.lists["target"].picked() == ("a", "b")
    QTest.keyClick(painter.lists["target"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert painter.told[-1].value.target == ("a", "b", "kind")
    count = len(painter.told)
    QTest.keyClick(painter.lists["target"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(painter.told) == count


def test_a_filter_keeps_places_in_the_whole_list(painter):
    painter.show_view(Roles(ZOO, Division(("a", "b", "c", "v"), (), ("name", "kind"))))
    painter.line.setText("c")
    assert painter.lists["features"].names.names == ("c",)
    painter._drop("features", ["kind"], 0)
    assert painter.told[-1].value.features == ("a", "b", "kind", "c", "v")


def test_reset_puts_everything_back(painter):
    painter.show_view(Roles(ZOO, Division(("a",)), True))
    painter.reset.click()
    assert painter.told == [Changed("lists", None)]


def test_the_menu_moves_too(painter):
    painter.lists["meta"].pick(["name"])
    painter._ask("meta", QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert [one.text() for one in menu.actions()] == [
        "Move to Features", "Move to Target", "Move to Left out"]
    menu.actions()[2].trigger()
    menu.close()
    assert painter.told[-1].value.left_out == ("name",)


def test_five_thousand_columns_are_shown(qtbot):
    table = Table(("a",), {f"c{i}": numbers([1]) for i in range(5000)})
    made = RolesPainter()
    shown(qtbot, made, Roles(table, own_division(table), new=("c3",)))
    assert made.lists["features"].names.rowCount() == 5000
    assert made.lists["features"].names.note(3) == "new, number"


def drag_over(one, y):
    mime = QMimeData()
    mime.setData(MIME, json.dumps(["a"]).encode())
    action, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    place = QPoint(30, y)
    QApplication.sendEvent(one.viewport(), QDragEnterEvent(place, action, mime, button, keys))
    QApplication.sendEvent(one.viewport(), QDragMoveEvent(place, action, mime, button, keys))


def test_a_mark_shows_where_a_column_goes_in_empty_lists_too(painter):
    empty, full = painter.lists["left_out"], painter.lists["features"]
    before = empty.viewport().grab().toImage()
    drag_over(empty, empty.height() - 5)
    assert empty.viewport().grab().toImage() != before
    QApplication.sendEvent(empty.viewport(), QDragLeaveEvent())
    assert empty.viewport().grab().toImage() == before
    middles = [full.visualRect(full.names.index(row)).center().y() for row in range(2)]
    heights = []
    for y in (middles[0] - 4, middles[1] - 4, full.height() - 5):
        drag_over(full, y)
        heights.append(full._height_of(full._mark))
    assert heights == sorted(set(heights))


def test_what_is_dragged_is_told_by_name(qtbot):
    small, large = _carried(("a",), 1.0), _carried(("a", "b", "c"), 1.0)
    assert large.width() > small.width()
    assert _carried(("a",), 2.0).width() == 2 * small.width()
