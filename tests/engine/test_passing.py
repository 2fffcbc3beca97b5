"""Results that hold for now only: shown and handed on, kept nowhere, forgotten on reload."""

from __future__ import annotations

import time

import pytest

from satsuma.engine.engine import Engine
from satsuma.engine.workshop import Workshop
from satsuma.workflow.model import Link, Node, Workflow


@pytest.fixture
def patchy(toys):
    """Source → Patchy → Heavy, and Patchy → Heavily sorted → Add."""
    widgets = {"source": toys.Source(), "patchy": toys.Patchy(seconds=0.35), "heavy": toys.Heavy(),
               "sorted": toys.HeavilySorted(), "add": toys.Add()}
    workflow = Workflow({name: Node(widget, name) for name, widget in widgets.items()}, ())
    for source, target in (("source", "patchy"), ("patchy", "heavy"), ("patchy", "sorted"),
                           ("sorted", "add")):
        workflow = workflow.with_link(Link(source, "data", target, "data"))
    return workflow


@pytest.fixture
def begin(tmp_path):
    """Engines of programs one after the other, which share a folder for results."""
    engines = []

    def begin(workflow, shop=None):
        engine = Engine(workshop=shop or Workshop(disk=tmp_path))
        engines.append(engine)
        return settled(engine, workflow)

    yield begin
    for engine in engines:
        engine.close()


def settled(engine, workflow=None):
    if workflow is not None:
        engine.update(workflow)
    assert engine.finish(20)
    return engine


def reloaded(engine):
    engine.reload()
    return settled(engine)


def numbers(toys, engine, node="add"):
    return toys.values_of(engine.result(node).values["data"])


def kept(tmp_path):
    return len(list(tmp_path.glob("results/*.npz")))


def test_what_holds_for_now_is_shown_and_handed_on_but_not_kept(begin, patchy, toys, tmp_path):
    toys.WORLD["missing"] = 1
    engine = begin(patchy)
    assert {engine.status(node).state for node in patchy.nodes} == {"done"}
    assert numbers(toys, engine, "patchy") == [1.0, 2.0]
    assert numbers(toys, engine) == [2.0, 3.0]
    assert kept(tmp_path) == 0, "neither the result, nor one below, nor what they used once"


def test_a_program_that_starts_later_looks_again(begin, patchy, toys, tmp_path):
    toys.WORLD["missing"] = 1
    begin(patchy).close()
    toys.WORLD["missing"] = 0
    assert numbers(toys, begin(patchy)) == [1.0, 2.0, 3.0]
    assert kept(tmp_path) == 4
    toys.CALLS.clear()
    assert numbers(toys, begin(patchy)) == [1.0, 2.0, 3.0]
    assert not [call for call in toys.CALLS if call.startswith(("patchy", "heav"))]


def test_it_is_forgotten_on_reload_with_all_below_it(begin, patchy, toys, tmp_path):
    toys.WORLD["missing"] = 1
    engine = begin(patchy)
    toys.WORLD["missing"] = 0
    assert numbers(toys, settled(engine, patchy)) == [2.0, 3.0], "nothing changes by itself"
    toys.CALLS.clear()
    assert numbers(toys, reloaded(engine)) == [1.0, 2.0, 3.0]
    assert sorted(toys.CALLS) == ["add 1", "heavily sorted", "heavy", "patchy 0"]
    assert kept(tmp_path) == 4
    toys.CALLS.clear()
    reloaded(engine)
    assert toys.CALLS == []


def test_another_for_now_after_a_reload_is_not_mistaken_for_the_first(begin, patchy, toys):
    toys.WORLD["missing"] = 1
    engine = begin(patchy)
    for missing in (2, 3, 1):
        toys.WORLD["missing"] = missing
        assert numbers(toys, reloaded(engine)) == [float(n) for n in range(missing + 1, 4)]


def test_while_it_is_made_anew_the_last_one_is_shown_as_stale(begin, patchy, toys):
    toys.WORLD["missing"] = 1
    engine = begin(patchy)
    engine.reload()
    status = engine.status("patchy")
    assert (status.state, status.stale) == ("running", True)
    assert toys.values_of(engine.last("patchy").values["data"]) == [1.0, 2.0]
    assert toys.values_of(engine.last("add").values["data"]) == [2.0, 3.0]


def test_a_retry_of_the_node_looks_again(begin, patchy, toys):
    toys.WORLD["missing"] = 1
    engine = begin(patchy)
    toys.WORLD["missing"] = 0
    engine.retry("add")
    assert numbers(toys, settled(engine)) == [2.0, 3.0], "it does not hang on this node"
    engine.retry("patchy")
    assert numbers(toys, settled(engine)) == [1.0, 2.0, 3.0]


def test_another_window_looks_for_itself(begin, patchy, toys, tmp_path):
    shop = Workshop(disk=tmp_path)
    toys.WORLD["missing"] = 1
    one = begin(patchy, shop)
    toys.WORLD["missing"] = 0
    two = begin(patchy, shop)
    assert numbers(toys, one) == [2.0, 3.0]
    assert numbers(toys, two) == [1.0, 2.0, 3.0]


def test_a_run_under_way_at_a_reload_is_made_again(begin, patchy, toys):
    engine = begin(patchy.without_node("patchy"))
    toys.WORLD["missing"] = 1
    engine.update(patchy)
    while "patchy 1" not in toys.CALLS:
        time.sleep(0.002)
    engine.reload()
    toys.WORLD["missing"] = 0
    assert numbers(toys, settled(engine)) == [1.0, 2.0, 3.0]


def test_undo_finds_it_again(begin, patchy, toys):
    toys.WORLD["missing"] = 1
    engine = begin(patchy)
    settled(engine, patchy.with_setting("source", "count", 5))
    toys.CALLS.clear()
    assert numbers(toys, settled(engine, patchy)) == [2.0, 3.0]
    assert not [call for call in toys.CALLS if call.startswith(("patchy", "add"))]


def test_what_a_paused_node_holds_is_handed_on_and_known_to_be_old(begin, patchy, toys, tmp_path):
    toys.WORLD["missing"] = 1
    engine = begin(patchy)
    settled(engine, patchy.with_auto("patchy", False))
    toys.WORLD["missing"] = 0
    reloaded(engine)
    assert engine.status("patchy").stale
    assert numbers(toys, engine) == [2.0, 3.0]
    assert kept(tmp_path) == 0
