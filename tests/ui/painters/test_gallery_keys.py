"""Keys in a gallery: headings, names that are typed, and what other rows do to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from satsuma.data.column import images, texts
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked
from satsuma.ui.painters import gallery_typing
from satsuma.ui.painters.gallery import GalleryPainter
from satsuma.ui.painters.thumbnails import memory
from satsuma.views import Gallery
from tests.own_time import own_time
from tests.ui.painters.galleries import CTRL, SHIFT, click, gallery, ids_shown, key
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window

Key = Qt.Key


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "cache"))
    memory().clear()
    yield
    memory().clear()


@pytest.fixture
def painter(qtbot):
    return GalleryPainter()


def named(folder: Path, *names: str, **more) -> Gallery:
    table = Table(tuple(str(number) for number in range(len(names))), {
        "image": images(["cow-1.png"] * len(names), folder), "image name": texts(list(names))})
    return Gallery(table, "image", ("image name",), **more)


def rests_on(qtbot, painter, told: list, name: str) -> None:
    row = painter.area.current
    assert painter.area.rows.title(row) == name
    qtbot.waitUntil(lambda: told and told[-1] == Clicked(str(row)))


# Headings


def test_the_keys_go_to_headings_and_fold_them(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 12, group="kind"))  # cow 6, dog 3, fowl 3
    area = painter.area
    area.setFocus()
    click(painter, 0)
    key(painter, Key.Key_Up)
    assert area.heading == 0
    assert area.accessibleDescription() == "cow, 6 pictures, open"
    key(painter, Key.Key_Return)
    assert area.layout_.closed.tolist() == [True, False, False]
    assert "closed" in area.accessibleDescription()
    key(painter, Key.Key_Down)
    assert area.heading == 1
    key(painter, Key.Key_Left)
    key(painter, Key.Key_Left)  # closed is closed
    assert area.layout_.closed.tolist() == [True, True, False]
    key(painter, Key.Key_Right)
    key(painter, Key.Key_Down)
    assert (area.heading, area.current) == (None, 1)
    for _ in range(2):
        key(painter, Key.Key_Down)
    assert (area.heading, area.current) == (None, 3)
    key(painter, Key.Key_Up)
    key(painter, Key.Key_Space, CTRL)
    assert told[-1] == Boxed(("3", "7", "11"), extend=True)


def test_shift_reaches_over_headings(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 4, group="kind"))
    click(painter, 0)  # cow 0, cow 2, dog 1, fowl 3
    key(painter, Key.Key_Down, SHIFT)
    assert painter.area.heading is None
    qtbot.waitUntil(lambda: told[-1] == Boxed(("0", "2", "1")))


def test_ctrl_and_a_click_on_a_heading_pick_its_group(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 12, group="kind", selected=("0",)))
    QTest.mouseClick(painter.area.viewport(), Qt.MouseButton.LeftButton, CTRL,
                     painter.area.layout_.heading_rect(2).center()
                     if painter.area.layout_.height < 500 else
                     painter.area.layout_.heading_rect(0).center())
    assert told[0].extend
    assert not painter.area.layout_.closed.any()


def test_the_menu_of_a_heading_is_for_its_group(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 12, group="kind"))
    menu, area = painter.group_menu, painter.area
    menu.ask(1, area.mapToGlobal(area.rect().center()))
    assert menu.pick.text().startswith("Select these 3 pictures")
    menu.pick.trigger()
    assert told == [Boxed(("1", "5", "9"), extend=True)]
    menu.close_all.trigger()
    assert area.layout_.closed.all()
    menu.menu.close()
    menu.ask(1, area.mapToGlobal(area.rect().center()))
    menu.open_all.trigger()
    assert not area.layout_.closed.any()
    menu.menu.close()


def test_five_thousand_groups(qtbot, painter, cow_folder):
    names = [f"group {number // 2}" for number in range(10_000)]
    table = Table(tuple(str(number) for number in range(10_000)), {
        "image": images(["cow-1.png"] * 10_000, cow_folder), "kind": texts(names)})
    shown(qtbot, painter, Gallery(table, "image", (), group="kind"))
    area = painter.area
    assert len(area.layout_.groups) == 5_000
    area.fold_all(True)
    area.viewport().grab()
    area.go_to_heading(4_999)
    key(painter, Key.Key_Up)
    assert area.heading == 4_998
    key(painter, Key.Key_Return)
    key(painter, Key.Key_Down)
    assert area.rows.title(area.current) == "cow-1.png"
    assert area.current == 2 * 4_998


# Names


def test_letters_go_to_the_next_name(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, named(cow_folder, "ant", "bee", "Cow", "cat", "COLT"))
    click(painter, 0)
    QTest.keyClicks(painter.area, "co")
    rests_on(qtbot, painter, told, "Cow")
    QTest.keyClicks(painter.area, "l")
    rests_on(qtbot, painter, told, "COLT")


def test_the_same_letter_goes_through_all_of_them(qtbot, painter, cow_folder, monkeypatch):
    told = shown(qtbot, painter, named(cow_folder, "ant", "cow", "cat", "bee", "colt"))
    click(painter, 0)
    for name in ("cow", "cat", "colt", "cow"):
        QTest.keyClicks(painter.area, "c")
        rests_on(qtbot, painter, told, name)
    monkeypatch.setattr(gallery_typing, "PAUSE", -1.0)
    QTest.keyClicks(painter.area, "z")
    rests_on(qtbot, painter, told, "cow")


def test_odd_names_can_be_typed(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, named(cow_folder, "ant", "חתול", "Straße", "🐄 one"))
    click(painter, 0)
    painter.area._keys._typing.typed("ח", painter.area.rows, painter.area.layout_, 0)  # noqa: SLF001
    QTest.keyClicks(painter.area, "")
    assert told == [Clicked("0")]
    typing = gallery_typing.Typing()
    found = [typing.typed(letter, painter.area.rows, painter.area.layout_, 0)
             for letter in ("s", "t", "r", "a", "ß")]
    assert found == [2] * 5
    assert gallery_typing.Typing().typed("ח", painter.area.rows, painter.area.layout_, 0) == 1
    assert gallery_typing.Typing().typed("🐄", painter.area.rows, painter.area.layout_, 0) == 3


def test_typing_is_quick_in_many_pictures(qtbot, painter, cow_folder):

    view = gallery(cow_folder, 100_000)
    shown(qtbot, painter, view)
    begun = own_time()
    typing = gallery_typing.Typing()
    assert typing.typed("zebra", painter.area.rows, painter.area.layout_, 0) is None
    assert own_time() - begun < 0.5


# What is away


def test_what_is_selected_and_away_is_told(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder, selected=("1", "gone", "gone too")))
    assert painter.top.told.text() == "4 pictures · 1 selected · 2 selected before are not here"
    painter.show_view(gallery(cow_folder, selected="all"))
    assert painter.top.told.text() == "4 pictures · 4 selected"


def test_a_pick_on_its_way_does_not_go_to_rows_that_are_gone(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 8))
    click(painter, 1)
    key(painter, Key.Key_End)  # is told when the keys rest
    painter.show_view(gallery(cow_folder, 3, selected=("1",)))
    painter.area.viewport().grab()
    QTest.qWait(200)
    assert told == [Clicked("1")]
    assert painter.area.picking.mask.tolist() == [False, True, False]


def test_a_pick_on_its_way_stays_where_its_row_is_still_there(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 4))
    click(painter, 1)
    key(painter, Key.Key_Right)
    painter.show_view(gallery(cow_folder, 8, selected=("1",)))
    assert painter.area.picking.mask.nonzero()[0].tolist() == [2]
    qtbot.waitUntil(lambda: told[1:] == [Clicked("2")])


def test_reaching_goes_by_the_order_that_is_seen_after_it_changed(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 8))
    click(painter, 1)
    painter.show_view(gallery(cow_folder, 8, selected=("1",), sort="weight", descending=True))
    order = ids_shown(painter)
    click(painter, int(order[3]), SHIFT)
    first = order.index("1")
    assert set(told[-1].items) == set(order[min(first, 3):max(first, 3) + 1])


def test_what_a_pick_means_in_earlier_pictures_is_told(qtbot, cow_folder):
    from satsuma.ui.state_words import Told
    from satsuma.ui.view_area import STALE, ViewArea

    area = ViewArea()
    qtbot.addWidget(area)
    told: list = []
    area.gesture.connect(told.append)
    area.resize(600, 400)
    area.show_view(gallery(cow_folder))
    area.show_state(Told("Computing", "", "clock"), stale=True)
    area.show()
    assert STALE in area.strip.told.text
    assert GalleryPainter.while_stale in area.strip.told.text
    click(area.painter, 2)
    assert told == [Clicked("2")]
    area.show_view(named(cow_folder, "other", selected=("2",)))  # its only row is “0”
    assert area.painter.top.told.text() == "1 picture · 1 selected before is not here"
