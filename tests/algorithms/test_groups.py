"""Groups of rows: the numbers of scikit-learn and igraph, by names that stay."""

from __future__ import annotations

import random

import igraph
import numpy as np
import pytest
from sklearn.cluster import DBSCAN, HDBSCAN, KMeans
from sklearn.datasets import load_iris
from sklearn.metrics import silhouette_samples, silhouette_score
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler, normalize

from satsuma.algorithms import groups
from satsuma.algorithms.density import dbscan_groups, elbow, hdbscan_groups
from satsuma.algorithms.group_space import group_space
from satsuma.algorithms.groups import Found, by_size, found_in
from satsuma.algorithms.kmeans_groups import kmeans_groups
from satsuma.algorithms.louvain import louvain_groups
from satsuma.algorithms.silhouettes import silhouettes
from satsuma.data.column import categorical, numbers, vectors
from satsuma.data.table import Table
from satsuma.problem import Problem

IRIS = load_iris().data.astype(np.float32).astype(np.float64)
UNIT = normalize(IRIS)
METRICS = {"cosine": UNIT, "euclidean": IRIS,
           "euclidean-normalized": StandardScaler().fit_transform(IRIS)}
"""The flowers as scikit-learn is given them."""


def table_of(matrix: np.ndarray) -> Table:
    return Table(tuple(f"r{row}" for row in range(len(matrix))),
                 {"it": vectors(matrix.astype(np.float32))})


def same_groups(ours: np.ndarray, theirs: np.ndarray) -> bool:
    """Whether the same rows are together, whatever the groups are called."""
    pairs = {(int(a), int(b)) for a, b in zip(ours, theirs, strict=True)}
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("k", [1, 2, 3, 7])
def test_kmeans_and_silhouette_are_those_of_scikit_learn(metric, k):
    codes, _, score = kmeans_groups(table_of(IRIS), metric, k, 10, 5)
    theirs = KMeans(k, n_init=10, random_state=5).fit_predict(METRICS[metric])
    assert same_groups(codes, theirs)
    if k == 1:
        assert np.isnan(score)
        return
    straight = "cosine" if metric == "cosine" else "euclidean"
    assert score == pytest.approx(silhouette_score(METRICS[metric], theirs, metric=straight))


@pytest.mark.parametrize(("metric", "radius"), [
    ("cosine", 0.0003), ("cosine", 0.002), ("euclidean", 0.5), ("euclidean-normalized", 0.6)])
def test_dbscan_is_that_of_scikit_learn(metric, radius):
    codes, _, core, told = dbscan_groups(table_of(IRIS), metric, 5, radius)
    straight = "cosine" if metric == "cosine" else "euclidean"
    theirs = DBSCAN(eps=radius, min_samples=5, metric=straight).fit(METRICS[metric])
    assert same_groups(codes, theirs.labels_)
    assert ((codes < 0) == (theirs.labels_ < 0)).all()
    assert set(np.flatnonzero(core)) == set(theirs.core_sample_indices_)
    assert told == radius


def test_the_radius_is_at_the_elbow_and_can_be_typed_in_again():
    codes, _, _, radius = dbscan_groups(table_of(IRIS), "cosine", 4, None)
    again, *_ = dbscan_groups(table_of(IRIS), "cosine", 4, float(f"{radius:g}"))
    assert (codes == again).all()
    assert elbow(np.array([1.0, 1.1, 1.2, 1.3, 9.0])) == 1.3
    assert elbow(np.full(5, 0.12345)) == 0.124
    assert elbow(np.zeros(5)) > 0


@pytest.mark.parametrize(("prefer", "method"), [("lasting", "eom"), ("fine", "leaf")])
@pytest.mark.parametrize("metric", METRICS)
def test_hdbscan_is_that_of_scikit_learn(metric, prefer, method):
    codes, _ = hdbscan_groups(table_of(IRIS), metric, 6, 4, prefer)
    theirs = HDBSCAN(min_cluster_size=6, min_samples=4, cluster_selection_method=method,
                     algorithm="brute", copy=True).fit_predict(METRICS[metric])
    assert same_groups(codes, theirs)
    assert ((codes < 0) == (theirs < 0)).all()


@pytest.mark.parametrize("resolution", [0.3, 1.0, 2.5])
def test_louvain_is_that_of_igraph(resolution):
    codes, _, modularity = louvain_groups(table_of(IRIS), "euclidean", 7, resolution, 3)
    near = NearestNeighbors(n_neighbors=7).fit(IRIS).kneighbors(return_distance=False)
    sets = [{row, *map(int, others)} for row, others in enumerate(near)]
    links = sorted({(min(a, int(b)), max(a, int(b))) for a in range(150) for b in near[a]})
    weights = [len(sets[a] & sets[b]) / len(sets[a] | sets[b]) for a, b in links]
    graph = igraph.Graph(150, links)
    igraph.set_random_number_generator(random.Random(3))
    theirs = graph.community_multilevel(weights=weights, resolution=resolution)
    igraph.set_random_number_generator(random)
    assert same_groups(codes, np.array(theirs.membership))
    assert modularity == pytest.approx(
        graph.modularity(theirs, weights=weights, resolution=resolution))


