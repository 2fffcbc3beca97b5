"""Linkage of groups: with single rows it is scipy's, with heavier ones that of all their rows."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import cdist, pdist, squareform

from satsuma.algorithms.weighted_linkage import weighted_linkage

METHODS = ["ward", "average", "weighted", "complete", "single"]


def points(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, 5))


def branches(merges: np.ndarray, n: int) -> set[frozenset[int]]:
    rows = [frozenset([row]) for row in range(n)]
    for left, right in merges[:, :2].astype(int).tolist():
        rows.append(rows[left] | rows[right])
    return set(rows)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("n", [2, 3, 80, 300])
def test_with_single_rows_it_is_the_tree_of_scipy(method, n):
    far = pdist(points(n))
    ours, theirs = weighted_linkage(squareform(far), np.ones(n), method), linkage(far, method)
    np.testing.assert_allclose(ours[:, 2], theirs[:, 2], rtol=1e-10)
    assert branches(ours, n) == branches(theirs, n)


@pytest.mark.parametrize("method", METHODS)
def test_with_equal_distances_it_ends_and_never_descends(method):
    for value in (0.0, 0.1):
        square = np.full((40, 40), value)
        merges = weighted_linkage(square, np.arange(1, 41), method)
        assert (np.diff(merges[:, 2]) >= 0).all()
        assert sorted(merges[:, :2].ravel().tolist()) == list(range(78))


def test_average_goes_on_as_if_the_rows_had_been_joined_before():
    rows = points(60)
    theirs = linkage(pdist(rows), "average")
    rows_of = [[row] for row in range(60)]
    for left, right in theirs[:, :2].astype(int).tolist():
        rows_of.append(rows_of[left] + rows_of[right])
    joined = set(theirs[:40, :2].astype(int).ravel().tolist())
    tops = [rows_of[node] for node in range(100) if node not in joined]
    square = np.array([[cdist(rows[one], rows[other]).mean() for other in tops] for one in tops])
    ours = weighted_linkage(square, np.array([len(top) for top in tops]), "average")
    np.testing.assert_allclose(ours[:, 2], theirs[40:, 2], rtol=1e-10)
