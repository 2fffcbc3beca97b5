"""Where windows stand is kept with the workflow, beside what others keep there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.catalog import discover
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import loads
from satsuma.workflow.window_places import WindowPlace, places_of, with_places
from satsuma.workflow.writing import dumps

ORANGE = '<window_groups><group name="a" default="true"><window node_id="x">AbC=</window></group>' \
         "</window_groups>"


@pytest.fixture(scope="module")
def catalog():
    return discover()


def workflow(catalog, session: str = "", count: int = 2) -> Workflow:
    made = Workflow(session=session)
    for _ in range(count):
        made, _ = made.with_new_node(catalog.named("distances")())
    return made


def test_what_others_keep_there_stays(catalog):
    before = workflow(catalog, ORANGE)
    place = WindowPlace(1, 2, 300, 400)
    after = with_places(before, {"distances": place})
    assert after.session.startswith(ORANGE)
    assert places_of(after) == {"distances": place}
    assert with_places(after, {}).session == ORANGE


def test_they_come_back_from_a_file(catalog, tmp_path):
    places = {"distances-2": WindowPlace(-1200, 30, 640, 480, False, True),
              "distances": WindowPlace(10, 20, 1000, 700)}
    text = dumps(with_places(workflow(catalog, ORANGE), places), tmp_path)
    opened = loads(text.encode(), tmp_path, catalog)
    assert opened.problems == ()
    assert list(places_of(opened.workflow).items()) == list(places.items())
    assert dumps(opened.workflow, tmp_path) == text
    again = with_places(opened.workflow, places)
    assert again is opened.workflow


def test_ids_that_had_to_be_changed_are_found_again(catalog, tmp_path):
    text = dumps(with_places(workflow(catalog), {"distances": WindowPlace(1, 2, 3, 4)}), tmp_path)
    text = text.replace('"distances"', '"not a slug!"')
    opened = loads(text.encode(), tmp_path, catalog).workflow
    assert list(places_of(opened)) == [next(iter(opened.nodes))]


def test_nonsense_is_no_place(catalog):
    for rect in ("", "(1, 2, 3)", "(1, 2, -3, 4)", "(1, 2, 3, 1e9)", "(nan, 2, 3, 4)"):
        session = f'<satsuma_windows><window node_id="distances" rect="{rect}" /></satsuma_windows>'
        assert places_of(workflow(catalog, session)) == {}, rect


def test_a_session_that_is_no_xml_is_left_alone(catalog):
    for session in ("<a>", "a & b", '<!DOCTYPE a [<!ENTITY b "c">]>', "</session_state>"):
        made = workflow(catalog, session)
        assert with_places(made, {"distances": WindowPlace(1, 2, 3, 4)}) is made
        assert places_of(made) == {}


def test_windows_of_nodes_that_are_gone_are_forgotten(catalog):
    made = with_places(workflow(catalog), {"distances": WindowPlace(1, 2, 3, 4)})
    made = made.without_node("distances")
    assert places_of(made) == {}
    assert with_places(made, {"distances": WindowPlace(1, 2, 3, 4)}).session == ""


@given(places=st.dictionaries(
    st.sampled_from(["distances", "distances-2"]),
    st.builds(WindowPlace, st.integers(-9999, 9999), st.integers(-9999, 9999),
              st.integers(1, 9999), st.integers(1, 9999), st.booleans(), st.booleans())))
def test_any_places_come_back(catalog, places):
    assert places_of(with_places(workflow(catalog, ORANGE), places)) == places
