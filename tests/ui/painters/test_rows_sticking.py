"""Whose values a row holds can be seen however far one scrolls; columns find their widths."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.data.column import images, numbers, texts, vectors
from satsuma.data.table import Table
from satsuma.gestures import Changed
from satsuma.ui.painters.rows_columns import shown_columns
from satsuma.ui.painters.rows_stuck import naming
from satsuma.ui.painters.rows_widths import Room, ease
from satsuma.views import Rows
from tests.ui.painters.test_rows import LEFT, NONE, Loop, _move, menu_of

pytestmark = pytest.mark.window


def pictured(n: int = 5, wide: int = 60) -> Table:
    return Table(tuple(f"r{i}" for i in range(n)), {
        "size": numbers(range(n)), "name": texts([f"name {i}" for i in range(n)]),
        "image": images([f"{i}.png" for i in range(n)], Path("nowhere")),
        "width": numbers(range(n)),
        "embedding": vectors(np.arange(n * wide, dtype=np.float32).reshape(n, wide)),
        "last": texts(["x"] * n)})


@pytest.fixture
def far(qtbot):
    """A table that is scrolled to the right."""
    loop = Loop(qtbot, pictured(), unfolded=("embedding",))
    loop.view.horizontalScrollBar().setValue(1500)
    QApplication.processEvents()
    return loop


def head_place(loop: Loop, name: str) -> QPoint:
    return next(QPoint(one.left + one.width // 2, 20) for one in loop.view.head.stuck()
                if loop.model.columns[one.section].name == name)


def test_what_a_row_is_known_by(qtbot):
    table = pictured()
    assert naming(shown_columns(Rows(table))) == (2, 1)
    assert naming(shown_columns(Rows(table.without("image", "name", "last")))) == ()
    assert naming(shown_columns(Rows(table, hidden=("image",)))) == (1,)
    assert naming([]) == ()


def test_picture_and_name_stay_in_view_and_take_the_mouse(far):
    assert [(one.section, one.left) for one in far.view.head.stuck()] == [
        (1, 0), (2, far.view.head.sectionSize(1))]
    assert far.view.indexAt(QPoint(5, 60)).column() == 1
    assert far.view.visualRect(far.model.index(0, 2)).left() == far.view.head.sectionSize(1)
    beyond = far.view.indexAt(QPoint(far.view.stuck_end + 5, 60))
    assert far.model.columns[beyond.column()].name.startswith("n")
    QTest.mouseClick(far.view.head.viewport(), LEFT, NONE, head_place(far, "name"))
    assert far.widget.sort == ("name",)


def test_nothing_sticks_while_it_is_in_view_or_when_it_is_not_wanted(far):
    far.view.horizontalScrollBar().setValue(0)
    assert far.view.head.stuck() == []
    far.view.horizontalScrollBar().setValue(900)
    kept = menu_of(far, 0, 1)["Keep names in view"]
    assert kept.isChecked()
    kept.trigger()
    assert far.widget.keep_names is False
    assert far.view.head.stuck() == []


def test_in_a_narrow_view_the_picture_alone_sticks_or_nothing(far):
    sizes = [far.view.head.sectionSize(at) for at in (1, 2)]
    beside = far.painter.width() - far.view.viewport().width()
    for room, told in ((2 * sizes[1] + 4, [2]), (sizes[1], [])):
        far.edit(Changed("widths", (f"{sizes[0]} name", f"{sizes[1]} image")))
        far.painter.resize(room + beside, 400)
        QApplication.processEvents()
        far.view.horizontalScrollBar().setValue(1500)
        assert [one.section for one in far.view.head.stuck()] == told


def test_the_keys_never_lead_below_a_column_that_sticks(far):
    far.view.set_current(0, 20)
    for _ in range(12):
        far.press(Qt.Key.Key_Left)
        seen = far.view.visualRect(far.view.currentIndex())
        assert seen.left() >= far.view.stuck_end or far.view.sticks(
            far.view.currentIndex().column())
    before = far.view.horizontalScrollBar().value()
    far.view.scrollTo(far.model.index(3, 1))
    assert far.view.horizontalScrollBar().value() == before


def test_a_column_that_sticks_is_pulled_at(far):
    head, at = far.view.head, far.view.head.stuck()[0]
    edge = QPoint(at.end - 1, 20)
    QApplication.sendEvent(head.viewport(), _hover(head.viewport(), edge))
    assert head.cursor().shape() == Qt.CursorShape.SplitHCursor
    QTest.mousePress(head.viewport(), LEFT, NONE, edge)
    there = edge + QPoint(40, 0)
    QApplication.sendEvent(head.viewport(), _move(head.viewport(), there))
    QTest.mouseRelease(head.viewport(), LEFT, NONE, there)
    assert far.widget.widths == (f"{at.width + 39} name",)


def _hover(port, place):
    from PyQt6.QtCore import QEvent, QPointF
    from PyQt6.QtGui import QMouseEvent

    none = Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(port.mapToGlobal(place)),
                       none, none, NONE)


def test_what_is_unfolded_is_seen(qtbot):
    loop = Loop(qtbot, pictured())
    loop.painter.resize(420, 400)
    QApplication.processEvents()
    loop.view.scrollTo(loop.model.index(0, 4))
    loop.click_head("embedding")
    head, port = loop.view.head, loop.view.viewport()
    at = loop.model.column_named("embedding")
    assert head.sectionViewportPosition(at) >= loop.view.stuck_end
    first = loop.model.column_named("n0")
    assert head.sectionViewportPosition(first) + head.sectionSize(first) <= port.width()


def test_a_picture_of_the_far_part_shows_whose_it_is(qtbot):
    from satsuma.ui.painters.rows_picture import RowsPicture

    loop = Loop(qtbot, pictured(wide=200), unfolded=("embedding",))
    loop.view.horizontalScrollBar().setValue(9000)
    assert [at for at, _ in RowsPicture(loop.view).sections][:2] == [1, 2]


def test_columns_give_way_together_until_they_fit():
    rooms = [Room(50, 100), Room(80, 80), Room(20, 120)]
    assert ease(rooms, 1000) == ease(rooms, 300) == 1.0
    assert ease(rooms, 225) == 0.5
    assert [one.at(0.5) for one in rooms] == [75, 80, 70]
    assert ease(rooms, 100) == 0.0
    assert ease([Room(80, 80)], 10) == 1.0


def test_all_columns_are_seen_where_they_can_be(qtbot):
    loop = Loop(qtbot, pictured())
    loop.painter.resize(560, 400)
    QApplication.processEvents()
    head = loop.view.head
    assert head.length() <= loop.view.viewport().width()
    loop.painter.resize(1400, 400)
    QApplication.processEvents()
    easy = head.widths()
    loop.painter.resize(560, 400)
    QApplication.processEvents()
    assert sum(head.widths()) < sum(easy)
    before = head.widths()
    loop.edit(Changed("widths", ("300 name",)))
    assert [head.widths()[at] for at in (0, 2, 3, 4, 5)] == [before[at] for at in (0, 2, 3, 4, 5)]
    assert head.widths()[1] == 300
