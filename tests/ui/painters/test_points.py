"""The map: where points are, picking them, zooming, and its picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QBuffer, QPoint, QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPdfWriter, QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.data.column import categorical, images, numbers
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked
from satsuma.ui.painters.choose import painter_for
from satsuma.ui.painters.points import PointsPainter
from satsuma.ui.painters.points_frame import Frame, Place, Room, round_steps, spread
from satsuma.ui.painters.points_shapes import KINDS, shape_of
from satsuma.views import Points
from tests.picture_bytes import blocks, encoded
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window


def view(x: list[float], y: list[float], folder: Path | None = None, **more: object) -> Points:
    ids = tuple(f"r{row}" for row in range(len(x)))
    table = Table(ids, {"kind": categorical(["cow" if row % 2 else "frog"
                                             for row in range(len(x))])})
    if folder is not None:
        for one in ids:
            (folder / f"{one}.png").write_bytes(encoded(blocks(12, 8), "PNG"))
        table = table.with_column("image", images([f"{one}.png" for one in ids], folder))
    return Points(table, numbers(x).values, numbers(y).values, ("across", "up"),
                  "image" if folder is not None else None, **more)  # type: ignore[arg-type]


def place(painter: PointsPainter, point: int) -> QPoint:
    assert painter.map is not None
    x, y = painter.frame_now().pixels(painter.map.points)
    return QPointF(x[point], y[point]).toPoint()


CORNERS = ([0.0, 10.0, 0.0, 10.0, 5.0], [0.0, 0.0, 20.0, 20.0, 10.0])


def test_points_lie_where_their_numbers_say(qtbot):
    assert painter_for(view(*CORNERS)) is PointsPainter
    painter = PointsPainter()
    shown(qtbot, painter, view(*CORNERS, color="kind"))
    low_left, low_right, high_left = (place(painter, point) for point in (0, 1, 2))
    assert low_left.x() == high_left.x() < low_right.x()
    assert low_left.y() == low_right.y() > high_left.y()
    image = painter.grab().toImage()
    assert image.pixelColor(low_left) != image.pixelColor(low_right), "two colors"
    assert image.pixelColor(low_left) != image.pixelColor(low_left + QPoint(40, -40))
    assert painter.accessibleDescription() == "5 points, 0 selected"


def test_clicks_and_boxes_pick(qtbot):
    painter = PointsPainter()
    gestures = shown(qtbot, painter, view(*CORNERS))
    QTest.mouseClick(painter, Qt.MouseButton.LeftButton, pos=place(painter, 3))
    QTest.mouseClick(painter, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier,
                     pos=place(painter, 4))
    QTest.mouseClick(painter, Qt.MouseButton.LeftButton, pos=place(painter, 4) + QPoint(60, 0))
    assert gestures == [Clicked("r3"), Clicked("r4", toggle=True), Clicked(None)]
    gestures.clear()
    edge = QPoint(12, 12)
    QTest.mousePress(painter, Qt.MouseButton.LeftButton, pos=place(painter, 2) - edge)
    QTest.mouseMove(painter, place(painter, 4) + edge)
    assert gestures == []
    QTest.mouseRelease(painter, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier,
                       pos=place(painter, 4) + edge)
    assert gestures == [Boxed(("r2", "r4"), extend=True)]


def test_keys_go_from_point_to_point_and_pick(qtbot):
    painter = PointsPainter()
    gestures = shown(qtbot, painter, view(*CORNERS))
    painter.stand_on(0)
    QTest.keyClick(painter, Qt.Key.Key_Right)
    QTest.keyClick(painter, Qt.Key.Key_Up)
    assert painter.current in (3, 4)
    assert painter.accessibleDescription().startswith(f"r{painter.current}, across:")
    QTest.keyClick(painter, Qt.Key.Key_Return)
    QTest.keyClick(painter, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(painter, Qt.Key.Key_Escape)
    assert gestures == [Clicked(f"r{painter.current}"), Boxed("all"), Clicked(None)]


def test_the_wheel_zooms_around_the_pointer(qtbot):
    painter = PointsPainter()
    shown(qtbot, painter, view(*CORNERS))
    before = place(painter, 3)
    event = QWheelEvent(QPointF(before), QPointF(before), QPoint(), QPoint(0, 120),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
                        Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(painter, event)
    assert painter.frame_now().zoom == pytest.approx(1.2)
    assert (place(painter, 3) - before).manhattanLength() <= 1
    assert (place(painter, 0) - before).manhattanLength() > 100
    QTest.keyClick(painter, Qt.Key.Key_0)
    assert painter.frame_now().zoom == 1


def test_pointing_at_a_row_shows_its_card(qtbot, tmp_path):
    painter = PointsPainter()
    shown(qtbot, painter, view(*CORNERS, tmp_path))
    without = painter.grab().toImage()
    QTest.mouseMove(painter, place(painter, 4))
    assert painter.hovered == 4
    assert painter.grab().toImage() != without
    QTest.mouseMove(painter, place(painter, 4) + QPoint(120, 0))
    assert painter.hovered is None


def test_where_many_pictures_lie_one_is_shown_and_counted(qtbot, tmp_path):
    painter = PointsPainter()
    shown(qtbot, painter, view([0, 0.001, 0.002, 9], [0, 0.001, 0, 9], tmp_path))
    cells = painter.map.cells(painter.frame_now())
    assert sorted(cells.counts.tolist()) == [1, 3]
    painter.look(painter.frame_now().zoomed(3_000, Place(*_xy(place(painter, 0)))))
    assert max(painter.map.cells(painter.frame_now()).counts.tolist()) == 1, "zoomed in"


def _xy(point: QPoint) -> tuple[float, float]:
    return point.x(), point.y()


def test_cells_keep_what_they_show_while_the_map_is_dragged():
    random = np.random.default_rng(0)
    points = spread(view(random.normal(size=500).tolist(), random.normal(size=500).tolist()))
    frame = Frame(Room(50, 20, 800, 600)).zoomed(5, Place(400, 300))
    near, far = (set(one.cells(points, 48).shown.tolist()) for one in (frame, frame.moved(31, 17)))
    assert len(near & far) > 0.75 * len(near)


@pytest.mark.parametrize("values", [
    [np.inf, -np.inf, 1.0, 2.0], [np.nan] * 4, [3.0] * 4, [1e308, -1e308, 0, 1],
    [5e-324, 0, 0, 0]])
def test_odd_numbers_have_a_place_or_none(qtbot, values):
    painter = PointsPainter()
    shown(qtbot, painter, view(values, values[::-1]))
    x, y, _ = painter.places()
    assert np.isfinite(x).all()
    assert np.isfinite(y).all()
    assert not painter.grab().isNull()


def test_round_numbers_along_an_axis():
    assert round_steps(-3.4, 3.2, 8) == [-3, -2, -1, 0, 1, 2, 3]
    assert round_steps(0.011, 0.029, 3) == [0.02]
    assert round_steps(5, 5, 8) == []
    assert round_steps(1e15, 1e15 + 1, 8) == []


def test_no_two_kinds_of_dots_that_are_neighbors_have_one_shape():
    shapes = [shape_of(code, 5).boundingRect().getRect() for code in range(KINDS)]
    assert all(one != other for one, other in zip(shapes, shapes[1:], strict=False))


def test_its_picture_is_shapes_and_text(qtbot):
    painter = PointsPainter()
    shown(qtbot, painter, view(*CORNERS, color="kind"))
    size = painter.picture_size()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    drawn = QPainter(writer)
    painter.draw_picture(drawn, QRectF(0, 0, size.width(), size.height()))
    drawn.end()
    assert b"/Subtype /Image" not in bytes(buffer.data())


def test_its_picture_waits_for_the_small_ones(qtbot, tmp_path):
    painter = PointsPainter()
    shown(qtbot, painter, view(*CORNERS, tmp_path))
    ready = []
    painter.prepare_picture(lambda: ready.append(True))
    qtbot.waitUntil(lambda: bool(ready), timeout=10_000)
