"""The heatmap: right colors in the right places, whatever the size."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import QPointF

from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.ui.painters.heatmap import LARGEST, HeatmapPainter, drawn
from satsuma.views import Heatmap
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window


def distances(n: int) -> Distances:
    points = np.arange(n, dtype=float)
    away = np.abs(points[:, None] - points[None])[np.triu_indices(n, 1)]
    return Distances(away, Table(tuple(f"r{i}" for i in range(n))), "euclidean")


def test_near_is_light_and_far_is_dark(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)))
    assert painter.size_text.text() == "euclidean · 10 × 10"
    square, area = painter.square, painter.square.area()
    image = square.grab().toImage()
    step = area.width() // 10
    near = image.pixelColor(area.left() + step // 2, area.top() + step // 2)
    far = image.pixelColor(area.right() - step // 2, area.top() + step // 2)
    assert near.lightness() > far.lightness() + 50


def test_the_pair_under_the_mouse(qtbot):
    painter = HeatmapPainter()
    shown(qtbot, painter, Heatmap(distances(10)))
    area = painter.square.area()
    assert painter.square.pair_at(QPointF(area.right() - 2, area.top() + 2)) == (0, 9)
    assert painter.square.pair_at(QPointF(area.left() - 5, area.top() + 2)) is None


@pytest.mark.parametrize("n", [0, 1, 2, LARGEST, LARGEST + 300])
def test_any_size_becomes_a_square(n):
    found = drawn(distances(n))
    side = min(n, LARGEST)
    assert len(found.rows) == found.image.width() == found.image.height() == side
    if n > 1:
        assert (found.rows[0], found.rows[-1]) == (0, n - 1)
        assert found.image.pixelIndex(side - 1, 0) == 255


def test_missing_distances_are_drawn_as_far(qtbot):
    table = Table(("a", "b", "c"))
    found = drawn(Distances(np.array([1.0, np.nan, 2.0]), table, "euclidean"))
    assert found.farthest == 2.0
    assert found.image.pixelIndex(2, 0) == 255
