from __future__ import annotations

import sys
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.cluster.hierarchy import cut_tree, fcluster, linkage
from scipy.spatial.distance import pdist

from satsuma.algorithms import memory
from satsuma.algorithms.cluster import assign_clusters, cluster, estimate_clustering
from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.problem import Problem

METHODS = ["ward", "average", "weighted", "complete", "single"]


def distances_of(condensed: np.ndarray) -> Distances:
    n = int(np.sqrt(2 * len(condensed))) + 1
    return Distances(condensed, Table(tuple(f"r{i}" for i in range(n))), "euclidean")


def points(n: int = 120, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n // 10, 8)).repeat(10, axis=0) + 0.3 * rng.normal(size=(n, 8))


def same_partition(one: np.ndarray, other: np.ndarray) -> bool:
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_trees_are_those_of_scipy(method, dtype):
    condensed = pdist(points()).astype(dtype)
    theirs = linkage(condensed.astype(np.float64), method)
    tree = cluster(distances_of(condensed), method)
    np.testing.assert_allclose(tree.heights, theirs[:, 2], rtol=1e-9)
    their_cuts = cut_tree(theirs)  # a column for each number of clusters, from 120 down
    for count in range(1, 121):
        ours = assign_clusters(tree, tree.cut_into(count))
        assert same_partition(ours, their_cuts[:, 120 - count])


@pytest.mark.parametrize("method", ["average", "complete", "single"])
@given(values=arrays.arrays(np.float64, st.integers(2, 12).map(lambda n: n * (n - 1) // 2),
                            elements=st.sampled_from([0.0, 1.0, 2.0])))
@settings(max_examples=60, deadline=None)
def test_with_ties_it_is_a_proper_tree_that_starts_and_ends_as_scipys(method, values):
    # Which of several equal pairs joins first is anyone's choice, and changes what follows.
    tree = cluster(distances_of(values.copy()), method)
    theirs = linkage(values, method)
    assert tree.heights[0] == theirs[0, 2]
    assert (np.diff(tree.heights) >= 0).all()
    for count in range(1, len(tree) + 1):
        assert len(tree.cut_into(count)) == count
    if method == "single":  # the only one whose heights do not depend on that choice
        np.testing.assert_allclose(tree.heights, theirs[:, 2])
        for height in (0.0, 1.0, 1.5, 2.0):
            ours = assign_clusters(tree, tree.cut_at_height(height))
            assert same_partition(ours, fcluster(theirs, height, "distance"))


def test_equal_rows_stay_together_at_height_0():
    values = points(60)
    values[30:] = values[:30]
    tree = cluster(distances_of(pdist(values)), "average")
    codes = assign_clusters(tree, tree.cut_at_height(0.0))
    assert codes.max() == 29
    assert (codes[:30] == codes[30:]).all()


@pytest.mark.parametrize("method", METHODS)
def test_two_rows_are_one_merge(method):
    tree = cluster(distances_of(np.array([0.25], np.float32)), method)
    assert tree.merges.tolist() == [[0, 1]]
    assert tree.heights.tolist() == [0.25]
    assert tree.order.tolist() == [0, 1]
    assert (tree.method, tree.metric) == (method, "euclidean")


def test_one_row_is_no_tree():
    with pytest.raises(Problem, match="at least two rows"):
        cluster(Distances(np.empty(0, np.float32), Table(("a",)), "cosine"), "average")


@pytest.mark.parametrize(("bad", "said"), [(np.nan, "missing or infinite"),
                                           (np.inf, "missing or infinite"), (-1.0, "negative")])
def test_distances_that_are_none_are_refused(bad, said):
    condensed = pdist(points(20))
    condensed[7] = bad
    with pytest.raises(Problem, match=said):
        cluster(distances_of(condensed), "average")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_distances_are_not_changed(method, dtype):
    condensed = pdist(points()).astype(dtype)
    before = condensed.copy()
    cluster(distances_of(condensed), method)
    np.testing.assert_array_equal(condensed, before)


def test_the_upper_node_of_a_merge_comes_first():
    tree = cluster(distances_of(pdist(points())), "average")
    for upper, lower in tree.merges.tolist():
        assert tree.span(upper)[1] == tree.span(lower)[0]


def test_what_does_not_fit_into_memory_is_refused(monkeypatch):
    monkeypatch.setattr(memory, "available", lambda: 20_000)
    with pytest.raises(Problem, match="Clustering 120 rows would take"):
        cluster(distances_of(pdist(points())), "average")


def test_the_price_of_clustering_grows_with_the_square_and_says_it_cannot_be_stopped():
    import fastcluster  # noqa: F401 - loading it costs more than a small tree

    small, large = estimate_clustering(1000), estimate_clustering(10_000)
    assert large.seconds == pytest.approx(100 * small.seconds)
    assert large.bytes == pytest.approx(100 * small.bytes, rel=0.01)
    assert not small.stoppable


def test_clusters_are_numbered_from_the_top_of_the_dendrogram():
    tree = cluster(distances_of(pdist(points())), "average")
    codes = assign_clusters(tree, reversed(tree.cut_into(12)))
    assert codes.dtype == np.int32
    assert (np.diff(codes[tree.order]) >= 0).all()
    assert sorted(set(codes.tolist())) == list(range(12))


def test_rows_outside_the_clusters_have_the_code_minus_one():
    tree = cluster(distances_of(pdist(points())), "average")
    first, *_, last = tree.cut_into(5)
    codes = assign_clusters(tree, [last, first])
    assert (codes[tree.members(first)] == 0).all()
    assert (codes[tree.members(last)] == 1).all()
    assert (codes == -1).sum() == 120 - tree.size(first) - tree.size(last)
    assert (assign_clusters(tree, []) == -1).all()


def test_other_threads_go_on_while_it_works():
    condensed = np.random.default_rng(0).random(4000 * 3999 // 2).astype(np.float32)
    table = Table(tuple(map(str, range(4000))))
    worker = threading.Thread(target=cluster, args=(Distances(condensed, table, "cosine"),))
    ticks = 0
    worker.start()
    while worker.is_alive():
        ticks += 1
        time.sleep(0.002)
    assert ticks > 10


def test_the_first_tree_also_pays_for_loading(monkeypatch):
    import fastcluster  # noqa: F401

    later = estimate_clustering(100).seconds
    monkeypatch.delitem(sys.modules, "fastcluster")
    assert estimate_clustering(100).seconds > later + 0.1
