"""Outcomes: counts that add up, the pictures behind each, and what can be done about them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PyQt6.QtCore import QEvent, QRectF, QSize, Qt
from PyQt6.QtGui import QContextMenuEvent, QImage, QPainter
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMenu

from satsuma.commands import Reload, ShowFile
from satsuma.data.column import categorical, images
from satsuma.data.folder_news import FolderNews, Listing
from satsuma.data.outcome import FINE, Origin, Outcome
from satsuma.data.sources import Sources, files_below
from satsuma.gestures import Clicked
from satsuma.ui.background import background
from satsuma.ui.painters.outcomes import OutcomesPainter
from satsuma.ui.painters.outcomes_account import account_of, summary, told_of_work
from satsuma.ui.theme import theme
from satsuma.ui.view_picture import draw
from satsuma.views import Outcomes, Work
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window

MIXED = Outcomes(("a", "b", "c", "d"), (
    FINE, Outcome("repaired", "a part is missing"), Outcome("refused", "no picture"),
    Outcome("fine", notes=("first of 3 frames",))))

ANY = st.sampled_from([FINE, Outcome("repaired", "r"), Outcome("refused", "x"),
                       Outcome("refused", "not yet"), Outcome("fine", notes=("n",))])


@pytest.fixture
def painter(qtbot):
    return OutcomesPainter()


@pytest.fixture
def asked(painter):
    found = []
    painter.asked.connect(found.append)
    return found


def names(painter: OutcomesPainter) -> list[str]:
    model = painter.told.model
    return [model.index(row).data() for row in range(model.rowCount())]


def click(painter: OutcomesPainter, kind: str) -> None:
    QTest.mouseClick(painter.numbers.buttons[kind], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


@pytest.fixture
def herd(tmp_path) -> Outcomes:
    """Three pictures in two categories, one of them broken."""
    for name in ("a.png", "b.png"):
        Image.new("RGB", (12, 8), "red").save(tmp_path / name)
    (tmp_path / "c.png").write_bytes(b"no picture")
    return Outcomes(("a", "b", "c"), (FINE, FINE, Outcome("refused", "no picture")),
                    images(["a.png", "b.png", "c.png"], tmp_path), refused="cannot be read",
                    categories=categorical(["cow", "cow", "frog"]), others=2)


def test_the_numbers_are_there_and_the_worst_is_listed_first(qtbot, painter):
    shown(qtbot, painter, MIXED)
    assert painter.total.text() == "4 pictures"
    assert [button.accessibleName() for button in painter.numbers.buttons.values()] == [
        "2 fine", "1 repaired", "1 left out", "1 with a note"]
    assert painter.numbers.buttons["refused"].isChecked()
    assert names(painter) == ["c"]
    assert painter.told.heading.text() == "Left out"
    assert "No picture" in painter.told.model.index(0).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(("kind", "rows"), [
    ("fine", ["a", "d"]), ("repaired", ["b"]), ("refused", ["c"]), ("noted", ["d"])])
def test_a_click_on_a_number_lists_its_pictures(qtbot, painter, kind, rows):
    shown(qtbot, painter, MIXED)
    click(painter, kind)
    assert names(painter) == rows


def test_numbers_are_reached_and_pressed_by_key(qtbot, painter):
    shown(qtbot, painter, MIXED)
    button = painter.numbers.buttons["repaired"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert names(painter) == ["b"]


def test_in_a_narrow_window_the_numbers_stand_in_several_lines(qtbot, painter):
    shown(qtbot, painter, MIXED, (900, 600))
    buttons = painter.numbers.buttons.values()
    assert len({button.y() for button in buttons}) == 1
    painter.resize(260, 600)
    QApplication.processEvents()
    assert len({button.y() for button in buttons}) > 1
    for button in buttons:
        right = button.mapTo(painter, button.rect().bottomRight())
        assert painter.rect().contains(right)
        below = painter.told.mapTo(painter, painter.told.rect().topLeft()).y()
        assert right.y() < below


def test_what_was_picked_stays_when_the_result_is_another(qtbot, painter):
    shown(qtbot, painter, MIXED)
    click(painter, "repaired")
    painter.show_view(Outcomes(("x", "y"), (Outcome("repaired", "half"),
                                            Outcome("refused", "no picture"))))
    assert names(painter) == ["x"]


def test_when_all_is_fine_there_is_no_list_until_it_is_asked_for(qtbot, painter):
    shown(qtbot, painter, Outcomes(("a",), (FINE,)))
    assert painter.total.text() == "1 picture"
    assert painter.told.empty.isVisible()
    assert not painter.told.list.isVisible()
    click(painter, "fine")
    assert names(painter) == ["a"]
    assert painter.told.list.isVisible()


@given(st.lists(ANY, max_size=30), st.data())
def test_the_groups_always_add_up(outcomes, data):
    codes = data.draw(st.none() | st.lists(st.sampled_from(Origin), min_size=len(outcomes),
                                           max_size=len(outcomes)))
    view = Outcomes(tuple(str(row) for row in range(len(outcomes))), tuple(outcomes),
                    pending="not yet", origins=None if codes is None else np.array(codes))
    account = account_of(view)
    apart = [row for one in account.groups if one.kind != "noted" for row in one.rows.tolist()]
    assert sorted(apart) == list(range(len(outcomes)))
    for group in account.groups:
        for row in group.rows:
            state = outcomes[row].state
            assert state == {"noted": "fine", "cached": "fine", "twin": "fine",
                             "pending": "refused"}.get(group.kind, group.kind)


@given(st.lists(st.sampled_from(["a", "b", "c", "."]), max_size=40))
def test_the_categories_add_up_too_and_their_examples_are_their_own(words):
    column = categorical(words)
    account = account_of(Outcomes(tuple(str(i) for i in range(len(words))),
                                  (FINE,) * len(words), categories=column))
    assert sum(one.count for one in account.categories) == len(words)
    assert [one.count for one in account.categories] == sorted(
        (one.count for one in account.categories), reverse=True)
    for one in account.categories:
        assert all(column.values[row] == one.code for row in one.rows)
        assert len(one.rows) == min(5, one.count)


def test_categories_are_shown_with_bars_and_pictures(qtbot, painter, herd):
    shown(qtbot, painter, herd)
    assert painter.sub.text() == "2 categories · 2 other files, not pictures"
    model = painter.model
    assert [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)] == [
        "cow: 2 pictures", "frog: 1 picture"]
    assert background().wait(30)
    QApplication.processEvents()
    picture = painter.categories.viewport().grab().toImage()
    reds = sum(picture.pixelColor(x, 20).getRgb()[:3] == (254, 0, 0)
               or picture.pixelColor(x, 20).getRgb()[:3] == (255, 0, 0)
               for x in range(picture.width()))
    assert reds >= 2 * 20, "two red pictures stand beside the bar"


def test_the_file_manager_is_asked_by_button_by_key_and_by_menu(qtbot, painter, asked, herd):
    shown(qtbot, painter, herd)
    told = painter.told
    assert not told.show_button.isEnabled()
    place = told.list.visualRect(told.model.index(0)).center()
    QTest.mouseClick(told.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(told.show_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(told.list, Qt.Key.Key_Return)
    file = str(herd.pictures.folder / "c.png")
    assert asked == [ShowFile(file)] * 2
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place,
                              told.list.viewport().mapToGlobal(place))
    QApplication.sendEvent(told.list.viewport(), event)
    menu = told.findChild(QMenu)
    assert [one.text() for one in menu.actions()][0] == "Show in file manager"
    menu.actions()[0].trigger()
    assert len(asked) == 3
    menu.close()


def test_a_file_whose_name_no_text_holds_is_shown_too(qtbot, painter, asked, tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff.png"
    view = Outcomes((r"\xff.png",), (Outcome("refused", "no picture"),),
                    images([r"\xff.png"], tmp_path))
    shown(qtbot, painter, view)
    painter.told.list.setCurrentIndex(painter.told.model.index(0))
    QTest.mouseClick(painter.told.show_button, Qt.MouseButton.LeftButton)
    assert os.fsencode(asked[0].path) == name


def test_lines_are_copied_with_their_reasons(qtbot, painter):
    shown(qtbot, painter, MIXED)
    painter.told.list.setCurrentIndex(painter.told.model.index(0))
    QTest.keyClick(painter.told.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "c\tNo picture"


def test_an_embedding_tells_how_and_where(qtbot, painter):
    ended = time.mktime((2025, 5, 3, 14, 2, 0, 0, 0, -1))
    work = Work(380, 15, 5, 10.0, "cpu", "onnxruntime", ended)
    shown(qtbot, painter, Outcomes(("a",), (FINE,), work=work))
    assert painter.work.text() == \
        "380 pictures went through the network in 10\N{NO-BREAK SPACE}s, 38 per second"
    assert painter.where.text() == ("On the processor, with ONNX Runtime, 3 May 2025, 14:02. "
                                    "Nothing leaves this computer.")
    assert told_of_work(Work(0, 5, 0, 0.1, "", "", ended)) == (
        "Nothing had to be computed.", "Nothing leaves this computer.")


def test_where_vectors_come_from_is_told_apart(qtbot, painter):
    origins = np.array([Origin.NETWORK, Origin.NETWORK, Origin.NONE, Origin.CACHE, Origin.TWIN])
    view = Outcomes((*MIXED.ids, "e"), (*MIXED.outcomes, FINE), origins=origins)
    shown(qtbot, painter, view)
    assert [button.accessibleName() for button in painter.numbers.buttons.values()] == [
        "1 embedded", "1 from the cache", "1 twin of another", "1 repaired", "1 left out",
        "1 with a note"]
    for kind, row in (("fine", "a"), ("cached", "d"), ("twin", "e")):
        click(painter, kind)
        assert names(painter) == [row]


def test_pictures_whose_turn_is_still_to_come_can_be_embedded(qtbot, painter):
    view = Outcomes(("a", "b"), (FINE, Outcome("refused", "not embedded yet")),
                    pending="not embedded yet")
    gestures = shown(qtbot, painter, view)
    assert painter.numbers.buttons["pending"].accessibleName() == "1 not embedded yet"
    assert painter.told.heading.text() == "Not embedded yet"
    QTest.mouseClick(painter.told.go_on, Qt.MouseButton.LeftButton)
    assert gestures == [Clicked("pending")]
    assert summary(painter.account) == "1 fine · 1 not embedded yet"


# The folders

def a_listing(folder: Path) -> Listing:
    sources = Sources((str(folder),))
    found = sources.walk()
    files = [file for source in found for file in source.found.pictures]
    root, paths = files_below(found)
    return Listing(sources, root, np.array(paths, object),
                   np.array([file.size for file in files], float),
                   np.array([file.mtime_ns for file in files], np.int64))


def test_a_folder_that_changes_is_told_and_reading_it_again_is_offered(
        qtbot, painter, asked, cow_folder):
    listing = a_listing(cow_folder)
    shown(qtbot, painter, Outcomes(("a",), (FINE,), listing=listing))
    assert not painter.notice.isVisible()
    Image.new("RGB", (12, 8)).save(cow_folder / "cow-9.png")
    painter.activateWindow()
    qtbot.waitUntil(lambda: painter.notice.watch.is_seen)
    painter.notice.watch.look()
    qtbot.waitUntil(painter.notice.isVisible)
    assert painter.notice.text.text() == "1 new since these pictures were read."
    QTest.mouseClick(painter.notice.button, Qt.MouseButton.LeftButton)
    assert asked == [Reload()]
    assert not painter.notice.isVisible()


def test_the_notice_goes_with_the_listing_it_speaks_of(qtbot, painter, cow_folder):
    first, second = a_listing(cow_folder), a_listing(cow_folder)
    shown(qtbot, painter, Outcomes(("a",), (FINE,), listing=first))
    watch = painter.notice.watch
    watch._say(FolderNews(new=1))  # noqa: SLF001 - as a look would
    assert painter.notice.isVisible()
    painter.show_view(Outcomes(("a",), (FINE,), listing=first))
    assert painter.notice.watch is watch
    painter.show_view(Outcomes(("a",), (FINE,), listing=second))
    assert painter.notice.watch is not watch
    assert not painter.notice.isVisible()
    painter.show_view(Outcomes(("a",), (FINE,)))
    assert painter.notice.watch is None


# Scale, size, pictures

def test_another_scale_and_scheme_keep_what_is_shown(qtbot, painter, herd):
    shown(qtbot, painter, herd)
    click(painter, "fine")
    before = painter.numbers.buttons["fine"].sizeHint()
    theme().apply("dark", 200, "off")
    QApplication.processEvents()
    assert names(painter) == ["a", "b"]
    assert painter.numbers.buttons["fine"].isChecked()
    assert painter.numbers.buttons["fine"].sizeHint().height() == 2 * before.height()


def test_a_hundred_thousand_are_listed_only_as_far_as_they_are_seen(qtbot, painter):
    n = 100_000
    view = Outcomes(tuple(f"p{row}" for row in range(n)),
                    tuple(Outcome("refused", "no picture") if row % 2 else FINE
                          for row in range(n)),
                    categories=categorical([f"c{row % 1000}" for row in range(n)]))
    shown(qtbot, painter, view)
    assert painter.numbers.buttons["refused"].accessibleName() == "50,000 left out"
    assert painter.told.model.rowCount() == n // 2
    assert painter.categories.height() < painter.height()


def test_the_picture_shows_everything_but_is_bounded(qtbot, painter, herd):
    shown(qtbot, painter, herd)
    short = painter.picture_size()
    made = []
    painter.prepare_picture(lambda: made.append(True))
    qtbot.waitUntil(lambda: made == [True])
    image = QImage(short, QImage.Format.Format_RGB32)
    image.fill(theme().colors.window)
    drawing = QPainter(image)
    painter.draw_picture(drawing, QRectF(0, 0, short.width(), short.height()))
    drawing.end()
    assert image.pixelColor(2, 2) == theme().colors.window
    colors = {image.pixelColor(x, y).name() for x in range(0, short.width(), 2)
              for y in range(0, short.height(), 2)}
    assert len(colors) > 5
    n = 5_000
    painter.show_view(Outcomes(tuple(str(row) for row in range(n)),
                               (Outcome("refused", "no picture"),) * n))
    assert short.height() < painter.picture_size().height() < 15_000
    assert draw(painter, ".svg").made.startswith(b"<?xml")


def test_an_empty_table_is_no_crash(qtbot, painter):
    shown(qtbot, painter, Outcomes((), ()))
    assert painter.total.text() == "0 pictures"
    assert painter.picture_size().height() > 0
    QApplication.sendEvent(painter, QEvent(QEvent.Type.StyleChange))
    painter.resize(QSize(200, 150))
    QApplication.processEvents()
