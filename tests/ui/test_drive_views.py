"""What a script outside is told of views is what a click there would find."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from satsuma.gestures import Clicked, Folded
from satsuma.ui import drive
from satsuma.ui.painters.dendrogram import DendrogramPainter
from satsuma.ui.painters.gallery import GalleryPainter
from satsuma.ui.painters.rows import RowsPainter
from satsuma.ui.painters.thumbnails import memory
from satsuma.views import Rows
from tests.ui.painters.galleries import gallery
from tests.ui.painters.shown import shown
from tests.ui.painters.test_rows import a_table
from tests.ui.painters.trees import tree_view

pytestmark = pytest.mark.window

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def click(part, at) -> None:
    QTest.mouseClick(part, LEFT, NONE, part.mapFromGlobal(QPoint(*at)))


def test_a_click_on_a_told_branch_picks_its_leaves(qtbot):
    painter = DendrogramPainter()
    told = shown(qtbot, painter, tree_view(23, 0))
    branches = drive.on_screen()["branches"]
    assert max(branch["leaves"] for branch in branches) == 23
    branch = next(one for one in branches if one["leaves"] == 3)
    click(painter.canvas, branch["at"])
    assert isinstance(told[-1], Clicked)
    assert set(told[-1].item.ids) == set(branch["ids"])


def test_leaves_are_told_with_what_is_selected_and_found(qtbot):
    painter = DendrogramPainter()
    view = tree_view(9, 2)
    shown(qtbot, painter, view)
    painter.canvas.show_found(4)
    tree, = drive.on_screen()["trees"]
    assert (tree["leaves"], tree["found"]) == (9, "r4")
    assert [leaf["id"] for leaf in tree["shown"]] == [f"r{row}" for row in view.tree.order]
    assert len(tree["selected"]) == 9


def test_a_picture_is_there_when_its_thumbnail_is(qtbot, cow_folder):
    memory().clear()
    painter = DendrogramPainter()
    shown(qtbot, painter, tree_view(6, 0, folder=cow_folder))

    def pictures():
        return [leaf["picture"] for leaf in drive.on_screen()["trees"][0]["shown"]]

    qtbot.waitUntil(lambda: all(pictures()))
    memory().clear()
    assert pictures() == [False] * 6


def test_a_large_tree_is_told_by_its_examples(qtbot, cow_folder):
    painter = DendrogramPainter()
    shown(qtbot, painter, tree_view(1500, 0, zoom=0.0, folder=cow_folder))
    told = drive.on_screen()
    assert 5 < len(told["trees"][0]["shown"]) < 60
    assert sum(one["leaves"] for one in told["trees"][0]["shown"]) <= 1500
    assert 5 < len(told["branches"]) < 400


def test_a_click_on_a_told_picture_picks_it(qtbot, cow_folder):
    painter = GalleryPainter()
    told = shown(qtbot, painter, gallery(cow_folder, 6))
    seen, = drive.on_screen()["galleries"]
    assert (seen["count"], len(seen["shown"])) == (6, 6)
    click(painter.area.viewport(), seen["shown"][2]["at"])
    assert told[-1].item == seen["shown"][2]["id"]
    assert [one["picked"] for one in drive.on_screen()["galleries"][0]["shown"]].index(True) == 2


def test_a_click_on_the_told_head_of_vectors_unfolds_them(qtbot):
    painter = RowsPainter()
    told = shown(qtbot, painter, Rows(a_table(), ()), (900, 500))
    table, = drive.on_screen()["tables"]
    columns = {column["name"]: column for column in table["columns"]}
    assert table["rows"] == 5
    assert columns["size"]["values"] == ["0", "2", "4"]
    click(painter.view.head.viewport(), columns["embedding"]["at"])
    assert told[-1] == Folded("embedding", False)
