"""Distances and trees by way of prototypes, against those of all pairs."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.algorithms import memory
from satsuma.algorithms import prototypes as module
from satsuma.algorithms.agreement import distance_correlation
from satsuma.algorithms.cluster import cluster
from satsuma.algorithms.distance import distances
from satsuma.algorithms.grouping import agreement, grouped, grouped_and_checked
from satsuma.algorithms.metrics import METRICS
from satsuma.algorithms.prototypes import approximate_distances, estimate_prototypes
from satsuma.data.column import vectors
from satsuma.data.table import Table
from satsuma.data.tree import Tree
from satsuma.problem import Problem
from satsuma.run import Cancelled, Price, Run

LINKAGES = ["ward", "average", "weighted", "complete", "single"]


def pictures(n: int = 700, d: int = 40, seed: int = 0) -> Table:
    """Kinds within kinds, as embeddings are: no number below 0, some exactly 0."""
    rng = np.random.default_rng(seed)
    large, small = rng.integers(0, 4, n), rng.integers(0, 5, n)
    middle = 2 * rng.normal(size=(4, d))[large] + rng.normal(size=(4, 5, d))[large, small]
    values = np.maximum(middle + 0.5 * rng.normal(size=(n, d)), 0).astype(np.float32)
    return Table(tuple(f"r{i}" for i in range(n)), {"embedding": vectors(values)})


@pytest.fixture
def table() -> Table:
    return pictures()


@pytest.mark.parametrize("metric", METRICS)
def test_what_is_known_is_exact_and_the_rest_is_the_mean_of_two_groups(metric, table):
    found, exact = approximate_distances(table, metric, 60), distances(table, metric)
    square, known = exact.square(), found.prototypes
    assert found.condensed.dtype == exact.condensed.dtype
    for group in (0, 7, len(known) - 1):
        rows = known.rows(group)
        np.testing.assert_allclose(found.block(rows), square[np.ix_(rows, rows)], rtol=1e-5,
                                   atol=1e-6)
    np.testing.assert_allclose(found.sample.square(),
                               square[np.ix_(known.sample, known.sample)], rtol=1e-5, atol=1e-6)
    assert distance_correlation(found, known) > 0.6


@pytest.mark.parametrize("metric", ["cosine", "pearson", "spearman", "euclidean",
                                    "euclidean-normalized", "mahalanobis"])
def test_means_of_groups_are_those_of_all_their_pairs(metric, table):
    found, square = approximate_distances(table, metric, 40), distances(table, metric).square()
    straight = metric.startswith(("euclidean", "mahal"))
    at = 0
    for one in range(len(found.prototypes)):
        for other in range(one + 1, len(found.prototypes)):
            pairs = square[np.ix_(found.prototypes.rows(one), found.prototypes.rows(other))]
            mean = np.sqrt(np.square(pairs).mean()) if straight else pairs.mean()
            assert found.condensed[at] == pytest.approx(mean, rel=1e-4, abs=1e-5)
            at += 1


def test_twice_the_same_gives_the_same(table):
    first, again = (approximate_distances(table, "cosine", 50) for _ in range(2))
    assert first.equals(again)


def groups_as_rows(tree: Tree) -> list[list[int]]:
    return [sorted(tree.members(node).tolist()) for node in tree.cut_into(4)]


@pytest.mark.parametrize("method", LINKAGES)
@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_the_tree_holds_all_rows_and_each_group_as_a_branch(metric, method, table):
    found = approximate_distances(table, metric, 60)
    tree, medoids = grouped(found, method)  # a Tree checks itself
    assert len(tree) == len(table)
    known = found.prototypes
    for group in range(len(known)):
        rows = known.rows(group)
        node = tree.smallest_with(rows.tolist())
        assert sorted(tree.members(node).tolist()) == rows.tolist()
        if len(rows) > 2:
            exact = cluster(distances(table.rows(rows), metric), method)
            joined = np.sort(tree.heights[_inside(tree, node)])
            np.testing.assert_allclose(joined, exact.heights, rtol=1e-4, atol=1e-6)
    for merge, medoid in enumerate(medoids.tolist()):
        assert medoid in tree.members(len(tree) + merge)


def _inside(tree: Tree, node: int) -> np.ndarray:
    start, stop = tree.span(node)
    return (tree.spans[:, 0] >= start) & (tree.spans[:, 1] <= stop)


@pytest.mark.parametrize(("metric", "method"), [("cosine", "average"), ("euclidean", "ward"),
                                                ("euclidean", "average")])
def test_the_upper_tree_is_that_of_all_pairs(metric, method, table):
    exact = cluster(distances(table, metric), method)
    tree, _, sampled, share = grouped_and_checked(
        approximate_distances(table, metric, 100), method)
    assert groups_as_rows(tree) == groups_as_rows(exact) or \
        sorted(groups_as_rows(tree)) == sorted(groups_as_rows(exact))
    np.testing.assert_allclose(tree.heights[-3:], exact.heights[-3:], rtol=0.02)
    assert sampled.heights.tolist() == pytest.approx(exact.heights.tolist(), rel=1e-4)
    assert share > 0.97
    rows = np.arange(len(table))
    assert agreement(tree, tree.cut_into(4), rows, sampled) == 1


def test_a_sample_speaks_for_more_rows(table, monkeypatch):
    monkeypatch.setattr(module, "SAMPLE", 200)
    found = approximate_distances(table, "cosine", 60)
    tree, _, exact, share = grouped_and_checked(found, "average")
    assert (len(exact), len(found.prototypes.sample)) == (200, 200)
    assert share > 0.95
    assert agreement(tree, tree.cut_into(4), found.prototypes.sample, exact) > 0.95


def test_a_medoid_of_many_groups_is_close_to_all(table):
    found = approximate_distances(table, "cosine", 100)
    tree, medoids = grouped(found)
    sums = distances(table).square().sum(axis=1)
    assert sums[medoids[-1]] <= np.percentile(sums, 10)


def test_rows_that_are_all_the_same_make_a_tree_of_height_0():
    values = np.ones((900, 5), np.float32)
    table = Table(tuple(map(str, range(900))), {"embedding": vectors(values)})
    tree = cluster(approximate_distances(table, "cosine", 20))
    assert len(tree) == 900
    assert tree.heights.max() < 1e-6


def test_a_far_outlier_and_large_numbers_do_not_overflow():
    values = np.random.default_rng(0).normal(size=(300, 6))
    values[7] = 1e30
    table = Table(tuple(map(str, range(300))), {"embedding": vectors(values.astype(np.float32))})
    found = approximate_distances(table, "euclidean", 30)
    assert np.isfinite(found.condensed).all()
    assert len(found.prototypes.rows(int(found.prototypes.group[7]))) == 1


def test_rows_without_a_direction_are_told_once():
    values = np.maximum(np.random.default_rng(0).normal(size=(200, 30)), 0).astype(np.float32)
    values[:9] = 0
    told: list[str] = []

    class Listening(Run):
        def warn(self, text):
            told.append(text)

    table = Table(tuple(map(str, range(200))), {"embedding": vectors(values)})
    found = approximate_distances(table, "cosine", 20, Listening())
    assert [text.partition(" have")[0] for text in told] == ["9 rows"]
    assert np.isfinite(found.condensed).all()


def test_it_tells_its_price_and_can_be_cancelled(table):
    class Stopped(Run):
        def __init__(self, after):
            self.left, self.prices = after, []

        def price(self, price):
            self.prices.append(price)

        def check(self):
            self.left -= 1
            if self.left < 0:
                raise Cancelled

        def track(self, items, total=None):
            for item in items:
                self.check()
                yield item

    whole = Stopped(10**9)
    approximate_distances(table, "cosine", 60, whole)
    assert [type(price) for price in whole.prices] == [Price]
    checks = 10**9 - whole.left
    assert checks > 30
    for after in (0, checks // 3, checks - 2):
        with pytest.raises(Cancelled):
            approximate_distances(table, "cosine", 60, Stopped(after))


def test_fifty_thousand_pictures_are_told_to_need_far_less():
    many, all_pairs = estimate_prototypes(50_000, 2048, "cosine", 2000), 50_000 ** 2 // 2 * 4
    assert many.bytes < all_pairs / 3
    assert many.seconds < 120


def test_too_little_memory_is_told_before_anything_is_computed(table, monkeypatch):
    monkeypatch.setattr(memory, "available", lambda: 1000)
    with pytest.raises(Problem, match="Grouping 700 rows would take"):
        approximate_distances(table, "cosine", 60)
