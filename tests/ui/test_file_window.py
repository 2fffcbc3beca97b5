"""File and Select Columns at work: a correction in the window reaches what is sent on."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.data.column import Kind
from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.painters.columns_model import KIND
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.workflow.model import Link, Workflow

pytestmark = pytest.mark.window


@pytest.fixture
def settle(document):
    def wait() -> None:
        assert document.bridge.engine.finish(30)
        document.bridge.drain()
        assert background().wait(30)
        QApplication.processEvents()

    return wait


@pytest.fixture
def opened(document, catalog, tmp_path, settle):
    """The windows of File and of Select Columns behind it."""
    (tmp_path / "t.csv").write_text("name,size\ncow,1\nhen,2\npig,3\n")
    workflow, file = Workflow().with_new_node(
        catalog.widgets["satsuma.file"](path=str(tmp_path / "t.csv")))
    workflow, columns = workflow.with_new_node(catalog.widgets["satsuma.select_columns"]())
    document.edit(workflow.with_link(Link(file, "data", columns, "data")), "Add")
    settle()
    performer = Performer(document)
    windows = WidgetWindows(document, performer, catalog=catalog)
    for node in (file, columns):
        windows.open(node)
    settle()
    yield windows.window(file), windows.window(columns), file, columns
    windows.close_all()
    performer.cancel_all()


def test_a_kind_that_is_corrected_reaches_the_next_widget(opened, document, settle):
    file_window, columns_window, file, columns = opened
    painter = file_window.area.painter
    painter.view.setCurrentIndex(painter.model.index(1, KIND))
    QTest.keyClick(painter.view, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    next(one for one in menu.actions() if one.text() == "Category").trigger()
    menu.close()
    assert painter.model.index(1, KIND).data() == "category"
    settle()
    assert document.bridge.last(columns).values["data"]["size"].kind is Kind.CATEGORY
    document.undo()
    settle()
    assert document.bridge.last(columns).values["data"]["size"].kind is Kind.NUMBER


def test_a_column_that_is_carried_away_is_not_sent_on(opened, document, settle):
    _, window, _, columns = opened
    painter = window.area.painter
    one = painter.lists["meta"]
    one.pick(["name"])
    QTest.keyClick(one, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle()
    assert list(document.bridge.last(columns).values["data"].columns) == ["size"]
    assert painter.lists["left_out"].picked() == ("name",)
    assert painter.reset.isEnabled()
