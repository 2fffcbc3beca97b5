"""Medoids are what the definition says, in trees of every shape; orders keep the tree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.algorithms import medoids as module
from satsuma.algorithms.cluster import cluster
from satsuma.algorithms.grouping import estimate_grouping, grouped, in_table_order
from satsuma.algorithms.medoids import medoids
from satsuma.data.distances import Distances
from satsuma.data.table import Table


def random_distances(n: int, seed: int) -> Distances:
    points = np.random.default_rng(seed).normal(size=(n, 3))
    away = np.linalg.norm(points[:, None] - points[None], axis=2)[np.triu_indices(n, 1)]
    return Distances(away, Table(tuple(f"r{i}" for i in range(n))), "euclidean")


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000), st.sampled_from(["average", "single", "ward"]))
def test_a_medoid_is_closest_to_all_others_in_its_branch(n, seed, method):
    distances = random_distances(n, seed)
    tree = cluster(distances, method)
    square = distances.square()
    for merge, medoid in enumerate(medoids(tree, distances).tolist()):
        members = tree.members(n + merge)
        sums = square[np.ix_(members, members)].sum(axis=1)
        assert medoid in members
        assert sums[members.tolist().index(medoid)] == pytest.approx(sums.min())


def test_gathering_in_pieces_changes_nothing(monkeypatch):
    distances = random_distances(30, 1)
    tree = cluster(distances)
    whole = medoids(tree, distances)
    monkeypatch.setattr(module, "_AT_ONCE", 7)
    assert medoids(tree, distances).tolist() == whole.tolist()
    assert not whole.flags.writeable


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000))
def test_the_order_of_the_table_keeps_the_tree(n, seed):
    tree = cluster(random_distances(n, seed))
    plain = in_table_order(tree)
    assert plain.order[0] == 0
    assert np.array_equal(plain.heights, tree.heights)
    for node in range(n, 2 * n - 1):
        assert set(plain.members(node).tolist()) == set(tree.members(node).tolist())
        upper, lower = (plain.members(int(child)) for child in plain.merges[node - n])
        assert upper.min() < lower.min()
        assert plain.span(node)[0] == plain.span(int(plain.merges[node - n][0]))[0]


def test_grouping_turns_the_leaves_as_asked():
    distances = random_distances(25, 3)
    tree, examples = grouped(distances)
    plain, _ = grouped(distances, "average", False)
    assert tree.equals(cluster(distances))
    assert plain.order.tolist() != tree.order.tolist()
    assert len(examples) == 24
    assert estimate_grouping(1000).seconds > 0
