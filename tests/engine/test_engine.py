"""The engine: what runs, what is remembered, what is cancelled, what is told."""

from __future__ import annotations

import threading
import time

import pytest

from satsuma.engine.engine import Engine
from satsuma.engine.workshop import Workshop
from satsuma.workflow.model import Link, Node, Workflow


@pytest.fixture
def engine():
    engine = Engine()
    yield engine
    engine.close()


def build(widgets, *links):
    """A workflow from `name=widget` and links written "a.out>b.in"."""
    workflow = Workflow({name: Node(widget, name) for name, widget in widgets.items()}, ())
    for text in links:
        source, target = text.split(">")
        workflow = workflow.with_link(Link(*source.split("."), *target.split(".")))
    return workflow


@pytest.fixture
def chain(toys):
    """Source → Add → Split."""
    return build({"source": toys.Source(), "add": toys.Add(), "split": toys.Split()},
                 "source.data>add.data", "add.data>split.data")


def settled(engine, workflow):
    engine.update(workflow)
    assert engine.finish(20)
    return engine


def test_values_flow_along_the_links(engine, chain, toys):
    settled(engine, chain)
    assert toys.values_of(engine.result("split").values["large"]) == [2.0, 3.0]
    assert toys.values_of(engine.result("split").values["small"]) == [1.0]
    assert toys.CALLS == ["source a", "add 1", "split 2", "sorted"]


def test_only_what_changed_runs_again_and_undo_runs_nothing(engine, chain, toys):
    settled(engine, chain)
    toys.CALLS.clear()
    settled(engine, chain.with_setting("add", "amount", 2))
    assert toys.CALLS == ["add 2", "split 2", "sorted"]
    toys.CALLS.clear()
    settled(engine, chain)
    assert toys.CALLS == []


def test_a_cosmetic_setting_runs_nothing(engine, chain, toys):
    settled(engine, chain)
    toys.CALLS.clear()
    settled(engine, chain.with_setting("add", "look", "fancy"))
    assert toys.CALLS == []


def test_once_is_kept_while_its_inputs_stay(engine, chain, toys):
    settled(engine, chain)
    toys.CALLS.clear()
    settled(engine, chain.with_setting("split", "border", 3))
    assert toys.CALLS == ["split 3"]
    settled(engine, chain.with_setting("source", "count", 4))
    assert "sorted" in toys.CALLS


def test_a_price_is_told_only_when_it_will_be_paid(toys):
    told = []
    engine = Engine(told.append)
    workflow = build({"s": toys.Source(), "split": toys.Split()}, "s.data>split.data")
    settled(engine, workflow)
    assert toys.PRICE in [status.price for status in told]
    told.clear()
    settled(engine, workflow.with_setting("split", "border", 3)).close()
    assert [status.price for status in told if status.price] == []


def test_equal_nodes_share_a_run(engine, toys):
    workflow = build({"s": toys.Source(), "a": toys.Add(), "b": toys.Add()},
                     "s.data>a.data", "s.data>b.data")
    settled(engine, workflow)
    assert toys.CALLS == ["source a", "add 1"]
    assert engine.result("a") is engine.result("b")


def test_nothing_selected_makes_the_next_node_wait_and_not_fail(engine, chain, toys):
    workflow = chain.with_setting("split", "border", 0)
    workflow = build({**{n: node.widget for n, node in workflow.nodes.items()}, "last": toys.Add()},
                     "source.data>add.data", "add.data>split.data", "split.small>last.data")
    settled(engine, workflow)
    status = engine.status("last")
    assert (status.state, status.waiting_for) == ("waiting", ("data",))


def test_an_error_stays_on_its_node_and_those_below_wait(engine, chain):
    settled(engine, chain.with_setting("add", "amount", 13))
    assert engine.status("source").state == "done"
    assert engine.status("add").state == "failed"
    assert engine.status("add").result.error == "Thirteen is never added."
    assert engine.status("split").state == "waiting"


def test_a_widget_that_breaks_says_so_with_its_traceback(engine, chain):
    settled(engine, chain.with_setting("add", "amount", 14))
    result = engine.result("add")
    assert result.error == "This widget broke: ZeroDivisionError: fourteen"
    assert "raise ZeroDivisionError" in result.details


def test_a_lasting_error_is_remembered(engine, chain, toys):
    workflow = chain.with_setting("add", "amount", 13)
    settled(engine, workflow)
    engine.reload()
    assert engine.finish(30)
    assert toys.CALLS.count("add 13") == 1


