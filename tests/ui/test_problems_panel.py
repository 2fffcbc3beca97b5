"""The problems panel, and how problems are gathered."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

pytest.importorskip("PyQt6.QtWidgets")

from PyQt6.QtCore import QEvent, Qt  # noqa: E402
from PyQt6.QtGui import QGuiApplication, QKeyEvent  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402
from PyQt6.QtWidgets import QApplication  # noqa: E402

from satsuma.engine.result import Result, Status  # noqa: E402
from satsuma.ui.problems import Counts, count, problems_of  # noqa: E402
from satsuma.ui.problems_panel import ProblemsPanel  # noqa: E402
from satsuma.ui.theme import theme  # noqa: E402
from satsuma.workflow.model import Link, Node, Workflow  # noqa: E402
from satsuma.workflow.unknown import Unknown  # noqa: E402
from tests.own_time import own_time  # noqa: E402

pytestmark = pytest.mark.window
REASON = "Silhouette Plot is not known here."
GONE = Unknown((("name", "Silhouette Plot"),), None, "literal", REASON)


def nobody(node_id: str) -> None:
    return None


def told(workflow, statuses, last=nobody) -> list[tuple[str, str, str]]:
    def status_of(node_id: str) -> Status:
        return statuses.get(node_id) or Status(node_id, "done")

    return [(one.sign, one.node, one.text) for one in problems_of(workflow, status_of, last)]


def two(catalog) -> Workflow:
    workflow, _ = Workflow().with_new_node(catalog.named("import-images")())
    workflow, _ = workflow.with_new_node(catalog.named("image-viewer")())
    return workflow


def test_errors_come_first_then_warnings_then_notes(catalog):
    workflow = two(catalog).with_node("gone", Node(GONE, "Old plot"))
    statuses = {
        "import-images": Status("import-images", "done", result=Result(warnings=("w1", "w2"))),
        "image-viewer": Status("image-viewer", "waiting", waiting_for=("data",)),
        "gone": Status("gone", "failed", result=Result(error=REASON))}
    assert told(workflow, statuses) == [
        ("error", "gone", REASON), ("warning", "import-images", "w1"),
        ("warning", "import-images", "w2"),
        ("note", "image-viewer", "Nothing is connected to “data”. Connect a widget that sends it."),
    ]


def test_an_input_that_is_linked_is_no_problem_of_its_own(catalog):
    link = Link("import-images", "images", "image-viewer", "data")
    port = next(iter(two(catalog).nodes["import-images"].widget.spec.outputs))
    taken = next(iter(two(catalog).nodes["image-viewer"].widget.spec.inputs))
    link = replace(link, output=port, input=taken)
    workflow = two(catalog).with_link(link)
    waiting = {"image-viewer": Status("image-viewer", "waiting", waiting_for=(taken,))}
    assert told(workflow, waiting) == []
    [note] = told(workflow.with_link_enabled(link, False), waiting)
    assert "disabled" in note[2]


def test_while_it_is_computed_anew_the_last_warnings_hold(catalog):
    running = {n: Status(n, "running") for n in two(catalog).nodes}
    last = {"image-viewer": Result(warnings=("old",))}
    assert told(two(catalog), running, last.get) == [("warning", "image-viewer", "old")]


def test_stopped_and_outdated_nodes_are_notes(catalog):
    statuses = {
        "import-images": Status("import-images", "stopped", text="stopped at 40%"),
        "image-viewer": Status("image-viewer", "paused", stale=True)}
    texts = [text for _, _, text in told(two(catalog), statuses)]
    assert texts[0] == "Stopped at 40\u00a0%. Run it again to go on."
    assert texts[1].startswith("Paused")


@pytest.mark.parametrize(("counts", "text"), [
    (Counts(), "No problems"), (Counts(1, 0, 2), "1 error · 2 notes"),
    (Counts(0, 1), "1 warning"), (Counts(2000), "2,000 errors")])
def test_counts_in_words(counts, text):
    assert counts.text == text


# The panel


@pytest.fixture
def panel(qtbot, catalog, document):
    document.bridge._timer.stop()
    document.edit(two(catalog), "Begin")
    made = ProblemsPanel(document)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


@pytest.fixture
def shown(panel) -> list[str]:
    seen: list[str] = []
    panel.show_node.connect(seen.append)
    return seen


def fail(document, node_id: str, text: str = "It broke.", warnings: tuple[str, ...] = ()) -> None:
    result = Result(error=text, warnings=warnings)
    document.bridge._note(node_id, Status(node_id, "failed", result=result))


def signs(panel) -> list[str]:
    return [trouble.sign for trouble in panel.troubles]


def click(panel, row: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    place = panel.list.visualRect(panel.model.index(row)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_a_real_failure_of_the_engine_comes_up(qtbot, catalog, document):
    panel = ProblemsPanel(document)
    qtbot.addWidget(panel)
    assert panel.list.isHidden()
    gone = catalog.named("import-images")(sources=("/nowhere/at/all",))
    workflow, node = Workflow().with_new_node(gone)
    document.edit(workflow, "Add")
    qtbot.waitUntil(lambda: bool(panel.troubles))
    assert [(one.sign, one.node) for one in panel.troubles] == [("error", node)]
    assert panel.list.isVisibleTo(panel)


def test_it_follows_the_news_and_tells_the_counts(panel, document, qtbot):
    before = len(panel.troubles)
    with qtbot.waitSignal(panel.counted) as counted:
        fail(document, "image-viewer", warnings=("odd",))
    assert signs(panel)[:2] == ["error", "warning"]
    assert counted.args == [1, 1, len(panel.troubles) - 2]
    assert before <= 2


def test_many_news_are_one_look(panel, document, qtbot, monkeypatch):
    looks = []
    monkeypatch.setattr("satsuma.ui.problems_panel.problems_of",
                        lambda *_: looks.append(1) or ())
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        fail(document, "image-viewer", str(time.monotonic()))
        qtbot.wait(2)
    assert 1 <= len(looks) <= 3


def test_click_and_enter_show_the_node(panel, document, shown):
    fail(document, "image-viewer")
    fail(document, "import-images")
    panel.refresh()
    click(panel, 1)
    QTest.keyClick(panel.list, Qt.Key.Key_Up)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert shown == ["image-viewer", "import-images"]


def test_a_problem_of_the_file_has_no_node_to_show(panel, shown):
    panel.set_file_problems(("A link was left out.",))
    row = [one.text for one in panel.troubles].index("A link was left out.")
    assert panel.troubles[row].sign == "warning"
    assert panel.troubles[row].title == "Untitled"
    click(panel, row)
    assert shown == []


def test_an_unknown_widget_of_a_file_is_listed_once(qtbot, document):
    document.bridge._timer.stop()
    reason = "It cannot be used: nothing here is like Orange's “OWPCA”. It is kept as it is."
    unknown = replace(GONE, reason=reason)
    document.edit(Workflow({"pca": Node(unknown, "My PCA")}), "Begin")
    panel = ProblemsPanel(document)
    qtbot.addWidget(panel)
    panel.set_file_problems((f"Node “My PCA”: i{reason[1:]}", "Node “My PCA”: it moved."))
    assert [(one.sign, one.node, one.text) for one in panel.troubles] == [
        ("error", "pca", reason), ("warning", "", "Node “My PCA”: it moved.")]
    document.edit(Workflow(), "Remove")
    panel.refresh()
    assert [one.text for one in panel.troubles] == ["Node “My PCA”: it moved."]


def test_copy_takes_what_is_selected_or_all(panel, document, shown):
    fail(document, "image-viewer", "It\nbroke.")
    fail(document, "import-images", "So did this.")
    panel.refresh()
    QTest.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    clipboard = QGuiApplication.clipboard()
    assert len(clipboard.text().splitlines()) == len(panel.troubles)
    click(panel, 1)
    QTest.keyClick(panel.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "Error: Image Viewer: It broke."
    click(panel, 0, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(panel.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text().splitlines() == [
        "Error: Import Images: So did this.", "Error: Image Viewer: It broke."]
    assert shown == ["image-viewer"], "the canvas stays while one selects more"


def test_the_copy_key_is_not_left_to_the_canvas(panel):
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_C,
                      Qt.KeyboardModifier.ControlModifier)
    asked.ignore()
    QApplication.sendEvent(panel.list, asked)
    assert asked.isAccepted()


def test_what_is_selected_stays_selected_when_others_come(panel, document):
    fail(document, "image-viewer")
    panel.refresh()
    click(panel, 0)
    fail(document, "import-images")
    panel.refresh()
    [index] = panel.list.selectedIndexes()
    assert panel.troubles[index.row()].node == "image-viewer"
    assert panel.list.currentIndex() == index


def test_a_long_text_is_seen_whole(panel, document):
    fail(document, "import-images", "short")
    fail(document, "image-viewer", "long " * 60)
    panel.refresh()
    QApplication.processEvents()
    short, long = (panel.list.visualRect(panel.model.index(row)).height() for row in (0, 1))
    assert long > 2 * short
    panel.resize(1200, 300)
    QApplication.processEvents()
    assert panel.list.visualRect(panel.model.index(1)).height() < long


def test_each_row_is_read_with_the_word_of_its_sign(panel, document):
    fail(document, "image-viewer")
    panel.refresh()
    said = panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Error: Image Viewer: It broke."


def test_no_problems_are_said_too(qtbot, document):
    panel = ProblemsPanel(document)
    qtbot.addWidget(panel)
    panel.show()
    assert panel._empty.isVisible()
    assert not panel.copy_button.isEnabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_thousand_nodes_do_not_hold_up_the_window(qtbot, catalog, document, scheme):
    theme().apply(scheme, 100, "off")
    document.bridge._timer.stop()
    viewer = catalog.named("image-viewer")()
    document.edit(Workflow({f"n{i}": Node(viewer, f"Viewer {i}") for i in range(1000)}), "Begin")
    panel = ProblemsPanel(document)
    qtbot.addWidget(panel)
    panel.resize(400, 300)
    panel.show()
    for i in range(1000):
        fail(document, f"n{i}", f"Picture {i} cannot be read. Look whether it is there. " * 3)
    start = own_time()
    panel.refresh()
    QApplication.processEvents()
    took = own_time() - start
    assert count(panel.troubles).errors == 1000
    assert took < 0.5
    start = own_time()
    panel.refresh()
    assert own_time() - start < 0.1


def test_what_waits_for_a_paused_one_names_it(catalog):
    workflow = two(catalog)
    source = workflow.nodes["import-images"]
    output = next(iter(source.widget.spec.outputs))
    taken = next(iter(workflow.nodes["image-viewer"].widget.spec.inputs))
    workflow = workflow.with_link(Link("import-images", output, "image-viewer", taken))
    workflow = workflow.with_node("import-images", replace(source, auto=False))
    waiting = {"image-viewer": Status("image-viewer", "waiting", waiting_for=(taken,))}
    [note] = told(workflow, waiting)
    assert note[:2] == ("note", "image-viewer")
    assert f"“{source.title or source.widget.spec.title}”, which is paused" in note[2]
