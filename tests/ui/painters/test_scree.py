"""The scree: the cut is dragged, pressed and moved by keys; the picture is lines."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import QBuffer, QPoint, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPdfWriter
from PyQt6.QtTest import QTest

from satsuma.gestures import Dragged
from satsuma.ui.painters.choose import painter_for
from satsuma.ui.painters.scree import ScreePainter
from satsuma.ui.painters.scree_drawing import ScreeDrawing, told
from satsuma.views import Scree
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window

SHARES = np.array([0.5, 0.2, 0.1, 0.08, 0.06, 0.04, 0.02])


def place(painter: ScreePainter, cut: float) -> QPoint:
    drawing = painter.drawing()
    assert drawing is not None
    return QPointF(drawing.x(cut), drawing.area.center().y()).toPoint()


def test_it_is_shown_by_its_painter_and_told(qtbot):
    assert painter_for(Scree(SHARES, 2)) is ScreePainter
    painter = ScreePainter()
    shown(qtbot, painter, Scree(SHARES, 2))
    assert painter.accessibleDescription() == "2 components tell 70.0 % of the variance"
    assert told(SHARES, 1) == "1 component tells 50.0 % of the variance"


def test_the_cut_is_dragged_and_tells_once_when_let_go(qtbot):
    painter = ScreePainter()
    gestures = shown(qtbot, painter, Scree(SHARES, 2))
    QTest.mousePress(painter, Qt.MouseButton.LeftButton, pos=place(painter, 2.5))
    QTest.mouseMove(painter, place(painter, 4.5))
    assert gestures == []
    assert painter.dragged == 4
    QTest.mouseRelease(painter, Qt.MouseButton.LeftButton, pos=place(painter, 4.5))
    assert gestures == [Dragged(4.0)]


def test_keys_move_the_cut_within_its_bounds(qtbot):
    painter = ScreePainter()
    gestures = shown(qtbot, painter, Scree(SHARES, 2))
    for key, modifier in ((Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
                          (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
                          (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)):
        QTest.keyClick(painter, key, modifier)
    assert gestures == [Dragged(3.0), Dragged(7.0), Dragged(1.0)]


def test_pointing_at_a_bar_finds_its_component(qtbot):
    painter = ScreePainter()
    shown(qtbot, painter, Scree(SHARES, 2))
    QTest.mouseMove(painter, place(painter, 3))
    assert painter.hovered == 3


def test_many_components_leave_room_beyond_the_cut():
    drawing = ScreeDrawing(Scree(np.full(900, 1 / 900), 100), QRectF(0, 0, 800, 500))
    assert drawing.shown == 150
    assert drawing.cut_at(QPointF(10_000, 0)) == 150


def test_its_picture_is_lines_and_text(qtbot):
    painter = ScreePainter()
    shown(qtbot, painter, Scree(SHARES, 2))
    size = painter.picture_size()
    assert size.width() >= 640
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    drawn = QPainter(writer)
    painter.draw_picture(drawn, QRectF(0, 0, size.width(), size.height()))
    drawn.end()
    assert b"/Subtype /Image" not in bytes(buffer.data())
    assert painter.picture_size() == size.expandedTo(QSize(640, 400))
