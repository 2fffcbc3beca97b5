"""Places that are not there any more: found, guessed, and repaired all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.workflow.missing import (
    Missing,
    common_change,
    guess,
    missing_places,
    moved,
    named_places,
    repaired,
    replaced,
)
from satsuma.workflow.model import Workflow
from satsuma.workflow.unknown import Unknown

steps = st.lists(st.sampled_from(["a", "b", "cows", "my pictures", "ü"]), min_size=1, max_size=5)


@pytest.fixture
def workflow(toys):
    reads = toys.ReadNumbers(("/old/cows", "/old/dogs", "/there"), "/old/more", None)
    flow, _ = Workflow().with_new_node(reads)
    flow, _ = flow.with_new_node(toys.EverySetting(text="/old/no/place"))
    flow, _ = flow.with_new_node(Unknown((), '{"sources": ["/old"]}', "json", "not here"))
    return flow


def test_only_settings_that_name_places_are_looked_at(workflow):
    assert [one.place for one in named_places(workflow)] == [
        "/old/cows", "/old/dogs", "/there", "/old/more"]


def test_what_is_not_there_is_told_with_its_node_and_setting(workflow):
    found = missing_places(workflow, lambda place: place == "/there")
    assert found == (Missing("read-numbers", "sources", "/old/cows"),
                     Missing("read-numbers", "sources", "/old/dogs"),
                     Missing("read-numbers", "folder_of_more", "/old/more"))


def test_every_place_is_looked_at_once(workflow, toys):
    workflow, _ = workflow.with_new_node(toys.ReadNumbers(("/there",)))
    asked: list[str] = []
    missing_places(workflow, lambda place: bool(asked.append(place)))
    assert len(asked) == len(set(asked)) == 4


def test_one_change_repairs_all_that_begin_alike(workflow):
    widget = repaired(workflow, "/old", "/new/disk").node("read-numbers").widget
    assert widget.sources == ("/new/disk/cows", "/new/disk/dogs", "/there")
    assert (widget.folder_of_more, widget.kept) == ("/new/disk/more", None)


def test_a_repair_that_changes_nothing_leaves_the_same_value(workflow):
    assert repaired(workflow, "/elsewhere", "/new") is workflow
    assert replaced(workflow, {}) is workflow


def test_a_name_that_only_begins_alike_stays():
    assert moved("/older/cows", "/old", "/new") == "/older/cows"
    assert moved("/old", "/old", "/new") == "/new"


def test_places_of_windows_are_moved_too():
    assert moved(r"C:\Users\ana\cows\one", r"C:\Users\ana", "/home/ana") == "/home/ana/cows/one"
    assert moved(r"\\server\lab\cows", r"\\server\lab", "/mnt/lab") == "/mnt/lab/cows"


@pytest.mark.parametrize(("old", "new", "change"), [
    ("/a/x/cows", "/b/x/cows", ("/a", "/b")),
    ("/a/cows", "/a/calves", ("/a/cows", "/a/calves")),
    ("/cows", "/b/cows", ("/", "/b")),
    (r"C:\Users\ana\cows", "/home/ana/cows", (r"C:\Users", "/home")),
    ("/home/ana/cows", "C:/Users/ana/cows", ("/home", "C:/Users")),
])
def test_what_changed_is_the_beginning(old, new, change):
    assert common_change(old, new) == change


@given(old=steps, new=steps, rest=steps)
def test_the_change_of_one_place_leads_from_the_old_to_the_new(old, new, rest):
    before, after = "/" + "/".join([*old, *rest]), "/" + "/".join([*new, *rest])
    assert moved(before, *common_change(before, after)) == after


@given(place=st.text(), old=st.text(), new=st.text())
def test_odd_texts_do_no_harm(place, old, new):
    moved(place, old, new)
    common_change(old, new)


def test_a_place_is_looked_for_near_the_workflow():
    there = {"/work/lessons/pictures/cows", "/work/cows"}
    folder = Path("/work/lessons")
    assert guess("/old/pictures/cows", folder, there.__contains__) == "/work/lessons/pictures/cows"
    assert guess("/old/farm/cows", folder, there.__contains__) == "/work/cows"
    assert guess("/old/pigs", folder, there.__contains__) == ""


def test_a_place_is_not_guessed_to_be_where_it_is_not():
    assert guess("/work/cows", Path("/work"), lambda place: place == "/work/cows") == ""
