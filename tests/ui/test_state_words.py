"""The words for every state of a node; a closed list, so that no state is silent."""

from __future__ import annotations

import typing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.commands import AddWeights, FetchWeights
from satsuma.engine.result import Result, State, Status
from satsuma.run import Price
from satsuma.ui.canvas.face import face
from satsuma.ui.problems import problems_of
from satsuma.ui.state_words import Told, Way, duration, price_words, state_words
from satsuma.widgets.images.image_embedding import ImageEmbedding
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.unknown import Unknown
from tests.ui.toy_widgets import Moody, Source

LINK = Link("s", "data", "m", "data")
WORKFLOW = Workflow({"s": Node(Source(), "Source"), "m": Node(Moody(), "Moody")}, (LINK,))


def told(state: str, workflow: Workflow = WORKFLOW, above: str = "done", **more: object) -> Told:
    statuses = {"m": replace(Status("m", state), **more), "s": Status("s", above)}
    return state_words(workflow, "m", statuses.__getitem__)


@pytest.mark.parametrize("state", [s for s in typing.get_args(State) if s != "done"])
def test_every_state_but_done_speaks(state):
    more = {"result": Result(error="It failed.")} if state == "failed" else {}
    assert told(state, **more).heading


def test_done_says_nothing():
    assert not told("done", result=Result())


@pytest.mark.parametrize(("above", "words"), [
    ("failed", "reports an error"), ("running", "being computed"), ("done", "nothing to send"),
    ("paused", "paused")])
def test_waiting_names_whom_it_waits_for(above, words):
    text = told("waiting", above=above, waiting_for=("data",)).text
    assert text.startswith("Source: ")
    assert words in text.lower()


def test_an_open_input_offers_what_would_fit():
    open_one = replace(WORKFLOW, links=())
    assert told("waiting", open_one).ways == (Way("Connect Source", LINK, True),)
    assert told("pending", open_one).ways == (Way("Connect Source", LINK, True),)


def test_a_link_that_is_off_is_told():
    off = replace(WORKFLOW, links=(replace(LINK, enabled=False),))
    assert "disabled" in told("waiting", off).text


def test_lasting_errors_offer_no_retry():
    for lasting in (True, False):
        result = Result(error="No.", lasting=lasting)
        titles = [way.title for way in told("failed", result=result).ways]
        assert ("Retry" in titles) is not lasting


def test_remedies_come_first_and_replace_the_terminal():
    result = Result(error="They are not here. Type “x y”.", lasting=False,
                    remedies=(FetchWeights("resnet50"), AddWeights("resnet50")))
    words = told("failed", result=result)
    assert words.text == "They are not here."
    assert [way.does for way in words.ways] == [*result.remedies, "retry"]
    assert [way.primary for way in words.ways] == [True, False, False]


def test_running_tells_share_time_and_text():
    words = told("running", progress=0.61, left=4.2, text="38 images/s")
    assert words.text == "61\N{NO-BREAK SPACE}% · 4\N{NO-BREAK SPACE}s left · 38 images/s"
    assert words.progress == 0.61
    assert told("running").progress == -1


def test_a_running_count_is_told():
    words = told("running", progress=0.4, counted=(4000, 10_000))
    assert words.text == "40\N{NO-BREAK SPACE}% · 4,000 of 10,000 done"


def test_a_stopped_run_tells_how_far_it_came_in_the_same_words_everywhere():
    text = "stopped, 4,000 of 10,000 done"
    workflow = WORKFLOW.with_widget("m", ImageEmbedding())
    words = told("stopped", workflow, text=text, counted=(4000, 10_000))
    assert words.heading == "Stopped, 4,000 of 10,000 done"
    assert [way.title for way in words.ways] == ["Continue", "Send these"]
    begun = told("stopped", workflow, text="stopped, 0 of 9 done", counted=(0, 9))
    assert [way.title for way in begun.ways] == ["Continue"]
    assert face(workflow.nodes["m"], Status("m", "stopped", text=text), None).line == text
    status = {"s": Status("s", "done", result=Result()), "m": Status("m", "stopped", text=text)}
    found = problems_of(workflow, status.__getitem__, lambda _: None)
    assert [one.text for one in found] == [
        "Stopped, 4,000 of 10,000 done. Run it again to go on."]


def test_what_keeps_nothing_promises_nothing():
    words = told("stopped", text="stopped at 16%")
    assert words.heading == "Stopped at 16\N{NO-BREAK SPACE}%"
    assert "kept" not in words.text
    assert [way.title for way in words.ways] == ["Run again"]


def test_prices():
    assert price_words(Price(1.0)) == ""
    assert "cannot be stopped" in price_words(Price(14, stoppable=False))
    assert "GB" in price_words(Price(14, 3_000_000_000))


def test_an_unknown_widget_says_why():
    workflow = Workflow({"m": Node(Unknown((), None, "json", "It is not installed."), "Old")})
    assert told("failed", workflow).text == "It is not installed."


@given(st.floats(0, 1e6))
def test_times_are_short(seconds):
    assert len(duration(seconds)) <= 14