def test_other_errors_go_when_the_world_is_mended(engine, chain, toys):
    toys.WORLD["a"] = -1
    settled(engine, chain)
    assert engine.status("source").state == "failed"
    toys.WORLD["a"] = 5
    settled(engine, chain)
    assert engine.status("source").state == "failed", "nothing changes by itself"
    engine.reload()
    assert engine.finish(30)
    assert toys.values_of(engine.result("add").values["data"]) == [6.0, 7.0, 8.0]


def test_retry_runs_a_failed_node_again(engine, chain, toys):
    settled(engine, chain.with_setting("add", "amount", 14))
    engine.retry("add")
    assert engine.finish(30)
    assert toys.CALLS.count("add 14") == 2


def test_reloading_an_unchanged_world_runs_nothing(engine, chain, toys):
    settled(engine, chain)
    toys.CALLS.clear()
    engine.reload()
    assert engine.finish(30)
    assert toys.CALLS == []


def test_reloading_leaves_a_run_alone_when_the_world_is_as_it_was(engine, toys):
    slow = build({"s": toys.Source(), "slow": toys.Slow()}, "s.data>slow.data")
    engine.update(slow)
    assert toys.STARTED.wait(30)
    engine.reload()
    time.sleep(0.2)
    toys.GATE.set()
    assert engine.finish(30)
    assert toys.CALLS.count("slow") == 1


def test_results_stay_while_the_world_is_looked_at_anew(engine, chain, toys):
    settled(engine, chain)
    toys.LOOK.clear()
    engine.reload()
    try:
        assert engine.status("source").state == "done"
        assert engine.status("split").state == "done"
        assert not engine.finish(0.2)
    finally:
        toys.LOOK.set()
    assert engine.finish(30)


def test_a_failed_node_waits_for_the_new_look(engine, chain, toys):
    toys.WORLD["a"] = -1
    settled(engine, chain)
    toys.LOOK.clear()
    toys.WORLD["a"] = 5
    engine.reload()
    assert engine.status("source").state == "pending"
    toys.LOOK.set()
    assert engine.finish(30)
    assert engine.status("source").state == "done"
    toys.WORLD["a"] = -1
    engine.reload()
    assert engine.finish(30)
    assert engine.status("source").state == "failed", "the old world's name was not given away"


def test_going_back_to_settings_looks_at_the_world_anew(engine, chain, toys):
    settled(engine, chain)
    settled(engine, chain.with_setting("source", "count", 1))
    toys.WORLD["a"] = 7
    toys.CALLS.clear()
    toys.LOOK.clear()
    engine.update(chain)
    assert engine.status("source").state == "done", "meanwhile what is known is shown"
    toys.LOOK.set()
    assert engine.finish(30)
    assert toys.values_of(engine.result("source").values["data"])[0] == 7.0
    assert toys.CALLS[0] == "source a"


def test_warnings_are_remembered_with_the_result(engine, chain, toys):
    toys.WORLD["a"] = 200
    settled(engine, chain)
    settled(engine, chain.with_setting("source", "count", 1))
    settled(engine, chain)
    assert engine.result("source").warnings == ("large numbers",)


def test_a_run_no_longer_wanted_is_cancelled_and_leaves_no_result(engine, toys):
    slow = build({"s": toys.Source(), "slow": toys.Slow()}, "s.data>slow.data")
    engine.update(slow)
    assert toys.STARTED.wait(30)
    old = engine.status("slow").key
    toys.GATE.clear()
    engine.update(slow.with_setting("slow", "steps", 1))
    assert engine.finish(30)
    assert engine.status("slow").state == "done"
    assert engine.status("slow").key != old
    engine.update(slow)
    assert engine.status("slow").state in ("queued", "running"), "it has to run anew"


def test_a_stopped_run_stays_stopped_until_it_is_retried(engine, toys):
    slow = build({"s": toys.Source(), "slow": toys.Slow()}, "s.data>slow.data")
    engine.update(slow)
    assert toys.STARTED.wait(30)
    engine.cancel("slow")
    assert engine.finish(30)
    assert engine.status("slow").state == "stopped"
    assert engine.status("slow").text.startswith("stopped at ")
    engine.update(slow.with_title("slow", "renamed"))
    assert engine.status("slow").state == "stopped"
    toys.GATE.set()
    engine.retry("slow")
    assert engine.finish(30)
    assert engine.status("slow").state == "done"


