"""Damaged and hostile files: a message with the line or the node, and the rest still opens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.problem import Problem
from satsuma.workflow import paths
from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.missing import missing_places
from satsuma.workflow.model import Link, Workflow
from satsuma.workflow.ows import Opened, loads, read_ows
from satsuma.workflow.reading import MOST_NODES, MOST_PROBLEMS
from satsuma.workflow.writing import dumps
from tests.own_time import own_time

FOLDER = Path("/home/ana/lessons")
ORANGE = Path(__file__).parents[1] / "fixtures" / "orange"


def scheme(inner, head='version="2.0"'):
    return f"<?xml version='1.0' encoding='utf-8'?>\n<scheme {head}>{inner}</scheme>".encode()


def node(node_id, name="satsuma.join", **more):
    more = {"title": str(node_id).capitalize(), "position": "(0, 0)", "version": "1"} | more
    rest = "".join(f' {k}="{v}"' for k, v in more.items() if v is not None)
    return f'<node id="{node_id}" qualified_name="{name}"{rest}/>\n'


def link(source, target, out="data", into="tables", number=0):
    return (f'<link id="{number}" source_node_id="{source}" sink_node_id="{target}" '
            f'source_channel_id="{out}" sink_channel_id="{into}" enabled="true"/>\n')


@pytest.mark.parametrize(("data", "told"), [
    (b"", "line 1, column 0"),
    (b"   \n\n", "line 3, column 0"),
    (b"hello", "line 1, column 0"),
    (b"\0" * 1000, "This is no workflow"),
    (b"\xff\xfe<\0", "This is no workflow"),
    (b"\x89PNG\r\n\x1a\n", "line 1"),
    (b"PK\x03\x04", "line 1"),
    (b"<scheme>\n<nodes>\n  <node></nodes></scheme>", "mismatched tag in line 3, column 10"),
    (b"<scheme version='2.0'>\n<nodes>", "line 2, column 7"),
    (b"<html></html>", "begins with <html>, not with <scheme>"),
    (b"<?xml version='1.0' encoding='no-such'?><scheme/>", "This is no workflow: "),
    (b"<?xml version='1.0' encoding='utf-7'?><scheme/>", "This is no workflow: "),
    (scheme("", 'version="3.0"'), "version '3.0'; known are 2.0 and 2.1"),
    (scheme("", 'version="2.0" satsuma="2"'), "newer version of Satsuma. Update Satsuma"),
    (scheme("<a>" * 5000 + "</a>" * 5000), "too many or too deep"),
    (scheme("<a/>" * 500_000), "too many or too deep"),
    (scheme("<a " + " ".join(f"a{i}=''" for i in range(900)) + "/>"), "a tag in it has 900 attr"),
    (scheme("<a " + "b='" + "x" * 9_000_000 + "'/>"), "a tag in it is longer than 4 MB"),
    (scheme("".join(f"<a{i}/>" for i in range(3000))), "more than 2,000 names"),
    (scheme("".join(f"<a xmlns:b='{i}'/>" for i in range(3000))), "too many namespaces"),
    (scheme("<!---->" * 500_000), "it consists of comments"),
    (b"<?xml version='1.0' encoding='rot13'?><scheme version='2.0'/>", "its encoding “rot13”"),
    (scheme(f"<nodes>{node('a') * (MOST_NODES + 1)}</nodes>"), "more than 10,000 nodes"),
    (b"<!DOCTYPE scheme><scheme/>", "entities or a document type"),
    (b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><scheme title="&b;"/>', "entities"),
    (b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><scheme>&x;</scheme>', "entities"),
    (b'<!DOCTYPE s SYSTEM "http://127.0.0.1:9/x.dtd"><scheme/>', "entities or a document type"),
])
def test_what_is_no_workflow_is_told_with_the_line(toys, data, told):
    with pytest.raises(Problem) as caught:
        loads(data, FOLDER, toys.CATALOG)
    assert told in str(caught.value)


def test_a_hundred_megabytes_of_garbage_are_told_at_once(toys, tmp_path):
    file = tmp_path / "garbage.ows"
    with file.open("wb") as opened:
        opened.truncate(100_000_000)
    started = own_time()
    with pytest.raises(Problem, match="larger than 64 MB"):
        read_ows(file, toys.CATALOG)
    assert own_time() - started < 2


def test_a_folder_and_a_missing_file_are_told(toys, tmp_path):
    with pytest.raises(Problem, match="a folder, not a workflow file"):
        read_ows(tmp_path, toys.CATALOG)
    with pytest.raises(Problem, match="cannot be read: no such file"):
        read_ows(tmp_path / "none.ows", toys.CATALOG)
    with pytest.raises(Problem, match="cannot be read: file name too long"):
        read_ows(tmp_path / ("x" * 5000), toys.CATALOG)


def test_a_file_one_may_not_read_is_told(toys, tmp_path, monkeypatch):
    file = tmp_path / "a.ows"
    file.write_bytes(scheme(""))
    # Root may read everything, so the answer of the system is put there.
    monkeypatch.setattr(Path, "open", lambda *_a, **_k: os.open(file / "x", os.O_RDONLY))
    with pytest.raises(Problem, match="cannot be read: not a directory"):
        read_ows(file, toys.CATALOG)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_other_encodings_are_read(toys, encoding):
    name = encoding.removesuffix("-sig")
    text = f"<?xml version='1.0' encoding='{name}'?><scheme version='2.0' title='Größe'/>"
    assert loads(text.encode(encoding), FOLDER, toys.CATALOG).workflow.title == "Größe"


@pytest.mark.parametrize(("inner", "told"), [
    (node("a", position=None), "Node “A”: its position is not (x, y)"),
    (node("a", position="(nan, 1)"), "Node “A”: its position"),
    (node("a", position="(1e999, 1)"), "Node “A”: its position"),
    (node("a", position="(" * 10_000), "Node “A”: its position"),
    (node("a", position="(1, 2, 3)"), "Node “A”: its position"),
    (node("a", position="__import__('os')"), "Node “A”: its position"),
    (node("a") + node("a", title="B"), "Node “B”: its id is missing or taken"),
    ('<node qualified_name="satsuma.join" title="A" position="(0, 0)"/>', "its id is missing"),
    (node("a", version="-1"), "its version '-1' is no number"),
    (node("a", version="9" * 5000), "newer version of Satsuma|is no number"),
    (node("a", name=""), "Node “A”: it cannot be used: the file does not say which widget it is"),
])
def test_a_strange_node_is_told_and_the_others_open(toys, inner, told):
    data = scheme(f"<nodes>{node('first')}{inner}{node('last')}</nodes>"
                  f"<links>{link('first', 'last')}</links>")
    opened = loads(data, FOLDER, toys.CATALOG)
    assert any(part in opened.problems[0] for part in told.split("|"))
    assert len(opened.workflow.nodes) == 2 + inner.count("<node")
    assert opened.workflow.into("last") == (Link("first", "data", "last", "tables"),)


@pytest.mark.parametrize(("inner", "told"), [
    (link("a", "nobody", number="7"), "Link “7”: one of its nodes is not in the file"),
    (link("a", "b", out="none"), "The link from a to b is left out: Join has no output “none”"),
    (link("a", "b", into="none"), "It has: tables, extra"),
    (link("a", "b", out="", into=""), "has no output “”"),
    (link("a", "b") + link("a", "b"), "linked already"),
    (link("a", "b", into="extra") + link("c", "b", into="extra"), "takes one link only"),
    (link("a", "b") + link("b", "a"), "would go in a circle"),
    (link("a", "a"), "cannot feed itself"),
    (link("m", "a", out="distances"), "“distances” sends distances"),
])
def test_a_strange_link_is_told_and_the_others_open(toys, inner, told):
    nodes = node("a") + node("b") + node("c") + node("m", "satsuma.measure")
    data = scheme(f"<nodes>{nodes}</nodes><links>{link('b', 'c')}{inner}</links>")
    opened = loads(data, FOLDER, toys.CATALOG)
    (problem,) = opened.problems
    assert told in problem
    assert Link("b", "data", "c", "tables") in opened.workflow.links
    assert len(opened.workflow.order()) == 4


@pytest.mark.parametrize(("inner", "told"), [
    ("not json", "its settings are no JSON"),
    ("[" * 100_000, "its settings are no JSON"),
    ('{"scale":' + "[" * 100_000, "its settings are no JSON"),
    ('{"scale":' + "[" * 900 + "]" * 900 + "}", "Setting “scale” of Join"),
    ('{"scale": ' + "9" * 5000 + "}", "its settings are no JSON"),
    ('{"scale": ' + "9" * 400 + "}", "Setting “scale” of Join"),
    ("[1]", "no JSON object"),
    ('{"scale": "large"}', "Setting “scale” of Join: \"large\" does not fit"),
    ('{"scale": NaN}', "Setting “scale” of Join"),
    ('{"scale": 1.0, "color": 2}', "there is no setting “color”"),
])
def test_strange_settings_are_told_and_the_default_is_used(toys, inner, told):
    data = scheme(f"<nodes>{node('a')}</nodes><node_properties><properties node_id='a' "
                  f"format='json'>{inner}</properties></node_properties>")
    opened = loads(data, FOLDER, toys.CATALOG)
    (problem,) = opened.problems
    assert problem.startswith("Node “A”: ")
    assert told in problem
    assert opened.workflow.nodes["a"].widget == toys.Join()


def test_settings_of_many_megabytes_are_kept_and_not_read(toys):
    text = '{"scale": [' + "0," * 5_000_000 + "0]}"
    data = scheme(f"<nodes>{node('a')}</nodes><node_properties><properties node_id='a' "
                  f"format='json'>{text}</properties></node_properties>")
    opened = loads(data, FOLDER, toys.CATALOG)
    (problem,) = opened.problems
    assert "its settings are too large (10,000,014 letters). It is kept as it is" in problem
    assert opened.workflow.nodes["a"].widget.properties == text


def test_thousands_of_strange_settings_are_told_in_few_lines(toys):
    text = "{" + ",".join(f'"x{i}": 0' for i in range(5000)) + "}"
    data = scheme(f"<nodes>{node('a')}</nodes><node_properties><properties node_id='a' "
                  f"format='json'>{text}</properties></node_properties>")
    problems = loads(data, FOLDER, toys.CATALOG).problems
    assert len(problems) == 21
    assert "there are 4,980 more settings that it does not have" in problems[-1]


def test_a_place_on_another_computer_is_not_looked_at_until_a_person_says_so(toys, monkeypatch):
    """Windows logs on to a computer to see whether a file is there."""
    monkeypatch.setattr(paths.computer_of, "__defaults__", (True,))
    workflow, _ = Workflow().with_new_node(toys.ReadNumbers(("//far/share/a", "/near")))
    opened = loads(dumps(workflow, None).encode(), FOLDER, toys.CATALOG)
    (problem,) = opened.problems
    assert "it names “//far/share/a” on another computer. It is paused" in problem
    assert [node.auto for node in opened.workflow.nodes.values()] == [False]
    asked = []
    missing_places(opened.workflow, lambda place: not asked.append(place))
    assert asked == ["/near"]


def test_pickles_are_never_read(toys, tmp_path):
    import base64
    import pickle

    class Bomb:
        def __reduce__(self):
            return (Path(tmp_path / "harm").touch, ())

    text = base64.b64encode(pickle.dumps(Bomb())).decode()
    for name in ("satsuma.join", "Orange.widgets.data.owtable.OWTable"):
        opened = loads(scheme(
            f"<nodes>{node('a', name)}</nodes><node_properties><properties node_id='a' "
            f"format='pickle'>{text}</properties></node_properties>"), FOLDER, toys.CATALOG)
        assert len(opened.problems) == 1
    assert not (tmp_path / "harm").exists()


def test_strange_notes_are_told_and_the_others_open(toys):
    data = scheme("<annotations><text rect='(1, 2, 3, 4)' font-size='1e9'>hi</text>"
                  "<text rect='(1, 2)'>no</text><arrow start='(1, 2)' end='nan'/><star/>"
                  "<frame id='f' title='F' rect='(0,0,1,1)'><member node_id='x'/></frame>"
                  "</annotations>")
    opened = loads(data, FOLDER, toys.CATALOG)
    assert opened.workflow.annotations == (
        TextNote((1, 2, 3, 4), "hi", "text/plain", "", 13), Frame("f", "F", (0, 0, 1, 1)))
    assert len(opened.problems) == 3
    assert "<star> is no kind of annotation" in opened.problems[2]


def test_so_many_problems_are_told_and_no_more(toys):
    data = scheme(f"<nodes>{node('a')}</nodes><links>{link('a', 'x') * 1000}</links>")
    problems = loads(data, FOLDER, toys.CATALOG).problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == "And 800 more problems."


@pytest.mark.parametrize("build", [
    lambda: scheme(f"<nodes>{node('a', title='Same') * MOST_NODES}</nodes>"),
    lambda: scheme("<nodes>" + "".join(node(i) for i in range(5000)) + "</nodes><links>"
                   + "".join(link(i, (i + 1) % 5000) for i in range(5000))
                   + "".join(link(i, (i * 7) % 5000) for i in range(5000)) + "</links>"),
    lambda: scheme(f"<nodes>{node('a', 'x')}{node('b', 'y')}</nodes><links>" + "".join(
        link("a", "b", f"o{i}", f"i{i}") for i in range(30_000)) + "</links>"),
    lambda: scheme("<annotations>" + "<arrow/>" * 300_000 + "</annotations>"),
    lambda: scheme(f"<nodes>{node('a', position='(' + ',' * 3_000_000)}</nodes>"),
], ids=["one title", "circles", "ports", "notes", "position"])
def test_a_file_made_to_be_slow_is_not(toys, build):
    data = build()
    started = own_time()
    opened = loads(data, FOLDER, toys.CATALOG)
    dumps(opened.workflow, FOLDER)
    assert own_time() - started < 6


@pytest.fixture(scope="module")
def valid(toys):
    workflow = Workflow(title="T", annotations=(
        TextNote((0, 0, 1, 1), "x"), Arrow((0, 0), (1, 1)),
        Frame("f", "F", (0, 0, 1, 1), ("join",))))
    for widget in (toys.ReadNumbers(("/a",)), toys.EverySetting(), toys.Join(), toys.Grown()):
        workflow, _ = workflow.with_new_node(widget)
    workflow, _ = workflow.with_fitting_links([
        Link("read-numbers", "data", "every-setting", "data"),
        Link("every-setting", "data", "join", "tables"), Link("join", "data", "grown", "data")])
    return [dumps(workflow, FOLDER).encode(), (ORANGE / "annotated.ows").read_bytes()]


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_damaged_file_opens_or_is_a_problem(toys, valid, data):
    damaged = bytearray(data.draw(st.sampled_from(valid)))
    pieces = st.sampled_from([b"", b"<", b">", b'"', b"&", b"&#0;", b"\0", b"\xff", b"nan", b"-1",
                              b"</node>", b"join", b"{", b"[", b"null", b"1e400", b"\r", b"x:y"])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged)))
        length = data.draw(st.integers(0, 12))
        damaged[at:at + length] = data.draw(pieces | st.binary(max_size=3))
    try:
        opened = loads(bytes(damaged), FOLDER, toys.CATALOG)
    except Problem:
        return
    # What did open can be saved, and opens again as it is.
    again = loads(dumps(opened.workflow, FOLDER).encode(), FOLDER, toys.CATALOG)
    assert isinstance(again, Opened)
    assert list(again.workflow.nodes) == list(opened.workflow.nodes)
    assert again.workflow.links == opened.workflow.links
    assert again.workflow.nodes == opened.workflow.nodes


@given(st.binary(max_size=200))
def test_any_bytes_are_a_problem(toys, data):
    with pytest.raises(Problem):
        loads(data, FOLDER, toys.CATALOG)
