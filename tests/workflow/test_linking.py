"""Links that are meant: for our own widgets no question is asked where one answer is natural."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from satsuma.catalog import discover
from satsuma.data.table import Table
from satsuma.widget import widget
from satsuma.workflow.annotations import Frame
from satsuma.workflow.linking import (
    bridged,
    can_follow,
    can_precede,
    clear_choice,
    inserted,
    pairs,
    sources_of,
    targets_of,
    why_not,
)
from satsuma.workflow.model import Link, LinkError, Workflow
from satsuma.workflow.unknown import Unknown


@pytest.fixture(scope="module")
def widgets():
    return discover(entry_points=False)


@pytest.fixture
def ours(widgets):
    """One node of each of our six widgets, by its slug; no links."""
    workflow = Workflow()
    for slug in ("import-images", "image-embedding", "distances", "hierarchical-clustering",
                 "image-viewer", "data-table"):
        workflow, _ = workflow.with_new_node(widgets.named(slug)())
    return workflow


@widget("Compare", icon="M4 4h16v16H4z")
class Compare:
    """Two tables, side by side."""

    def compute(self, left: Table, right: Table) -> Table:
        return left


def of(*made):
    workflow = Workflow()
    for one in made:
        workflow, _ = workflow.with_new_node(one)
    return workflow


def linked(workflow, *ends):
    for one in ends:
        workflow = workflow.with_link(Link(*one))
    return workflow


CHAIN = (("import-images", "data", "image-embedding", "images"),
         ("image-embedding", "embeddings", "distances", "data"),
         ("distances", "distances", "hierarchical-clustering", "distances"),
         ("hierarchical-clustering", "selected", "image-viewer", "data"))


@pytest.mark.parametrize(("source", "output", "target", "port"), [
    ("import-images", "data", "data-table", "data"),
    ("import-images", "data", "image-viewer", "data"),
    ("import-images", "data", "image-embedding", "images"),
    ("image-embedding", "embeddings", "distances", "data"),
    ("image-embedding", "embeddings", "data-table", "data"),
    ("distances", "distances", "hierarchical-clustering", "distances"),
    ("hierarchical-clustering", "selected", "image-viewer", "data"),
    ("hierarchical-clustering", "selected", "data-table", "data"),
    ("image-viewer", "selected", "data-table", "data"),
    ("data-table", "selected", "image-viewer", "data"),
    ("data-table", "selected", "image-embedding", "images"),
])
def test_what_people_link_needs_no_question(ours, source, output, target, port):
    assert clear_choice(pairs(ours, source, target)) == Link(source, output, target, port)
    assert why_not(ours, source, target) == ""


@pytest.mark.parametrize(("source", "output"), [
    ("file", "data"), ("select-columns", "data"), ("merge-data", "data"), ("concatenate", "data"),
    ("data-info", "data"), ("data-sampler", "sample"), ("select-rows", "matching"),
    ("data-table", "selected")])
def test_a_widget_added_after_another_takes_what_that_is_for(source, output):
    widgets = discover(entry_points=False).widgets
    workflow, first = Workflow().with_new_node(widgets[f"satsuma.{source.replace('-', '_')}"]())
    workflow, second = workflow.with_new_node(widgets["satsuma.data_table"]())
    assert clear_choice(pairs(workflow, first, second)) == Link(first, output, second, "data")


def test_between_our_widgets_every_possible_link_is_clear(ours):
    for source in ours.nodes:
        for target in ours.nodes:
            found = pairs(ours, source, target)
            assert (clear_choice(found) is None) == (found == ()), (source, target)
            assert bool(why_not(ours, source, target)) == (found == ())


def test_a_link_that_would_take_a_place_is_asked_about(ours):
    workflow = linked(ours, *CHAIN)
    found = pairs(workflow, "import-images", "image-viewer")
    assert [pair.replaces for pair in found] == [workflow.links[-1]]
    assert clear_choice(found) is None


def test_a_disabled_link_holds_its_place(ours):
    workflow = linked(ours, *CHAIN)
    off = workflow.with_link_enabled(workflow.links[-1], False)
    (pair,) = pairs(off, "import-images", "image-viewer")
    assert pair.replaces == off.links[-1]


def test_free_then_main_inputs_and_first_outputs_are_likelier(toys):
    workflow = of(toys.Split(), toys.Join())
    found = [(p.link.output, p.link.input, p.score) for p in pairs(workflow, "split", "join")]
    assert found == [("small", "tables", 14), ("large", "tables", 12), ("small", "extra", 10),
                     ("large", "extra", 8)]
    assert clear_choice(pairs(workflow, "split", "join")).input == "tables"


def test_two_inputs_alike_are_asked_about_until_one_is_taken(toys):
    workflow = of(toys.ReadNumbers(), Compare())
    assert clear_choice(pairs(workflow, "read-numbers", "compare")) is None
    workflow = linked(workflow, ("read-numbers", "data", "compare", "left"))
    assert clear_choice(pairs(workflow, "read-numbers", "compare")).input == "right"


@pytest.mark.parametrize(("source", "target", "told"), [
    ("distances", "image-viewer", "Distances sends distances; Image Viewer takes a table."),
    ("import-images", "hierarchical-clustering",
     "Import Images sends a table; Hierarchical Clustering takes distances."),
    ("image-viewer", "import-images", "Import Images has no input."),
    ("image-viewer", "image-embedding", "This would make a circle."),
    ("distances", "distances", "A widget cannot feed itself."),
    ("distances", "hierarchical-clustering", "These two are linked already."),
])
def test_why_there_is_no_link_is_said_in_a_sentence(ours, source, target, told):
    workflow = linked(ours, *CHAIN)
    assert pairs(workflow, source, target) == ()
    assert why_not(workflow, source, target) == told


def test_a_node_is_called_by_its_own_title_and_an_unknown_one_has_no_output(ours):
    workflow, lost = ours.with_title("image-viewer", "The family").with_new_node(
        Unknown((("name", "Old Thing"),), None, "", "gone"), "Old Thing")
    assert why_not(workflow, "distances", "image-viewer").endswith("; The family takes a table.")
    assert why_not(workflow, lost, "image-viewer") == "Old Thing has no output."


def test_where_a_link_may_lead_is_told_at_once_for_all_nodes(ours):
    workflow = linked(ours, *CHAIN)
    for source in workflow.nodes:
        told = targets_of(workflow, source)
        assert all(target in told for target in workflow.nodes if pairs(workflow, source, target))
        assert all(why_not(workflow, source, target) in ("", "These two are linked already.")
                   for target in told)
        assert all(source in sources_of(workflow, target) for target in told)
    assert targets_of(workflow, "hierarchical-clustering", "data") == {"image-viewer", "data-table"}
    assert sources_of(workflow, "hierarchical-clustering", "distances") == {"distances"}


def test_widgets_for_a_link_dropped_in_empty_space(widgets):
    spec = {cls.spec.slug: cls.spec for cls in widgets.widgets.values()}
    after = {slug for slug, one in spec.items() if can_follow(spec["image-embedding"], one)}
    assert {"distances", "data-table", "image-viewer", "image-embedding"} <= after
    assert not after & {"import-images", "hierarchical-clustering"}
    before = {slug for slug, one in spec.items()
              if can_precede(spec["hierarchical-clustering"], one, "distances")}
    assert "distances" in before
    assert "data-table" not in before
    assert not can_follow(spec["image-embedding"], spec["distances"], "no such output")


def test_a_node_dropped_on_a_link_stands_in_its_middle(ours):
    workflow = linked(ours, ("import-images", "data", "image-embedding", "images"))
    (link,) = workflow.links
    put = inserted(workflow, link, "image-viewer")
    assert put.links == (Link("import-images", "data", "image-viewer", "data"),
                         Link("image-viewer", "data", "image-embedding", "images"))
    assert put.nodes == workflow.nodes


def test_a_node_that_does_not_fit_into_a_link_is_refused(ours):
    workflow = linked(ours, *CHAIN)
    to_embedding, to_distances, *_ = workflow.links
    assert inserted(workflow, to_embedding, "distances") is None     # sends no table
    assert inserted(workflow, to_embedding, "import-images") is None  # an end of the link
    assert inserted(workflow, to_distances, "image-viewer") is None   # its input is taken
    assert inserted(workflow, to_embedding, "nobody") is None
    assert inserted(workflow, Link("data-table", "data", "distances", "data"), "image-viewer") \
        is None


def test_a_link_that_is_off_stays_off_behind_the_node(ours):
    workflow = linked(ours, ("import-images", "data", "image-embedding", "images"))
    off = workflow.with_link_enabled(workflow.links[0], False)
    first, second = inserted(off, off.links[0], "data-table").links
    assert (first.enabled, second.enabled) == (True, False)


def test_links_that_lead_the_same_way_already_are_used(ours):
    fed = linked(ours, ("import-images", "data", "image-viewer", "data"),
                 ("import-images", "data", "data-table", "data"))
    put = inserted(fed, fed.links[0], "data-table")
    assert set(put.links) == {Link("import-images", "data", "data-table", "data"),
                              Link("data-table", "data", "image-viewer", "data")}


def test_a_deleted_node_is_bridged_for_all_that_it_fed(ours):
    workflow = linked(ours, ("import-images", "data", "data-table", "data"),
                      ("data-table", "selected", "image-viewer", "data"),
                      ("data-table", "data", "image-embedding", "images"))
    left = bridged(workflow, ["data-table"])
    assert left.links == (Link("import-images", "data", "image-viewer", "data"),
                          Link("import-images", "data", "image-embedding", "images"))
    assert "data-table" not in left.nodes


def test_frames_lose_the_nodes_that_are_bridged(ours):
    frame = Frame("f", "All", (0.0, 0.0, 9.0, 9.0), tuple(ours.nodes))
    framed = Workflow(ours.nodes, (), (frame,))
    left = bridged(framed, ["distances", "data-table"])
    assert set(left.annotations[0].members) == set(left.nodes)


def test_what_does_not_fit_is_not_bridged(ours):
    workflow = linked(ours, *CHAIN)
    assert bridged(workflow, ["distances"]).links == (workflow.links[0], workflow.links[3])
    assert bridged(workflow, ["hierarchical-clustering"]).links == workflow.links[:2]


@pytest.mark.parametrize("gone", [("distances", "hierarchical-clustering"),
                                  ("hierarchical-clustering", "distances", "nobody")])
def test_a_chain_is_bridged_as_a_whole_in_any_order(ours, gone):
    workflow = linked(ours, *CHAIN)
    assert bridged(workflow, gone).links == (
        workflow.links[0], Link("image-embedding", "embeddings", "image-viewer", "data"))


def test_what_flowed_nowhere_flows_nowhere_after_bridging(ours):
    workflow = linked(ours, ("import-images", "data", "data-table", "data"),
                      ("data-table", "selected", "image-viewer", "data"))
    off = workflow.with_link_enabled(workflow.links[0], False)
    assert bridged(off, ["data-table"]).links == (
        Link("import-images", "data", "image-viewer", "data", enabled=False),)


def test_a_link_that_is_there_is_not_made_twice(toys):
    workflow = linked(of(toys.ReadNumbers(), toys.Split(), toys.Join()),
                      ("read-numbers", "data", "split", "data"),
                      ("split", "small", "join", "tables"), ("split", "large", "join", "tables"),
                      ("read-numbers", "data", "join", "tables"))
    assert bridged(workflow, ["split"]).links == workflow.links[3:]
    off = workflow.with_link_enabled(workflow.links[3], False)
    assert bridged(off, ["split"]).links == off.links[3:]  # and stays off
    fewer = workflow.without_link(workflow.links[3])
    assert bridged(fewer, ["split"]).links == workflow.links[3:]


def test_the_first_port_that_fits_feeds_what_comes_after(toys):
    workflow = of(toys.ReadNumbers(), toys.Split(), toys.Join(), toys.EverySetting())
    workflow = linked(workflow, ("read-numbers", "data", "join", "extra"),
                      ("split", "large", "join", "tables"),
                      ("join", "data", "every-setting", "data"))
    assert bridged(workflow, ["join"]).links == (Link("split", "large", "every-setting", "data"),)


@pytest.fixture(scope="module")
def invented(toys):
    """Workflows of up to nine toys, linked at random, some links off."""
    kinds = (toys.ReadNumbers, toys.EverySetting, toys.Split, toys.Join, toys.Measure)
    unknown = Unknown((("name", "Lost"),), None, "", "gone", inputs=("a", "b"), outputs=("x",))

    @st.composite
    def workflows(draw: st.DrawFn) -> Workflow:
        made = draw(st.lists(st.sampled_from([*(kind() for kind in kinds), unknown]),
                             min_size=1, max_size=9))
        workflow = of(*made)
        ends = [Link(a, output, b, port) for a, node in workflow.nodes.items()
                for output in node.widget.spec.outputs for b, other in workflow.nodes.items()
                for port in other.widget.spec.inputs]
        if not ends:
            return workflow
        chosen = draw(st.lists(st.sampled_from(ends), max_size=14))
        workflow, _ = workflow.with_fitting_links(chosen)
        for link in workflow.links:
            if draw(st.booleans()) and draw(st.booleans()):
                workflow = workflow.with_link_enabled(link, False)
        return workflow

    return workflows()


def check(workflow):
    """Nothing in it is against the rules: all links are taken again, none is refused."""
    again, refused = Workflow(workflow.nodes).with_fitting_links(workflow.links)
    assert refused == ()
    assert again.links == workflow.links
    assert set(workflow.order()) == set(workflow.nodes)


any_workflow = settings(max_examples=150, deadline=None, suppress_health_check=[
    HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@any_workflow
@given(draw=st.data())
def test_every_pair_can_be_linked_and_no_other(invented, draw):
    workflow = draw.draw(invented)
    source, target = (draw.draw(st.sampled_from(list(workflow.nodes))) for _ in range(2))
    found = {pair.link: pair for pair in pairs(workflow, source, target)}
    for output in workflow.nodes[source].widget.spec.outputs:
        for port in workflow.nodes[target].widget.spec.inputs:
            link = Link(source, output, target, port)
            try:
                made = workflow.with_link(link)
            except LinkError:
                assert link not in found
                continue
            assert set(workflow.links) - set(made.links) == {found[link].replaces} - {None}
    assert bool(found) == (why_not(workflow, source, target) == "")


@any_workflow
@given(draw=st.data())
def test_bridging_keeps_the_rules_and_all_other_links(invented, draw):
    workflow = draw.draw(invented)
    gone = draw.draw(st.sets(st.sampled_from([*workflow.nodes, "nobody"])))
    left = bridged(workflow, gone)
    check(left)
    assert list(left.nodes) == [n for n in workflow.nodes if n not in gone]
    others = [x for x in workflow.links if not {x.source, x.target} & gone]
    assert [link for link in left.links if link in others] == others
    ends = {(x.target, x.input) for x in workflow.links if x.source in gone}
    assert all((x.target, x.input) in ends for x in left.links if x not in others)


@any_workflow
@given(draw=st.data())
def test_inserting_keeps_the_rules_and_all_other_links(invented, draw):
    workflow = draw.draw(invented)
    if not workflow.links:
        return
    link = draw.draw(st.sampled_from(workflow.links))
    node_id = draw.draw(st.sampled_from(list(workflow.nodes)))
    put = inserted(workflow, link, node_id)
    if put is None:
        return
    check(put)
    assert link not in put.links
    assert set(workflow.links) - {link} <= set(put.links)
    assert any((x.source, x.target) == (link.source, node_id) for x in put.links)
    assert any((x.source, x.target) == (node_id, link.target) for x in put.links)
