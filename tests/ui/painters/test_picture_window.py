"""The picture window: one picture large, its values, and what a network saw of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.algorithms.networks import EFFICIENTNET_LITE0, EFFICIENTNET_LITE0_WHOLE
from satsuma.algorithms.see import see
from satsuma.data.column import Passport, images, numbers, texts, vectors
from satsuma.data.images import open_picture
from satsuma.data.table import Table
from satsuma.ui.background import background
from satsuma.ui.painters.gallery import GalleryPainter
from satsuma.ui.painters.picture_window_levels import levels_of, part_of, sight_of
from satsuma.ui.painters.picture_window_values import values_of
from satsuma.ui.painters.thumbnails import memory
from satsuma.views import Gallery
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "cache"))
    memory().clear()
    yield
    memory().clear()


@pytest.fixture
def folder(tmp_path) -> Path:
    invented = np.random.default_rng(0)
    for number, size in enumerate(((900, 600), (40, 30), (300, 900))):
        pixels = invented.integers(0, 256, (size[1], size[0], 3), np.uint8)
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
    (tmp_path / "3.png").write_bytes(b"broken")
    return tmp_path


def table_of(folder: Path, passport: Passport | None = None) -> Table:
    table = Table(tuple("abcd"), {
        "image": images([f"{i}.png" for i in range(4)], folder),
        "image name": texts(["Ada <cow>", "Bea", "Cleo", "Dora"]), "weight": numbers([1, 2, 3, 4])})
    if passport is not None:
        table = table.with_column("embedding", vectors(np.zeros((4, 1280)), passport))
    return table


def settle() -> None:
    QApplication.processEvents()
    assert background().wait(20)
    QApplication.processEvents()


@pytest.fixture
def painter(qtbot):
    return GalleryPainter()


@pytest.fixture
def large(qtbot, folder, painter):
    passport = Passport("efficientnet_lite0", "x", EFFICIENTNET_LITE0.preprocessing.text(),
                        "draft2", 1280)
    shown(qtbot, painter, Gallery(table_of(folder, passport), "image"), (900, 600))
    painter.open_row(0)
    settle()
    return painter.large


def wheel(canvas, steps: int, at: QPoint) -> None:
    QApplication.sendEvent(canvas, QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))


def test_the_wheel_zooms_where_the_mouse_is(large):
    canvas = large.canvas
    assert canvas.is_fit
    at = QPoint(100, 200)
    before, scale = canvas.to_picture(QPointF(at)), canvas.scale
    wheel(canvas, 3, at)
    after = canvas.to_picture(QPointF(at))
    assert canvas.scale > 1.5 * scale
    assert (after - before).manhattanLength() < 1
    QTest.keyClick(large, Qt.Key.Key_0)
    assert canvas.is_fit
    assert large.head.zoom.text() == f"{scale:.0%}".replace("%", "\u00a0%")


def test_dragging_moves_the_picture(large):
    canvas = large.canvas
    QTest.keyClick(large, Qt.Key.Key_1)
    assert canvas.scale == 1.0
    before = canvas.place().topLeft()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(canvas, QPoint(230, 180))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(230, 180))
    assert canvas.place().topLeft() - before == QPointF(30, -20)
    QTest.keyClick(large, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert canvas.place().left() > before.x() + 30


def test_the_pixels_are_those_of_the_picture(large):
    QTest.keyClick(large, Qt.Key.Key_1)
    canvas = large.canvas
    image = canvas.grab().toImage()
    with Image.open(large.file) as opened:
        pixels = opened.convert("RGB")
        for x, y in ((50, 60), (120, 130), (200, 99)):
            at = canvas.to_picture(QPointF(x, y))
            near = {pixels.getpixel((int(at.x()) + dx, int(at.y()) + dy))
                    for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
            color = image.pixelColor(x, y)
            assert min(max(abs(a - b) for a, b in zip(one, color.getRgb()[:3], strict=True))
                       for one in near) < 90


def test_small_pictures_are_enlarged_but_not_beyond_all_bounds(qtbot, large):
    QTest.keyClick(large, Qt.Key.Key_Right)
    settle()
    assert large.canvas.levels.size == (40, 30)
    assert large.canvas.scale == 4.0


def test_a_broken_one_tells_why(large):
    for _ in range(3):
        QTest.keyClick(large, Qt.Key.Key_Right)
        settle()
    assert large.head.title.text() == "Dora"
    assert large.canvas.reason
    QTest.keyClick(large, Qt.Key.Key_Right)  # there is none after the last
    assert large.head.title.text() == "Dora"


def test_the_values_stand_beside_it(large):
    assert large.head.title.text() == "Ada <cow>"
    text = large.values.text()
    assert "Ada &lt;cow&gt;" in text
    assert "1,280 numbers" in text
    assert "900 × 600 pixels" in large.notes.text()


def test_at_most_two_pictures_are_kept(large):
    for _ in range(3):
        QTest.keyClick(large, Qt.Key.Key_Right)
        settle()
    assert len(large._kept) == 2  # noqa: SLF001 - the bound is what is tested


def test_what_the_network_saw_is_what_goes_in(large, folder):
    large.seen.switch.setChecked(True)
    settle()
    assert large.seen.choice.currentData() == "efficientnet_lite0"
    assert "embedding" in large.seen.choice.currentText()
    image = large.seen.pixels.image
    how = EFFICIENTNET_LITE0.preprocessing
    seen = see(open_picture(folder / "0.png", short_side=how.resize), how)
    assert (image.width(), image.height()) == (224, 224)
    for x, y in ((0, 0), (100, 30), (223, 223)):
        assert image.pixelColor(x, y).getRgb()[:3] == tuple(seen[y, x])
    part = large.canvas.part
    assert (part.width(), part.left(), part.top()) == (525.0, 187.5, 37.5)
    QTest.keyClick(large, Qt.Key.Key_Right)
    settle()
    assert large.canvas.part.width() == 30 * 224 / 256


def test_other_networks_can_be_asked(large):
    large.seen.switch.setChecked(True)
    settle()
    choice = large.seen.choice
    choice.setCurrentIndex(choice.findData("efficientnet_lite0_whole"))
    choice.activated.emit(choice.currentIndex())
    settle()
    assert "white" in large.seen.told.text()
    assert large.canvas.part.width() == 900
    large.seen.switch.setChecked(False)
    settle()
    assert large.canvas.part is None


def test_the_part_that_is_seen():
    part = part_of((800, 400), EFFICIENTNET_LITE0.preprocessing)
    assert (part.center().x(), part.center().y(), part.width()) == (400, 200, 350)
    assert part_of((800, 400), EFFICIENTNET_LITE0_WHOLE.preprocessing).width() == 800


def test_an_unknown_network_is_told_of(folder):
    from satsuma.problem import Problem

    with pytest.raises(Problem):
        sight_of(folder / "0.png", "no such network")


def test_very_large_pictures_are_made_smaller(tmp_path):
    Image.new("RGB", (9000, 4000), "red").save(tmp_path / "large.png")
    levels = levels_of(tmp_path / "large.png")
    assert levels.size == (9000, 4000)
    assert levels.images[0].width() * levels.images[0].height() <= 24_000_000
    assert any("shown at" in note for note in levels.notes)
    assert levels.best(600).width() >= 600
    assert levels.best(600).width() < 1300


def test_many_columns_are_counted():
    table = Table(("a",), {f"c{i}": numbers([i]) for i in range(300)})
    assert "100 more columns" in values_of(table, 0)


def test_what_the_network_saw_is_there_in_a_narrow_window_too(qtbot, large, painter):
    painter.resize(400, 560)
    QApplication.processEvents()
    assert not large.side.isVisible()
    assert large.head.seen.isVisible()
    QTest.mouseClick(large.head.seen, Qt.MouseButton.LeftButton)
    settle()
    assert large.seen.pixels.isVisible()
    assert large.seen.pixels.image.width() == 224
    assert large.canvas.part.width() == 525
    assert large.canvas.height() > 200
    assert large.seen.pixels.visibleRegion().boundingRect().width() > 150
    QTest.keyClick(large, Qt.Key.Key_N)
    assert not large.head.seen.isChecked()
    assert not large.side.isVisible()


def test_it_is_reached_from_the_small_pictures(qtbot, painter, folder):
    shown(qtbot, painter, Gallery(table_of(folder), "image"), (900, 600))
    painter.area.setFocus()
    painter.area.go_to(1)
    QTest.keyClick(painter.area, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    settle()
    assert painter.large.isVisible()
    assert painter.large.seen.pixels.image.width() == 224
    assert painter.large.file == folder / "1.png"
    QTest.keyClick(painter.large, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert not painter.large.seen.switch.isChecked()


@pytest.mark.parametrize("width", [200, 260, 340, 500, 900])
def test_the_head_fits_any_width(large, painter, width):
    large.head.show_title("a very long name of a picture that goes on and on and on")
    painter.resize(width, 500)
    QApplication.processEvents()
    head = large.head
    assert painter.width() == width
    parts = [*head.buttons.values(), head.seen, head.title, head.place, head.zoom]
    places = [part.geometry() for part in parts if part.isVisible()]
    assert all(place.right() <= head.width() for place in places)
    assert not any(one.intersects(other) for number, one in enumerate(places)
                   for other in places[:number])
    assert head.title.fontMetrics().horizontalAdvance(head.title.text()) <= head.title.width() + 1
    assert head.seen.isVisible()


def test_values_break_words_that_are_too_long(large):
    text = large.values
    text.setText(f"<p>{'x' * 300}</p>")
    text.resize(200, 10)
    assert text.document().idealWidth() <= 200
    assert text.height() > 2 * text.fontMetrics().height()
