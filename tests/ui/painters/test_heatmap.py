"""The heatmap: right colors in the right places, and the pair one points at."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QBuffer, QPoint, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.data.column import images
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.ui.background import background
from satsuma.ui.painters import heatmap_image, heatmap_legend
from satsuma.ui.painters.heatmap import HeatmapPainter, distance_title
from satsuma.ui.painters.heatmap_image import drawn
from satsuma.ui.painters.heatmap_square import square_steps
from satsuma.ui.view_picture import draw, drawing_steps
from satsuma.views import Heatmap
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window


def distances(n: int, points: np.ndarray | None = None, folder: str = "") -> Distances:
    points = np.arange(n, dtype=float) if points is None else points
    away = np.abs(points[:, None] - points[None])[np.triu_indices(n, 1)]
    ids = tuple(f"r{i}" for i in range(n))
    columns = {"image": images([f"{i}.png" for i in range(n)], Path(folder))} if folder else {}
    return Distances(away, Table(ids, columns), "euclidean")


def middle(painter: HeatmapPainter, down: int, along: int) -> QPoint:
    area = painter.square.area()
    step = area.width() / len(painter.square.drawn.rows)
    return QPointF(area.left() + (along + 0.5) * step, area.top() + (down + 0.5) * step).toPoint()


def test_near_is_light_and_far_is_dark(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)))
    assert painter.size_text.text().startswith("Euclidean · 10 × 10")
    image = painter.square.grab().toImage()
    near = image.pixelColor(middle(painter, 0, 0))
    far = image.pixelColor(middle(painter, 0, 9))
    assert near.lightness() > far.lightness() + 50


def test_alike_rows_stand_side_by_side():
    points = np.array([0.0, 10.0, 0.1, 10.1, 0.2, 10.2])
    found = drawn(distances(6, points))
    assert found.ordered
    groups = (points[found.rows] > 5).tolist()
    assert groups in ([False] * 3 + [True] * 3, [True] * 3 + [False] * 3)


def test_the_pair_under_the_mouse_is_told_and_a_click_keeps_it(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)), (900, 600))
    rows = painter.square.drawn.rows
    QTest.mouseMove(painter.square, middle(painter, 2, 7))
    assert painter.panel.distance.text() == \
        f"r{rows[2]} – r{rows[7]}: {abs(rows[2] - rows[7])} apart"
    QTest.mouseMove(painter.square, QPoint(1, painter.square.height() - 1))
    assert painter.panel.distance.text().endswith(": 1 apart"), "the nearest pair is there again"
    QTest.mouseClick(painter.square, Qt.MouseButton.LeftButton, pos=middle(painter, 2, 7))
    QTest.mouseMove(painter.square, QPoint(1, painter.square.height() - 1))
    assert "apart" in painter.panel.distance.text()


def test_keys_go_from_cell_to_cell_and_what_is_there_is_told(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)), (900, 600))
    painter.setFocus()
    painter.square.mark((0, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(painter.square, key)
    assert painter.square.current == (1, 2)
    assert "r" in painter.square.accessibleDescription()
    QTest.keyClick(painter.square, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert painter.square.current == (1, 9)
    QTest.keyClick(painter.square, Qt.Key.Key_Escape)
    assert painter.panel.caption.text() == "The nearest pair"


def test_a_pair_of_the_list_is_shown_and_marked(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)), (900, 600))
    farthest = painter.panel.farthest
    assert farthest.item(0).text() == "r0 – r9"
    place = farthest.visualItemRect(farthest.item(0)).center()
    QTest.mouseClick(farthest.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "9 apart" in painter.panel.distance.text()
    rows = painter.square.drawn.rows
    assert {int(rows[at]) for at in painter.square.current} == {0, 9}
    QTest.keyClick(farthest, Qt.Key.Key_Down)
    assert "8 apart" in painter.panel.distance.text()


def test_the_nearest_pair_is_shown_before_anybody_points(qtbot):
    points = np.array([0.0, 5.0, 9.0, 5.5, 20.0])
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(5, points)), (900, 600))
    panel = painter.panel
    assert panel.caption.text() == "The nearest pair"
    assert panel.distance.text() == "r1 – r3: 0.5 apart"
    assert panel.hint.isVisible()
    rows = painter.square.drawn.rows
    assert {int(rows[at]) for at in painter.square.current} == {1, 3}
    spoken = panel.nearest.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "r1 – r3: 0.500"


def test_one_row_is_told_to_be_no_pair(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(1)), (900, 600))
    assert painter.panel.hint.text() == "A pair needs two rows."
    assert not painter.panel.distance.isVisible()
    assert not painter.panel.nearest.isVisible()


def test_without_room_for_the_pictures_the_pair_is_told_in_words(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)), (400, 500))
    assert not painter.panel.isVisible()
    QTest.mouseMove(painter.square, middle(painter, 2, 7))
    rows = painter.square.drawn.rows
    assert painter.size_text.text().endswith(
        f"\nr{rows[2]} – r{rows[7]}: {abs(rows[2] - rows[7])}")


def test_the_legend_counts_every_pair_and_its_numbers_are_round():
    found = drawn(distances(30))
    assert found.counts.sum() == 30 * 29 // 2
    numbers = heatmap_legend._round_numbers(found, 6)  # noqa: SLF001
    assert numbers == [5.0, 10.0, 15.0, 20.0, 25.0]
    alike = drawn(distances(3, np.zeros(3)))
    assert heatmap_legend._round_numbers(alike, 6) == [0.0]  # noqa: SLF001


def test_what_the_numbers_are_is_named():
    assert distance_title("cosine") == "Cosine distance"
    assert distance_title("euclidean-normalized") == "Euclidean distance (normalized)"
    assert distance_title("") == "Distance"


def test_in_a_tall_window_the_pair_stands_below(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)), (440, 820))
    assert painter.panel.isVisible()
    assert painter.panel.y() > painter.square.geometry().bottom()
    tops = [part.mapTo(painter.panel, QPoint(0, 0)).y()
            for part in (painter.panel.nearest, painter.panel.farthest)]
    assert tops[0] == tops[1]
    assert painter.square.area().width() > 280
    painter.resize(900, 600)
    QApplication.processEvents()
    assert painter.panel.x() > painter.square.geometry().right()


@pytest.mark.parametrize("size", [(735, 640), (1200, 800), (600, 1000), (1800, 700)])
def test_the_room_is_used(qtbot, size):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)), size)
    area, square = painter.square.area(), painter.square
    free_across = square.width() - area.width() - 30
    free_down = square.height() - painter.square.legend_area().bottom()
    assert min(free_across, free_down) < 40, "one of both is used up"
    assert painter.panel.width() >= 264


def test_the_pictures_of_the_pair_are_shown(qtbot, cow_folder):
    for number in range(4):
        (cow_folder / f"cow-{number}.png").rename(cow_folder / f"{number}.png")
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(4, folder=str(cow_folder))), (900, 600))
    painter.square.mark((0, 0))
    QTest.keyClick(painter.square, Qt.Key.Key_Right)
    QApplication.processEvents()  # what is seen is asked for
    assert background().wait(30)
    for picture, row in zip(painter.panel.pictures, painter.square.drawn.rows[:2], strict=True):
        color = picture.grab().toImage().pixelColor(picture.rect().center())
        wanted = QColor(40 * int(row), 90, 20)
        assert abs(color.red() - wanted.red()) < 12, row


@pytest.mark.parametrize("n", [0, 1, 2, 40, 70])
def test_any_size_becomes_a_square_and_a_picture(qtbot, monkeypatch, n):
    monkeypatch.setattr(heatmap_image, "LARGEST", 40)
    found = drawn(distances(n))
    side = min(n, 40)
    assert len(found.rows) == found.image.width() == found.image.height() == side
    assert len(set(found.rows.tolist())) == side
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(n)))
    assert draw(painter, ".png").image.size() == painter.picture_size() * 2


def test_missing_distances_are_drawn_as_far_in_the_order_of_the_table():
    table = Table(("a", "b", "c"))
    found = drawn(Distances(np.array([1.0, np.nan, 2.0]), table, "euclidean"))
    assert not found.ordered
    assert (found.nearest, found.farthest) == (1.0, 2.0)
    assert found.image.pixelIndex(2, 0) == 255


def test_a_picture_waits_for_the_square(qtbot):
    painter = HeatmapPainter()
    qtbot.addWidget(painter)
    painter.show_view(Heatmap(distances(10)))
    ready: list[bool] = []
    painter.prepare_picture(lambda: ready.append(True))
    assert not ready
    assert background().wait(30)
    assert ready == [True]


class Recorder(QPainter):
    """A painter that remembers where images were drawn."""

    def __init__(self, device) -> None:
        super().__init__(device)
        self.parts: list[QRectF] = []

    def drawImage(self, area, image) -> None:  # noqa: N802
        self.parts.append(QRectF(area))
        super().drawImage(area, image)


def test_a_large_square_goes_into_a_pdf_in_steps_and_without_gaps(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(700)), (700, 600))
    assert sum(1 for _ in drawing_steps(painter, ".pdf")) > 8
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    drawing = Recorder(writer)
    image = QImage(900, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert sum(1 for _ in square_steps(drawing, QRectF(0, 0, 300, 300), image)) > 4
    drawing.end()
    parts = drawing.parts
    assert all(one.bottom() > following.top() for one, following in pairwise(parts))
    assert (parts[0].top(), parts[-1].bottom()) == (0, pytest.approx(300))
