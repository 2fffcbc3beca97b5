"""The gallery: real pictures, decoded in the background, picked by mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QGuiApplication, QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.data.column import images
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Changed, Clicked
from satsuma.ui.background import background
from satsuma.ui.painters import gallery_actions
from satsuma.ui.painters.gallery import GalleryPainter
from satsuma.ui.painters.gallery_bar import LARGEST, LAST_TICK, SMALLEST, size_at, tick_of
from satsuma.ui.painters.picked_rows import runs
from satsuma.ui.painters.thumbnails import memory
from satsuma.ui.view_picture import draw
from satsuma.views import Gallery
from satsuma.widgets.images.image_viewer import ImageViewer
from tests.own_time import own_time
from tests.ui.painters.galleries import (
    CTRL,
    SHIFT,
    center,
    click,
    corner,
    drag,
    gallery,
    ids_shown,
    key,
)
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window

@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "cache"))
    memory().clear()
    yield
    memory().clear()


@pytest.fixture
def painter(qtbot):
    return GalleryPainter()


def settle() -> None:
    QApplication.processEvents()
    assert background().wait(30)
    QApplication.processEvents()


# What is drawn


def test_pictures_are_decoded_and_drawn(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder))
    found = painter.thumbnails.get(cow_folder / "cow-3.png", 128)
    assert (found.pixmap.width(), found.pixmap.height()) == (12, 8)
    image = painter.area.viewport().grab().toImage()
    at = center(painter, 3)
    rect = painter.area.visual_rect(3)
    colors = {image.pixelColor(at.x(), y).name() for y in range(rect.top(), rect.bottom(), 3)}
    assert "#785a14" in colors


def test_missing_and_damaged_pictures_tell_why(qtbot, painter, tmp_path):
    (tmp_path / "cow-0.png").write_text("no picture")
    shown(qtbot, painter, gallery(tmp_path, 2))
    for row in (0, 1):
        found = painter.thumbnails.get(tmp_path / f"cow-{row}.png", 128)
        assert found.pixmap is None
        assert found.reason
        assert found.reason.split()[0] in painter.area.rows.tip(row)


def test_a_row_without_a_picture_is_a_tile_too(qtbot, painter, cow_folder):
    view = gallery(cow_folder)
    table = view.table.with_column("image", images(["", "cow-1.png", "", ""], cow_folder))
    shown(qtbot, painter, replace(view, table=table))
    assert painter.area.rows.file(0) is None
    assert "no picture" in painter.area.rows.tip(0)
    painter.open_row(0)
    assert "no picture" in painter.large.canvas.reason


def test_the_color_of_a_category_is_a_strip_and_stands_in_the_legend(qtbot, painter, cow_folder):
    from satsuma.ui.painters.palette import color_of

    told = shown(qtbot, painter, gallery(cow_folder, color="kind"))
    image = painter.area.viewport().grab().toImage()
    at = center(painter, 1)
    rect = painter.area.visual_rect(1)
    column = {image.pixelColor(at.x(), y).name() for y in range(rect.top(), rect.bottom())}
    assert color_of(1).name() in column
    assert "cow 2" in painter.bottom.legend.accessibleName()
    painter.bottom.legend.repaint()
    place = painter.bottom.legend._places[0][0]  # noqa: SLF001 - where a person clicks
    QTest.mouseClick(painter.bottom.legend, Qt.MouseButton.LeftButton, pos=place.center())
    assert told == [Boxed(("0", "2"))]


# Picking


def test_a_click_picks_and_ctrl_adds(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    click(painter, 1)
    painter.show_view(gallery(cow_folder, selected=("1",)))
    click(painter, 3, CTRL)
    assert told == [Clicked("1"), Clicked("3", toggle=True)]
    assert painter.area.picking.mask.tolist() == [False, True, False, True]


def test_shift_picks_all_up_to_there_in_the_order_that_is_seen(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 8, sort="weight", descending=True))
    order = ids_shown(painter)
    assert order[0] == "1"  # 7 × 1 modulo 8 is the largest
    click(painter, int(order[5]))
    click(painter, int(order[2]), SHIFT)
    assert told[1:] == [Boxed(tuple(order[5:1:-1]))]
    click(painter, int(order[7]), SHIFT | CTRL)
    assert told[2:] == [Boxed(tuple(order[5:8]), extend=True)]


def test_a_click_on_the_ground_picks_nothing(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, selected=("2",)))
    QTest.mouseClick(painter.area.viewport(), Qt.MouseButton.LeftButton, pos=corner(painter))
    assert told == [Clicked(None)]


def test_the_rubber_band_picks_once(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    drag(painter, corner(painter), center(painter, 0))
    assert told == [Boxed(("0", "1", "2", "3"))]
    painter.show_view(gallery(cow_folder, selected=("0",)))
    drag(painter, corner(painter), center(painter, 3), CTRL)
    assert told[1:] == [Boxed(("3",), extend=True)]


def test_the_rubber_band_touches_what_it_touches(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder, 40))
    layout = painter.area.layout_
    first, second = layout.rect(layout.columns), layout.rect(2 * layout.columns + 1)
    box = first.united(second).adjusted(5, 5, -5, -5)
    found = layout.places(box.top(), box.bottom(), box.left(), box.right())
    lines = [layout.columns, 2 * layout.columns]
    assert found == [line + column for line in lines for column in (0, 1)]


def test_arrows_pick_when_they_rest_and_shift_reaches(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 40))
    click(painter, 0)
    for _ in range(3):
        key(painter, Qt.Key.Key_Right)
    assert told == [Clicked("0")]
    qtbot.waitUntil(lambda: told[1:] == [Clicked("3")])
    key(painter, Qt.Key.Key_Right, SHIFT)
    key(painter, Qt.Key.Key_Right, SHIFT)
    qtbot.waitUntil(lambda: told[2:] == [Boxed(("3", "4", "5"))])
    key(painter, Qt.Key.Key_Down)
    assert painter.area.current == 5 + painter.area.layout_.columns
    key(painter, Qt.Key.Key_End)
    assert painter.area.current == 39
    key(painter, Qt.Key.Key_Home, CTRL)
    assert painter.area.current == 0
    assert "cow 0" in painter.area.accessibleDescription()
    key(painter, Qt.Key.Key_Space, CTRL)
    assert told[-1] == Clicked("0", toggle=True)


def test_ctrl_a_means_whatever_comes_and_escape_nothing(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder))
    click(painter, 0)
    key(painter, Qt.Key.Key_A, CTRL)
    assert ImageViewer().edits(told[-1]).selected == "all"
    painter.show_view(gallery(cow_folder, selected="all"))
    assert painter.area.picking.mask.all()
    click(painter, 2, CTRL)
    assert told[-1] == Boxed(("0", "1", "3"))  # the word cannot tell what was taken out
    painter.show_view(gallery(cow_folder, selected=("0", "1", "3")))
    key(painter, Qt.Key.Key_Escape)
    assert told[-1] == Clicked(None)


def test_showing_a_selection_tells_nothing(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, selected=("0", "2")))
    for selected in (("1",), "all", ("gone", "3"), ()):
        painter.show_view(gallery(cow_folder, selected=selected))
    QTest.qWait(150)
    assert told == []
    assert not painter.area.picking.mask.any()


# Arranging


def test_groups_have_headings_that_fold(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder, 12, group="kind"))
    groups = painter.area.arrangement.groups
    assert [(one.title, one.count) for one in groups] == [("cow", 6), ("dog", 3), ("fowl", 3)]
    assert ids_shown(painter) == ["0", "2", "4", "6", "8", "10", "1", "5", "9", "3", "7", "11"]
    before = painter.area.layout_.height
    QTest.mouseClick(painter.area.viewport(), Qt.MouseButton.LeftButton,
                     pos=painter.area.layout_.heading_rect(0).center())
    assert painter.area.layout_.height < before
    assert painter.area.visual_rect(0).isEmpty()
    painter.area.go_to(1)
    key(painter, Qt.Key.Key_Left)
    assert painter.area.current == 1  # what is folded is passed over


def test_searching_shows_what_fits_and_selects_only_that(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 40))
    painter.setFocus()
    QTest.keyClick(painter.area, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(painter.top.search, "DOG cow")
    qtbot.waitUntil(lambda: len(painter.area.arrangement.rows) == 10)
    assert painter.top.told.text() == "10 of 40 pictures"
    QTest.keyClick(painter.top.search, Qt.Key.Key_Return)
    key(painter, Qt.Key.Key_A, CTRL)
    assert told == [Boxed(tuple(str(i) for i in range(1, 40, 4)))]
    painter.top.search.setText("zebra")
    qtbot.waitUntil(lambda: painter.top.told.text().startswith("No picture fits"))
    QTest.keyClick(painter.top.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(painter.area.arrangement.rows) == 40)


def test_what_is_arranged_is_told_as_a_setting(qtbot, painter, cow_folder):
    view = gallery(cow_folder)
    told = shown(qtbot, painter, view)
    painter.top._fill()  # noqa: SLF001 - as when the menu opens
    menus = {one.menu().title(): one.menu() for one in painter.top.menu.actions() if one.menu()}
    entries = {name: {one.text(): one for one in menu.actions()} for name, menu in menus.items()}
    entries["Captions"]["weight"].trigger()
    entries["Color by"]["kind"].trigger()
    entries["Group by"]["kind"].trigger()
    entries["Sort by"]["weight"].trigger()
    entries["Sort by"]["Largest or last first"].trigger()
    assert told == [Changed("captions", ("image name", "weight")), Changed("color", "kind"),
                    Changed("group", "kind"), Changed("sort", "weight"),
                    Changed("descending", True)]
    widget = ImageViewer()
    for gesture in told:
        widget = widget.edits(gesture)
    assert (widget.group, widget.sort, widget.descending) == ("kind", "weight", True)


def test_the_wheel_with_ctrl_and_the_slider_change_the_size(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 200))
    place = QPointF(50, 50)
    QApplication.sendEvent(painter.area.viewport(), QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False))
    painter.bottom.slider.setValue(3)
    key(painter, Qt.Key.Key_Minus, CTRL)
    assert [one.setting for one in told] == ["size"] * 3
    assert told[0].value > 128 > told[1].value == size_at(3)
    assert told[2].value < 128


def test_the_steps_of_the_size(qapp):
    sizes = [size_at(tick) for tick in range(LAST_TICK + 1)]
    assert (sizes[0], sizes[-1]) == (SMALLEST, LARGEST)
    assert sizes == sorted(set(sizes))
    assert [tick_of(size) for size in sizes] == list(range(LAST_TICK + 1))


def test_another_size_keeps_the_place(qtbot, painter, cow_folder):
    view = gallery(cow_folder, 400)
    shown(qtbot, painter, view)
    painter.area.go_to(200)
    below = painter.area.visual_rect(200).top()
    painter.show_view(replace(view, size=64))
    assert painter.area.visual_rect(200).top() == below
    assert painter.area.layout_.cell < 128


def test_many_pictures_show_at_once(qtbot, painter, cow_folder):
    view = gallery(cow_folder, 100_000)
    begun = own_time()
    shown(qtbot, painter, view)
    assert own_time() - begun < 3.0
    begun = own_time()
    painter.show_view(replace(view, selected="all"))
    painter.area.verticalScrollBar().setValue(painter.area.verticalScrollBar().maximum())
    painter.area.viewport().grab()
    assert own_time() - begun < 0.5
    assert painter.area.row_at(center(painter, 99_999)) == 99_999


# Looking closely


def test_space_shows_large_and_arrows_go_on(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder, sort="weight", descending=True))
    order = [int(one) for one in ids_shown(painter)]
    click(painter, order[1])
    key(painter, Qt.Key.Key_Space)
    settle()
    assert painter.large.isVisible()
    assert painter.large.canvas.levels.size == (12, 8)
    assert painter.large.head.place.text() == "2 of 4"
    QTest.keyClick(painter.large, Qt.Key.Key_Right)
    settle()
    assert painter.large.file == cow_folder / f"cow-{order[2]}.png"
    QTest.keyClick(painter.large, Qt.Key.Key_Escape)
    assert painter.area.isVisible()
    assert painter.area.current == order[2]


def test_a_double_click_shows_large(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder))
    QTest.mouseDClick(painter.area.viewport(), Qt.MouseButton.LeftButton,
                      pos=center(painter, 2))
    assert painter.large.isVisible()
    assert painter.large.head.title.text() == "cow 2"


# Other programs


def test_a_picture_and_its_path_are_copied(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder))
    painter.area.setFocus()
    click(painter, 3)
    key(painter, Qt.Key.Key_C, CTRL)
    settle()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.urls()[0].toLocalFile() == str(cow_folder / "cow-3.png")
    assert QGuiApplication.clipboard().image().pixelColor(2, 2).name() == "#785a14"
    key(painter, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.AltModifier)
    assert QGuiApplication.clipboard().text() == str(cow_folder / "cow-3.png")


def test_pictures_are_dragged_out(qtbot, painter, cow_folder, monkeypatch):
    given = []

    class Drag(gallery_actions.QDrag):
        def exec(self, *_):
            given.append([url.toLocalFile() for url in self.mimeData().urls()])

    monkeypatch.setattr(gallery_actions, "QDrag", Drag)
    told = shown(qtbot, painter, gallery(cow_folder, selected=("1", "2")))
    drag(painter, center(painter, 1), center(painter, 3))
    drag(painter, center(painter, 0), center(painter, 3))
    assert given[0] == [str(cow_folder / f"cow-{i}.png") for i in (1, 2)]
    assert given[1] == [str(cow_folder / "cow-0.png")]
    assert told == [Clicked("0")]
    settle()
    assert painter.actions_.mime([cow_folder / "cow-0.png"]).hasImage()


def test_files_are_opened_and_shown_by_the_system(qtbot, painter, cow_folder, monkeypatch):
    opened = []
    monkeypatch.setattr(gallery_actions.QDesktopServices, "openUrl",
                        lambda url: opened.append(url.toLocalFile()) or False)
    shown(qtbot, painter, gallery(cow_folder))
    click(painter, 1)
    painter.menu.open.trigger()
    assert "No program" in painter.top.told.text()
    painter.menu.folder.trigger()
    settle()
    assert [Path(one) for one in opened] == [cow_folder / "cow-1.png", cow_folder]


@pytest.mark.parametrize(("name", "opens", "shows"), [
    ("cows.exe", [], [""]), ("cows.exe/a.png", ["cows.exe/a.png"], []),
    ("Cows.app/a.png", ["Cows.app/a.png"], [""]),
    ("Cows.app/inside/a.png", ["Cows.app/inside/a.png"], [""]), ("gone/a.png", ["gone/a.png"], []),
])
def test_no_program_is_started_that_a_table_calls_a_picture(
        qtbot, painter, tmp_path, monkeypatch, name, opens, shows):
    """A stranger wrote the table; the system would start what does not end like a picture."""
    opened = []
    monkeypatch.setattr(gallery_actions.QDesktopServices, "openUrl",
                        lambda url: opened.append(url.toLocalFile()) or True)
    (tmp_path / "Cows.app" / "inside").mkdir(parents=True)
    (tmp_path / "cows.exe").touch()
    shown(qtbot, painter, Gallery(Table(("a",), {"image": images([name], tmp_path)}), "image"))
    settle()
    click(painter, 0)
    for action, expected in ((painter.menu.open, opens), (painter.menu.folder, shows)):
        opened.clear()
        action.trigger()
        settle()
        assert [Path(one) for one in opened] == [tmp_path / one for one in expected]
        told = painter.top.told.text()
        assert expected or "is not opened" in told or "could not be opened" in told


# The picture of the view


def test_the_picture_of_the_view_is_a_page_with_all_its_thumbnails(qtbot, painter, tmp_path):
    names = []
    for number in range(300):
        names.append(f"{number}.png")
        Image.new("RGB", (8, 8), (number % 256, 90, 20)).save(tmp_path / names[-1])
    table = Table(tuple(names), {"image": images(names, tmp_path)})
    shown(qtbot, painter, Gallery(table, "image"))
    ready = []
    painter.prepare_picture(lambda: ready.append(1))
    settle()
    assert ready
    picture = draw(painter, ".png")
    assert "of 300 pictures" in picture.remark
    assert picture.image.width() == 2000
    pixels = np.frombuffer(picture.image.convertToFormat(picture.image.Format.Format_RGB888)
                           .constBits().asarray(picture.image.sizeInBytes() // 4 * 3), np.uint8)
    assert len(pixels)
    assert b"<svg" in draw(painter, ".svg").made


def test_the_engine_answers_a_pick(qtbot, cow_folder):
    table = gallery(cow_folder).table
    widget = ImageViewer().edits(Clicked("2"))
    outputs = widget.compute(table)
    assert widget.view(outputs).selected == ("2",)
    assert outputs.selected.ids == ("2",)


def test_runs():
    assert runs([0, 1, 2, 5, 7, 8]) == [(0, 2), (5, 5), (7, 8)]
    assert runs([]) == []




@pytest.mark.parametrize("size", [32, 1024])
def test_the_largest_size_fits_the_window(qtbot, painter, cow_folder, size):
    shown(qtbot, painter, gallery(cow_folder, size=size), (300, 300))
    rect = painter.area.visual_rect(0)
    assert rect.left() > 0
    assert rect.right() < painter.area.viewport().width()
    assert painter.picture_size().width() == 1000


def test_no_pictures_are_told_of(qtbot, painter, cow_folder):
    told = shown(qtbot, painter, gallery(cow_folder, 0))
    for which in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_End, Qt.Key.Key_X):
        key(painter, which)
    painter.menu.look.trigger()
    painter.menu.seen.trigger()
    assert painter.area.isVisible()
    assert "no pictures" in painter.area.nothing
    assert not painter.large.isVisible()
    assert told == []


def test_what_is_told_is_seen_in_a_narrow_window(qtbot, painter, cow_folder):
    shown(qtbot, painter, gallery(cow_folder, selected=("0", "gone")), (260, 300))
    told = painter.top.told
    assert told.y() > painter.top.search.y()
    assert told.heightForWidth(told.width()) <= told.height()
    painter.resize(900, 300)
    QApplication.processEvents()
    assert abs(told.geometry().center().y() - painter.top.search.geometry().center().y()) < 4


def test_a_pick_arranges_nothing_anew(qtbot, painter, cow_folder):
    widget = ImageViewer(sort="weight", group="kind")
    table = gallery(cow_folder, 40).table
    shown(qtbot, painter, widget.view(widget.compute(table)))
    before = painter.area.arrangement
    picked = widget.edits(Clicked("3"))
    painter.show_view(picked.view(picked.compute(table)))
    assert painter.area.arrangement is before
    assert painter.area.picking.mask.tolist().index(True) == 3


def test_the_pictures_of_an_svg_are_made_in_the_end(qtbot, painter, tmp_path):
    import re
    from base64 import b64decode
    from io import BytesIO

    colors = ("#c80a0a", "#0ac80a", "#0a0ac8")
    for number, color in enumerate(colors):
        Image.new("RGB", (300, 200), color).save(tmp_path / f"{number}.png")
    table = Table(("a", "b", "c"), {"image": images([f"{i}.png" for i in range(3)], tmp_path)})
    shown(qtbot, painter, Gallery(table, "image"))
    painter.prepare_picture(lambda: None)
    settle()
    picture = draw(painter, ".svg")
    assert len(picture.made) < 20_000
    found = [Image.open(BytesIO(b64decode(one))) for one in
             re.findall(rb"data:image/png;base64,([A-Za-z0-9+/=]+)", picture.encoded())]
    assert [one.size for one in found] == [(256, 171)] * 3
    assert [QColor(*one.getpixel((9, 9))).name() for one in found] == list(colors)
