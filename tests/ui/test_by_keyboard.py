"""The whole first workflow without a mouse: built, fed, run and looked at with keys alone."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest
from PyQt6.QtGui import QKeySequence
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from satsuma.ui.editors.places import PlacesEditor
from satsuma.ui.painters.tree_canvas import TreeCanvas
from satsuma.ui.widget_window import WidgetWindow
from tests.ui.opened_app import settle

pytestmark = pytest.mark.window

ANIMALS = Path(__file__).parents[2] / "examples" / "animals"


def _focused() -> QWidget:
    """Where the system sends keys; a window that was just opened needs a moment to be active."""
    end = monotonic() + 30
    while QApplication.activePopupWidget() is None and QApplication.focusWidget() is None \
            and monotonic() < end:
        QTest.qWait(10)
    popup = QApplication.activePopupWidget()
    target = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    return target


def press(keys: str) -> None:
    stroke = QKeySequence(keys)[0]
    QTest.keyClick(_focused(), stroke.key(), stroke.keyboardModifiers())
    settle()


def write(text: str) -> None:
    for letter in text:
        QTest.keyClick(_focused(), letter)
    settle()


def _tab_to(name: str, most: int = 40) -> QWidget:
    """Press Tab until a control of that name has the focus."""
    for _ in range(most):
        here = QApplication.focusWidget()
        if here is not None and name in here.accessibleName():
            return here
        press("Tab")
    raise AssertionError(f"Tab does not lead to “{name}”")


def _choose(words: str) -> None:
    write(words)
    press("Return")


@pytest.fixture
def built(window, qtbot):
    press("Ctrl+Space")
    _choose("import")
    for words in ("embedding", "distances", "hierarchical", "viewer"):
        press("Shift+Space")
        _choose(words)
    press("Left")
    press("Shift+Space")
    _choose("table")
    return window


def test_the_workflow_is_built_with_the_quick_menu(built):
    workflow = built.document.workflow
    ends = {(link.source, link.target) for link in workflow.links}
    assert ends == {("import-images", "image-embedding"), ("image-embedding", "distances"),
                    ("distances", "hierarchical-clustering"),
                    ("hierarchical-clustering", "image-viewer"),
                    ("hierarchical-clustering", "data-table")}
    places = [node.position for node in workflow.nodes.values()]
    assert len(set(places)) == 6


def test_linking_two_nodes_by_keys(window):
    press("Ctrl+Space")
    _choose("import")
    press("Escape")
    press("Ctrl+Space")
    _choose("embedding")
    press("Ctrl+L")
    press("Return")
    (link,) = window.document.workflow.links
    assert (link.source, link.target) == ("import-images", "image-embedding")


def test_fed_run_and_looked_at(built, qtbot, monkeypatch):
    monkeypatch.setattr("satsuma.ui.editors.places.ask_folder", lambda *_: str(ANIMALS))
    _go_to(built, "import-images")
    press("Ctrl+Return")
    form = built.widget_windows.window("import-images")
    assert QTest.qWaitForWindowActive(form, 3000)
    assert form.findChildren(PlacesEditor)
    _tab_to("Add folder")
    press("Space")
    assert str(ANIMALS) in built.document.workflow.nodes["import-images"].widget.sources
    press("Ctrl+W")
    settle()
    assert not built.widget_windows.open_ids
    built.come_to_front()
    bridge = built.document.bridge
    qtbot.waitUntil(lambda: bridge.status("hierarchical-clustering").state in ("done", "failed"),
                    timeout=120_000)
    if bridge.status("image-embedding").state == "failed":
        pytest.skip("the weights of the network are not here")
    _go_to(built, "hierarchical-clustering")
    press("Return")
    tree: WidgetWindow = built.widget_windows.window("hierarchical-clustering")
    assert QTest.qWaitForWindowActive(tree, 3000)
    qtbot.waitUntil(lambda: any(one.shape is not None for one in tree.findChildren(TreeCanvas)))


def _go_to(window, node_id: str) -> None:
    """By the arrows, from wherever it is."""
    press("Escape")
    for _ in range(12):
        press("Tab")
        if window.canvas.scene.selected_nodes() == (node_id,):
            return
    raise AssertionError(f"Tab does not lead to {node_id}")
