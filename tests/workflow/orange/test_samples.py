"""Workflows that Orange made and saved (`benchmarks/orange_samples.py`), setting by setting."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from satsuma.catalog import Catalog, discover
from satsuma.run import Run
from satsuma.workflow.annotations import Arrow, TextNote
from satsuma.workflow.model import Workflow
from satsuma.workflow.orange.around import Around, Arrived
from satsuma.workflow.orange.clustering_widgets import LINKAGES, METRICS
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.orange.table_widgets import TABLES
from satsuma.workflow.ows import Opened, loads, read_ows
from satsuma.workflow.unknown import Unknown

ORANGE = Path(__file__).parents[2] / "fixtures" / "orange"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return discover()


def opened(catalog: Catalog, name: str) -> Opened:
    return read_ows(ORANGE / f"{name}.ows", catalog)


def changes(workflow: Workflow, node_id: str) -> dict[str, Any]:
    """The settings of a node that are not their defaults."""
    widget = workflow.nodes[node_id].widget
    plain = type(widget)()
    return {name: value for name, value in vars(widget).items() if value != getattr(plain, name)}


def test_no_place_of_another_computer_stands_in_the_samples() -> None:
    for file in ORANGE.glob("*.ows"):
        for one in ET.parse(file).getroot().iter("properties"):
            text = one.text or ""
            data = base64.b64decode(text) if one.get("format") == "pickle" else text.encode()
            assert b"/tmp" not in data
            assert b"/root" not in data


def test_tables(catalog: Catalog) -> None:
    """The column that was clicked last decides first; rows are those of the file."""
    found = opened(catalog, "tables")
    assert changes(found.workflow, "file") == {"path": str(ORANGE / "plants.csv")}
    assert changes(found.workflow, "sorted") == {
        "sort": ("kind", "-height"), "selected": ("1", "4", "6"), "bars": True}
    assert changes(found.workflow, "plain") == {}
    assert changes(found.workflow, "blocks") == {"selected": ("2", "3")}
    assert [one.partition(":")[0] for one in found.problems] == ["Node “Blocks”"]


def test_distances_and_trees(catalog: Catalog) -> None:
    found = opened(catalog, "clusters")
    nodes = found.workflow.nodes
    assert [nodes[f"metric-{i}"].widget.metric for i in range(12)] == list(METRICS)
    trees = [nodes[f"tree-{i}"].widget for i in range(5)]
    assert [tree.linkage for tree in trees] == list(LINKAGES)
    assert [tree.depth for tree in trees] == [0, 5, 0, 7, 0]
    assert [tree.selection for tree in trees] == ["branches", "branches", "height", "top", "top"]
    assert [tree.height for tree in trees] == [75.0, 75.0, 62.5, 75.0, 75.0]
    assert [tree.top for tree in trees] == [3, 3, 3, 3, 4]
    assert {(tree.labels, tree.color_by) for tree in trees} == {("plant", "kind")}
    rows = [[branch.rows for branch in tree.branches] for tree in trees]
    assert rows == [[4, 8], [4], [], [], []]
    assert found.problems == ()


def test_branches_picked_in_orange_are_branches_here(catalog: Catalog) -> None:
    """The rows that Orange had there: all of them are found, and they are whole branches."""
    nodes = opened(catalog, "clusters").workflow.nodes
    table = nodes["file"].widget.compute().data
    for place, count in ((0, 12), (1, 4)):
        told = Told()
        distances = nodes[f"metric-{place}"].widget.compute(table)
        found = nodes[f"tree-{place}"].widget.compute(distances, told)
        assert told.warnings == []
        assert len(found.selected) == count


class Told(Run):
    """Keeps what a widget warns of."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


def test_pictures(catalog: Catalog) -> None:
    found = opened(catalog, "pictures")
    assert changes(found.workflow, "import-images") == {"sources": (str(ORANGE / "pictures"),)}
    assert changes(found.workflow, "image-embedding") == {"network": "squeezenet1_1"}
    assert changes(found.workflow, "look") == {
        "image": "image", "captions": ("category",), "size": 176,
        "selected": ("blue/blue1.png", "red/red0.png")}
    saving = changes(found.workflow, "save-images")
    assert (saving["folder"], saving["format"], saving["longest"]) == \
        ("/home/ana/saved", "jpeg", 227)
    assert [link.enabled for link in found.workflow.links] == [True, True, False]


def test_shaping(catalog: Catalog) -> None:
    found = opened(catalog, "shaping")
    nodes = found.workflow.nodes
    assert not [one for one in nodes if isinstance(nodes[one].widget, Unknown)]
    assert nodes["k-means"].widget.spec.title == "k-Means"
    assert nodes["file-2"].widget.path == str(ORANGE / "places.csv")
    assert changes(found.workflow, "select-columns") == {
        "features": ("height", "width"), "target": ("kind",), "meta": ("plant",),
        "left_out": ("leaves",)}
    assert [tuple(one) for one in nodes["select-rows"].widget.conditions] == [
        ("height", "greater than", ("2.5",)), ("kind", "is one of", ("herb",))]
    assert [tuple(one) for one in nodes["merge-data"].widget.keys] == [("plant", "plant")]
    assert nodes["merge-data"].widget.keep == "matches"
    assert nodes["concatenate"].widget.source_name == "Origin"
    assert (nodes["data-sampler"].widget.method, nodes["data-sampler"].widget.number) == \
        ("number", 5)
    assert nodes["save-data"].widget.file == "/home/ana/out.csv"
    text, other, arrow = found.workflow.annotations
    assert isinstance(text, TextNote)
    assert (text.text, text.content_type, text.font_size) == \
        ("Choose a **table**\n", "text/markdown", 16)
    assert isinstance(other, TextNote)
    assert isinstance(arrow, Arrow)
    assert arrow.color == "#1F9CDF"


