"""The program ends only when the report is settled, and before that no window is lost."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from satsuma.ui.question import Question
from satsuma.ui.report import desk as desks
from satsuma.ui.report import keeping
from satsuma.ui.report.book import Book
from satsuma.ui.report.desk import Desk
from satsuma.ui.report.items import ReportItem
from tests.ui.opened_app import opened_app, ready_window, settle

pytestmark = pytest.mark.window


@pytest.fixture
def app(qapp, catalog, monkeypatch):
    desk = Desk()
    monkeypatch.setattr(desks, "_desk", [desk])
    with opened_app(qapp, catalog, monkeypatch) as made:
        yield made
        if desk.window is not None:
            desk.window.take(Book())
            desk.window.close()


def answer(name: str) -> None:
    shown = desks.desk().window
    QTest.mouseClick(shown.findChildren(Question)[-1].buttons[name], Qt.MouseButton.LeftButton)
    settle()


def test_the_last_window_stays_until_the_report_is_settled(app, qtbot, tmp_path, monkeypatch):
    window = ready_window(app, qtbot)
    desks.desk().add(ReportItem("Precious"), window.document, window)
    assert not desks.desk().window.isVisible()
    app.quit()
    assert window in app.windows
    assert desks.desk().window.isVisible()
    answer("cancel")
    assert window in app.windows
    assert [item.title for item in desks.desk().window.book.report.items] == ["Precious"]
    monkeypatch.setattr(keeping, "ask_save", lambda *_: tmp_path / "a.html")
    app.quit()
    answer("save")
    qtbot.waitUntil(lambda: window not in app.windows)
    assert "Precious" in (tmp_path / "a.html").read_text()


def test_with_other_windows_open_nothing_is_asked(app, qtbot):
    first, second = ready_window(app, qtbot), ready_window(app, qtbot)
    desks.desk().add(ReportItem("Precious"), first.document, first)
    second.close()
    assert app.windows == [first]
    assert not desks.desk().window.isVisible()
    first.close()
    answer("discard")
    assert app.windows == []