def test_a_run_that_counts_tells_how_much_is_done_and_goes_on_from_there(engine, toys):
    counting = build({"s": toys.Source(), "count": toys.Counting()}, "s.data>count.data")
    engine.update(counting)
    assert toys.STARTED.wait(30)
    assert engine.status("count").counted == (4000, 10_000)
    assert engine.status("count").progress == pytest.approx(0.4, abs=0.01)
    engine.cancel("count")
    engine.cancel("count")
    assert engine.finish(30)
    assert engine.status("count").text == "stopped, 4,008 of 10,000 done", "the last batch counts"


def test_cancelling_frees_the_node_though_the_run_does_not_listen(engine, toys):
    workflow = build({"s": toys.Source(), "deaf": toys.Stubborn()}, "s.data>deaf.data")
    engine.update(workflow)
    assert toys.STARTED.wait(30)
    started = time.monotonic()
    engine.cancel("deaf")
    assert engine.finish(30)
    assert time.monotonic() - started < 2  # the run itself would take 20
    assert engine.status("deaf").state == "stopped"


def test_an_abandoned_run_gives_its_lane_free_and_its_result_is_kept(engine, toys):
    workflow = build({"s": toys.Source(), "deaf": toys.Stubborn(), "slow": toys.Slow(steps=1)},
                     "s.data>deaf.data")
    engine.update(workflow)
    assert toys.STARTED.wait(30)
    engine.cancel("deaf")
    engine.update(workflow.with_link(Link("s", "data", "slow", "data")))
    assert engine.finish(30)
    assert engine.status("slow").state == "done"
    toys.GATE.set()
    deadline = time.monotonic() + 30
    while engine.status("deaf").state != "done" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert engine.status("deaf").state == "done"


def test_never_more_than_one_run_is_abandoned(engine, toys):
    first = build({"s": toys.Source(), "deaf": toys.Stubborn(number=1)}, "s.data>deaf.data")
    engine.update(first)
    for number in (2, 3):
        assert toys.STARTED.wait(30)
        toys.STARTED.clear()
        engine.update(first.with_setting("deaf", "number", number))
    time.sleep(0.8)
    assert [c for c in toys.CALLS if c.startswith("stubborn")] == ["stubborn 1", "stubborn 2"]
    toys.GATE.set()
    assert engine.finish(30)
    assert toys.CALLS[-1] == "stubborn 3"


def test_a_quick_run_never_waits_for_a_long_one(engine, toys):
    workflow = build({"s": toys.Source(), "slow": toys.Slow(), "add": toys.Add()},
                     "s.data>slow.data", "s.data>add.data")
    engine.update(workflow)
    assert toys.STARTED.wait(30)
    deadline = time.monotonic() + 30
    while engine.status("add").state != "done" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert engine.status("add").state == "done"
    assert engine.status("slow").state == "running"


def test_long_runs_go_one_at_a_time(engine, toys):
    workflow = build({"s": toys.Source(), "one": toys.Slow(steps=999), "two": toys.Slow()},
                     "s.data>one.data", "s.data>two.data")
    engine.update(workflow)
    assert toys.STARTED.wait(30)
    states = sorted(engine.status(node).state for node in ("one", "two"))
    assert states == ["queued", "running"]


def test_progress_and_states_are_told(toys):
    told = []
    engine = Engine(told.append)
    workflow = build({"s": toys.Source(), "slow": toys.Slow(steps=12)}, "s.data>slow.data")
    settled(engine, workflow).close()
    states = [s.state for s in told if s.node == "slow"]
    assert states[-1] == "done"
    assert "running" in states
    shares = [s.progress for s in told if s.node == "slow" and s.state == "running"]
    assert shares == sorted(shares)
    assert shares[-1] > 0


def test_a_disabled_link_is_an_absent_link(engine, chain, toys):
    link = next(link for link in chain.links if link.target == "add")
    settled(engine, chain.without_link(link).with_link(
        Link(link.source, link.output, link.target, link.input, enabled=False)))
    assert engine.status("add").waiting_for == ("data",)


