"""The table: virtual, and its vectors folded into one cell."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QWidget

from satsuma.data.column import numbers, texts, vectors
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked
from satsuma.ui.painters.rows import RowsPainter
from satsuma.views import Rows
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window


def table(n: int) -> Table:
    return Table(tuple(f"r{i}" for i in range(n)), {
        "name": texts([f"row {i}" for i in range(n)]),
        "size": numbers(np.arange(n, dtype=float) / 3),
        "embedding": vectors(np.zeros((n, 1280), np.float32) if n < 1000 else
                             np.zeros((n, 2), np.float32))})


@pytest.fixture
def painter(qtbot):
    return RowsPainter()


def test_values_are_shown_in_words(qtbot, painter):
    shown(qtbot, painter, Rows(table(5)))
    model = painter.model
    assert [model.headerData(i, Qt.Orientation.Horizontal) for i in range(3)] == \
        ["name", "size", "embedding"]
    assert [model.index(3, i).data() for i in range(3)] == ["row 3", "1", "1,280 numbers"]
    assert model.headerData(3, Qt.Orientation.Vertical) == "4"
    assert model.headerData(3, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) == "r3"


def test_rows_are_picked(qtbot, painter):
    told = shown(qtbot, painter, Rows(table(5)))
    view = painter.view
    for row, keys in ((1, Qt.KeyboardModifier.NoModifier), (3, Qt.KeyboardModifier.ShiftModifier)):
        place = view.visualRect(painter.model.index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, place)
    qtbot.waitUntil(lambda: told == [Boxed(("r1", "r2", "r3"))], timeout=2000)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton,
                     pos=view.visualRect(painter.model.index(0, 0)).center())
    qtbot.waitUntil(lambda: told[1:] == [Clicked("r0")], timeout=2000)


def test_the_selection_of_the_setting_is_shown(qtbot, painter):
    told = shown(qtbot, painter, Rows(table(5), ("r4", "gone")))
    rows = {index.row() for index in painter.view.selectionModel().selectedRows()}
    assert rows == {4}
    assert told == []


def test_tab_leaves_the_table(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    painter = RowsPainter()
    painter.setParent(window)
    assert not painter.view.tabKeyNavigation()


def test_a_hundred_thousand_rows(qtbot, painter):
    view = Rows(table(100_000))
    begun = time.monotonic()
    told = shown(qtbot, painter, view)
    painter.show_view(Rows(view.table, "all"))
    assert time.monotonic() - begun < 2.0
    assert told == []
