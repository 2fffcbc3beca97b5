"""Workflows written for Orange: what stands in the file, and that nothing is lost in silence."""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ET
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from satsuma.catalog import Catalog, discover
from satsuma.data.branch import Branch
from satsuma.widget import setting_fields
from satsuma.workflow.annotations import Arrow, Frame, TextNote
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.orange.counterparts import Counterpart, all_pairs, from_here
from satsuma.workflow.orange.exporting import orange_text
from satsuma.workflow.ows import loads, read_ows
from satsuma.workflow.unknown import Unknown

ORANGE = Path(__file__).parents[2] / "fixtures" / "orange"
HERE = [pair for pair in all_pairs() if pair.here in discover(entry_points=False).widgets]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return discover()


def written(workflow: Workflow) -> tuple[ET.Element, str]:
    made = orange_text(workflow)
    return ET.fromstring(made.text), "\n".join(map(str, made.notes))


def settings_of(root: ET.Element, node_id: str = "0") -> dict[str, Any]:
    element = root.find(f"node_properties/properties[@node_id='{node_id}']")
    assert element is not None
    assert element.get("format") == "literal"
    return ast.literal_eval(element.text or "")


def alone(widget: Any, title: str = "It") -> Workflow:
    return Workflow({"it": Node(widget, title, (1.5, -2.0))})


def test_nothing_of_our_own_stands_in_it(catalog: Catalog) -> None:
    root, _ = written(read_ows(Path("workflows/animals.ows"), catalog).workflow)
    assert dict(root.attrib).keys() == {"version", "title", "description"}
    assert [child.tag for child in root] == ["nodes", "links", "annotations", "thumbnail",
                                             "node_properties", "session_state"]
    nodes = root.findall("nodes/node")
    assert [node.get("id") for node in nodes] == [str(i) for i in range(len(nodes))]
    assert not any("satsuma" in value for node in nodes for value in node.attrib.values())
    assert {element.get("format") for element in root.iter("properties")} == {"literal"}


@pytest.mark.parametrize("pair", HERE, ids=lambda pair: pair.title)
def test_settings_are_literals_with_their_version(catalog: Catalog, pair: Counterpart) -> None:
    """Without it Orange takes them for settings of an early version."""
    root, _ = written(alone(catalog.widgets[pair.here]()))
    assert settings_of(root)["__version__"] == pair.version
    node = root.find("nodes/node")
    assert node is not None
    assert (node.get("qualified_name"), node.get("name"), node.get("title")) == \
        (pair.there, pair.title, "It")
    assert ast.literal_eval(node.get("position", "")) == (1.5, -2.0)


LOOKS = ("zoom", "stretch", "opened", "folded", "order", "widths", "keep_names", "look",
         "gallery", "show", "damaged", "exact")
"""How things look here, or how exactly vectors are made: what Orange has no words for."""

ALWAYS_TOLD = {
    ("satsuma.hierarchical_clustering", "side_by_side"),  # on links: leaves are in another order
    ("satsuma.save_data", "existing"), ("satsuma.save_images", "folder"),
    ("satsuma.select_rows", "join"), ("satsuma.data_sampler", "seed")}

WITH: dict[tuple[str, str], dict[str, Any]] = {
    ("satsuma.data_table", "as_shown"): {"sort": ("size",)},
    ("satsuma.file", "sheet"): {"path": "/lab/a.xlsx"},
    ("satsuma.save_images", "quality"): {"format": "jpeg"},
    ("satsuma.save_data", "header"): {"file": "/lab/a.csv"}}
"""Other settings without which one means nothing."""


def changed(cls: Any, name: str) -> Any:
    """Another value of a setting than its default."""
    default = getattr(cls(), name)
    kind = get_type_hints(cls)[name]
    options = [one for one in get_args(kind) if one is not type(None)]
    if isinstance(default, bool):
        return not default
    if isinstance(default, int | float):
        return default + 1
    words = [one for one in options if isinstance(one, str)]
    if words:
        return next(word for word in words if word != default)
    if get_origin(kind) is tuple and options and options[0] is Branch:
        return (Branch(("a", "b")),)
    if isinstance(default, tuple):
        return ("other",)
    if default is None and int in options:
        return 7
    return "other"


TESTED_ALONE = {
    ("satsuma.image_viewer", "selected"), ("satsuma.data_table", "selected"),
    ("satsuma.file", "columns"), ("satsuma.merge_data", "keys"),
    ("satsuma.select_rows", "conditions"), ("satsuma.distances", "many"),
    ("satsuma.distances", "prototypes")}
"""Their values are made by tests of their own."""


def test_prototypes_are_told(catalog: Catalog) -> None:
    pair = from_here("satsuma.distances")
    assert pair is not None
    notes = {many: pair.give(catalog.named("distances")(many=many)).notes
             for many in ("ask", "pairs", "prototypes")}
    assert [len(one) for one in notes.values()] == [0, 0, 1]


def cases() -> list[tuple[str, str]]:
    widgets = discover(entry_points=False).widgets
    return [(pair.here, name) for pair in HERE for name in setting_fields(widgets[pair.here])
            if name not in LOOKS and (pair.here, name) not in ALWAYS_TOLD | TESTED_ALONE]


@pytest.mark.parametrize(("here", "name"), cases())
def test_every_setting_goes_along_or_is_told(catalog: Catalog, here: str, name: str) -> None:
    cls, pair = catalog.widgets[here], from_here(here)
    assert pair is not None
    plain = cls(**WITH.get((here, name), {}))
    widget = replace(plain, **{name: changed(cls, name)})
    when = next(field for field in fields(cls) if field.name == name).metadata.get("when")
    if when:
        plain, widget = (replace(one, **{when[0]: when[1]}) for one in (plain, widget))
    before, after = pair.give(plain), pair.give(widget)
    assert (before.settings, before.notes, before.on_links) != \
        (after.settings, after.notes, after.on_links)


