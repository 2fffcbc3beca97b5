"""Silhouette Plot: which pictures fit into their cluster, and which do not."""

from __future__ import annotations

import pytest

from satsuma.data.column import categorical
from satsuma.gestures import Boxed, Changed
from satsuma.views import Gallery, Rows
from satsuma.widget import WidgetError
from satsuma.widgets.unsupervised.k_means import KMeans
from satsuma.widgets.visualize.silhouette_plot import SilhouettePlot
from tests.widgets.test_clusters import blobs


def clustered(*, pictures: bool = True):
    return KMeans().compute(blobs(pictures=pictures)).data


def test_all_rows_leave_with_their_silhouettes():
    outputs = SilhouettePlot().compute(clustered())
    assert outputs.data.ids == blobs().ids
    assert (outputs.data["Silhouette (Cluster)"].values > 0.8).all()
    assert outputs.data["Next to (Cluster)"].categories == ("C1", "C2", "C3")
    assert SilhouettePlot().summary(outputs) == "mean 0.99"


def test_the_pictures_stand_by_clusters_the_best_first():
    view = SilhouettePlot().view(SilhouettePlot().compute(clustered()))
    assert isinstance(view, Gallery)
    assert (view.group, view.captions) == ("Cluster", ("Silhouette",))
    codes, scores = view.table["Cluster"].values, view.table["Silhouette"].values
    assert (codes[1:] >= codes[:-1]).all()
    assert (scores[1:][codes[1:] == codes[:-1]] <= scores[:-1][codes[1:] == codes[:-1]]).all()
    named = SilhouettePlot().edits(Changed("captions", ("name",)))
    assert named.view(named.compute(clustered())).captions == ("name",)


def test_bars_are_shown_where_asked_and_without_pictures():
    for value, data in ((SilhouettePlot(show="bars"), clustered()),
                        (SilhouettePlot(), clustered(pictures=False))):
        view = value.view(value.compute(data))
        assert isinstance(view, Rows)
        assert view.bars
        assert list(view.table.columns)[:2] == ["Cluster", "Silhouette"]


def test_a_row_in_the_wrong_cluster_comes_last_and_is_told():
    kinds = ["a"] * 8 + ["b"] * 12 + ["c"] * 5
    kinds[0], kinds[24] = "b", ""
    data = blobs().with_column("kind", categorical(kinds))
    outputs = SilhouettePlot().compute(data)
    assert outputs.data["Silhouette (kind)"].values[0] < 0
    assert outputs.data["Next to (kind)"].shown(0) == "a"
    assert outputs.data["Silhouette (kind)"].missing().sum() == 1
    assert SilhouettePlot().summary(outputs).endswith("1 row below 0")
    shown = outputs.clusters.table
    assert shown.ids[-1] == "2-4"
    assert shown.ids[list(shown["kind"].values).index(2) - 1] == "0-0"


def test_rows_are_picked_and_sent():
    value = SilhouettePlot().edits(Boxed(("0-1", "1-3")))
    assert value.compute(clustered()).selected.ids == ("0-1", "1-3")


def test_without_clusters_it_says_what_to_do():
    with pytest.raises(WidgetError, match="Connect k-Means"):
        SilhouettePlot().compute(blobs())
    one = blobs().with_column("kind", categorical(["a"] * 25))
    with pytest.raises(WidgetError, match="fewer than two"):
        SilhouettePlot().compute(one)
