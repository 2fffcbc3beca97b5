"""Workflows: every edit gives a new value, and no edit leaves one that is wrong."""

from __future__ import annotations

import random

import pytest

from satsuma.problem import Problem
from satsuma.workflow.annotations import Frame
from satsuma.workflow.model import Link, LinkError, Workflow
from satsuma.workflow.unknown import Unknown
from tests.own_time import own_time


def of(*widgets):
    workflow = Workflow()
    for widget in widgets:
        workflow, _ = workflow.with_new_node(widget)
    return workflow


@pytest.fixture
def chain(toys):
    """read-numbers → split → join, with two joins."""
    workflow = of(toys.ReadNumbers(), toys.Split(), toys.Join(), toys.Join())
    return workflow.with_link(Link("read-numbers", "data", "split", "data")) \
        .with_link(Link("split", "small", "join", "tables"))


def test_ids_are_slugs_of_the_first_title_and_kept_on_rename(toys):
    workflow, first = Workflow().with_new_node(toys.Join())
    workflow, second = workflow.with_new_node(toys.Join())
    workflow, third = workflow.with_new_node(toys.Join(), title="Größe (cm) / 2")
    workflow, fourth = workflow.with_new_node(toys.Join(), title="日本")
    assert (first, second, third, fourth) == ("join", "join-2", "groe-cm-2", "node")
    renamed = workflow.with_title("join", "All of it")
    assert renamed.nodes["join"].title == "All of it"
    assert workflow.nodes["join"].title == "Join"


def test_an_edit_leaves_the_old_value_as_it_was(chain):
    before = (dict(chain.nodes), chain.links)
    chain.with_setting("split", "border", 7)
    chain.without_node("split")
    chain.with_position("split", (1.0, 2.0))
    assert (dict(chain.nodes), chain.links) == before
    with pytest.raises(TypeError):
        chain.nodes["x"] = None


def test_nodes_come_after_what_feeds_them_and_links_keep_their_order(chain):
    chain = chain.with_link(Link("read-numbers", "data", "join", "tables")) \
        .with_link(Link("split", "large", "join", "tables"))
    assert chain.order().index("join") > chain.order().index("split")
    assert [link.output for link in chain.into("join")] == ["small", "data", "large"]
    assert [link.target for link in chain.out_of("split")] == ["join", "join"]
    assert chain.into("read-numbers") == ()


def test_a_disabled_link_carries_nothing_and_still_closes_circles(chain):
    (link,) = chain.out_of("split")
    off = chain.with_link_enabled(link, False)
    assert off.into("join") == ()
    assert off.with_link_enabled(off.links[1], True) == chain
    with pytest.raises(LinkError, match="circle"):
        off.with_link(Link("join", "data", "split", "data"))


def test_an_input_that_takes_one_link_gets_the_new_one(chain):
    again = chain.with_link(Link("join-2", "data", "split", "data"))
    assert [link.source for link in again.into("split")] == ["join-2"]


@pytest.mark.parametrize(("link", "told"), [
    (("nobody", "data", "join", "tables"), "no node “nobody”"),
    (("split", "middle", "join", "tables"), "It has: small, large"),
    (("split", "small", "join", "table"), "It has: tables, extra"),
    (("split", "small", "join", "tables"), "linked already"),
    (("join", "data", "split", "data"), "circle: Split → Join → Split"),
    (("join", "data", "join", "extra"), "feed itself"),
])
def test_a_link_that_cannot_be_says_why(chain, link, told):
    with pytest.raises(LinkError, match=told):
        chain.with_link(Link(*link))


def test_a_link_between_unlike_types_says_what_is_sent_and_taken(chain, toys):
    workflow, node = chain.with_new_node(toys.Measure())
    with pytest.raises(LinkError, match="sends distances, and “tables” takes table"):
        workflow.with_link(Link(node, "distances", "join", "tables"))


def test_many_links_are_taken_at_once_and_the_others_told(chain):
    links = [
        Link("split", "large", "join-2", "tables"),
        Link("join-2", "data", "split", "data"),    # taken
        Link("join", "data", "join-2", "extra"),
        Link("join-2", "data", "join", "extra"),    # closes a circle
        Link("split", "small", "join", "tables"),   # there already
        Link("split", "none", "join", "tables"),    # no such port
    ]
    linked, told = chain.with_fitting_links(links)
    assert linked.links == (*chain.links, links[0], links[2])
    assert linked.order()
    assert len(told) == 4
    assert all(any(why in text for text in told) for why in (
        "takes one link only", "circle", "linked already", "no output “none”"))


