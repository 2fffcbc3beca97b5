"""k-Means, DBSCAN, Louvain Clustering and Silhouette Plot, as Orange keeps their settings."""

from __future__ import annotations

import ast
import re
from html import unescape
from typing import Any

import pytest

from satsuma.catalog import discover
from satsuma.workflow.model import Node, Workflow
from satsuma.workflow.orange.counterparts import from_there
from satsuma.workflow.orange.exporting import orange_text
from satsuma.workflow.orange.foreign_settings import ForeignSettings

FRONT = "Orange.widgets"
CATALOG = discover(entry_points=False)


def taken(name: str, **values: Any) -> tuple[dict[str, Any], str]:
    pair = from_there(f"{FRONT}.{name}")
    assert pair is not None
    settings = ForeignSettings(values)
    found = dict(pair.take(settings))
    CATALOG.widgets[pair.here](**found)
    return found, " ".join(settings.notes)


def exported(widget: Any) -> tuple[dict[str, Any], str]:
    found = orange_text(Workflow({"it": Node(widget, "It")}))
    body = re.search(r'format="literal">(.*?)</properties>', found.text, re.DOTALL)
    assert body is not None
    return ast.literal_eval(unescape(body[1])), " ".join(note.text for note in found.notes)


def test_what_orange_saved_is_taken_over() -> None:
    assert taken("unsupervised.owkmeans.OWKMeans", k=5, n_init=3, normalize=False) == ({
        "metric": "euclidean", "number": "fixed", "k": 5, "least": 2, "most": 8, "restarts": 3}, "")
    assert taken("unsupervised.owkmeans.OWKMeans", optimize_k=True, k_from=3, k_to=12)[0] == {
        "metric": "euclidean-normalized", "number": "best", "k": 3, "least": 3, "most": 12,
        "restarts": 10}
    assert taken("unsupervised.owdbscan.OWDBSCAN", min_samples=6, eps=0.7, metric_idx=0) == ({
        "metric": "euclidean-normalized", "neighbors": 6, "reach": "given", "radius": 0.7}, "")
    assert taken("unsupervised.owdbscan.OWDBSCAN")[0]["reach"] == "found"
    assert taken("unsupervised.owlouvainclustering.OWLouvainClustering", k_neighbors=12,
                 resolution=0.5, metric_idx=2, normalize=False, apply_pca=False) == ({
                     "metric": "cosine", "neighbors": 12, "resolution": 0.5}, "")
    assert taken("visualize.owsilhouetteplot.OWSilhouettePlot", distance_idx=2) == ({
        "metric": "cosine", "cluster": None, "show": "bars"}, "")


@pytest.mark.parametrize(("name", "values", "said"), [
    ("unsupervised.owkmeans.OWKMeans", {"smart_init": 1}, "at random rows"),
    ("unsupervised.owkmeans.OWKMeans", {"max_iterations": 20}, "300 times"),
    ("unsupervised.owdbscan.OWDBSCAN", {"metric_idx": 1}, "Manhattan"),
    ("unsupervised.owdbscan.OWDBSCAN", {"metric_idx": 2}, "not scaled"),
    ("unsupervised.owlouvainclustering.OWLouvainClustering", {}, "main components"),
    ("visualize.owsilhouetteplot.OWSilhouettePlot", {"distance_idx": 1}, "Manhattan"),
])
def test_what_is_not_taken_over_is_told(name: str, values: dict[str, Any], said: str) -> None:
    assert said in taken(name, **values)[1]


@pytest.mark.parametrize(("name", "there", "settings"), [
    ("k_means", "unsupervised.owkmeans.OWKMeans",
     {"metric": "euclidean", "number": "fixed", "k": 6, "least": 3, "most": 9, "restarts": 4}),
    ("dbscan", "unsupervised.owdbscan.OWDBSCAN",
     {"metric": "euclidean-normalized", "neighbors": 7, "reach": "given", "radius": 0.25}),
    ("dbscan", "unsupervised.owdbscan.OWDBSCAN", {"metric": "cosine", "reach": "found"}),
    ("louvain", "unsupervised.owlouvainclustering.OWLouvainClustering",
     {"metric": "cosine", "neighbors": 9, "resolution": 1.5}),
    ("silhouette_plot", "visualize.owsilhouetteplot.OWSilhouettePlot", {"metric": "cosine"}),
])
def test_settings_go_to_orange_and_come_back(name: str, there: str,
                                             settings: dict[str, Any]) -> None:
    given, _ = exported(CATALOG.widgets[f"satsuma.{name}"](**settings))
    back = taken(there, **given)[0]
    assert {key: back[key] for key in settings} == settings


def test_what_orange_lacks_is_told() -> None:
    kmeans = CATALOG.widgets["satsuma.k_means"]
    notes = exported(kmeans(seed=4, chosen=3, selected=("a",)))[1]
    assert all(word in notes for word in ("no cosine", "seed", "picked among", "selection"))
    plot = CATALOG.widgets["satsuma.silhouette_plot"]
    notes = exported(plot(metric="euclidean-normalized", cluster="kind", selected=("a",)))[1]
    assert all(word in notes for word in ("scale", "selection", "column"))
    alone = orange_text(Workflow({"it": Node(CATALOG.widgets["satsuma.hdbscan"](), "It")}))
    assert "no such widget" in " ".join(note.text for note in alone.notes)
