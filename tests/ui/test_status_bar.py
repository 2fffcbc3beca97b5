"""The status bar: what runs, what is amiss, how near the canvas is."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("PyQt6.QtWidgets")

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from PyQt6.QtCore import Qt  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402
from PyQt6.QtWidgets import QApplication, QToolButton  # noqa: E402

from satsuma.engine.result import Status  # noqa: E402
from satsuma.ui.running import activity_of, progress_text  # noqa: E402
from satsuma.ui.status_bar import ZOOMS, StatusBar  # noqa: E402
from satsuma.ui.theme import theme  # noqa: E402
from satsuma.workflow.model import Workflow  # noqa: E402

pytestmark = pytest.mark.window


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def running(node: str, progress: float, left: float | None = None) -> Status:
    return Status(node, "running", progress=progress, left=left)


@pytest.mark.parametrize(("statuses", "text"), [
    ([], ""), ([Status("a", "done"), Status("b", "waiting")], ""),
    ([running("a", 0.61, 4.2)], "1 running · 61 % · 4 s left"),
    ([running("a", 0.2, 4), running("b", 0.4, 130)], "2 running · 30 % · 2 min left"),
    ([running("a", 0.999)], "1 running · 99 %"),
    ([running("a", 0.5), Status("b", "queued")], "1 running · 1 in line · 50 %"),
    ([Status("b", "queued")], "1 in line"), ([Status("b", "pending")], "Looking at files…"),
    ([running("a", 0.5, 7800)], "1 running · 50 % · 2 h 10 min left")])
def test_what_runs_in_words(statuses, text):
    assert plain(activity_of(statuses).text) == text


@given(st.floats(-1, 2), st.none() | st.floats(0, 1e7))
def test_any_progress_can_be_told(progress, left):
    text = plain(progress_text(progress, left))
    assert 0 <= int(text.split(" %")[0]) <= 100
    assert ("left" in text) == (left is not None)


@pytest.fixture
def bar(qtbot, catalog, document):
    document.bridge._timer.stop()
    workflow = Workflow()
    for name in ("image-embedding", "distances", "image-viewer"):
        workflow, _ = workflow.with_new_node(catalog.named(name)())
    document.edit(workflow, "Begin")
    for node_id in workflow.nodes:
        document.bridge._note(node_id, Status(node_id, "done"))
    made = StatusBar(document)
    qtbot.addWidget(made)
    made.resize(1000, 36)
    made.show()
    return made


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_title_is_the_workflow_s_else_the_file_s(bar, document, qtbot):
    assert bar.title.text() == "Untitled"
    document.mark_saved(Path("cows & calves.ows"))
    assert bar.title.text() == "cows && calves.ows"
    from dataclasses import replace

    document.edit(replace(document.workflow, title="A herd " * 20), "Title")
    assert bar.title.text().endswith("…")
    assert "A herd A herd" in bar.title.accessibleName()
    with qtbot.waitSignal(bar.info_asked):
        click(bar.title)


def test_what_runs_comes_up_and_goes_away(bar, document, qtbot):
    bar.refresh()
    assert bar.activity.isHidden()
    document.bridge._note("image-embedding", running("image-embedding", 0.61, 4.2))
    qtbot.waitUntil(lambda: plain(bar.activity.text()) == "1 running · 61 % · 4 s left")
    document.bridge._note("image-embedding", Status("image-embedding", "done"))
    qtbot.waitUntil(bar.activity.isHidden)


def test_what_is_over_is_not_told_any_more_at_once(bar, document):
    document.bridge._note("distances", running("distances", 0.34))
    bar.refresh()
    document.bridge._note("distances", Status("distances", "done"))
    QApplication.processEvents()
    assert bar.activity.isHidden()


def test_between_two_runs_nothing_flickers(bar, document):
    document.bridge._note("image-embedding", running("image-embedding", 0.9))
    bar.refresh()
    document.bridge._note("image-embedding", Status("image-embedding", "done"))
    document.bridge._note("distances", running("distances", 0.1))
    QApplication.processEvents()
    assert not bar.activity.isHidden()


def test_a_node_that_is_removed_does_not_run(bar, document, qtbot):
    document.bridge._note("distances", running("distances", 0.1))
    qtbot.waitUntil(bar.activity.isVisible)
    document.edit(document.workflow.without_node("distances"), "Remove")
    qtbot.waitUntil(bar.activity.isHidden)


def test_the_list_of_what_runs_stops_each(bar, document, monkeypatch):
    stopped = []
    monkeypatch.setattr(document.bridge.engine, "cancel", stopped.append)
    document.bridge._note("distances", Status("distances", "queued"))
    document.bridge._note("image-embedding", running("image-embedding", 0.61, 4.2))
    bar.refresh()
    click(bar.activity)
    assert bar.running_list.isVisible()
    assert list(bar.running_list.rows) == ["image-embedding", "distances"]
    row = bar.running_list.rows["image-embedding"]
    assert row.cancel.accessibleName() == "Stop Image Embedding"
    assert row.cancel.hasFocus()
    click(row.cancel)
    QTest.keyClick(bar.running_list.rows["distances"].cancel, Qt.Key.Key_Space)
    assert stopped == ["image-embedding", "distances"]
    document.bridge._note("image-embedding", Status("image-embedding", "stopped"))
    bar.refresh()
    assert list(bar.running_list.rows) == ["distances"]
    document.bridge._note("distances", Status("distances", "done"))
    bar.refresh()
    assert not bar.running_list.isVisible()


def test_escape_closes_the_list(bar, document):
    document.bridge._note("distances", running("distances", 0.5))
    bar.refresh()
    click(bar.activity)
    QTest.keyClick(bar.running_list, Qt.Key.Key_Escape)
    assert not bar.running_list.isVisible()


def test_pause_and_resume_are_asked(bar, qtbot):
    with qtbot.waitSignal(bar.pause_asked) as asked:
        click(bar.pause)
    assert asked.args == [True]
    assert bar.pause.accessibleName() == "Resume the workflow"
    assert bar.pause.text() == "Paused"
    with qtbot.waitSignal(bar.pause_asked) as asked:
        QTest.keyClick(bar.pause, Qt.Key.Key_Space)
    assert asked.args == [False]
    with qtbot.assertNotEmitted(bar.pause_asked):
        bar.set_paused(True)
    assert bar.pause.isChecked()


def test_problems_are_counted_with_signs_and_words(bar, qtbot):
    narrow = bar.problems.sizeHint().width()
    bar.set_counts(1, 12, 0)
    assert bar.problems.accessibleName() == "Problems: 1 error · 12 warnings"
    assert bar.problems.sizeHint().width() > narrow
    with qtbot.waitSignal(bar.problems_asked):
        click(bar.problems)


def test_zoom_goes_by_steps_to_whole_and_to_fit(bar, qtbot):
    asked: list[float] = []
    bar.zoom_asked.connect(asked.append)
    bar.set_zoom(1.0)
    assert bar.percent.text() == "100\u00a0%"
    for button in (bar.nearer, bar.farther, bar.percent):
        click(button)
    bar.set_zoom(0.4321)
    for button in (bar.nearer, bar.farther):
        click(button)
    assert asked == [1.1, 0.9, 1.0, 0.5, 0.33]
    with qtbot.waitSignal(bar.fit_asked):
        click(bar.fit)


def test_zoom_ends_at_both_ends(bar):
    bar.set_zoom(ZOOMS[-1])
    assert not bar.nearer.isEnabled()
    bar.set_zoom(ZOOMS[0])
    assert not bar.farther.isEnabled()
    assert bar.nearer.isEnabled()


def test_nothing_leaves_this_computer_is_said_where_there_is_room(bar):
    assert bar.promise.isVisible()
    bar.resize(500, 36)
    assert not bar.promise.isVisible()


def test_every_button_has_a_name_and_is_reached_by_tab(bar, document):
    document.bridge._note("distances", running("distances", 0.5))
    bar.refresh()
    bar.set_zoom(1.0)
    buttons = [button for button in bar.findChildren(QToolButton) if button.parent() is bar]
    assert all(button.accessibleName() for button in buttons)
    bar.title.setFocus()
    seen = set()
    for _ in range(12):
        focused = bar.focusWidget()
        seen.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen >= set(buttons)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_paints_in_both_schemes_and_grows_with_the_scale(bar, scheme):
    theme().apply(scheme, 100, "off")
    bar.set_counts(1, 2, 3)
    assert bar.grab().toImage().pixelColor(500, 0) == theme().colors.line
    theme().apply(scheme, 200, "off")
    assert bar.height() == 72