# What stands around a widget

FILE = "Orange.widgets.data.owfile.OWFile"
TABLE = "Orange.widgets.data.owtable.OWTable"
VIEWER = "orangecontrib.imageanalytics.widgets.owimageviewer.OWImageViewer"
TREE = "Orange.widgets.unsupervised.owhierarchicalclustering.OWHierarchicalClustering"


def two(catalog: Catalog, first: str, second: str, settings: str) -> tuple[Any, tuple[str, ...]]:
    """The second of two linked widgets."""
    data = (f'<scheme version="2.0"><nodes><node id="0" qualified_name="{first}" title="A" '
            f'position="(1, 2)"/><node id="1" qualified_name="{second}" title="B" '
            f'position="(1, 2)"/></nodes><links><link source_node_id="0" sink_node_id="1" '
            f'source_channel="Data" sink_channel="Data"/></links><node_properties><properties '
            f'node_id="1" format="literal">{settings}</properties></node_properties></scheme>')
    found = loads(data.encode(), Path("/lab"), catalog)
    return found.workflow.nodes["b"].widget, found.problems


def test_rows_are_not_guessed_where_a_file_is_not_known(catalog: Catalog) -> None:
    """A file may have ids of its own; without Orange's note of its columns nobody knows."""
    widget, problems = two(catalog, FILE, TABLE, "{'stored_selection': {'rows': [1], "
                                                 "'columns': [0]}}")
    assert widget.selected == ()
    assert any("not taken over" in one for one in problems)


def test_a_table_that_sent_all_rows_still_does(catalog: Catalog) -> None:
    """But only where something is linked to it: else nothing is selected."""
    settings = "{'stored_sort': [('a', 1)], 'stored_selection': {'rows': [], 'columns': []}}"
    assert two(catalog, FILE, TABLE, settings)[0].selected == ()
    data = (f'<scheme version="2.0"><nodes><node id="0" qualified_name="{TABLE}" title="A" '
            f'position="(1, 2)"/><node id="1" qualified_name="{TABLE}" title="B" '
            f'position="(1, 2)"/></nodes><links><link source_node_id="0" sink_node_id="1" '
            f'source_channel="Selected Data" sink_channel="Data"/></links><node_properties>'
            f'<properties node_id="0" format="literal">{settings}</properties>'
            f'</node_properties></scheme>')
    widget = loads(data.encode(), Path("/lab"), catalog).workflow.nodes["a"].widget
    assert (widget.selected, widget.as_shown) == ("all", True)


@pytest.mark.parametrize(("stored", "sort"), [
    ([("a", 1), ("b", -1)], ["-b", "a"]),
    ([("-a", 1), ("+b", -1)], ["-+b", "+-a"]),  # names that begin with a sign
    ([("\\\\a", 1), ("\\BASKET(META)", 1)], ["\\a"]),  # one with a \, and many columns in one
    ([("a", 1, 2), "b", (3, 1)], []), ("x", [])])
def test_sorting_as_orange_keeps_it(stored: Any, sort: list[str]) -> None:
    assert TABLES[0].take(ForeignSettings({"stored_sort": stored}))["sort"] == sort


def test_sorting_goes_back_as_orange_keeps_it(catalog: Catalog) -> None:
    widget = catalog.widgets["satsuma.data_table"](sort=("-+b", "\\a", "+-c"), as_shown=True)
    assert TABLES[0].give(widget).settings["stored_sort"] == [("-c", 1), ("\\\\a", 1), ("+b", -1)]


@pytest.mark.parametrize("state", [
    "3", "{'selection_state': 3}", "{'selection_state': ([], [])}", "{'selection_state': ((), ())}",
    "{'selection_state': ([3], [])}", "{'selection_state': ([(-1, 2)], [])}",
    "{'selection_state': ([('a',)], [])}", f"{{'selection_state': ([({'9' * 4000},)], [])}}",
    "{'selection_state': ([()], [])}"])
def test_odd_states_of_trees_do_no_harm(catalog: Catalog, state: str) -> None:
    assert two(catalog, FILE, TREE, f"{{'__session_state_data': {state}}}")[0].branches == ()


def test_pictures_selected_by_their_files_are_told_when_they_came_from_elsewhere(
        catalog: Catalog) -> None:
    workflow = opened(catalog, "pictures").workflow
    viewer = workflow.nodes["look"].widget
    alone = Arrived(replace(workflow, links=()), {})
    assert Around(alone, "look").are_pictures_imported()  # nothing else is known
    other = Arrived(workflow, {"import-images": (FILE, ForeignSettings({}))})
    assert not Around(other, "look").are_pictures_imported()
    assert viewer.selected
