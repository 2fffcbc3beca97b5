"""k-Means, DBSCAN, HDBSCAN and Louvain Clustering as widgets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsuma.data.column import Kind, Role, images, numbers, texts, vectors
from satsuma.data.look import Look
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Changed, Clicked
from satsuma.run import Run
from satsuma.summary import summary
from satsuma.views import Gallery, Rows
from satsuma.widget import WidgetError
from satsuma.widgets.unsupervised.dbscan import DBSCAN
from satsuma.widgets.unsupervised.distances import DistancesWidget
from satsuma.widgets.unsupervised.hdbscan import HDBSCAN
from satsuma.widgets.unsupervised.hierarchical_clustering import HierarchicalClustering
from satsuma.widgets.unsupervised.k_means import KMeans
from satsuma.widgets.unsupervised.louvain import Louvain

ALL = (KMeans(), DBSCAN(), HDBSCAN(), Louvain(neighbors=4, resolution=0.4))
each = pytest.mark.parametrize("value", ALL, ids=lambda value: type(value).__name__)


class Told(Run):
    """Keeps what a person is told."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


def blobs(sizes: tuple[int, ...] = (8, 12, 5), *, pictures: bool = True) -> Table:
    """Groups far apart, of these sizes, in this order."""
    chance = np.random.default_rng(1)
    centers = np.eye(len(sizes), 6) * 10
    rows = [center + chance.normal(0, 0.4, (size, 6))
            for center, size in zip(centers, sizes, strict=True)]
    matrix = np.concatenate(rows)
    names = [f"{group}-{row}" for group, size in enumerate(sizes) for row in range(size)]
    table = Table(tuple(names), {"name": texts(names), "vector": vectors(matrix)})
    if pictures:
        files = images([f"{name}.png" for name in names], Path("/somewhere"))
        table = table.with_column("image", files)
    return table


@each
def test_groups_far_apart_are_found_and_named_by_size(value):
    data = blobs()
    outputs = value.compute(data)
    cluster = outputs.data["Cluster"]
    assert (cluster.kind, cluster.role) == (Kind.CATEGORY, Role.META)
    assert cluster.categories == ("C1", "C2", "C3")
    assert [int((cluster.values == code).sum()) for code in range(3)] == [12, 8, 5]
    assert outputs.data.ids == data.ids
    assert outputs.selected is None
    assert [one.partition("-")[0] for one in outputs.medoids.ids] == ["1", "0", "2"]
    assert outputs.medoids["Cluster size"].values.tolist() == [12, 8, 5]
    assert summary(value, outputs).startswith("3 clusters")


@each
def test_the_pictures_stand_by_clusters_with_the_medoid_first(value):
    outputs = value.compute(blobs())
    view = value.view(outputs)
    assert isinstance(view, Gallery)
    assert (view.group, view.image, view.sort) == ("Cluster", "image", None)
    assert "vector" not in view.table
    codes = view.table["Cluster"].values
    firsts = [view.table.ids[int(np.flatnonzero(codes == code)[0])] for code in range(3)]
    assert tuple(firsts) == outputs.medoids.ids
    assert isinstance(value.view(value.compute(blobs(pictures=False))), Rows)


@each
def test_pictures_are_picked_and_sent(value):
    picked = value.edits(Boxed(("0-1", "0-2"))).edits(Clicked("2-0", toggle=True))
    outputs = picked.compute(blobs())
    assert outputs.selected.ids == ("0-1", "0-2", "2-0")
    assert int(outputs.data["Selected"].values.sum()) == 3
    assert picked.edits(Boxed("all")).compute(blobs()).selected.ids == blobs().ids
    assert picked.edits(Changed("selected", "all")).selected == "all"  # what a table says
    assert picked.edits(Clicked(None)).selected == ()


@each
def test_how_it_is_looked_at_is_kept_and_computes_nothing(value):
    looked = value.edits(Changed("group", None)).edits(Changed("size", 200)) \
        .edits(Changed("sort", "name")).edits(Changed("captions", ("name",)))
    view = looked.view(looked.compute(blobs()))
    assert (view.group, view.size, view.sort, view.captions) == (None, 200, "name", ("name",))
    assert value.edits(Changed("sort", ("-name",))).look == Look(sort=("-name",))
    assert value.edits(Changed("filter", "a")).look == Look(filter="a")


