"""The bridge: news in slices, the latest only, and never a long wait for the engine."""

from __future__ import annotations

import time

import pytest

from satsuma.engine.result import Status
from satsuma.ui.bridge import Bridge
from satsuma.widget import setting, widget
from satsuma.workflow.model import Node, Workflow
from tests.own_time import own_time

pytestmark = pytest.mark.window


@widget("Number", icon="M4 4h16")
class Number:
    """Quick."""

    value: int = setting(0, "Value")

    def compute(self) -> int:
        return self.value


@pytest.fixture
def bridge(qapp):
    made = Bridge()
    yield made
    made.close()
    made.deleteLater()


def _numbers(count: int, offset: int = 0) -> Workflow:
    return Workflow({f"n{i}": Node(Number(i + offset), f"n{i}") for i in range(count)})


def test_news_of_a_node_that_is_gone_are_not_told(bridge):
    told = []
    bridge.news.connect(told.append)
    bridge._told.put(Status("gone", "running"))
    bridge.drain()
    assert not told
    assert bridge.status("gone").state == "waiting"


def test_of_each_node_only_the_latest_is_told(bridge, qtbot):
    bridge.update(_numbers(1))
    qtbot.waitUntil(lambda: bridge.status("n0").state == "done" or bridge.status("n0").result)
    told = []
    bridge.news.connect(told.append)
    for _ in range(10):
        bridge._told.put(bridge.status("n0"))
    bridge.drain()
    assert told == ["n0"]


def test_it_settles_once_everything_is_told(bridge, qtbot):
    with qtbot.waitSignal(bridge.settled):
        bridge.update(_numbers(30))
    assert bridge.running == 0
    assert all(bridge.status(f"n{i}").result.value == i for i in range(30))


def test_many_news_are_handed_out_in_slices(bridge, qtbot):
    bridge._workflow = _numbers(1000)
    told = []

    def slow(node_id: str) -> None:
        told.append(node_id)
        time.sleep(0.001)
    bridge.news.connect(slow)
    for i in range(1000):
        bridge._told.put(Status(f"n{i}", "running"))
    begin = own_time()
    bridge.drain()
    assert own_time() - begin < 0.1
    assert 0 < len(told) < 1000
    qtbot.waitUntil(lambda: len(told) == 1000)
    assert len(set(told)) == 1000


def test_asking_for_a_result_never_waits_long_while_a_thousand_nodes_run(bridge, qtbot):
    bridge.update(_numbers(1000))
    longest, end = 0.0, time.monotonic() + 1.0
    while time.monotonic() < end:
        begin = own_time()
        bridge.last("n500")
        longest = max(longest, own_time() - begin)
        qtbot.wait(1)
    assert longest < 0.1


def test_a_move_does_not_trouble_the_engine(bridge, monkeypatch):
    workflow, asked = _numbers(2), []
    bridge.update(workflow)
    with monkeypatch.context() as patch:
        patch.setattr(bridge.engine, "update", asked.append)
        bridge.update(workflow.with_position("n0", (5.0, 5.0)))
        bridge.update(workflow.with_setting("n0", "value", 9))
    assert len(asked) == 1


def test_one_that_waits_computes_when_it_is_told_to_begin(qapp, qtbot):
    waiting = Bridge(waits=True)
    try:
        waiting.update(_numbers(2))
        waiting.update(_numbers(3))
        assert waiting.engine.finish(5)
        waiting.drain()
        assert waiting.status("n2").state == "waiting"
        waiting.begin()
        qtbot.waitUntil(lambda: waiting.status("n2").state == "done")
    finally:
        waiting.close()
        waiting.deleteLater()


def test_one_that_was_closed_begins_nothing(qapp):
    waiting = Bridge(waits=True)
    waiting.update(_numbers(1))
    waiting.close()
    waiting.begin()
    assert waiting.status("n0").state == "waiting"
    waiting.deleteLater()
