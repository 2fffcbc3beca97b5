"""How alike two groupings are, against scikit-learn and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import pdist, squareform
from sklearn.metrics import adjusted_rand_score

from satsuma.algorithms.agreement import adjusted_rand, cophenetic_correlation
from satsuma.algorithms.cluster import cluster
from satsuma.data.distances import Distances
from satsuma.data.table import Table


def tree_of(far: np.ndarray, method: str = "average"):
    n = int(np.sqrt(2 * len(far))) + 1
    return cluster(Distances(far, Table(tuple(map(str, range(n)))), "euclidean"), method)


@pytest.mark.parametrize(("one", "other"), [(2, 3), (5, 5), (1, 4), (40, 7)])
def test_the_rand_index_is_that_of_scikit_learn(one, other):
    rng = np.random.default_rng(0)
    first, second = rng.integers(0, one, 200) * 3 - 1, rng.integers(0, other, 200)
    second[:120] = first[:120]
    assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second))
    assert adjusted_rand(first, first) == 1
    assert adjusted_rand(np.zeros(5, int), np.ones(5, int)) == 1
    assert adjusted_rand(np.arange(5), np.arange(5)) == 1


def test_the_cophenetic_correlation_is_that_of_scipy():
    points = np.random.default_rng(1).normal(size=(90, 3))
    rows = np.sort(np.random.default_rng(2).choice(90, 40, replace=False))
    whole, part = pdist(points), pdist(points[rows])
    theirs = np.corrcoef(
        squareform(squareform(cophenet(linkage(whole, "average")))[np.ix_(rows, rows)]),
        cophenet(linkage(part, "ward")))[0, 1]
    found = cophenetic_correlation(tree_of(whole), rows, tree_of(part, "ward"))
    assert found == pytest.approx(theirs, abs=1e-5)
    assert cophenetic_correlation(tree_of(part), np.arange(40), tree_of(part)) == pytest.approx(1)


def test_trees_without_any_height_do_not_agree_by_chance():
    level = tree_of(np.full(45, 0.3))
    assert cophenetic_correlation(level, np.arange(10), level) == 0
