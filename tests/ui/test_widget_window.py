"""A widget's window: it follows the workflow, speaks in every state, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QPushButton

from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.details_window import DetailsWindow
from satsuma.ui.document import Document
from satsuma.ui.view_area import STALE
from satsuma.ui.widget_window import WidgetWindow
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.workflow.model import Link, Node, Workflow
from tests.ui.conftest import collected
from tests.ui.toy_widgets import Moody, Source

pytestmark = pytest.mark.window

ROOT = Path(__file__).parents[2]


@pytest.fixture
def performer(document):
    made = Performer(document)
    yield made
    made.cancel_all()


@pytest.fixture
def windows(document, performer, catalog):
    made = WidgetWindows(document, performer, catalog=catalog)
    yield made
    made.close_all()


@pytest.fixture
def settle(qtbot, document) -> Callable[[], None]:
    def wait() -> None:
        assert document.bridge.engine.finish(30)
        document.bridge.drain()
        assert background().wait(30)
        QApplication.processEvents()

    return wait


def active(window: WidgetWindow) -> WidgetWindow:
    """The window, ready for keys."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 3000)
    return window


def chain(document: Document, mood: str = "fine") -> None:
    workflow = Workflow().with_node("s", Node(Source(), "Source"))
    workflow = workflow.with_node("m", Node(Moody(mood), "Moody"))
    document.edit(workflow.with_link(Link("s", "data", "m", "data")), "Make")


def buttons(window: WidgetWindow) -> dict[str, QPushButton]:
    return {button.text(): button for button in window.findChildren(QPushButton)
            if button.isVisible()}


def press(window: WidgetWindow, text: str) -> None:
    QApplication.processEvents()  # a new button is seen only after a turn of the loop
    QTest.mouseClick(buttons(window)[text], Qt.MouseButton.LeftButton)


def said(window: WidgetWindow) -> str:
    pane = window.area.page if window.area.page.isVisible() else window.area.strip
    return f"{pane.heading.text()} {pane.text.text()}" if pane.isVisible() else ""


def set_mood(document: Document, mood: str) -> None:
    document.edit(document.workflow.with_setting("m", "mood", mood), "Change mood")


def test_a_setting_is_edited_live_and_undone_by_key(document, windows, settle):
    chain(document)
    settle()
    window = active(windows.open("s"))
    line = window.panel.editor("rows").line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "7")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert document.workflow.nodes["s"].widget.rows == 7
    assert document.undo_name == "Change rows"
    window.bar.help.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.workflow.nodes["s"].widget.rows == 12
    assert line.text() == "12"
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "7"


def test_the_title_follows_and_the_window_goes_with_its_node(document, windows):
    chain(document)
    window = windows.open("m")
    assert window.windowTitle() == "Moody – Untitled"
    document.edit(document.workflow.with_title("m", "Other"), "Rename")
    assert window.windowTitle() == "Other – Untitled"
    document.edit(document.workflow.without_node("m"), "Remove")
    assert not window.isVisible()
    assert windows.open_ids == ()


def test_what_came_in_and_goes_out_is_told(document, windows, settle):
    chain(document)
    settle()
    window = windows.open("m")
    assert "data: 12 rows × 7" in window.bar.came.whole
    assert "data: 12 rows × 7" in window.bar.goes.whole


def test_rows_that_are_picked_become_a_setting(document, windows, settle, qtbot):
    chain(document)
    settle()
    window = windows.open("m")
    view = window.area.painter.view
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: document.workflow.nodes["m"].widget.picked == ("r2",))
    assert document.undo_name == "Select rows"
    assert window.panel.editor("picked").told.text() == "1 selected"
    document.undo()
    settle()
    assert not view.selectionModel().hasSelection()