def test_many_links_keep_their_order_and_optional_inputs_may_stay_empty(engine, toys):
    workflow = build({"a": toys.Source(count=1), "b": toys.Source(count=2), "sum": toys.Sum()},
                     "b.data>sum.tables", "a.data>sum.tables")
    settled(engine, workflow)
    assert toys.values_of(engine.result("sum").values["data"]) == [0.0, 1.0, 0.0]


def test_an_edit_tells_of_the_nodes_it_concerns_and_of_no_other(chain, toys):
    told = []
    engine = Engine(lambda status: told.append((status.node, status.state, status.stale)))
    settled(engine, chain)
    paused = chain.with_auto("split", False)
    settled(engine, paused)
    told.clear()
    settled(engine, paused.with_setting("add", "amount", 5))
    assert {node for node, _, _ in told} == {"add", "split"}
    assert ("split", "paused", True) in told
    told.clear()
    settled(engine, paused.with_setting("add", "amount", 5).without_node("source"))
    assert [one for one in told if one[0] == "add"][-1] == ("add", "waiting", True)
    engine.close()


def test_a_paused_node_keeps_its_result_and_is_marked_stale(engine, chain, toys):
    settled(engine, chain)
    paused = chain.with_auto("add", False).with_setting("add", "amount", 5)
    settled(engine, paused)
    status = engine.status("add")
    assert (status.state, status.stale) == ("paused", True)
    assert toys.values_of(status.result.values["data"]) == [1.0, 2.0, 3.0]
    assert engine.status("split").state == "done"
    settled(engine, paused.with_auto("add", True))
    assert toys.values_of(engine.result("add").values["data"]) == [5.0, 6.0, 7.0]


def test_the_last_good_result_stays_to_be_shown(engine, chain, toys):
    settled(engine, chain)
    settled(engine, chain.with_setting("add", "amount", 13))
    assert engine.status("add").stale
    assert toys.values_of(engine.last("add").values["data"]) == [1.0, 2.0, 3.0]


def test_what_took_long_is_found_on_disk_by_the_next_engine(toys, tmp_path):
    workflow = build({"s": toys.Source(), "heavy": toys.Heavy()}, "s.data>heavy.data")
    first = settled(Engine(workshop=Workshop(disk=tmp_path)), workflow)
    first.close()
    toys.CALLS.clear()
    second = settled(Engine(workshop=Workshop(disk=tmp_path)), workflow)
    assert toys.CALLS == ["source a"]
    result = second.result("heavy")
    assert result.values["data"]["block"].values.shape == (3, 100)
    assert result.warnings == ("that was heavy",)
    assert not result.computed
    second.close()


def test_a_damaged_file_on_disk_is_computed_again(toys, tmp_path):
    workflow = build({"s": toys.Source(), "heavy": toys.Heavy()}, "s.data>heavy.data")
    settled(Engine(workshop=Workshop(disk=tmp_path)), workflow).close()
    (file,) = tmp_path.glob("results/*.npz")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 255
    file.write_bytes(content)
    toys.CALLS.clear()
    engine = settled(Engine(workshop=Workshop(disk=tmp_path)), workflow)
    assert toys.CALLS == ["source a", "heavy"]
    engine.close()


def test_two_engines_share_what_a_workshop_remembers(toys, chain):
    shop = Workshop()
    one, two = Engine(workshop=shop), Engine(workshop=shop)
    settled(one, chain)
    settled(two, chain)
    assert toys.CALLS == ["source a", "add 1", "split 2", "sorted"]
    one.close()
    assert two.result("split").ok
    two.close()


def test_memory_is_bounded_but_never_takes_what_is_wanted(toys):
    shop = Workshop(memory=1_000)
    engine = Engine(workshop=shop)
    workflow = build({"s": toys.Source(), "heavy": toys.Heavy(size=1000)}, "s.data>heavy.data")
    settled(engine, workflow)
    assert engine.status("heavy").state == "done"
    assert shop.memory.bytes > 10_000
    settled(engine, build({"s": toys.Source()}))
    assert shop.memory.bytes < 1_000
    engine.close()


def test_closing_leaves_no_threads(toys):
    before = set(threading.enumerate())
    engine = Engine()
    workflow = build({"s": toys.Source(), "slow": toys.Slow()}, "s.data>slow.data")
    engine.update(workflow)
    assert toys.STARTED.wait(30)
    engine.close()
    time.sleep(PATIENCE_AND_A_BIT)
    assert {t.name for t in set(threading.enumerate()) - before} == set()


PATIENCE_AND_A_BIT = 0.6
