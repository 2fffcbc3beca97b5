"""Neighbors as Orange keeps its settings, and back."""

from __future__ import annotations

from typing import Any

import pytest

from satsuma.widgets.unsupervised.neighbors import Neighbors
from satsuma.workflow.orange.counterparts import from_here, from_there
from satsuma.workflow.orange.foreign_settings import ForeignSettings

PAIR = from_there("Orange.widgets.data.owneighbors.OWNeighbors")


def taken(**values: Any) -> tuple[Neighbors, list[str]]:
    settings = ForeignSettings(values)
    return Neighbors(**PAIR.take(settings)), settings.notes


@pytest.mark.parametrize(("place", "metric"), [(0, "euclidean"), (1, "manhattan"), (3, "cosine"),
                                               (7, "pearson")])
def test_metrics_go_there_and_back(place, metric):
    widget, notes = taken(distance_index=place, n_neighbors=7, include_reference=True)
    assert (widget.metric, widget.count, widget.hide, notes) == (metric, 7, False, [])
    written = from_here("satsuma.neighbors").give(widget)
    assert written.settings["distance_index"] == place
    assert (written.settings["n_neighbors"], written.settings["include_reference"]) == (7, True)
    assert written.notes == ()


def test_a_metric_that_is_not_here_is_told():
    widget, notes = taken(distance_index=2)
    assert widget.metric == "euclidean"
    assert "Mahalanobis" in notes[0]


def test_all_rows_are_so_many_that_none_is_left_out():
    widget, _ = taken(limit_neighbors=False, n_neighbors=3)
    assert widget.count == 1_000_000
    assert PAIR.give(widget).settings["limit_neighbors"] is False


def test_what_orange_lacks_is_told():
    notes = PAIR.give(Neighbors(category="kind", several="each", filter="cow",
                                chosen=("a",))).notes
    assert len(notes) == 4
