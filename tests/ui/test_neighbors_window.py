"""The window of Neighbors: a click searches, a click on a result searches from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.workflow.ows import read_ows

pytestmark = pytest.mark.window

WORKFLOW = Path(__file__).parents[2] / "workflows" / "search-by-image.ows"


class Searching:
    """The shipped workflow with the window of Neighbors open."""

    def __init__(self, document, catalog) -> None:
        self.document = document
        self.windows = WidgetWindows(document, Performer(document), catalog=catalog)
        document.edit(read_ows(WORKFLOW, catalog).workflow, "Open")
        self.window = self.windows.open("neighbors")
        self.settle()

    def settle(self) -> None:
        assert self.document.bridge.engine.finish(120)
        self.document.bridge.drain()
        for _ in range(5):
            assert background().wait(60)
            QApplication.processEvents()

    @property
    def painter(self):
        return self.window.area.painter

    @property
    def ids(self) -> tuple[str, ...]:
        area = self.painter.area
        return tuple(self.painter.view.table.ids[row] for row in area.arrangement.rows)

    def at(self, row_id: str):
        area = self.painter.area
        return area.visual_rect(self.painter.view.table.row_of[row_id]).center()

    def click(self, row_id: str) -> None:
        QTest.mouseClick(self.painter.area.viewport(), Qt.MouseButton.LeftButton,
                         pos=self.at(row_id))
        self.settle()

    @property
    def headings(self) -> list[str]:
        return [group.title for group in self.painter.area.arrangement.groups]


@pytest.fixture
def searching(qtbot, document, catalog):
    made = Searching(document, catalog)
    yield made
    made.windows.close_all()


def test_the_reference_stands_first_and_a_click_searches_from_there(searching):
    assert searching.headings == ["Reference", "Most similar"]
    assert searching.ids[:2] == ("cow/cow-1.png", "cow/cow-2.png")
    assert len(searching.ids) == 9
    searching.click("horse/horse-4.png")
    assert searching.ids[0] == "horse/horse-4.png"
    assert sum(one.startswith("horse") for one in searching.ids[:4]) >= 3


def test_undo_goes_back_and_redo_forward(searching):
    before = searching.ids
    searching.click("horse/horse-4.png")
    after = searching.ids
    searching.document.undo()
    searching.settle()
    assert searching.ids == before
    searching.document.redo()
    searching.settle()
    assert searching.ids == after


def test_escape_shows_all_pictures_and_says_what_to_do(searching):
    searching.painter.area.setFocus()
    QTest.keyClick(searching.painter.area, Qt.Key.Key_Escape)
    searching.settle()
    assert searching.headings == ["Click a picture to find those most like it"]
    assert len(searching.ids) == 23


def test_a_double_click_shows_the_picture_that_was_clicked_though_others_came_there(searching):
    view, point = searching.painter.area.viewport(), searching.at("horse/horse-2.png")
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    searching.settle()
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point)
    searching.settle()
    assert searching.painter.is_large
    assert searching.painter.large.file.name == "horse-2.png"
