"""What a node says of itself, in every state."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("PyQt6")

from satsuma.engine.result import Result, Status  # noqa: E402
from satsuma.run import Price  # noqa: E402
from satsuma.ui.canvas.face import Face, face, spoken, time_left  # noqa: E402
from satsuma.workflow.model import Node  # noqa: E402
from satsuma.workflow.unknown import Unknown  # noqa: E402

pytestmark = pytest.mark.window


@pytest.fixture
def node(catalog):
    return Node(catalog.widgets["satsuma.data_table"](), "Cows")


def shown(node, state, last=None, **known) -> Face:
    return face(node, Status("n", state, **known), last)


def test_what_waits_says_for_what(node):
    assert shown(node, "waiting", waiting_for=("data",)).line == "needs data"
    assert shown(node, "waiting", waiting_for=("data", "rows")).line == "needs data and rows"


def test_what_runs_says_how_far_it_is(node):
    found = shown(node, "running", progress=0.61, left=4.0)

    assert found.line == "61\u00a0% · 4 s left"
    assert found.progress == 0.61


@pytest.mark.parametrize(("state", "line"), [
    ("pending", "looking…"), ("queued", "its turn comes…"), ("stopped", "stopped"),
    ("paused", "paused"), ("waiting", "")])
def test_what_the_other_states_say(node, state, line):
    found = shown(node, state)

    assert found.line == line
    assert found.progress is None


def test_a_failure_says_what_and_has_its_sign(node):
    found = shown(node, "failed", result=Result(error="There is no folder."))

    assert (found.line, found.sign) == ("There is no folder.", "error")
    assert found.messages == ("There is no folder.",)


def test_a_failure_does_not_begin_with_a_long_path(node):
    error = "The folder “/media/lab/disk 3/shells” does not exist. Choose another folder."
    found = shown(node, "failed", result=Result(error=error))

    assert found.line == "The folder “shells” does not exist. Choose another folder."
    assert found.messages == (error,)


def test_a_setting_that_is_to_be_chosen_is_no_fault(node):
    found = shown(node, "failed", result=Result(error="Choose a folder.", asks="sources"))

    assert (found.line, found.sign) == ("Choose a folder.", "note")


def test_a_warning_has_its_sign(node):
    found = shown(node, "stopped", result=Result(warnings=("Two pictures are broken.",)))

    assert found.sign == "warning"
    assert found.messages == ("Two pictures are broken.",)


def test_a_price_is_a_note(node):
    assert shown(node, "queued", price=Price(60.0)).sign == "note"
    assert shown(node, "stopped").sign == "note"


def test_an_unknown_widget_says_so():
    unknown = Node(Unknown((("name", "Wizard"),), None, "literal", "Wizard is not installed."),
                   "Wizard")

    found = face(unknown, Status("n", "waiting"), None)

    assert not found.known
    assert found.line == "not known here"
    assert found.sign == "warning"
    assert found.messages == ("Wizard is not installed.",)


@pytest.mark.parametrize(("seconds", "words"), [
    (0.2, "1 s"), (4.4, "4 s"), (59, "59 s"), (61, "1 min"), (3540, "59 min"),
    (7800, "2 h 10 min")])
def test_lengths_of_time(seconds, words):
    assert time_left(seconds) == words


# What is heard

@pytest.mark.parametrize(("state", "said"), [
    ("waiting", "waiting"), ("pending", "looking at the files"),
    ("queued", "waiting for its turn"), ("running", "running"), ("done", "done"),
    ("failed", "failed"), ("stopped", "stopped"), ("paused", "paused")])
def test_every_state_is_said(node, state, said):
    words = spoken(node, shown(node, state)).split("; ")

    assert words[:2] == ["Cows, Data Table", said]
    assert words[-2:] == ["inputs: data", "outputs: selected, data"]


def test_earlier_settings_and_a_pause_are_said(node):
    paused = replace(node, auto=False)

    words = spoken(paused, shown(paused, "done", stale=True)).split("; ")

    assert "paused" in words
    assert "what it shows is of earlier settings" in words


def test_nothing_is_said_twice(node):
    words = spoken(node, shown(node, "failed", result=Result(error="No folder."))).split("; ")

    assert words.count("No folder") == 1
    paused = spoken(node, shown(node, "paused")).split("; ")
    assert paused.count("paused") == 1


def test_warnings_are_said(node):
    found = shown(node, "stopped", result=Result(warnings=("Two pictures are broken.",)))

    assert "Two pictures are broken" in spoken(node, found)


def test_what_gets_nothing_says_so_instead_of_what_it_needs(node):
    status = Status("n", "waiting", waiting_for=("data",))

    assert face(node, status, None, {"data": "selected"}).line == "nothing selected"
    assert face(node, status, None, {"data": "data"}).line == "nothing comes in"
    assert face(node, status, None, {"data": ""}).line == "needs data"
    assert face(node, status, None, {"data": ""}).sign == "note"


def test_what_is_paused_and_outdated_has_a_note(node):
    assert shown(node, "paused", stale=True).sign == "note"
