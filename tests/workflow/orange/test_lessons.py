"""Workflows as people make them in Orange: all open, what stays behind is told once, nothing runs.

Made and saved by Orange itself (`benchmarks/orange_samples.py`).
"""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from satsuma.catalog import Catalog, discover
from satsuma.workflow.orange.exporting import orange_text
from satsuma.workflow.ows import Opened, loads, read_ows
from satsuma.workflow.unknown import Unknown

ORANGE = Path(__file__).parents[2] / "fixtures" / "orange"

LESSONS = ("lesson", "addons", "script", "pickled")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return discover(entry_points=False)


def opened(catalog: Catalog, name: str) -> Opened:
    return read_ows(ORANGE / f"{name}.ows", catalog)


def unknown(found: Opened) -> list[str]:
    return [node_id for node_id, node in found.workflow.nodes.items()
            if isinstance(node.widget, Unknown)]


def test_the_lesson(catalog: Catalog) -> None:
    """Pictures to branches: all is there but what Orange keeps by the places of rows."""
    found = opened(catalog, "lesson")
    nodes = found.workflow.nodes
    assert list(nodes) == ["import-images", "image-embedding", "distances",
                           "hierarchical-clustering", "the-branches", "all-of-them", "image-grid"]
    assert nodes["distances"].widget.metric == "cosine"
    tree = nodes["hierarchical-clustering"].widget
    assert (tree.linkage, tree.selection, tree.branches) == ("ward", "branches", ())
    assert nodes["the-branches"].widget.size == 140
    assert len(found.workflow.links) == 6
    assert [one.partition("”")[0] for one in found.problems] == [
        "Node “Image Embedding", "Node “Image Grid", "Node “Hierarchical Clustering"]


def test_widgets_of_an_add_on_stay_where_they_are(catalog: Catalog) -> None:
    found = opened(catalog, "addons")
    assert unknown(found) == ["topics", "bag-of-words"]
    assert len(found.workflow.links) == 6
    for name in ("OWLDAvis", "OWTBagOfWords"):
        assert sum(f"“{name}”" in one for one in found.problems) == 1
    assert len(found.problems) == 3


def test_a_primary_table_comes_first_and_what_it_decided_is_told(catalog: Catalog) -> None:
    """The file has the link of the other table first."""
    found = opened(catalog, "addons")
    into = [link.source for link in found.workflow.into("together")]
    assert into == ["file", "file-2"]
    assert found.workflow.nodes["together"].widget.columns == "all"
    [told] = [one for one in found.problems if "Together" in one]
    assert "its primary table alone decided which columns there are" in told


def test_a_primary_table_alone_is_nothing_to_tell(catalog: Catalog) -> None:
    root = ET.parse(ORANGE / "addons.ows").getroot()
    links = root.find("links")
    assert links is not None
    for link in links.findall("link[@sink_channel='Additional Data']"):
        links.remove(link)
    found = loads(ET.tostring(root), ORANGE, catalog)
    assert found.workflow.nodes["together"].widget.columns == "common"
    assert not any("Together" in one for one in found.problems)


def test_a_script_is_kept_and_not_run(catalog: Catalog, tmp_path: Path,
                                      monkeypatch: pytest.MonkeyPatch) -> None:
    """In Orange it writes a file into the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    found = opened(catalog, "script")
    assert unknown(found) == ["first-five"]
    [told] = found.problems
    assert "“OWPythonScript”" in told
    back = orange_text(found.workflow).text
    assert "I ran" in back
    assert not list(tmp_path.iterdir())


def test_settings_that_are_all_pickles(catalog: Catalog) -> None:
    """The same settings as in the file where Orange wrote literals where it could."""
    root = ET.parse(ORANGE / "pickled.ows").getroot()
    assert {one.get("format") for one in root.iter("properties")} == {"pickle"}
    found, plain = opened(catalog, "pickled"), opened(catalog, "shaping")
    nodes = found.workflow.nodes
    for node_id, node in plain.workflow.nodes.items():
        if node_id != "k-means":
            assert nodes[node_id].widget == node.widget, node_id
    assert nodes["import-images"].widget.sources == (str(ORANGE / "pictures"),)
    assert nodes["look"].widget.size == 200
    assert found.problems == plain.problems


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_is_told_twice(catalog: Catalog, name: str) -> None:
    problems = opened(catalog, name).problems
    assert len(set(problems)) == len(problems)


def _cut(text: str) -> str:
    return base64.encodebytes(base64.b64decode(text)[:-9]).decode()


def _no_base64(text: str) -> str:
    return f"?{text}"


def _too_long(text: str) -> str:
    return "A" * 3 * len(text)


@pytest.mark.parametrize("damage", [_cut, _no_base64, _too_long])
def test_damaged_settings_are_told_once_for_each_widget(
        catalog: Catalog, damage: Callable[[str], str]) -> None:
    root = ET.parse(ORANGE / "pickled.ows").getroot()
    for one in root.iter("properties"):
        one.text = damage(one.text or "")
    found = loads(ET.tostring(root), ORANGE, catalog)
    assert len(found.workflow.nodes) == len(opened(catalog, "pickled").workflow.nodes)
    told = [one for one in found.problems if "its settings cannot be read" in one]
    assert len(told) == len(found.workflow.nodes) - len(unknown(found))
    assert all("The defaults are used." in one for one in told)


def test_a_file_with_everything_out_of_joint_opens(catalog: Catalog) -> None:
    """Ids twice, links and settings of nobody, no position, no name, an operator of the future."""
    root = ET.parse(ORANGE / "lesson.ows").getroot()
    nodes, links = root.findall("nodes/node"), root.findall("links/link")
    nodes[1].set("id", nodes[0].get("id", ""))
    nodes[2].set("position", "over there")
    del nodes[3].attrib["qualified_name"]
    links[0].set("sink_node_id", "99")
    links[1].set("source_channel", "No such channel")
    for one in root.findall("node_properties/properties")[4:]:
        one.set("node_id", "77")
    found = loads(ET.tostring(root), ORANGE, catalog)
    assert len(found.workflow.nodes) == 7
    assert len(set(found.problems)) == len(found.problems)
    for word in ("id is missing or taken", "position", "cannot be used", "one of its nodes"):
        assert any(word in one for one in found.problems), word
