"""Widgets are added where they belong, and linked in the same step."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6")

from satsuma.ui.canvas.adding import BESIDE, Place, added, beside, fits_between  # noqa: E402
from satsuma.workflow.layout import with_places  # noqa: E402
from satsuma.workflow.model import Link, Workflow  # noqa: E402


@pytest.fixture
def widgets(catalog):
    return {name.removeprefix("satsuma."): cls for name, cls in catalog.widgets.items()}


@pytest.fixture
def chain(widgets):
    """Import Images → Image Viewer."""
    workflow, first = Workflow().with_new_node(widgets["import_images"](), None, (0.0, 0.0))
    workflow, last = workflow.with_new_node(widgets["image_viewer"](), None, (400.0, 0.0))
    return workflow.with_link(Link(first, "data", last, "data")), first, last


def test_alone_at_a_free_place(widgets):
    workflow, first = added(Workflow(), widgets["data_table"](), Place(near=(10.0, 20.0)))
    workflow, second = added(workflow, widgets["data_table"](), Place(near=(10.0, 20.0)))

    assert workflow.nodes[first].position == (10, 20)
    assert workflow.nodes[second].position != (10, 20)
    assert workflow.nodes[second].title == "Data Table (2)"


def test_exactly_where_it_was_dropped(widgets):
    workflow, _ = added(Workflow(), widgets["data_table"](), Place(near=(10.0, 20.0)))
    workflow, second = added(workflow, widgets["data_table"](),
                             Place(near=(12.0, 20.0), exact=True))

    assert workflow.nodes[second].position == (12, 20)


def test_after_a_node(chain, widgets):
    workflow, first, _ = chain

    after, new = added(workflow, widgets["data_table"](), Place(node_id=first))

    assert Link(first, "data", new, "data") in after.links
    assert after.nodes[new].position == (BESIDE, 0)


def test_before_a_node_it_takes_the_place_of_the_link(chain, widgets):
    workflow, first, last = chain

    after, new = added(workflow, widgets["data_table"](),
                       Place(node_id=last, side="in", port="data"))

    assert [(x.source, x.target) for x in after.links] == [(new, last)]


def test_from_one_port_only(chain, widgets):
    workflow, _, last = chain

    after, new = added(workflow, widgets["data_table"](), Place(node_id=last, port="data"))

    assert Link(last, "data", new, "data") in after.links


def test_what_does_not_fit_comes_alone(chain, widgets):
    workflow, first, _ = chain

    after, new = added(workflow, widgets["hierarchical_clustering"](), Place(node_id=first))

    assert after.links == workflow.links
    assert new in after.nodes


def test_into_a_link(chain, widgets):
    workflow, first, last = chain

    after, new = added(workflow, widgets["data_table"](),
                       Place(near=(200.0, 0.0), link=workflow.links[0]))

    assert {(x.source, x.target) for x in after.links} == {(first, new), (new, last)}


def test_what_fits_between(chain, widgets):
    workflow, *_ = chain
    (link,) = workflow.links

    assert fits_between(workflow, link, widgets["data_table"].spec)
    assert not fits_between(workflow, link, widgets["distances"].spec)
    assert not fits_between(workflow, link, widgets["import_images"].spec)


def test_beside_is_free(chain):
    workflow, first, last = chain

    assert beside(workflow, last) == (400 + BESIDE, 0)
    assert beside(workflow, first, "in") == (-BESIDE, 0)


def test_into_a_short_link_it_sends_on_everything_and_makes_room(chain, widgets):
    workflow, first, last = chain
    workflow = with_places(workflow, {last: (170.0, 0.0)})

    after, new = added(workflow, widgets["data_table"](),
                       Place(near=(900.0, 0.0), link=workflow.links[0]))

    assert {x.output for x in after.links} == {"data"}
    assert after.nodes[new].position == (170, 0)
    assert after.nodes[last].position == (340, 0)
