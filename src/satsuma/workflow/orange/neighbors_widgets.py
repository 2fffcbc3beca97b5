"""Neighbors: Orange's settings as ours, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.workflow.orange.counterparts import Counterpart, Port, Written
from satsuma.workflow.orange.foreign_settings import ForeignSettings

METRICS = ("euclidean", "manhattan", "Mahalanobis", "cosine", "Jaccard", "Spearman",
           "Absolute Spearman", "pearson", "Absolute Pearson")
"""Ours, and the names of those that only Orange has, in the order by which it counts them."""

_OURS = ("euclidean", "manhattan", "cosine", "pearson")
_MOST = 1_000_000
_SHOWN = ("image", "captions", "color", "group", "sort", "descending", "size")


def _take(settings: ForeignSettings) -> Mapping[str, Any]:
    metric = settings.word("distance_index", METRICS, 0)
    if metric not in _OURS:
        settings.note(f"neighbors are not found by {metric} here; Euclidean is used.")
        metric = "euclidean"
    count = min(max(settings.number("n_neighbors", 10), 1), _MOST)
    return {"metric": metric, "hide": not settings.flag("include_reference", False),
            "count": count if settings.flag("limit_neighbors", True) else _MOST}


def _give(widget: Any) -> Written:
    notes = []
    if widget.chosen or widget.files:
        what = "pictures that were clicked" if widget.chosen else "files that are searched by"
        notes.append(f"The {what} are left out: in Orange, connect what is to be searched from as "
                     "Reference.")
    if widget.category is not None:
        notes.append("Orange gives so many results of all rows together, not of each category.")
    if widget.several == "each":
        notes.append("Orange gives so many results for all references together, not for each.")
    if widget.filter:
        notes.append("The filter is left out: put Select Rows before Neighbors.")
    if any(getattr(widget, name) != getattr(type(widget)(), name) for name in _SHOWN):
        notes.append("How the pictures are shown is left out: Orange’s Neighbors shows none.")
    return Written({"distance_index": METRICS.index(widget.metric), "n_neighbors": widget.count,
                    "limit_neighbors": widget.count < _MOST, "auto_apply": True,
                    "include_reference": not widget.hide}, tuple(notes))


NEIGHBORS = (
    Counterpart(
        "Orange.widgets.data.owneighbors.OWNeighbors", "satsuma.neighbors", "Neighbors",
        inputs=(Port("data", "Data", "data"), Port("reference", "Reference", "reference")),
        outputs=(Port("data", "Neighbors", "neighbors"),),
        take=_take, give=_give),
)
