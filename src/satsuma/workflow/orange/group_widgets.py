"""k-Means, DBSCAN, Louvain Clustering and Silhouette Plot: Orange's settings as ours, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.workflow.orange.counterparts import Counterpart, Port, Written
from satsuma.workflow.orange.foreign_settings import ForeignSettings

METRICS = ("euclidean", "manhattan", "cosine")

_NO_MANHATTAN = "the Manhattan distance is not offered here; the Euclidean one is used."
_SEED = "The seed is left out: Orange has one of its own."
_ORDER = ("Orange numbers the clusters in another order, so C1 may be C2 there.")


def _bounded(settings: ForeignSettings, name: str, default: int, low: int, high: int) -> int:
    return min(max(settings.number(name, default), low), high)


def _metric(settings: ForeignSettings) -> str:
    """The metric where one can be chosen, with its columns scaled where that is ticked."""
    metric = settings.word("metric_idx", METRICS, 0)
    scaled = settings.flag("normalize", True)
    if metric == "cosine":
        if scaled:
            settings.note("its columns are not scaled before cosine compares them here.")
        return metric
    if metric == "manhattan":
        settings.note(_NO_MANHATTAN)
    return "euclidean-normalized" if scaled else "euclidean"


def _metric_there(widget: Any) -> dict[str, Any]:
    return {"metric_idx": METRICS.index("cosine" if widget.metric == "cosine" else "euclidean"),
            "normalize": widget.metric == "euclidean-normalized"}


def _notes(widget: Any, *notes: str) -> tuple[str, ...]:
    return (*notes, *(["The selection is left out: Orange's widget has none."]
                      if widget.selected else []))


def _take_kmeans(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.number("smart_init", 0) != 0:
        settings.note("it began at random rows; here it begins at rows far apart (k-means++).")
    if settings.number("max_iterations", 300) != 300:
        settings.note("the centers are moved 300 times at most here.")
    return {"metric": "euclidean-normalized" if settings.flag("normalize", True) else "euclidean",
            "number": "best" if settings.flag("optimize_k", False) else "fixed",
            "k": _bounded(settings, "k", 3, 1, 1_000),
            "least": _bounded(settings, "k_from", 2, 2, 1_000),
            "most": _bounded(settings, "k_to", 8, 2, 1_000),
            "restarts": _bounded(settings, "n_init", 10, 1, 100)}


def _give_kmeans(widget: Any) -> Written:
    notes = []
    if widget.metric == "cosine":
        notes.append("Orange's k-Means has no cosine; it compares by straight lines, so its "
                     "clusters differ.")
    if widget.chosen is not None and widget.number == "best":
        notes.append("The number picked among the scores is left out; pick it there again.")
    if widget.seed:
        notes.append(_SEED)
    return Written({
        "k": widget.k, "k_from": widget.least, "k_to": widget.most, "n_init": widget.restarts,
        "optimize_k": widget.number == "best", "smart_init": 0, "max_iterations": 300,
        "normalize": widget.metric == "euclidean-normalized", "auto_commit": True},
        _notes(widget, *notes), {"data": _ORDER})


def _take_dbscan(settings: ForeignSettings) -> Mapping[str, Any]:
    radius = settings.share("eps", 0.5)
    return {"metric": _metric(settings),
            "neighbors": _bounded(settings, "min_samples", 4, 1, 1_000),
            "reach": "given" if settings.has("eps") else "found",
            "radius": min(max(radius, 0.0001), 1e9) if radius == radius else 0.5}


def _give_dbscan(widget: Any) -> Written:
    given = {"eps": widget.radius} if widget.reach == "given" else {}
    note = "Orange finds a radius of its own when the data arrives; set it there again."
    return Written({"min_samples": widget.neighbors, "auto_commit": True, **given,
                    **_metric_there(widget)}, _notes(widget, note), {"data": _ORDER})


def _take_louvain(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.flag("apply_pca", True):
        settings.note("its main components are not taken first; all numbers are compared. Connect "
                      "PCA to take them.")
    resolution = settings.share("resolution", 1.0)
    return {"metric": _metric(settings),
            "neighbors": _bounded(settings, "k_neighbors", 30, 1, 200),
            "resolution": min(max(resolution, 0.0), 100.0) if resolution == resolution else 1.0}


def _give_louvain(widget: Any) -> Written:
    notes = ["Orange draws in another way, so its clusters may differ."]
    if widget.seed:
        notes.append(_SEED)
    return Written({"k_neighbors": widget.neighbors, "resolution": widget.resolution,
                    "apply_pca": False, "auto_commit": True, **_metric_there(widget)},
                   _notes(widget, *notes), {"data": _ORDER})


def _take_silhouettes(settings: ForeignSettings) -> Mapping[str, Any]:
    metric = settings.word("distance_idx", METRICS, 0)
    if metric == "manhattan":
        settings.note(_NO_MANHATTAN)
    return {"metric": "cosine" if metric == "cosine" else "euclidean",
            "cluster": settings.column("cluster_var"), "show": "bars"}


def _give_silhouettes(widget: Any) -> Written:
    notes = []
    if widget.selected:
        notes.append("The selection is left out: Orange keeps it by the places of rows.")
    if widget.metric == "euclidean-normalized":
        notes.append("Orange does not scale columns here, so its silhouettes differ.")
    if widget.cluster is not None:
        notes.append("The column is chosen by Orange itself when the data is there.")
    metric = "cosine" if widget.metric == "cosine" else "euclidean"
    return Written({"distance_idx": METRICS.index(metric), "auto_commit": True}, tuple(notes))


_DATA = (Port("data", "Data", "data"),)
_OUT = (Port("annotated_data", "Data", "data"),)
_FRONT = "Orange.widgets.unsupervised"

GROUPS = (
    Counterpart(f"{_FRONT}.owkmeans.OWKMeans", "satsuma.k_means", "k-Means", version=2,
                inputs=_DATA, outputs=_OUT, take=_take_kmeans, give=_give_kmeans),
    Counterpart(f"{_FRONT}.owdbscan.OWDBSCAN", "satsuma.dbscan", "DBSCAN", inputs=_DATA,
                outputs=_OUT, take=_take_dbscan, give=_give_dbscan),
    Counterpart(f"{_FRONT}.owlouvainclustering.OWLouvainClustering", "satsuma.louvain",
                "Louvain Clustering", version=2, inputs=_DATA, outputs=_OUT, take=_take_louvain,
                give=_give_louvain),
    Counterpart("Orange.widgets.visualize.owsilhouetteplot.OWSilhouettePlot",
                "satsuma.silhouette_plot", "Silhouette Plot", version=2, inputs=_DATA,
                outputs=(Port("selected_data", "Selected Data", "selected"), *_OUT),
                take=_take_silhouettes, give=_give_silhouettes),
)
