"""What Orange saved becomes our widgets with their settings, links and notes."""

from __future__ import annotations

import base64
import pickle
from pathlib import Path
from typing import Any

import pytest

from satsuma.catalog import Catalog, discover
from satsuma.workflow.model import Workflow
from satsuma.workflow.orange.clustering_widgets import METRICS
from satsuma.workflow.orange.foreign_settings import ForeignSettings, plain
from satsuma.workflow.orange.pickle_text import read_pickle
from satsuma.workflow.ows import Opened, loads, read_ows
from satsuma.workflow.unknown import Unknown
from satsuma.workflow.writing import dumps

ORANGE = Path(__file__).parents[2] / "fixtures" / "orange"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return discover()


def opened(catalog: Catalog, name: str) -> Opened:
    return read_ows(ORANGE / name, catalog)


def linked(workflow: Workflow) -> set[tuple[str, str, str, str]]:
    return {(x.source, x.output, x.target, x.input) for x in workflow.links}


def one_node(catalog: Catalog, name: str, text: str, form: str = "literal",
             folder: Path = Path("/lab")) -> tuple[Any, tuple[str, ...]]:
    """The widget that a file with one node of Orange gives, and what was told."""
    from xml.sax.saxutils import escape

    data = (f'<scheme version="2.0"><nodes><node id="0" qualified_name="{name}" title="It" '
            f'position="(1, 2)"/></nodes><node_properties><properties node_id="0" '
            f'format="{form}">{escape(text)}</properties></node_properties></scheme>')
    found = loads(data.encode(), folder, catalog)
    return found.workflow.nodes["it"].widget, found.problems


def test_the_lesson_of_orange_opens(catalog: Catalog) -> None:
    workflow = opened(catalog, "image-clustering.ows").workflow
    assert not any(isinstance(node.widget, Unknown) for node in workflow.nodes.values())
    assert workflow.nodes["import-images"].widget.sources == ("/home/ana/Pictures/animals",)
    assert workflow.nodes["image-embedding"].widget.network == "squeezenet1_1"
    assert workflow.nodes["distances"].widget.metric == "cosine"
    assert workflow.nodes["hierarchical-clustering"].widget.linkage == "ward"
    assert workflow.nodes["distances"].position == (450.0, 200.0)
    assert workflow.title == "Image clustering"
    assert linked(workflow) >= {
        ("import-images", "data", "image-embedding", "images"),
        ("image-embedding", "embeddings", "distances", "data"),
        ("distances", "distances", "hierarchical-clustering", "distances"),
        ("hierarchical-clustering", "selected", "image-viewer-1", "data")}
    assert len(workflow.links) == 8


def test_columns_and_selections_come_out_of_contexts(catalog: Catalog) -> None:
    workflow = opened(catalog, "image-clustering-after-data.ows").workflow
    viewer = next(node.widget for node in workflow.nodes.values()
                  if node.widget.spec.id == "satsuma.image_viewer" and node.widget.selected)
    assert viewer.selected == ("circles/circle4.png", "circles/circle5.jpg")
    assert viewer.image == "image"
    assert viewer.captions == ("category",)
    tree = workflow.nodes["hierarchical-clustering"].widget
    assert (tree.selection, tree.top) == ("top", 3)
    assert (tree.labels, tree.color_by) == ("image name", "category")


def test_notes_links_and_unknown_widgets_stay(catalog: Catalog) -> None:
    found = opened(catalog, "annotated.ows")
    workflow = found.workflow
    grid = next(node for node in workflow.nodes.values() if node.title == "Image Grid")
    assert isinstance(grid.widget, Unknown)
    assert any(not link.enabled for link in workflow.links)
    assert len(workflow.annotations) >= 2
    text = dumps(workflow, ORANGE)
    assert "orangecontrib.imageanalytics.widgets.owimagegrid.OWImageGrid" in text
    assert loads(text.encode(), ORANGE, catalog).workflow == workflow
    assert any("Image Grid" in problem for problem in found.problems)


DISTANCES = "Orange.widgets.unsupervised.owdistances.OWDistances"


@pytest.mark.parametrize("place", range(len(METRICS)))
def test_every_metric(catalog: Catalog, place: int) -> None:
    widget, problems = one_node(catalog, DISTANCES, f"{{'metric_id': {place}, 'axis': 1}}")
    assert (widget.metric, widget.compare, problems) == (METRICS[place], "columns", ())


