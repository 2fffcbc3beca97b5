"""The toolbox: finding a widget and taking it, with the mouse and with the keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QDrag, QFontMetrics
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.catalog import Catalog
from satsuma.ui.shelf_part import Heading
from satsuma.ui.theme import font, px, theme
from satsuma.ui.toolbox import Toolbox
from satsuma.ui.toolbox_tile import BrokenTile, Tile, two_lines

pytestmark = pytest.mark.window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def make(qtbot):
    def made(catalog: Catalog) -> Toolbox:
        box = Toolbox(catalog)
        qtbot.addWidget(box)
        box.resize(px(256), px(640))
        box.show()
        qtbot.waitExposed(box)
        return box

    return made


@pytest.fixture
def box(make, catalog):
    return make(catalog)


@pytest.fixture
def picked(box):
    titles: list[str] = []
    box.picked.connect(lambda cls: titles.append(cls.spec.title))
    return titles


def tiles(box: Toolbox) -> list[Tile]:
    return [part for part in box.shelf.parts() if isinstance(part, Tile)]


def titles(box: Toolbox) -> list[str]:
    return [tile.text() for tile in tiles(box)]


def tile(box: Toolbox, title: str) -> Tile:
    return next(each for each in tiles(box) if each.text() == title)


def focused(box: Toolbox) -> str:
    part = QApplication.focusWidget()
    return part.text() if isinstance(part, Tile | Heading) else ""


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_categories_come_in_the_order_of_work(box):
    headings = [part.category for part in box.shelf.parts() if isinstance(part, Heading)]
    assert headings[:3] == ["Images", "Unsupervised", "Data"]
    assert titles(box)[0] == "Import Images"  # what begins a workflow comes first


def test_a_click_takes_a_widget_and_a_double_click_only_one(box, picked):
    QTest.mouseClick(tile(box, "Distances"), LEFT)
    assert picked == ["Distances"]
    QTest.mouseClick(tile(box, "Data Table"), LEFT)
    QTest.mouseDClick(tile(box, "Data Table"), LEFT)
    QTest.mouseRelease(tile(box, "Data Table"), LEFT)
    assert picked == ["Distances", "Data Table"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_take_a_widget(box, picked, key):
    tile(box, "Distances").setFocus()
    press(key)
    assert picked == ["Distances"]


def test_tab_enters_and_arrows_go_on(box):
    box.focus_search()
    press(Qt.Key.Key_Tab)
    assert focused(box) == "Images"
    press(Qt.Key.Key_Down)
    assert focused(box) == "Import Images"
    press(Qt.Key.Key_Right)
    assert focused(box) == titles(box)[1]
    press(Qt.Key.Key_End)
    assert focused(box) == box.shelf.parts()[-1].text()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Up)
    assert box.field.hasFocus()


def test_tab_reaches_only_one_of_all(box):
    tile(box, "Distances").setFocus()
    strong = [part for part in box.shelf.parts()
              if part.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert [part.text() for part in strong] == ["Distances"]


def test_every_tile_is_reached_by_the_arrows_alone(box):
    box.focus_search()
    press(Qt.Key.Key_Down)
    seen = {focused(box)}
    for _ in range(len(box.shelf.parts())):
        press(Qt.Key.Key_Right)
        if isinstance(QApplication.focusWidget(), Heading):
            press(Qt.Key.Key_Down)
        seen.add(focused(box))
    assert seen >= set(titles(box))


def test_a_category_folds_away_by_key_and_by_mouse(box):
    heading = box.shelf.parts()[0]
    heading.setFocus()
    press(Qt.Key.Key_Left)
    assert "Import Images" not in titles(box)
    assert "folded" in heading.accessibleName()
    press(Qt.Key.Key_Right)
    assert "Import Images" in titles(box)
    QTest.mouseClick(heading, LEFT)
    assert "Import Images" not in titles(box)


def test_what_was_folded_stays_so_after_a_search(box):
    QTest.mouseClick(box.shelf.parts()[0], LEFT)
    QTest.keyClicks(box.field, "tree")
    box.field.clear()
    assert "Import Images" not in titles(box)


def test_typing_filters_and_says_where_it_was_found(box):
    QTest.keyClicks(box.field, "folder")
    assert "Distances" not in titles(box)
    found = tiles(box)[0]
    assert (found.text(), found.why) == ("Import Images", "keyword: folder")


def test_enter_in_the_field_takes_the_best(box, picked):
    box.focus_search()
    QTest.keyClicks(box.field, "dist")
    assert tiles(box)[0].is_lit()
    press(Qt.Key.Key_Return)
    assert picked == ["Distances"]


def test_typing_on_a_tile_searches(box):
    tile(box, "Distances").setFocus()
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_R)
    assert box.field.text() == "tr"
    assert box.field.hasFocus()


def test_escape_shows_all_again(box):
    everything = titles(box)
    box.focus_search()
    QTest.keyClicks(box.field, "tree")
    press(Qt.Key.Key_Escape)
    assert titles(box) == everything


def test_nothing_found_is_said_in_a_sentence(box):
    QTest.keyClicks(box.field, "<b>zzz")
    assert box.nothing.isVisible()
    assert "No widget fits “<b>zzz”." in box.nothing.text()
    assert tiles(box) == []
    box.field.clear()
    assert not box.nothing.isVisible()


def test_what_is_pointed_at_is_told(box, qtbot, catalog):
    told = []
    box.pointed.connect(told.append)
    tile(box, "Distances").setFocus()
    assert told[-1] is catalog.named("distances")
    box.field.setFocus()
    assert told[-1] is None


def test_a_drag_carries_the_widget(box, monkeypatch, picked):
    started = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: started.append(drag))
    part = tile(box, "Distances")
    start = QPoint(10, 10)
    QTest.mousePress(part, LEFT, pos=start)
    QTest.mouseMove(part, start + QPoint(2, 0))
    assert started == []
    QTest.mouseMove(part, start + QPoint(QApplication.startDragDistance() + 5, 0))
    (drag,) = started
    assert drag.mimeData().data("application/x-satsuma-widget").data() == b"satsuma.distances"
    assert not drag.pixmap().isNull()
    QTest.mouseRelease(part, LEFT, pos=start)
    assert picked == []


def test_broken_files_are_grey_and_say_why(make, catalog):
    box = make(replace(catalog, broken={
        "/home/ana/my_filter.py": "Traceback …\nNameError: name 'x' is <not> defined"}))
    told = []
    box.picked.connect(told.append)
    broken = tiles(box)[-1]
    assert isinstance(broken, BrokenTile)
    assert "NameError: name &#x27;x&#x27; is &lt;not&gt; defined" in broken.toolTip()
    assert "could not be loaded" in broken.accessibleName()
    QTest.mouseClick(broken, LEFT)
    assert told == []


def test_a_hundred_widgets_have_their_place(make, catalog):
    cls = catalog.named("distances")

    class Other:
        spec = replace(cls.spec, title="Other", category="Mine")

    many = {**catalog.widgets, **{f"other{n}": Other for n in range(100)}}
    box = make(replace(catalog, widgets=many))
    shown = tiles(box)
    assert len(shown) >= 100
    assert not any(one.geometry().intersects(two.geometry())
                   for one, two in zip(shown, shown[1:], strict=False))


def test_another_catalog_can_be_shown(box, catalog):
    box.set_catalog(Catalog(widgets={"a": catalog.named("distances")}))
    assert titles(box) == ["Distances"]


@pytest.mark.parametrize("scale", [100, 200, 300])
def test_no_word_of_a_title_is_cut(make, catalog, scale, qapp):
    theme().apply("light", scale, "off")
    box = make(catalog)
    metrics = QFontMetrics(font(11))
    for each in tiles(box):
        assert not any("…" in line for line in two_lines(each.text(), metrics, each.width() - 2))
    theme().apply("light", 100, "off")


def test_every_part_has_a_name(box):
    assert all(part.accessibleName() for part in box.shelf.parts())
    assert box.field.accessibleName()
