"""Windows stand where they stood, and are open when the workflow is opened again."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QRect
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.ui.commands import Performer
from satsuma.ui.document import Document
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.workflow.window_places import WindowPlace, places_of, with_places

pytestmark = pytest.mark.window


@pytest.fixture
def made(qtbot, document, catalog):
    """Opens windows of documents, and closes them after the test."""
    open_ones: list[tuple[WidgetWindows, Document]] = []

    def make(of: Document) -> WidgetWindows:
        windows = WidgetWindows(of, Performer(of), catalog=catalog)
        open_ones.append((windows, of))
        return windows

    yield make
    for windows, of in open_ones:
        windows.close_all()
        windows.deleteLater()
        of.close()


def fill(document: Document, catalog) -> None:
    workflow = document.workflow
    for name in ("distances", "image_viewer"):
        workflow, _ = workflow.with_new_node(catalog.named(name)())
    document.edit(workflow, "Make")


def test_where_a_window_stands_goes_into_the_workflow(document, catalog, made, tmp_path):
    fill(document, catalog)
    document.mark_saved(tmp_path / "a.ows")
    windows = made(document)
    windows.open("distances").setGeometry(QRect(60, 70, 600, 400))
    windows.note_places()
    assert places_of(document.workflow) == {"distances": WindowPlace(60, 70, 600, 400)}
    assert not document.modified
    assert document.undo_name == "Make"
    windows.open("distances").close()
    windows.note_places()
    assert places_of(document.workflow)["distances"] == WindowPlace(60, 70, 600, 400, False)


def test_it_is_noted_by_itself_after_a_moment(document, catalog, made, qtbot):
    fill(document, catalog)
    made(document).open("distances").resize(620, 410)
    qtbot.waitUntil(lambda: places_of(document.workflow).get("distances") is not None
                    and places_of(document.workflow)["distances"].width == 620, timeout=3000)


def test_a_workflow_opens_with_its_windows(document, catalog, made, qtbot):
    fill(document, catalog)
    places = {"image-viewer": WindowPlace(40, 50, 500, 400),
              "distances": WindowPlace(90, 80, 640, 480, is_open=False)}
    other = Document(with_places(document.workflow, places))
    windows = made(other)
    assert windows.open_ids == ()  # the main window comes first
    qtbot.waitUntil(lambda: windows.open_ids == ("image-viewer",), timeout=2000)
    shown = windows.window("image-viewer")
    assert shown.isVisible()
    assert shown.geometry() == QRect(40, 50, 500, 400)
    assert windows.open("distances").geometry() == QRect(90, 80, 640, 480)
    assert not other.modified


def test_undo_does_not_move_windows(document, catalog, made, tmp_path):
    fill(document, catalog)
    windows = made(document)
    windows.open("distances").setGeometry(QRect(60, 70, 600, 400))
    windows.note_places()
    document.edit(document.workflow.with_title("distances", "Far"), "Rename")
    windows.open("distances").setGeometry(QRect(90, 90, 700, 500))
    windows.note_places()
    document.mark_saved(tmp_path / "a.ows")
    document.undo()
    document.redo()
    assert windows.window("distances").geometry() == QRect(90, 90, 700, 500)
    QTest.qWait(500)  # the windows of that time are not taken over
    assert places_of(document.workflow)["distances"] == WindowPlace(90, 90, 700, 500)
    assert not document.modified
    QApplication.processEvents()
