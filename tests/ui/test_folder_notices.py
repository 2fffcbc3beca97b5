"""Folders that change are told of, cheaply, and nothing is read before a person asks for it."""

from __future__ import annotations

import shutil

import pytest
from PIL import Image
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from satsuma.data.folder_news import FolderNews
from satsuma.ui import folder_notice_watch
from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.folder_notice_watch import FolderWatch, watch_of
from satsuma.ui.folder_notices import FolderNotices
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.workflow.model import Node, Workflow
from tests.ui.painters.test_outcomes import a_listing

pytestmark = pytest.mark.window


@pytest.fixture(autouse=True)
def none_left():
    yield
    for watch in list(folder_notice_watch._watches):  # noqa: SLF001
        watch._end()  # noqa: SLF001


@pytest.fixture
def seen(qtbot):
    """A window that somebody looks at."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made, 3000)
    return made


def draw(file):
    Image.new("RGB", (12, 8), "red").save(file)


def held(listing, window) -> FolderWatch:
    watch = watch_of(listing)
    watch.hold(window)
    return watch


def looked(qtbot, watch: FolderWatch) -> FolderNews:
    watch.look()
    assert background().wait(30)
    QApplication.processEvents()
    return watch.news


def test_the_system_says_when_something_comes(qtbot, seen, cow_folder, monkeypatch):
    monkeypatch.setattr(folder_notice_watch, "QUIET", 20)
    watch = held(a_listing(cow_folder), seen)
    assert not looked(qtbot, watch)
    draw(cow_folder / "new.png")
    qtbot.waitUntil(lambda: watch.news == FolderNews(new=1))


def test_what_the_system_does_not_say_is_seen_by_looking(qtbot, seen, cow_folder, monkeypatch):
    monkeypatch.setattr(folder_notice_watch, "PAUSE", 0.05)
    watch = held(a_listing(cow_folder), seen)
    assert not looked(qtbot, watch)
    with (cow_folder / "cow-1.png").open("ab") as opened:
        opened.write(b"more")
    qtbot.waitUntil(lambda: watch.news == FolderNews(changed=1))


def test_a_change_that_is_taken_back_is_no_news(qtbot, seen, cow_folder):
    watch = held(a_listing(cow_folder), seen)
    draw(cow_folder / "new.png")
    assert looked(qtbot, watch)
    (cow_folder / "new.png").unlink()
    assert not looked(qtbot, watch)


def test_nobody_looks_while_nobody_sees_it(qtbot, seen, cow_folder):
    watch = held(a_listing(cow_folder), seen)
    draw(cow_folder / "new.png")
    seen.hide()
    assert not looked(qtbot, watch)
    seen.show()
    seen.activateWindow()
    qtbot.waitUntil(lambda: watch.is_seen)
    assert looked(qtbot, watch)


def test_long_walks_are_rare(seen, cow_folder):
    watch = held(a_listing(cow_folder), seen)
    watch._took = 2.0  # noqa: SLF001
    watch._rest()  # noqa: SLF001
    assert watch._timer.interval() >= 50_000  # noqa: SLF001
    watch._rest(hurry=True)  # noqa: SLF001
    assert watch._timer.interval() >= 15_000  # noqa: SLF001


def test_one_watch_serves_all_and_ends_with_the_last(qtbot, seen, cow_folder):
    listing, other = a_listing(cow_folder), QWidget()
    qtbot.addWidget(other)
    watch = held(listing, seen)
    assert held(listing, other) is watch
    watch.let_go(seen)
    assert watch in folder_notice_watch._watches  # noqa: SLF001
    watch.let_go(other)
    assert watch not in folder_notice_watch._watches  # noqa: SLF001


def test_a_folder_that_went_is_told_and_no_crash(qtbot, seen, cow_folder):
    watch = held(a_listing(cow_folder), seen)
    assert not looked(qtbot, watch)
    shutil.rmtree(cow_folder)
    assert "does not exist" in looked(qtbot, watch).problem


# The whole way

@pytest.fixture
def importing(document, catalog, cow_folder):
    widget = catalog.named("import_images")(sources=(str(cow_folder),))
    document.edit(Workflow().with_node("i", Node(widget, "Import Images", (0.0, 0.0))), "Add")
    return settle_of(document)


def settle_of(document):
    def settle():
        assert document.bridge.engine.finish(30)
        document.bridge.drain()
        assert background().wait(30)
        QApplication.processEvents()
    return settle


def test_the_window_tells_of_new_pictures_and_reads_them_only_when_asked(
        qtbot, document, catalog, importing, cow_folder):
    performer = Performer(document)
    windows = WidgetWindows(document, performer, catalog=catalog)
    window = windows.open("i")
    importing()
    assert window.area.painter.total.text() == "4 pictures"
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 3000)
    notice = window.area.painter.notice
    draw(cow_folder / "new.png")
    (cow_folder / "cow-1.png").unlink()
    looked(qtbot, notice.watch)
    assert notice.isVisible()
    assert notice.text.text() == "1 new, 1 gone since these pictures were read."
    importing()
    assert len(document.bridge.last("i").values["data"]) == 4
    assert not document.modified or document.undo_name == "Add"
    QTest.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    importing()
    assert "new.png" in document.bridge.last("i").values["data"].ids
    assert not notice.isVisible()
    windows.close_all()


def test_the_node_has_a_note_while_the_canvas_is_seen(qtbot, document, seen, importing, cow_folder):
    notices = FolderNotices(document, seen)
    told = []
    notices.changed.connect(told.append)
    importing()
    assert notices.nodes == ()
    draw(cow_folder / "new.png")
    looked(qtbot, watch_of(notices._watches["i"].listing))  # noqa: SLF001
    assert told == ["i"]
    assert notices.text("i") == ("1 new since the pictures were read. "
                                 "Reload to read them again.")
    document.bridge.engine.reload()
    importing()
    assert notices.nodes == ()
    assert told[-1] == "i"
    document.edit(document.workflow.without_node("i"), "Remove")
    assert notices.text("i") == ""
    assert folder_notice_watch._watches == []  # noqa: SLF001


def test_earlier_settings_are_held_against_what_they_asked_for(
        qtbot, document, seen, importing, cow_folder):
    notices = FolderNotices(document, seen)
    importing()
    workflow = document.workflow.with_setting("i", "patterns", ("nothing*",))
    document.edit(workflow, "Change")
    importing()
    assert document.bridge.status("i").state == "failed"
    looked(qtbot, notices._watches["i"])  # noqa: SLF001
    assert notices.nodes == ()


# Files with tables

def test_files_that_change_are_told_of_and_read_only_when_asked(
        qtbot, document, catalog, seen, tmp_path):
    workflow = Workflow()
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text("x\n1\n2\n")
        widget = catalog.named("file")(path=str(tmp_path / f"{name}.csv"))
        workflow = workflow.with_node(name, Node(widget, "File", (0.0, 0.0)))
    document.edit(workflow, "Add")
    settle, notices = settle_of(document), FolderNotices(document, seen)
    settle()
    windows = WidgetWindows(document, Performer(document), catalog=catalog)
    window = windows.open("b")
    settle()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 3000)
    notice = window.area.painter.notice
    assert not notice.isVisible()
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text("x\n1\n2\n3\n")
        looked(qtbot, watch_of(notices._watches[name].listing))  # noqa: SLF001
    assert set(notices.nodes) == {"a", "b"}  # in the order they were read
    assert notice.text.text().startswith("The file was changed at ")
    settle()
    assert len(document.bridge.last("b").values["data"]) == 2
    QTest.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    settle()
    assert [len(document.bridge.last(name).values["data"]) for name in "ab"] == [3, 3]
    assert notices.nodes == ()
    assert not notice.isVisible()
    windows.close_all()
