"""Characters that no file can hold are left out when they come in: what is seen is what is kept."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from satsuma.catalog import discover
from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.characters import cleaned
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import read_ows, write_ows

CATALOG = discover(entry_points=False)
BOX = (0.0, 0.0, 10.0, 10.0)


def full(text: str) -> Workflow:
    """A workflow with the text in every place where a person can write."""
    flow, _ = Workflow(title=text, description=text).with_new_node(
        CATALOG.named("distances")(), "Far")
    flow = flow.with_title("far", text)
    return replace(flow, annotations=(TextNote(BOX, text), Frame("f", text, BOX, ("far",)),
                                      Arrow((0.0, 0.0), (1.0, 1.0))))


@pytest.mark.parametrize(("pasted", "in_a_line", "in_lines"), [
    ("a\x00b\x07c\x1bd", "abcd", "abcd"),
    ("one\x0btwo", "one two", "one\ntwo"),      # a line break of a word processor
    ("one\x0ctwo", "one two", "one\ntwo"),      # a page break
    ("a\ud800b\ufffec\uffff", "abc", "abc"),
    ("tab\tline\nend\r\n", "tab\tline\nend\r\n", "tab\tline\nend\r\n"),
    ("äöü × – … 🐄 \x7f\x85\u2028", "äöü × – … 🐄 \x7f\x85\u2028", "äöü × – … 🐄 \x7f\x85\u2028"),
])
def test_what_is_left_is_what_the_file_gives_back(tmp_path, pasted, in_a_line, in_lines):
    flow = cleaned(full(pasted), Workflow())
    assert (flow.title, flow.nodes["far"].title, flow.annotations[1].title) == (in_a_line,) * 3
    assert (flow.description, flow.annotations[0].text) == (in_lines,) * 2
    write_ows(flow, tmp_path / "a.ows")
    assert read_ows(tmp_path / "a.ows", CATALOG).workflow == flow


def test_any_text_comes_back_as_it_was_cleaned(tmp_path):
    pick = random.Random(0)
    for _ in range(300):
        text = "".join(chr(pick.choice((pick.randrange(0x20), pick.randrange(0x300),
                                        pick.randrange(0x110000)))) for _ in range(12))
        flow = cleaned(full(text), Workflow())
        write_ows(flow, tmp_path / "a.ows")
        assert read_ows(tmp_path / "a.ows", CATALOG).workflow == flow, repr(text)


def test_a_workflow_in_order_stays_the_very_same_value():
    flow = full("Kühe")
    assert cleaned(flow, Workflow()) is flow
    assert cleaned(flow, flow) is flow


def test_only_what_is_new_is_looked_at():
    flow = full("\x07")
    assert cleaned(flow.with_setting("far", "metric", "euclidean"), flow).annotations \
        == flow.annotations