def test_louvain_gives_the_same_each_time():
    found = [louvain_groups(table_of(IRIS), "cosine", 5, 1.0, 0)[0] for _ in range(3)]
    assert (found[0] == found[1]).all()
    assert (found[0] == found[2]).all()


def test_the_largest_group_comes_first():
    codes = np.array([4, 4, 0, 0, 0, -1, 2, 2])
    assert by_size(codes).tolist() == [1, 1, 0, 0, 0, -1, 2, 2]
    assert by_size(np.array([-1, -1])).tolist() == [-1, -1]


def test_medoids_are_closest_to_the_mean_and_come_first():
    points = np.array([[0.0, 0], [1, 0], [2, 0], [50, 0], [10, 0], [10, 4]])
    space = group_space(table_of(points), "euclidean")
    found = Found(*found_in(space, np.array([0, 0, 0, -1, 1, 1])))
    assert found.medoids.tolist() == [1, 4]
    assert found.typical_first.tolist() == [1, 0, 2, 4, 5, 3]
    assert found.away[:3].tolist() == [1, 0, 1]
    assert np.isnan(found.away[3])


def test_missing_values_and_rows_without_a_direction_are_told():
    table = Table(("a", "b", "c", "d"), {"x": numbers([0, 1, np.nan, 3]),
                                         "y": numbers([0, 2, 1, 0])})
    space = group_space(table, "cosine")
    assert space.rows.tolist() == [1, 2, 3]
    assert "1 row is all zeros" in space.told[1]
    assert group_space(table, "euclidean").points[2].tolist() == pytest.approx([4 / 3, 1])
    codes, away, _ = kmeans_groups(table, "cosine", 2, 3, 0)
    assert codes[0] == -1
    assert np.isnan(away[0])
    assert (codes[1:] >= 0).all()


def test_categories_count_as_features_and_nothing_is_refused_in_words():
    words = categorical(["cow", "pig", "cow", "pig"]).with_role(numbers([1]).role)
    codes, _, _ = kmeans_groups(Table(tuple("abcd"), {"kind": words}), "euclidean", 2, 3, 0)
    assert codes.tolist() == [0, 1, 0, 1]
    with pytest.raises(Problem, match="no features"):
        group_space(Table(("a", "b")), "cosine")
    with pytest.raises(Problem, match="at least two rows"):
        group_space(table_of(np.ones((1, 3))), "cosine")


def test_silhouettes_of_many_rows_are_those_of_some(monkeypatch):
    monkeypatch.setattr(groups, "MOST_FOR_SILHOUETTES", 60)
    _, _, whole = kmeans_groups(table_of(IRIS), "euclidean", 3, 3, 0)
    assert whole == pytest.approx(0.55, abs=0.1)
    assert whole != pytest.approx(0.5528190123564095, abs=1e-6)


def test_what_does_not_fit_into_memory_is_refused_before(monkeypatch):
    monkeypatch.setattr("satsuma.algorithms.memory.available", lambda: 100_000)
    with pytest.raises(Problem, match="smaller radius"):
        dbscan_groups(table_of(IRIS), "euclidean", 5, 100.0)
    with pytest.raises(Problem, match="All pairs of 150 rows"):
        hdbscan_groups(table_of(IRIS), "cosine", 5, 5, "lasting")


@pytest.mark.parametrize("metric", METRICS)
def test_silhouettes_are_those_of_scikit_learn(metric, monkeypatch):
    monkeypatch.setattr("satsuma.algorithms.silhouettes._NUMBERS_AT_ONCE", 1000)
    codes = load_iris().target
    kinds = categorical([f"kind {code}" if row else None for row, code in enumerate(codes)])
    scores, nexts = silhouettes(table_of(IRIS).with_column("kind", kinds), "kind", metric)
    straight = "cosine" if metric == "cosine" else "euclidean"
    theirs = silhouette_samples(METRICS[metric][1:], codes[1:], metric=straight)
    assert np.isnan(scores[0])
    assert nexts[0] == -1
    assert scores[1:] == pytest.approx(theirs, abs=1e-6)
    assert set(nexts[1:50]) == {1}


def test_the_silhouette_of_a_row_alone_is_zero():
    kinds = categorical(["a", "a", "b", None])
    table = table_of(np.array([[0.0], [1], [5], [9]])).with_column("kind", kinds)
    scores, nexts = silhouettes(table, "kind", "euclidean")
    assert scores[:3].tolist() == pytest.approx([4 / 5, 3 / 4, 0])
    assert nexts.tolist() == [1, 1, 0, -1]
    with pytest.raises(Problem, match=r"60,000.*Take a sample"):
        silhouettes(table_of(np.ones((60_000, 1))), "kind", "euclidean")
