"""Whatever is edited in whatever order: the results are those of a fresh engine."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from satsuma.engine.engine import Engine
from satsuma.problem import Problem
from satsuma.workflow.model import Link, Node, Workflow


def random_widget(toys, pick):
    return pick.choice([
        lambda: toys.Source(name=pick.choice("ab"), count=pick.randint(0, 4)),
        lambda: toys.Add(amount=pick.choice([1, 2, 13, 14])),
        lambda: toys.Split(border=pick.randint(0, 4)),
        lambda: toys.Sum(scale=pick.choice([1.0, 2.0])),
        lambda: toys.Slow(steps=pick.randint(1, 5)),
    ])()


def random_edit(toys, pick, workflow, engine):
    """One edit of the workflow, or something done to the world or the engine."""
    nodes = list(workflow.nodes)
    match pick.randint(0, 9):
        case 0 | 1:
            name = f"n{pick.randint(0, 7)}"
            return replaced(workflow, name, random_widget(toys, pick))
        case 2 if nodes:
            return workflow.without_node(pick.choice(nodes))
        case 3 if workflow.links:
            return workflow.without_link(pick.choice(workflow.links))
        case 4 | 5 | 6 if len(nodes) > 1:
            return linked(workflow, pick)
        case 7:
            toys.WORLD[pick.choice("ab")] = pick.choice([0, 3, -1, 200])
            engine.reload()
        case 8 if nodes:
            engine.cancel(pick.choice(nodes))
        case 9 if nodes:
            engine.retry(pick.choice(nodes))
    return workflow


def replaced(workflow, name, widget):
    """The node with a new widget, without the links that no longer fit."""
    links = [link for link in workflow.links if name not in (link.source, link.target)]
    return Workflow({**workflow.nodes, name: Node(widget, name)}, tuple(links))


def linked(workflow, pick):
    source, target = pick.sample(list(workflow.nodes), 2)
    outputs = list(workflow.nodes[source].widget.spec.outputs)
    inputs = list(workflow.nodes[target].widget.spec.inputs)
    if not outputs or not inputs:
        return workflow
    link = Link(source, pick.choice(outputs), target, pick.choice(inputs), pick.random() > 0.1)
    try:
        return workflow.with_link(link)
    except Problem:
        return workflow


def seen(engine, workflow):
    """What the engine shows of every node, in values that can be compared."""
    return {node: described(engine.status(node)) for node in workflow.nodes}


def described(status):
    result = status.result
    if result is None:
        return status.state, status.waiting_for
    values = {name: columns(value) for name, value in result.values.items()}
    return status.state, result.error, result.warnings, values


def columns(value):
    if value is None or isinstance(value, float):
        return value
    return value.ids, {name: np.asarray(c.values).tolist() for name, c in value.columns.items()}


@pytest.mark.parametrize("seed", range(12))
def test_hundreds_of_edits_agree_with_a_fresh_engine(toys, seed):
    pick = random.Random(seed)
    engine, workflow = Engine(), Workflow()
    for step in range(40):
        workflow = random_edit(toys, pick, workflow, engine)
        engine.update(workflow)
        if pick.random() < 0.25:
            agree(engine, workflow, f"seed {seed}, step {step}")
    agree(engine, workflow, f"seed {seed}, at the end")
    engine.close()


def agree(engine, workflow, where):
    for node in workflow.nodes:
        engine.retry(node)
    assert engine.finish(20), where
    fresh = Engine()
    fresh.update(workflow)
    assert fresh.finish(20), where
    # Stopped runs above may have kept others waiting when they were retried one by one.
    assert seen(engine, workflow) == seen(fresh, workflow), where
    fresh.close()


@settings(max_examples=60, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(amounts=st.lists(st.integers(0, 14), min_size=1, max_size=12))
def test_going_back_through_all_edits_gives_each_state_again(toys, amounts):
    engine = Engine()
    base = Workflow({"s": Node(toys.Source(), "s"), "add": Node(toys.Add(), "add")})
    base = base.with_link(Link("s", "data", "add", "data"))
    states = []
    for amount in amounts:
        workflow = base.with_setting("add", "amount", amount)
        engine.update(workflow)
        assert engine.finish(30)
        states.append((workflow, described(engine.status("add"))))
    for workflow, state in reversed(states):
        engine.update(workflow)
        assert engine.finish(30)
        assert described(engine.status("add")) == state
    engine.close()
