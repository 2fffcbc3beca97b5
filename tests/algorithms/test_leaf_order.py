from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering

from satsuma.algorithms.leaf_order import leaf_order
from satsuma.data.distances import Distances
from satsuma.data.table import Table


def distances_of(points: np.ndarray) -> Distances:
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    condensed = apart[np.triu_indices(len(points), 1)]
    return Distances(condensed, Table(tuple(map(str, range(len(points))))), "euclidean")


def cost(order: np.ndarray, distances: Distances) -> float:
    """The sum of the distances between neighboring leaves."""
    return sum(distances.between(i, j) for i, j in itertools.pairwise(order.tolist()))


def blobs(n: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n // 20 + 1, 24)).repeat(20, axis=0)[:n] + rng.normal(size=(n, 24))


@given(st.integers(2, 40), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_every_row_is_there_once_and_every_branch_in_one_piece(n, seed):
    distances = distances_of(blobs(n, seed))
    merges = linkage(distances.condensed, "average")[:, :2].astype(int)
    order = leaf_order(merges, distances)
    assert sorted(order.tolist()) == list(range(n))
    place = np.argsort(order)
    members = [{i} for i in range(n)]
    for left, right in merges.tolist():
        members.append(members[left] | members[right])
        places = place[sorted(members[-1])]
        assert places.max() - places.min() == len(members[-1]) - 1


def test_three_points_on_a_line_are_drawn_in_their_order():
    distances = distances_of(np.array([[0.0], [3.0], [1.0]]))
    assert leaf_order(np.array([[0, 2], [1, 3]]), distances).tolist() == [0, 2, 1]
    assert leaf_order(np.array([[2, 0], [3, 1]]), distances).tolist() == [0, 2, 1]


def test_a_merge_takes_the_best_of_the_four_ways():
    rng = np.random.default_rng(3)
    for _ in range(50):
        distances = distances_of(rng.normal(size=(4, 3)))
        order = leaf_order(np.array([[0, 1], [2, 3], [4, 5]]), distances)
        ways = [[*left, *right] for left in ([0, 1], [1, 0]) for right in ([2, 3], [3, 2])]
        assert cost(order, distances) == pytest.approx(
            min(cost(np.array(way), distances) for way in ways))


@given(st.integers(2, 20))
def test_where_all_are_equally_far_the_order_of_the_table_is_kept(n):
    table = Table(tuple(map(str, range(n))))
    equal = Distances(np.ones(n * (n - 1) // 2), table, "euclidean")
    chain = np.array([[1, 0]] + [[i + 1, n + i - 1] for i in range(1, n - 1)])
    assert leaf_order(chain, equal).tolist() == list(range(n))


def test_the_same_distances_always_give_the_same_order():
    distances = distances_of(blobs(200))
    merges = linkage(distances.condensed, "average")[:, :2].astype(int)
    first = leaf_order(merges, distances)
    assert all((leaf_order(merges, distances) == first).all() for _ in range(3))
    assert first[0] < first[-1]


def test_of_the_two_ends_the_one_that_comes_first_in_the_table_is_on_top():
    distances = distances_of(np.array([[0.0], [-1.5], [1.0]]))
    # 0 joins 2 below it; to meet 1 they are turned, which would leave 2 on top and 1 below.
    assert leaf_order(np.array([[0, 2], [1, 3]]), distances).tolist() == [1, 0, 2]


def test_neighbors_are_closer_than_in_scipys_optimal_order():
    distances = distances_of(blobs(400))
    joined = linkage(distances.condensed, "average")
    ours = cost(leaf_order(joined[:, :2].astype(int), distances), distances)
    plain = cost(leaves_list(joined), distances)
    scipys = cost(leaves_list(optimal_leaf_ordering(joined, distances.condensed)), distances)
    assert ours < plain
    assert ours < scipys * 1.01
