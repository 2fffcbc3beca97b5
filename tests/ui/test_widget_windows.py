"""Windows stand where they stood, and are open when the workflow is opened again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, QObject, QRect, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QSlider, QWidget

from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.document import Document
from satsuma.ui.editors.words import Segment
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.workflow.model import Link
from satsuma.workflow.window_places import WindowPlace, places_of, with_places
from tests.ui.toy_widgets import Source

pytestmark = pytest.mark.window

ANIMALS = Path(__file__).parents[2] / "examples" / "animals"


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
                    and places_of(document.workflow)["distances"].width == 620)


def test_a_workflow_opens_with_its_windows(document, catalog, made, qtbot):
    fill(document, catalog)
    places = {"image-viewer": WindowPlace(40, 50, 500, 400),
              "distances": WindowPlace(90, 80, 640, 480, is_open=False)}
    other = Document(with_places(document.workflow, places))
    windows = made(other)
    assert windows.open_ids == ()  # the main window comes first
    qtbot.waitUntil(lambda: windows.open_ids == ("image-viewer",))
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


class Shown(QObject):
    """Notes what becomes a window while it is made: a part without a parent would flash up."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.Show and isinstance(watched, QWidget) \
                and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_only_the_window_itself_comes_up(qapp, document, catalog, made):
    workflow, nodes = document.workflow, []
    for cls in catalog.widgets.values():
        workflow, node = workflow.with_new_node(cls())
        nodes.append(node)
    document.edit(workflow, "Make")
    windows, shown = made(document), Shown()
    qapp.installEventFilter(shown)
    for node in nodes:
        windows.open(node)
        assert background().wait(30)
        QApplication.processEvents()
        windows.window(node).close()
    qapp.removeEventFilter(shown)
    assert shown.windows == ["WidgetWindow"] * len(nodes)


def linked(document, catalog, *names: str) -> str:
    """A source and these widgets behind each other; the id of the last."""
    pictures = catalog.named("import_images")((str(ANIMALS),))
    source = pictures if "image_viewer" in names else Source()
    workflow, last = document.workflow.with_new_node(source)
    for name in names:
        workflow, node = workflow.with_new_node(catalog.named(name)())
        spec, above = workflow.nodes[node].widget.spec, workflow.nodes[last].widget.spec
        workflow = workflow.with_link(
            Link(last, next(iter(above.outputs)), node, next(iter(spec.inputs))))
        last = node
    document.edit(workflow, "Make")
    return last


@pytest.mark.parametrize("names", [("data_table",), ("image_viewer",),
                                   ("distances", "hierarchical_clustering")])
def test_tab_comes_by_everything_and_out_again(document, catalog, made, qtbot, names):
    window = made(document).open(linked(document, catalog, *names))
    qtbot.waitUntil(lambda: window.area.painter is not None and window.area.painter.isVisible())
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 3000)
    window.area.painter.setFocus()
    came_by = set()
    for _ in range(60):
        came_by.add(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    wanted = [part for part in window.findChildren(QWidget)
              if part.window() is window and part.isVisible() and part.isEnabled()
              and part.focusProxy() is None and part.focusPolicy() & Qt.FocusPolicy.TabFocus
              and not isinstance(part, QSlider | Segment)]  # other keys do the same
    assert [part.accessibleName() for part in wanted if part not in came_by] == []
    assert window.bar.help in came_by
