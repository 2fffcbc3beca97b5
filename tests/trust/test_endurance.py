"""For hours: windows open and close, edits come by the thousand, collections are large.

After a warm-up memory stays flat, no thread and no window is left, and the window always answers.
The quick form does the same with less; `pytest -m long -s` tells the figures.
"""

from __future__ import annotations

import random
import threading
import time
from functools import partial

import numpy as np
import pytest

from satsuma.problem import Problem
from satsuma.widget import Run, setting, widget
from satsuma.workflow.model import Link, Workflow
from tests.own_time import own_time
from tests.trust.children import pictures
from tests.trust.programs import SIX, computed, opened, the_six
from tests.trust.telling import report

pytestmark = pytest.mark.window


def under_way(window) -> str:
    """What is being computed."""
    document = window.document
    running = [node for node in document.workflow.nodes
               if document.bridge.status(node).state == "running"]
    return " and ".join(running) or "nothing"


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("times", [2, pytest.param(1000, marks=pytest.mark.long)])
def test_windows_that_open_and_close_leave_nothing(program, catalog, tmp_path, times):
    from satsuma.ui.theme import theme
    from tests.trust.watching import memory, settle, slope, threads, widgets

    pictures(tmp_path / "p", 24)
    window = opened(program, the_six(catalog, tmp_path / "p"))
    held: list[int] = []
    longest = 0.0
    for round_ in range(times + 2):
        if round_ == 2:  # the first two make what is kept for good
            settle()
            longest, before, running = 0.0, widgets(), threads()
            heard = theme().changed.listeners, _listeners(window)
        for node in SIX:
            longest = max(longest, _open_and_close(window, node))
        settle(1)
        if round_ >= 2 and round_ % max(1, times // 100) == 0:
            held.append(memory())
    settle()
    warm = held[len(held) // 5:]
    per_window = slope(warm) / (6 * max(1, times // 100))
    report("windows", opened=6 * times, bytes_each=round(per_window),
           longest_ms=round(1000 * longest),
           from_MB=round(held[0] / 1e6), to_MB=round(held[-1] / 1e6))
    assert widgets() < before + 12  # a label of the main window may come, one of each window not
    assert (theme().changed.listeners, _listeners(window)) <= heard
    assert threads() <= running
    if times >= 100:
        assert per_window < 5_000
    else:
        assert held[-1] - held[0] < 30e6


def _listeners(window) -> int:
    """How many connections the document and its results have to whoever shows them."""
    document, performer = window.document, window.performer
    return (document.receivers(document.changed) + document.receivers(document.named)
            + document.bridge.receivers(document.bridge.news)
            + sum(performer.receivers(signal) for signal in
                  (performer.done, performer.told, performer.failed))
            + performer.committer.receivers(performer.committer.changed))


def _open_and_close(window, node: str) -> float:
    """Open the window of a node, let it fill, and close it; seconds that opening it took."""
    from PyQt6.QtCore import QCoreApplication, QEvent

    from satsuma.ui.background import background

    began = own_time()
    shown = window.widget_windows.open(node)
    QCoreApplication.processEvents()
    took = own_time() - began
    assert background().wait(30)
    QCoreApplication.processEvents()
    assert shown.isVisible()
    shown.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return took


@widget("Busy", icon="M4 4h16v16H4z")
class Busy:
    """Computes for a while, on all of a core."""

    amount: int = setting(1, "Amount", low=0, high=1_000_000)

    def compute(self, run: Run = Run()) -> float:
        found = 0.0
        for _ in run.track(range(30)):
            found += float(np.linalg.norm(np.sin(np.arange(20_000) + self.amount)))
        return found


@widget("Sum", icon="M4 4h16v16H4z")
class Sum:
    """Adds two numbers."""

    scale: int = setting(1, "Scale", low=0, high=1_000_000)

    def compute(self, one: float, other: float | None = None) -> float:
        return self.scale * (one + (other or 0.0))


def an_edit(workflow: Workflow, pick: random.Random, busy: tuple[str, ...]) -> Workflow:
    """Some edit; the nodes that keep three workers busy are never taken away."""
    nodes = list(workflow.nodes)
    free = [node for node in nodes if node not in busy]
    match pick.randrange(8):
        case 0 if len(nodes) < 30:
            place = (pick.uniform(0, 900), pick.uniform(0, 600))
            return workflow.with_new_node(Sum(pick.randrange(9)), "Sum", place)[0]
        case 1 if len(nodes) > 15:
            return workflow.without_node(pick.choice(free))
        case 2 | 3 if len(nodes) > 4:
            source, target = pick.choice(nodes), pick.choice(free or nodes)
            try:
                return workflow.with_link(Link(source, "value", target,
                                               pick.choice(("one", "other"))))
            except Problem:
                return workflow
        case 4 if workflow.links:
            return workflow.without_link(pick.choice(workflow.links))
        case 5 if free:
            return workflow.with_setting(pick.choice(free), "scale", pick.randrange(9))
        case 6:  # what is under way is out of date, and begun anew
            return workflow.with_setting(pick.choice(busy), "amount", pick.randrange(1000))
    return workflow.with_position(pick.choice(nodes), (pick.uniform(0, 900), pick.uniform(0, 600)))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("edits", [120, pytest.param(10_000, marks=pytest.mark.long)])
def test_edits_by_the_thousand_while_three_workers_compute(program, edits):
    from PyQt6.QtCore import QCoreApplication

    from tests.trust.watching import Pulse, answer_until, memory, settle, slope

    window = program.new_window()
    window.start.dismiss()
    workflow, busy = Workflow(), ()
    for number in range(3):
        workflow, node = workflow.with_new_node(Busy(number), "Busy", (100.0 * number, 0.0))
        busy += (node,)
    window.document.edit(workflow, "Make")
    pick, pulse, held = random.Random(0), Pulse(), []
    for number in range(edits):
        window.document.edit(an_edit(window.document.workflow, pick, busy), "Edit",
                             merge=pick.choice(("", "slide")))
        if pick.random() < 0.1:
            (window.document.undo if pick.random() < 0.6 else window.document.redo)()
        busy = tuple(node for node in busy if node in window.document.workflow.nodes)
        if len(busy) < 3:  # undone down to the beginning
            window.document.edit(workflow, "Make")
            busy = tuple(workflow.nodes)
        QCoreApplication.processEvents()
        if number % max(1, edits // 100) == 0:
            held.append(memory())
    pulse.stop()
    document = window.document
    answer_until(lambda: document.bridge.running == 0, 60)
    per_edit = slope(held[len(held) // 3:]) / max(1, edits // 100)
    report("edits", done=edits, longest_ms=round(1000 * pulse.longest),
           stalls=len(pulse.stalls), bytes_each=round(per_edit),
           from_MB=round(held[0] / 1e6), to_MB=round(held[-1] / 1e6))
    _agrees_with_a_fresh_engine(document)
    if edits >= 1000:
        assert per_edit < 5_000
        assert not pulse.stalls
    settle()
    assert not [one for one in threading.enumerate() if one.name.startswith("satsuma ")]


def _agrees_with_a_fresh_engine(document) -> None:
    from satsuma.engine.engine import Engine

    fresh = Engine()
    fresh.update(document.workflow)
    assert fresh.finish(60)
    for node in document.workflow.nodes:
        here, there = document.bridge.status(node), fresh.status(node)
        assert here.state == there.state
        assert (here.result and here.result.values) == (there.result and there.result.values)
    fresh.close()


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", [60, pytest.param(20_000, marks=pytest.mark.long)])
def test_a_large_collection_from_folder_to_tree(program, catalog, tmp_path, number):
    from tests.trust.watching import Pulse, memory, settle, threads

    pictures(tmp_path / "p", number)
    running = threads()
    window = program.new_window()
    window.start.dismiss()
    settle()
    pulse, began = Pulse(partial(under_way, window)), time.monotonic()
    computed(window, the_six(catalog, tmp_path / "p"), 3000)
    took = time.monotonic() - began
    pulse.stop()
    assert len(window.document.bridge.last("hierarchical-clustering").values["data"]) == number
    viewer, scrolling = _all_in_a_viewer(window), Pulse()
    held = [_scrolled(viewer, number) for _ in range(4)]
    scrolling.stop()
    report("collection", pictures=number, seconds=round(took, 1),
           longest_computing_ms={name: round(1000 * one) for name, one in pulse.worst.items()},
           longest_scrolling_ms=round(1000 * scrolling.longest),
           after_each_pass_MB=[round(one / 1e6) for one in held], now_MB=round(memory() / 1e6))
    assert held[-1] - held[1] < 20e6  # the first pass fills the memory of thumbnails
    if number >= 1000:
        assert not scrolling.stalls
        assert not pulse.stalls
    viewer.close()
    settle()
    assert threads() <= running


def _all_in_a_viewer(window):
    """The window of a viewer that shows all pictures, and not those of a branch alone."""
    from tests.trust.watching import answer_until

    workflow, node = window.document.workflow.with_new_node(
        window.catalog.named("image-viewer")(), "All", (900.0, 400.0))
    window.document.edit(workflow.with_link(Link("import-images", "data", node, "data")), "Add")
    answer_until(lambda: window.document.bridge.status(node).state == "done", 60)
    shown = window.widget_windows.open(node)
    answer_until(lambda: shown.area.painter is not None and shown.area.painter.area.arrangement
                 is not None, 30)
    return shown


def _scrolled(shown, number: int) -> int:
    """Scroll through all of it, as a person would; the memory that is held then."""
    from PyQt6.QtCore import QCoreApplication

    from tests.trust.watching import memory

    bar = shown.area.painter.area.verticalScrollBar()
    steps = max(5, min(400, number // 50))
    for step in range(steps + 1):
        bar.setValue(round(bar.maximum() * step / steps))
        end = time.monotonic() + 0.03
        while time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.001)
    return memory()