@each
def test_a_column_that_is_called_cluster_already_stays(value):
    data = blobs().with_column("Cluster", texts(["mine"] * 25))
    outputs = value.compute(data)
    assert outputs.data["Cluster"].shown(0) == "mine"
    assert outputs.data["Cluster (2)"].categories == ("C1", "C2", "C3")
    assert value.view(outputs).group == "Cluster (2)"


@each
def test_a_pick_finds_no_clusters_anew(value):
    class Once(Run):
        asked: list[tuple] = []

        def once(self, function, *args, price=None):
            self.asked.append((function, args[1:]))
            return function(*args)

    value.compute(blobs(), Once())
    before, Once.asked = Once.asked, []
    value.edits(Clicked("0-1")).compute(blobs(), Once())
    assert Once.asked == before != []


def test_the_number_of_clusters_is_found_and_told():
    outputs = KMeans().compute(blobs())
    scores = outputs.scores
    assert scores["Clusters"].values.tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert scores["Chosen"].values.tolist() == [0, 1, 0, 0, 0, 0, 0]
    assert scores["Silhouette"].values.argmax() == 1
    told = KMeans().summary(outputs)
    assert told.startswith("3 clusters · best of 2 to 8 · silhouette 0.")


def test_a_click_on_a_score_takes_that_number():
    shown = KMeans(show="scores")
    view = shown.view(shown.compute(blobs()))
    assert isinstance(view, Rows)
    assert (view.selected, view.bars) == (("3 clusters",), True)
    five = shown.edits(Clicked("5 clusters"))
    outputs = five.compute(blobs())
    assert outputs.clusters.total == 5
    assert "chosen among 2 to 8" in five.summary(outputs)
    assert five.edits(Clicked(None)) == shown
    assert shown.edits(Clicked("0-1")) == shown
    assert KMeans(number="fixed", show="scores").edits(Clicked("5 clusters")).chosen is None


def test_impossible_numbers_are_refused_with_a_remedy():
    with pytest.raises(WidgetError, match="at most 25"):
        KMeans(number="fixed", k=26).compute(blobs())
    with pytest.raises(WidgetError, match="at least as large"):
        KMeans(least=5, most=4).compute(blobs())
    with pytest.raises(WidgetError, match="“Fixed”"):
        KMeans().compute(blobs((1, 1)))
    with pytest.raises(WidgetError, match="smaller clusters"):
        HDBSCAN(least=30).compute(blobs())


def test_what_one_would_not_expect_is_told():
    run = Told()
    KMeans().compute(blobs((3, 2)), run)
    assert "up to 4 only" in run.warnings[0]
    same = Table(tuple("abcdef"), {"x": numbers([1, 1, 1, 2, 2, 2])})
    KMeans(metric="euclidean", number="fixed", k=4).compute(same, run)
    assert "only 2 clusters" in run.warnings[1]
    Louvain(neighbors=30).compute(blobs(), run)
    assert "linked to all others" in run.warnings[2]


def test_rows_that_fit_nowhere_have_no_cluster():
    value = DBSCAN(metric="euclidean", reach="given", radius=2.0, neighbors=6)
    outputs = value.compute(blobs())
    assert outputs.data["Cluster"].missing().sum() == 5
    assert outputs.data["Core"].categories == ("No", "Yes")
    assert value.summary(outputs) == "2 clusters · radius 2 · 5 rows in none"
    assert value.view(outputs).table["Cluster"].missing()[-5:].all()


def test_a_poor_radius_is_told_with_what_to_do():
    run = Told()
    none = DBSCAN(reach="given", radius=0.00011).compute(blobs(), run)
    assert none.medoids is None
    assert "No cluster was found. The radius was 0.00011. Choose a larger" in run.warnings[0]
    DBSCAN(reach="given", radius=2.0).compute(blobs(), run)
    assert "one cluster only" in run.warnings[1]
    DBSCAN(neighbors=40).compute(blobs(), run)
    assert "Ask for fewer neighbors" in run.warnings[2]


def test_clusters_color_the_leaves_of_a_tree():
    data = KMeans().compute(blobs()).data
    tree = HierarchicalClustering(color_by="Cluster", selection="top")
    outputs = tree.compute(DistancesWidget().compute(data))
    assert tree.view(outputs).color_by == "Cluster"
    assert outputs.tree.table["Cluster"].categories == ("C1", "C2", "C3")
    pairs = zip(outputs.data["Cluster (2)"].values, data["Cluster"].values, strict=True)
    assert len(set(pairs)) == 3
