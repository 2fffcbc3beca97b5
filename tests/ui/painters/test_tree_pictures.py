"""Pictures of a tree: stand-ins meanwhile, and what may be clicked next is made ready."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor, QPixmap
from PyQt6.QtTest import QTest

from satsuma.ui.background import background
from satsuma.ui.painters.dendrogram import DendrogramPainter
from satsuma.ui.painters.thumbnails import Thumbnail, memory
from satsuma.ui.painters.tree_pictures import AHEAD_SIDE, file_of_row
from tests.ui.painters.shown import shown
from tests.ui.painters.trees import tree_view

pytestmark = pytest.mark.window


@pytest.fixture
def painter(qtbot):
    memory().clear()
    return DendrogramPainter()


def test_any_size_that_is_there_is_shown_until_the_right_one_comes(qtbot, painter, cow_folder):
    view = tree_view(4, 0, folder=cow_folder)
    file = file_of_row(view, 0)
    large = QPixmap(1024, 1024)
    large.fill(QColor("#123456"))
    memory().put((file, 1024), Thumbnail(large))
    assert painter.canvas.pictures.of(file, 20.0).pixmap.cacheKey() == large.cacheKey()


def test_a_small_stand_in_is_as_large_as_what_comes(qtbot, painter, cow_folder, monkeypatch):
    view = tree_view(4, 0, folder=cow_folder)
    small = QPixmap(8, 8)
    small.fill(QColor("#123456"))
    monkeypatch.setattr(painter.canvas.pictures, "of", lambda file, side: Thumbnail(small))
    shown(qtbot, painter, view)
    layout, image = painter.canvas.layout_now(), painter.canvas.grab().toImage()
    for share in (0.2, 0.5, 0.8):
        place = QPointF(layout.picture_x + share * layout.side, layout.y(0.5)).toPoint()
        assert image.pixelColor(place) == QColor("#123456")


def test_resting_on_a_branch_makes_its_pictures_ready(qtbot, painter, cow_folder):
    view = tree_view(12, 0, folder=cow_folder)
    shown(qtbot, painter, view)
    canvas, node = painter.canvas, int(view.tree.merges[-1].min())
    wanted = [(file_of_row(view, row), AHEAD_SIDE) for row in view.tree.members(node).tolist()]
    assert not any(key in memory().kept for key in wanted)
    place = (canvas.layout_now().place_of(node) + QPointF(2, 0)).toPoint()
    QTest.mouseMove(canvas, place)
    assert canvas.hovered == node
    qtbot.waitUntil(lambda: all(key in memory().kept for key in wanted))
    canvas.hover(None)
    assert background().wait(30)