def test_an_open_input_names_widgets_and_offers_to_connect(document, windows, catalog):
    workflow, node = Workflow().with_new_node(catalog.named("image_embedding")())
    workflow, source = workflow.with_new_node(catalog.named("import_images")())
    document.edit(workflow, "Make")
    window = windows.open(node)
    assert "Connect something to “images”" in said(window)
    assert "Import Images" in said(window)
    press(window, "Connect Import Images")
    assert document.workflow.links == (Link(source, "data", node, "images"),)
    assert document.undo_name == "Connect Import Images"


def test_a_failure_is_told_and_can_be_retried(document, windows, settle):
    chain(document, "fail")
    settle()
    window = windows.open("m")
    assert "It cannot be done. Try something else." in said(window)
    press(window, "Retry")
    settle()
    assert "It cannot be done." in said(window)


def test_remedies_are_buttons_and_the_terminal_is_not_mentioned(document, windows, performer,
                                                                settle, monkeypatch):
    chain(document, "lack")
    settle()
    window = windows.open("m")
    assert "Type" not in said(window)
    asked = []
    monkeypatch.setattr(performer, "perform", lambda command, _window: asked.append(command))
    press(window, "Fetch weights…")
    press(window, "Add a file of weights…")
    assert [type(one).__name__ for one in asked] == ["FetchWeights", "AddWeights"]


def test_what_came_of_a_command_is_told_where_it_was_asked(document, windows, performer, settle,
                                                           monkeypatch):
    chain(document, "lack")
    settle()
    asking, other = windows.open("m"), windows.open("s")
    monkeypatch.setattr(performer, "perform", lambda *_: performer.failed.emit("No connection."))
    press(asking, "Fetch weights…")
    assert asking.notice.text == "No connection."
    assert other.notice.text == ""


def test_a_broken_widget_shows_where(document, windows, settle):
    chain(document, "break")
    settle()
    window = windows.open("m")
    assert "This widget broke" in said(window)
    press(window, "Details")
    shown = window.findChild(DetailsWindow)
    assert "ZeroDivisionError" in shown.text.toPlainText()
    shown.close()


def test_a_widget_that_cannot_show_its_result_is_told(document, windows, settle):
    chain(document, "blind")
    settle()
    window = windows.open("m")
    assert "cannot show its result" in said(window)
    set_mood(document, "fine")
    settle()
    assert window.area.painter is not None
    assert said(window) == ""


def test_a_run_shows_its_price_and_can_be_cancelled_and_run_again(document, windows, qtbot):
    chain(document, "slow")
    window = windows.open("m")
    qtbot.waitUntil(lambda: "about 20" in said(window))
    assert "2.0\N{NO-BREAK SPACE}GB" in said(window)
    assert "cannot be stopped" in said(window)
    press(window, "Cancel")
    qtbot.waitUntil(lambda: "Stopped" in said(window) and "Run again" in buttons(window))
    set_mood(document, "fine")
    qtbot.waitUntil(lambda: window.area.painter is not None)


def test_the_last_good_view_is_veiled_while_it_is_of_earlier_settings(document, windows, settle):
    chain(document)
    settle()
    window = windows.open("m")
    assert not window.area.veil.isVisible()
    set_mood(document, "fail")
    settle()
    assert window.area.painter is not None
    assert window.area.veil.isVisible()
    assert STALE in said(window)
    set_mood(document, "fine")
    settle()
    assert not window.area.veil.isVisible()
    assert said(window) == ""


def test_a_paused_node_can_be_resumed(document, windows, settle):
    chain(document)
    document.edit(document.workflow.with_auto("m", False), "Pause")
    settle()
    window = windows.open("m")
    assert "Paused" in said(window)
    press(window, "Resume")
    assert document.workflow.nodes["m"].auto
    settle()
    assert window.area.painter is not None


def test_warnings_have_a_sign_and_all_can_be_seen(document, windows, settle):
    chain(document, "warn")
    settle()
    window = windows.open("m")
    assert window.messages.messages == tuple(f"Warning number {n}." for n in range(4))
    press(window, "Show 2 more")
    texts = [label.text() for label in window.messages._labels]  # noqa: SLF001 - what is seen
    assert "Warning number 3." in texts


