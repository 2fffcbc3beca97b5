"""The mouse on a gallery: where a rubber band begins, how it ends, what a drag takes along."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from satsuma.gestures import Boxed, Clicked
from satsuma.ui.painters.gallery import GalleryPainter
from satsuma.ui.painters.gallery_edge import EdgeScroll
from satsuma.ui.painters.thumbnails import memory
from tests.ui.painters.galleries import CTRL, SHIFT, caption, center, drag, gallery, key
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "cache"))
    memory().clear()
    yield
    memory().clear()


@pytest.fixture
def painter(qtbot, monkeypatch):
    made = GalleryPainter()
    made.dragged = []
    monkeypatch.setattr(made.actions_, "drag", made.dragged.append)
    return made


def begin(painter, start: QPoint, *ends: QPoint, keys=Qt.KeyboardModifier.NoModifier) -> None:
    view = painter.area.viewport()
    QTest.mousePress(view, LEFT, keys, start)
    for end in ends:
        QTest.mouseMove(view, end)


def let_go(painter, at: QPoint, keys=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseRelease(painter.area.viewport(), LEFT, keys, at)


def mask(painter) -> list[int]:
    return [row for row, on in enumerate(painter.area.picking.mask) if on]


def test_a_band_begins_on_a_caption(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    drag(painter, caption(painter, 0), caption(painter, 2))
    assert told == [Boxed(("0", "1", "2"))]
    assert painter.dragged == []


def test_a_band_begins_in_the_margin_of_a_card_and_on_a_heading(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 8, group="kind"))
    cell = painter.area.visual_rect(0)
    drag(painter, cell.topLeft() + QPoint(4, 4), cell.center())
    assert told == [Boxed(("0",))]
    heading = painter.area.layout_.heading_rect(0).center()
    drag(painter, heading, center(painter, 0))
    assert told[1].items[0] == "0"
    assert not painter.area.layout_.closed.any()


def test_a_drag_on_the_picture_takes_it_along(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    drag(painter, center(painter, 1), center(painter, 3))
    assert [len(files) for files in painter.dragged] == [1]
    assert told == [Clicked("1")]
    assert painter.area._mouse.band() is None  # noqa: SLF001 - nothing is drawn


def test_where_there_is_no_picture_there_is_nothing_to_drag(qtbot, painter, cow_folder):
    from satsuma.data.column import images

    view = gallery(cow_folder)
    table = view.table.with_column("image", images([""] * 4, cow_folder))
    told = shown(qtbot, painter, replace(view, table=table))
    drag(painter, center(painter, 0), center(painter, 1))
    assert told == [Boxed(("0", "1"))]
    assert painter.dragged == []


@pytest.mark.parametrize("keys", [CTRL, SHIFT])
def test_a_band_adds(qtbot, painter, cow_folder, keys):
    told = shown(qtbot, painter, gallery(cow_folder, selected=("3",)))
    start, end = caption(painter, 0), caption(painter, 1)
    begin(painter, start, start + QPoint(30, 0), end, keys=keys)
    let_go(painter, end, keys)
    assert told == [Boxed(("0", "1"), extend=True)]
    assert mask(painter) == [0, 1, 3]


def test_escape_gives_the_band_up_and_keeps_what_is_selected(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, selected=("3",)))
    start, end = caption(painter, 0), caption(painter, 1)
    begin(painter, start, start + QPoint(30, 0), end)
    assert mask(painter) == [0, 1]
    key(painter, Qt.Key.Key_Escape)
    assert mask(painter) == [3]
    let_go(painter, end)
    assert told == []
    assert mask(painter) == [3]


def test_another_button_gives_it_up_too(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    start, end = caption(painter, 0), caption(painter, 1)
    begin(painter, start, start + QPoint(30, 0), end)
    QTest.mousePress(painter.area.viewport(), Qt.MouseButton.RightButton, pos=end)
    QTest.mouseRelease(painter.area.viewport(), Qt.MouseButton.RightButton, pos=end)
    let_go(painter, end)
    assert told == []


def test_the_page_scrolls_while_the_mouse_is_at_its_edge(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 200))
    area = painter.area
    start = caption(painter, 0)
    low = QPoint(start.x() + 40, area.viewport().height() - 4)
    begin(painter, start, start + QPoint(30, 0), low)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 200 and len(mask(painter)) > 4)
    back = QPoint(low.x(), area.viewport().height() // 2)
    QTest.mouseMove(area.viewport(), back)
    stopped = bar.value()
    QTest.qWait(120)
    assert bar.value() == stopped
    let_go(painter, back)
    assert len(told) == 1


def test_a_band_that_leaves_an_edge_does_not_scroll(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder, 200))
    edge = EdgeScroll(painter.area, lambda at: None)
    low = QPoint(30, painter.area.viewport().height() - 4)
    edge.follow(low, QPoint(60, -10))  # begun below, drawn upwards
    assert not edge._timer.isActive()  # noqa: SLF001 - what is tested is that nothing begins
    edge.follow(low, QPoint(60, 10))
    assert edge._timer.isActive()  # noqa: SLF001
    edge.stop()


def test_other_rows_during_a_press_do_no_harm(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 8))
    at = center(painter, 7)
    QTest.mousePress(painter.area.viewport(), LEFT, pos=at)
    painter.show_view(gallery(cow_folder, 2))
    let_go(painter, at)
    assert told == []


def test_the_menu_tells_its_keys_and_what_fits_the_place(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder))
    painter.area.go_to(1)
    menu = painter.menu
    painter._ask(QPoint(5, 5))  # noqa: SLF001 - as a press of the right button does
    entries = [one for one in menu.menu.actions() if one.isVisible() and not one.isSeparator()]
    assert all("\t" in one.text() or not one.shortcut().isEmpty() for one in entries)
    assert menu.look in entries
    menu.menu.close()
    painter.open_row(1)
    painter._ask(QPoint(5, 5))  # noqa: SLF001
    seen = [one for one in menu.menu.actions() if one.isVisible()]
    assert menu.look not in seen
    assert menu.select_all not in seen
    assert menu.back in seen
    menu.menu.close()
    menu.back.trigger()
    assert painter.area.isVisible()