def test_a_node_goes_with_its_links_and_leaves_frames(chain):
    frame = Frame("f", "Both", (0.0, 0.0, 1.0, 1.0), ("split", "join"))
    framed = Workflow(chain.nodes, chain.links, (frame,))
    left = framed.without_node("split")
    assert left.links == ()
    assert left.annotations[0].members == ("join",)


def test_settings_are_checked_and_aliases_understood(chain):
    assert chain.with_setting("split", "border", 2).nodes["split"].widget.border == 2.0
    folder = chain.with_setting("read-numbers", "folder", ("/a",))
    assert folder.nodes["read-numbers"].widget.sources == ("/a",)
    with pytest.raises(Problem, match="at least 0 and at most 9"):
        chain.with_setting("read-numbers", "count", 10)
    with pytest.raises(Problem, match="has no setting “edge”. It has: border"):
        chain.with_setting("split", "edge", 1)
    with pytest.raises(Problem, match="There is no node “x”. There are: read-numbers"):
        chain.with_setting("x", "border", 1)


def test_typed_places_are_seen_from_the_folder_one_is_in(chain, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "me"))

    def typed(text):
        changed = chain.with_parsed_setting("read-numbers", "folder", text, tmp_path)
        return changed.nodes["read-numbers"].widget.sources

    assert typed("animals") == (str(tmp_path / "animals"),)
    assert typed("~/cats") == (str(tmp_path / "me" / "cats"),)
    assert typed('["a", "../b"]') == (str(tmp_path / "a"), str(tmp_path.parent / "b"))
    assert typed("") == ()


def test_an_unknown_widget_has_no_settings():
    workflow = of(Unknown((("name", "Magic"),), "{}", "json", "It is not here."))
    with pytest.raises(Problem, match="Magic has no setting “properties”. It has: none"):
        workflow.with_setting("magic", "properties", "x")


def test_nowhere_is_no_position(chain):
    with pytest.raises(Problem, match="cannot be placed"):
        chain.with_position("split", (float("nan"), 0.0))


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_edited_the_workflow_stays_right(toys, seed):
    pick = random.Random(seed)
    workflow = Workflow()
    for _ in range(150):
        workflow = edited(toys, pick, workflow)
        is_right(workflow)


def edited(toys, pick, workflow):
    nodes = list(workflow.nodes)
    match pick.randint(0, 8):
        case 0 | 1 | 2:
            return workflow.with_new_node(pick.choice(toys.WIDGETS)())[0]
        case 3 if len(nodes) > 4:
            return workflow.without_node(pick.choice(nodes))
        case 4 if workflow.links:
            return workflow.without_link(pick.choice(workflow.links))
        case 5 if workflow.links:
            return workflow.with_link_enabled(pick.choice(workflow.links), pick.random() < 0.5)
        case 6 if len(nodes) > 1:
            return workflow.with_fitting_links([linked(pick, workflow) for _ in range(4)])[0]
        case _ if len(nodes) > 1:
            try:
                return workflow.with_link(linked(pick, workflow))
            except LinkError:
                return workflow
    return workflow


def linked(pick, workflow):
    source, target = pick.choices(list(workflow.nodes), k=2)
    outputs = [*workflow.nodes[source].widget.spec.outputs, "none"]
    inputs = [*workflow.nodes[target].widget.spec.inputs, "none"]
    return Link(source, pick.choice(outputs), target, pick.choice(inputs), pick.random() < 0.9)


def is_right(workflow):
    place = {node: i for i, node in enumerate(workflow.order())}
    assert place.keys() == workflow.nodes.keys()
    for link in workflow.links:
        sent = workflow.nodes[link.source].widget.spec.outputs[link.output]
        port = workflow.nodes[link.target].widget.spec.inputs[link.input]
        assert issubclass(sent, port.type)
        assert place[link.source] < place[link.target]
        if not port.many:
            assert sum((x.target, x.input) == (link.target, link.input)
                       for x in workflow.links) == 1
    ends = [(x.source, x.output, x.target, x.input) for x in workflow.links]
    assert len(set(ends)) == len(ends)
    enabled = [x for x in workflow.links if x.enabled]
    assert sorted(map(repr, enabled)) == sorted(
        repr(x) for node in workflow.nodes for x in workflow.into(node))


def test_a_thousand_nodes_are_quick(toys):
    workflow = Workflow()
    started = own_time()
    for _ in range(1000):
        workflow, _ = workflow.with_new_node(toys.Join(), title="Join")
    names = list(workflow.nodes)
    links = [Link(a, "data", b, "tables") for i, a in enumerate(names)
             for b in names[i + 1:i + 4]]
    workflow, told = workflow.with_fitting_links(links)
    assert told == ()
    assert workflow.order()[0] == "join"
    assert sum(len(workflow.into(node)) for node in workflow.order()) == len(links)
    assert own_time() - started < 3