def test_reset_keeps_places_and_is_one_step(document, windows, catalog, cow_folder):
    widget = catalog.named("import_images")((str(cow_folder),), False, ("*.png",), 3)
    workflow, node = Workflow().with_new_node(widget)
    document.edit(workflow, "Make")
    window = windows.open(node)
    press(window, "Reset settings")
    assert document.workflow.nodes[node].widget == type(widget)((str(cow_folder),))
    document.undo()
    assert document.workflow.nodes[node].widget == widget


def test_keys_hide_the_form_and_ask_for_help(document, windows):
    chain(document)
    window = active(windows.open("m"))
    asked = []
    windows.help_asked.connect(asked.append)
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier
                   | Qt.KeyboardModifier.ShiftModifier)
    assert not window.panel.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert asked == [Moody]


def test_cosmetic_settings_are_no_step(document, windows, catalog):
    workflow, node = Workflow().with_new_node(catalog.named("image_viewer")())
    document.edit(workflow, "Make")
    window = windows.open(node)
    QTest.keyClick(window.panel.editor("size").line, Qt.Key.Key_Up)
    assert document.workflow.nodes[node].widget.size == 129
    assert document.undo_name == "Make"


def test_one_window_a_node_and_it_remembers_its_place(document, windows):
    chain(document)
    window = windows.open("m")
    assert windows.open("m") is window
    window.resize(777, 555)
    window.close()
    assert windows.open_ids == ()
    assert windows.open("m").size().width() == 777


def test_windows_leave_nothing_behind(document, windows, settle):
    chain(document)
    settle()
    windows.open("m").close()
    collected()
    before = len(_alive())
    for _ in range(100):
        windows.open("m")
        windows.open("s")
        windows.close_all()
        QApplication.processEvents()
    settle()
    collected()
    assert len(_alive()) == before == 0


def _alive() -> list[Any]:
    import gc

    return [one for one in gc.get_objects()
            if issubclass(type(one), WidgetWindow) and not sip.isdeleted(one)]


def test_from_a_folder_to_the_pictures_of_a_branch(document, windows, settle, catalog, qtbot):
    """The whole chain, with real pictures, the real network and the real engine."""
    workflow, last = Workflow(), None
    for name, fields in (("import_images", {"sources": (str(ROOT / "examples" / "animals"),)}),
                         ("image_embedding", {}), ("distances", {}),
                         ("hierarchical_clustering", {}), ("image_viewer", {})):
        workflow, node = workflow.with_new_node(catalog.named(name)(**fields))
        if last is not None:
            source = workflow.nodes[last].widget.spec
            target = next(iter(workflow.nodes[node].widget.spec.inputs))
            workflow = workflow.with_link(Link(last, next(iter(source.outputs)), node, target))
        last = node
    document.edit(workflow, "Make")
    tree, viewer = windows.open("hierarchical-clustering"), windows.open("image-viewer")
    assert document.bridge.engine.finish(120)
    settle()
    assert "nothing is selected" in said(viewer).lower()
    canvas = tree.area.painter.canvas
    qtbot.waitUntil(lambda: tree.area.ground.height() == tree.area.height())  # laid out
    node = canvas.shape.tree.merges[-1][0]
    layout = canvas.layout_now()
    down = round(layout.place_of(int(node)).y())
    along = next(x for x in range(canvas.width()) if layout.node_at(QPointF(x, down)) == node)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(along, down))
    count = canvas.shape.tree.size(int(node))
    assert document.undo_name == "Select branch"
    settle()
    qtbot.waitUntil(lambda: viewer.area.painter is not None)
    assert len(viewer.area.view.table) == count
    assert f"selected: {count} pictures" in tree.bar.goes.whole
    QTest.keyClick(active(tree), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert viewer.area.veil.isVisible()
