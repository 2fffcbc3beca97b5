"""Distances and Hierarchical Clustering: Orange's settings as ours, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.data.branch import branch_of
from satsuma.workflow.codec import to_json
from satsuma.workflow.orange.around import Around
from satsuma.workflow.orange.counterparts import Counterpart, Port, Written
from satsuma.workflow.orange.foreign_settings import ForeignSettings, rows_of

METRICS = ("euclidean", "euclidean-normalized", "manhattan", "manhattan-normalized", "cosine",
           "mahalanobis", "hamming", "pearson", "pearson-absolute", "spearman",
           "spearman-absolute", "jaccard")
"""Ours in the order by which Orange's settings count its own."""

_OLD_METRICS = ("euclidean", "manhattan", "cosine", "jaccard", "spearman", "spearman-absolute",
                "pearson", "pearson-absolute", "hamming", "mahalanobis", "euclidean")
"""The order of files with settings of version 3 and before; the last was Bhattacharyya's, which
Orange itself reads as Euclidean.
"""

LINKAGES = ("single", "average", "weighted", "complete", "ward")
SELECTIONS = ("branches", "height", "top")


def _take_distances(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.has("metric_id") or not settings.has("metric_idx"):
        metric = settings.word("metric_id", METRICS, 1)
    else:
        metric = _old_metric(settings)
    return {"metric": metric, "compare": settings.word("axis", ("rows", "columns"), 0)}


def _old_metric(settings: ForeignSettings) -> str:
    version = settings.number("__version__", 1)
    if version < 3 and settings.get("metric_idx") == 2:
        metric = "mahalanobis"
    elif version < 3 and settings.number("metric_idx", 0) > 2:
        metric = settings.word("metric_idx", ("", "", "", *_OLD_METRICS[2:9],
                                                    "euclidean"), 3)
    else:
        metric = settings.word("metric_idx", _OLD_METRICS, 0)
    both = metric in ("euclidean", "manhattan") and settings.flag("normalized_dist", False)
    return f"{metric}-normalized" if both else metric


def _give_distances(widget: Any) -> Written:
    notes = ("Orange compares all pairs of rows; it has no prototypes.",) \
        if widget.many == "prototypes" else ()
    return Written({"axis": ("rows", "columns").index(widget.compare),
                    "metric_id": METRICS.index(widget.metric), "autocommit": True}, notes)


def _take_clustering(settings: ForeignSettings) -> Mapping[str, Any]:
    depth = settings.number("max_depth", 10) if settings.number("pruning", 0) else 0
    return {
        "linkage": settings.word("linkage", LINKAGES, 4),
        "selection": settings.word("selection_method", SELECTIONS, 0),
        "height": min(max(settings.share("cut_ratio", 75.0), 0.0), 100.0),
        "top": min(max(settings.number("top_n", 3), 1), 1000),
        "depth": min(max(depth, 0), 50),
        "labels": settings.column("annotation"),
        "color_by": settings.column("color_by"),
    }


def _settle_clustering(settings: ForeignSettings, around: Around) -> Mapping[str, Any]:
    """The branches that were picked by hand, where their rows can be known."""
    picked = _picked(settings)
    if not picked:
        return {}
    ids = [around.row_ids(rows) for rows in picked]
    branches = [branch_of(found) for found in ids if found]
    if len(branches) < len(picked):
        settings.note("the branches picked by hand are not taken over: Orange keeps them by the "
                      "places of rows, which do not say which rows they were. Pick them again.")
        return {}
    return {"branches": [to_json(branch) for branch in branches]}


def _picked(settings: ForeignSettings) -> list[list[int]]:
    """The rows of each branch, by their places in the table."""
    state = settings.get("__session_state_data")
    found = state.get("selection_state") if isinstance(state, dict) else None
    branches = found[0] if isinstance(found, tuple) and found else None
    if not isinstance(branches, list) or settings.number("selection_method", 0) != 0:
        return []
    return [rows for branch in branches if (rows := rows_of(branch))]


_NUMBERING = ("Orange draws the leaves in another order. The clusters are the same, but C1 may be "
              "C2 there.")


def _give_clustering(widget: Any) -> Written:
    notes = []
    if widget.branches and widget.selection == "branches":
        notes.append("The branches picked by hand are left out: Orange keeps them by the places "
                     "of rows.")
    if widget.labels or widget.color_by:
        notes.append("Labels and colors are chosen by Orange itself when the data is there.")
    if widget.image is not None:
        notes.append("Orange's tree shows no pictures.")
    return Written({
        "linkage": LINKAGES.index(widget.linkage),
        "selection_method": SELECTIONS.index(widget.selection),
        "cut_ratio": widget.height, "top_n": widget.top, "autocommit": True,
        "pruning": 1 if widget.depth else 0, "max_depth": widget.depth or 10}, tuple(notes),
        dict.fromkeys(("selected", "data"), _NUMBERING))


_UNSUPERVISED = "Orange.widgets.unsupervised"

CLUSTERING = (
    Counterpart(
        f"{_UNSUPERVISED}.owdistances.OWDistances", "satsuma.distances", "Distances", version=4,
        inputs=(Port("data", "Data", "data"),),
        outputs=(Port("distances", "Distances", "distances"),),
        take=_take_distances, give=_give_distances),
    Counterpart(
        f"{_UNSUPERVISED}.owhierarchicalclustering.OWHierarchicalClustering",
        "satsuma.hierarchical_clustering", "Hierarchical Clustering", version=2,
        inputs=(Port("distances", "Distances", "distances"),),
        outputs=(Port("selected_data", "Selected Data", "selected"),
                 Port("annotated_data", "Data", "data")),
        take=_take_clustering, give=_give_clustering, settle=_settle_clustering),
)
