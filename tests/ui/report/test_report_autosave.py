"""An unsaved report outlives a crash, and no way of closing loses it unasked."""

from __future__ import annotations

import pytest
from PyQt6 import sip
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.ui.background import background
from satsuma.ui.question import Question
from satsuma.ui.recovery_dialog import RecoveryDialog
from satsuma.ui.report import autosave
from satsuma.ui.report import desk as desks
from satsuma.ui.report.autosave import ReportAutosave
from satsuma.ui.report.book import Book
from satsuma.ui.report.desk import Desk
from satsuma.ui.report.items import Report, ReportItem
from satsuma.ui.report.reading import read_left
from satsuma.workflow.model import Workflow
from satsuma.workflow.recovery import RecoveryStore

pytestmark = pytest.mark.window


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(autosave, "PAUSE", 1)
    monkeypatch.setattr(autosave, "REST", 0)


def settle() -> None:
    for _ in range(4):
        QTest.qWait(5)
        assert background().wait(30)
        QApplication.processEvents()


def killed(folder) -> RecoveryStore:
    """The store as the next program finds it."""
    for lock in folder.glob("*.running"):
        lock.unlink()
    return RecoveryStore(folder)


@pytest.fixture
def book(qapp):
    return Book()


@pytest.fixture
def keeper(book, tmp_path):
    made = ReportAutosave(book, lambda: book, RecoveryStore(tmp_path))
    book.changed.connect(made.note)
    return made


def test_everything_of_an_unsaved_report_comes_back(book, keeper, tmp_path, catalog):
    book.rename("Cows & <b>sheep</b>")
    book.add(ReportItem("First", "a note", (("Rows", "3"),), rows=(("a",), ("1",)),
                        workflow=Workflow(title="Then")))
    settle()
    left, = killed(tmp_path).abandoned()
    assert (left.is_report, left.title, left.nodes) == (True, "Cows & <b>sheep</b>", 1)
    report = read_left(left, catalog).report
    assert report.title == book.report.title
    item, = report.items
    assert (item.title, item.note, item.facts, item.rows) == (
        "First", "a note", (("Rows", "3"),), (("a",), ("1",)))
    assert item.workflow is not None
    assert item.workflow.title == "Then"


def test_saved_or_closed_nothing_is_left(book, keeper, tmp_path):
    book.add(ReportItem("One"))
    settle()
    assert list(tmp_path.glob("*.report"))
    book.mark_saved(tmp_path / "a.html", book.report)
    settle()
    assert not list(tmp_path.glob("*.report"))
    book.add(ReportItem("Two"))
    settle()
    keeper.close()
    settle()
    assert not list(tmp_path.glob("*.report"))


def test_a_disk_that_takes_nothing_is_told_once(book, tmp_path):
    (tmp_path / "in the way").write_text("")
    made = ReportAutosave(book, lambda: book, RecoveryStore(tmp_path / "in the way"))
    book.changed.connect(made.note)
    told: list[str] = []
    made.failed.connect(told.append)
    for title in ("a", "b"):
        book.rename(title)
        settle()
    assert len(told) == 1
    assert "not protected" in told[0]


def test_a_large_report_is_written_less_often(book, keeper, monkeypatch):
    monkeypatch.setattr(autosave, "REST", 10)
    keeper._done(None, 2.0)  # noqa: SLF001 - as after a writing of two seconds
    assert keeper._timer.interval() == 20_000  # noqa: SLF001


# Offered, and brought back

@pytest.fixture
def fresh_desk(qapp, monkeypatch):
    made = Desk()
    monkeypatch.setattr(desks, "_desk", [made])
    yield made
    if made.window is not None:
        made.window.take(Book())
        made.window.close()


def test_the_dialog_offers_it_and_the_desk_shows_it(book, keeper, tmp_path, catalog, qtbot,
                                                    fresh_desk):
    book.add(ReportItem("Precious", "note"))
    settle()
    store = killed(tmp_path)
    dialog = RecoveryDialog(store.abandoned(), catalog, store)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    row = dialog.list.topLevelItem(0)
    assert [row.text(at) for at in (0, 1, 3)] == ["Report", "Never saved", "1 item"]
    dialog.restored.connect(fresh_desk.restore)
    dialog.restore_button.click()
    settle()
    shown = fresh_desk.window
    assert [item.title for item in shown.book.report.items] == ["Precious"]
    assert shown.isWindowModified()
    qtbot.waitUntil(lambda: not store.abandoned())  # it is kept anew, by this program


def test_items_that_are_there_already_stay(book, keeper, tmp_path, catalog, fresh_desk):
    book.add(ReportItem("Old"))
    settle()
    left, = killed(tmp_path).abandoned()
    fresh_desk.add(ReportItem("New"), None, None)
    fresh_desk.restore(left, read_left(left, catalog))
    assert [item.title for item in fresh_desk.window.book.report.items] == ["New", "Old"]


# The end of the program

def answer(desk: Desk, name: str) -> None:
    asked = desk.window.findChildren(Question)[-1]
    QTest.mouseClick(asked.buttons[name], Qt.MouseButton.LeftButton)


def test_the_end_asks_also_when_the_window_was_never_seen(fresh_desk):
    told: list[str] = []
    assert fresh_desk.settled(lambda: told.append("go"), lambda: told.append("stay"))
    fresh_desk.add(ReportItem("One"), None, None)
    assert not fresh_desk.window.isVisible()
    for _ in range(2):
        assert not fresh_desk.settled(lambda: told.append("go"), lambda: told.append("stay"))
        assert fresh_desk.window.isVisible()
        if not told:
            answer(fresh_desk, "cancel")
    assert told == ["stay"]
    answer(fresh_desk, "discard")
    assert told == ["stay", "go"]
    assert fresh_desk.settled(lambda: told.append("go"), lambda: told.append("stay"))


def test_a_hidden_report_that_is_closed_comes_up_with_the_question(fresh_desk):
    fresh_desk.add(ReportItem("One"), None, None)
    window = fresh_desk.window
    fresh_desk.close()
    assert not sip.isdeleted(window)
    assert window.isVisible()
    answer(fresh_desk, "cancel")
    assert window.book.report == Report("", window.book.report.items)
