"""The gallery: real pictures, decoded in the background, picked by mouse and keys."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from satsuma.data.column import images, texts
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked
from satsuma.ui.background import background
from satsuma.ui.painters import thumbnails
from satsuma.ui.painters.gallery import GalleryPainter, decoded_side
from satsuma.ui.painters.picked_rows import runs
from satsuma.ui.painters.thumbnails import Thumbnails, decode
from satsuma.views import Gallery
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window


def gallery(folder: Path, n: int = 4, **more) -> Gallery:
    names = [f"cow-{i % 4}.png" for i in range(n)]
    table = Table(tuple(f"{i}" for i in range(n)), {
        "image": images(names, folder), "image name": texts([f"cow {i}" for i in range(n)])})
    return Gallery(table, "image", ("image name",), **more)


@pytest.fixture
def painter(qtbot):
    return GalleryPainter()


def click(painter, row, keys=Qt.KeyboardModifier.NoModifier):
    view = painter.list
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, place)


def test_pictures_are_decoded_and_drawn(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder))
    found = painter.thumbnails.get(cow_folder / "cow-3.png", 128)
    assert (found.pixmap.width(), found.pixmap.height()) == (12, 8)
    image = painter.list.viewport().grab().toImage()
    rect = painter.list.visualRect(painter.model.index(3, 0))
    colors = {image.pixelColor(x, y).name() for x in range(rect.left(), rect.right())
              for y in range(rect.top(), rect.bottom(), 3)}
    assert "#785a14" in colors


def test_a_click_picks_and_ctrl_adds(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    click(painter, 1)
    qtbot.waitUntil(lambda: told == [Clicked("1")], timeout=2000)
    painter.show_view(gallery(cow_folder, selected=("1",)))
    click(painter, 3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: told[1:] == [Boxed(("1", "3"))], timeout=2000)


def test_a_click_on_the_ground_picks_nothing(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, selected=("2",)))
    view = painter.list.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton,
                     pos=QPoint(view.width() - 3, view.height() - 3))
    qtbot.waitUntil(lambda: told == [Clicked(None)], timeout=2000)


def test_the_rubber_band_picks_once(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    view = painter.list.viewport()
    first = painter.list.visualRect(painter.model.index(0, 0))
    QTest.mousePress(view, Qt.MouseButton.LeftButton,
                     pos=QPoint(view.width() - 3, view.height() - 3))
    QTest.mouseMove(view, first.center())
    QTest.mouseMove(view, first.topLeft() + QPoint(4, 4))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=first.topLeft() + QPoint(4, 4))
    qtbot.waitUntil(lambda: told == [Boxed(("0", "1", "2", "3"))], timeout=2000)


def test_keys_pick(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    painter.list.setFocus()
    click(painter, 0)
    QTest.keyClick(painter.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: told[-1:] == [Boxed(("0", "1", "2", "3"))], timeout=2000)


def test_showing_a_selection_tells_nothing(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, selected=("0", "2")))
    for selected in (("1",), "all", ()):
        painter.show_view(gallery(cow_folder, selected=selected))
    QTest.qWait(150)
    assert told == []
    assert not painter.list.selectionModel().hasSelection()


def test_another_size_keeps_items_and_place(qtbot, painter, cow_folder):
    view = gallery(cow_folder, 200)
    shown(qtbot, painter, view)
    painter.list.verticalScrollBar().setValue(300)
    resets = []
    painter.model.modelReset.connect(lambda: resets.append(1))
    painter.show_view(replace(view, size=64))
    assert not resets
    assert painter.items.side == 64
    assert decoded_side(64, 2.0) == 128


def test_missing_and_damaged_pictures_have_a_sign(qtbot, painter, tmp_path):
    (tmp_path / "cow-0.png").write_text("no picture")
    shown(qtbot, painter, gallery(tmp_path, 2))
    for name in ("cow-0.png", "cow-1.png"):
        found = painter.thumbnails.get(tmp_path / name, 128)
        assert found.pixmap is None
        assert found.reason


def test_many_pictures_show_at_once(qtbot, painter, cow_folder):
    view = gallery(cow_folder, 20_000)
    begun = time.monotonic()
    shown(qtbot, painter, view)
    assert time.monotonic() - begun < 3.0
    begun = time.monotonic()
    painter.show_view(replace(view, selected="all"))
    assert time.monotonic() - begun < 0.5


def test_thumbnails_are_bounded_and_those_out_of_sight_are_not_made(qapp, tmp_path, monkeypatch):
    files = []
    for number in range(12):
        files.append(tmp_path / f"{number}.png")
        Image.new("RGB", (64, 64), (number, 0, 0)).save(files[-1])
    monkeypatch.setattr(thumbnails, "BYTES", 3 * 64 * 64 * 4)
    made, came = Thumbnails(), []
    made.arrived.connect(came.append)
    for file in files[:8]:
        assert made.get(file, 64) is None
    made.forget_wishes()
    for file in files[8:]:
        assert made.get(file, 64) is None
    background().wait(10)
    assert set(came) == {*files[:3], *files[8:]}
    assert len(made._kept) <= 3  # noqa: SLF001 - the bound is what is tested


def test_a_picture_keeps_its_proportions(tmp_path):
    Image.new("RGB", (400, 100), "red").save(tmp_path / "wide.png")
    image, reason = decode(tmp_path / "wide.png", 128)
    assert (image.width(), image.height(), reason) == (128, 32, "")


def test_runs():
    assert runs([0, 1, 2, 5, 7, 8]) == [(0, 2), (5, 5), (7, 8)]
    assert runs([]) == []