def test_a_round_trip_by_orange_keeps_settings_links_and_places(catalog: Catalog) -> None:
    distances, tree = (catalog.widgets[one] for one in (
        "satsuma.distances", "satsuma.hierarchical_clustering"))
    workflow = Workflow(
        {"d": Node(distances(metric="spearman", compare="columns"), "How far", (10.0, 20.0)),
         "t": Node(tree(linkage="ward", selection="height", height=12.5, depth=4), "Tree",
                   (30.0, 40.0))},
        (Link("d", "distances", "t", "distances", False),),
        (TextNote((1.0, 2.0, 3.0, 4.0), "a < b & “c”\nd", "text/plain", "", 20),
         Arrow((0.0, 0.0), (5.0, 6.0), "#662D91")), "A title", "Two\nlines")
    back = loads(orange_text(workflow).text.encode(), Path("/lab"), catalog)
    assert back.from_orange
    assert back.problems == ()
    assert list(back.workflow.nodes.values()) == list(workflow.nodes.values())
    assert [link.enabled for link in back.workflow.links] == [False]
    assert back.workflow.annotations == workflow.annotations
    assert (back.workflow.title, back.workflow.description) == ("A title", "Two\nlines")


def test_what_orange_saved_goes_back_as_it_was(catalog: Catalog) -> None:
    """Widgets that are unknown here: attributes, settings to the letter, links, window groups."""
    root = ET.parse(ORANGE / "annotated.ows").getroot()
    back, _ = written(read_ows(ORANGE / "annotated.ows", catalog).workflow)
    grid = next(node for node in root.iter("node") if node.get("title") == "Image Grid")
    same = next(node for node in back.iter("node") if node.get("title") == "Image Grid")
    assert same.attrib == grid.attrib
    texts = [one.find(f"node_properties/properties[@node_id='{grid.get('id')}']")
             for one in (root, back)]
    assert texts[0].text == texts[1].text  # type: ignore[union-attr]
    links = [[link.attrib for link in one.iter("link")] for one in (root, back)]
    assert links[0] == links[1]
    assert [state.text for state in root.iter("window_state")] == \
        [state.text for state in back.iter("window_state")]


@pytest.mark.parametrize("name", ["shaping", "clusters", "image-clustering-after-data"])
def test_no_pickle_is_written_but_orange_s_own(catalog: Catalog, name: str) -> None:
    workflow = read_ows(ORANGE / f"{name}.ows", catalog).workflow
    unknown = {node.title for node in workflow.nodes.values() if isinstance(node.widget, Unknown)}
    root, notes = written(workflow)
    titles = {node.get("id"): node.get("title") for node in root.iter("node")}
    pickled = {titles[one.get("node_id")] for one in root.iter("properties")
               if one.get("format") != "literal"}
    assert pickled <= unknown
    assert all(f"“{title}”: Its settings go back" in notes for title in pickled)


def test_widgets_without_a_counterpart_are_left_out_with_their_links(catalog: Catalog) -> None:
    strange = Unknown((("name", "New"), ("qualified_name", "satsuma.new")), "{}", "json", "",
                      ("data",), ("data",))
    table = catalog.widgets["satsuma.data_table"]
    workflow = Workflow({"a": Node(strange, "New", (0.0, 0.0)),
                         "b": Node(table(selected="all"), "Table", (1.0, 1.0))},
                        (Link("a", "data", "b", "data"),))
    root, notes = written(workflow)
    assert [node.get("title") for node in root.iter("node")] == ["Table"]
    assert not list(root.iter("link"))
    assert notes == "“New”: Orange has no such widget; it is left out with its links."


def test_frames_become_notes_and_pauses_are_told(catalog: Catalog) -> None:
    node = Node(catalog.widgets["satsuma.distances"](), "D", (0.0, 0.0), auto=False)
    frame = Frame("f", "Compare", (-80.0, -70.0, 300.0, 200.0), ("d",))
    root, notes = written(Workflow({"d": node}, (), (frame,)))
    note = root.find("annotations/text")
    assert note is not None
    assert (note.text, note.get("rect")) == ("Compare", "(-80.0, -70.0, 300.0, 30.0)")
    assert "no frames" in notes
    assert "paused" in notes


def test_a_table_that_sends_all_is_told_only_where_it_sends(catalog: Catalog) -> None:
    table, viewer = (catalog.widgets[one] for one in ("satsuma.data_table", "satsuma.distances"))
    nodes = {"t": Node(table(), "T", (0.0, 0.0)), "v": Node(viewer(), "V", (0.0, 0.0))}
    assert written(Workflow(nodes))[1] == ""
    linked = Workflow(nodes, (Link("t", "selected", "v", "data"),))
    assert "sends all of them" in written(linked)[1]


def test_settings_that_are_no_plain_values_are_a_fault_of_ours() -> None:
    from satsuma.workflow.orange.exporting import is_plain

    assert is_plain({"a": [1, (2.5, None), b"x"], "b": {"c": True}})
    assert not any(map(is_plain, ({1, 2}, float("nan"), float("inf"), object(), [Path()])))


def test_defaults_are_made_for_the_widgets_that_need_none() -> None:
    """The parameters above make every widget without arguments."""
    for pair in HERE:
        cls = discover(entry_points=False).widgets[pair.here]
        assert all(f.default is not MISSING or f.default_factory is not MISSING
                   for f in fields(cls))