@pytest.mark.parametrize(("text", "metric"), [
    ("{'metric_idx': 0, 'normalized_dist': True, '__version__': 3}", "euclidean-normalized"),
    ("{'metric_idx': 2, 'normalized_dist': True, '__version__': 3}", "cosine"),
    ("{'metric_idx': 9, '__version__': 3}", "mahalanobis"),
    ("{'metric_idx': 2, '__version__': 2}", "mahalanobis"),
    ("{'metric_idx': 3, '__version__': 2}", "cosine"),
    ("{'metric_idx': 1, '__version__': 1}", "manhattan")])
def test_metrics_of_early_versions(catalog: Catalog, text: str, metric: str) -> None:
    assert one_node(catalog, DISTANCES, text)[0].metric == metric


@pytest.mark.parametrize(("text", "told"), [
    ("{'metric_id': 99}", "no meaning here"), ("{'metric_id': 'x'}", "no number"),
    ("[1]", "cannot be read"), ("f()", "cannot be read"), ("{'metric_id': 1e400}", "")])
def test_settings_that_make_no_sense_are_told(catalog: Catalog, text: str, told: str) -> None:
    widget, problems = one_node(catalog, DISTANCES, text)
    assert widget.spec.id == "satsuma.distances"
    assert told in " ".join(problems)


class Folder:
    """Pickled as Orange pickles a recent folder."""

    def __init__(self, **fields: Any) -> None:
        self.__dict__.update(fields)

    def __reduce__(self) -> Any:
        return _made, (), self.__dict__


def _made() -> Any:
    raise AssertionError("it was called")


def recent(**fields: Any) -> str:
    data = pickle.dumps({"recent_paths": [Folder(**fields)]}, protocol=4)
    mine = f"{_made.__module__}".encode()
    for old, new in ((mine, b"orangewidget.utils.filedialogs"), (b"_made", b"RecentPath")):
        at = data.index(bytes([0x8c, len(old)]) + old)
        data = data[:at] + bytes([0x8c, len(new)]) + new + data[at + 2 + len(old):]
    at = data.index(b"\x95")  # frames tell their length, which is another now
    return base64.encodebytes(data[:at] + data[at + 9:]).decode()


IMPORT = "orangecontrib.imageanalytics.widgets.owimageimport.OWImportImages"


def test_folders_below_the_workflow_are_found_from_there(catalog: Catalog) -> None:
    text = recent(abspath="/home/ana/animals", prefix="basedir", relpath="animals")
    assert one_node(catalog, IMPORT, text, "pickle")[0].sources == ("/lab/animals",)
    text = recent(abspath="/home/ana/animals", prefix=None, relpath=None)
    assert one_node(catalog, IMPORT, text, "pickle")[0].sources == ("/home/ana/animals",)


def test_a_pickle_that_calls_does_nothing(catalog: Catalog, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> Any:
            return Path.touch, (tmp_path / "touched",)

    text = base64.encodebytes(pickle.dumps({"metric_id": Bomb()})).decode()
    widget, problems = one_node(catalog, DISTANCES, text, "pickle")
    assert not list(tmp_path.iterdir())
    assert widget.spec.id == "satsuma.distances"
    assert problems


def test_numbers_of_numpy_are_numbers() -> None:
    import numpy as np

    for value in (np.int32(-7), np.uint8(200), np.int64(1 << 40), np.float64(0.25),
                  np.float32(0.5), np.bool_(True)):
        assert plain(read_pickle(pickle.dumps(value))) == value
    settings = ForeignSettings({"columns": read_pickle(pickle.dumps(np.int32(5)))})
    assert settings.number("columns", 1) == 5


def test_settings_that_nobody_thought_of_cost_no_file(catalog: Catalog) -> None:
    from dataclasses import replace

    from satsuma.workflow.orange.counterparts import from_there
    from satsuma.workflow.orange.taking import taken_over

    def fails(_settings: ForeignSettings) -> Any:
        raise ZeroDivisionError

    told: list[str] = []
    pair = from_there(DISTANCES)
    assert pair is not None
    cls = catalog.widgets[pair.here]
    widget = taken_over(replace(pair, take=fails), cls, ForeignSettings({}), Path("/lab"),
                        told.append)
    assert widget == cls()
    assert told == ["its settings make no sense (ZeroDivisionError). The defaults are used."]
