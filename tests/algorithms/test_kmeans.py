"""k-means: groups around their means, none too large, the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.algorithms import threads
from satsuma.algorithms.kmeans import AXES, LARGEST, group_means, kmeans
from satsuma.run import Cancelled, Run


def kinds(n: int = 1200, d: int = 6, count: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    kind = rng.integers(0, count, n)
    return (rng.normal(size=(count, d))[kind] + 0.01 * rng.normal(size=(n, d))
            ).astype(np.float32), kind


def test_no_group_holds_rows_of_two_kinds_that_lie_far_apart():
    points, kind = kinds()
    group = kmeans(points, 60, Run())
    assert group.dtype == np.int32
    assert set(group.tolist()) == set(range(group.max() + 1))
    assert 12 <= group.max() + 1 <= 60
    mixed = sum(len(set(kind[group == one].tolist())) > 1 for one in range(group.max() + 1))
    assert mixed <= 1  # a start that drew none of a kind leaves it to another


@pytest.mark.parametrize("d", [6, 3 * AXES])
def test_the_same_points_give_the_same_groups_with_any_number_of_threads(d, monkeypatch):
    points, _ = kinds(800, d)
    first = kmeans(points, 40, Run())
    monkeypatch.setattr(threads, "thread_count", lambda: 1)
    assert (kmeans(points, 40, Run()) == first).all()


def test_rows_that_are_the_same_are_cut_into_pieces():
    points = np.zeros((3 * LARGEST + 5, 4), np.float32)
    points[:5] = np.eye(5, 4, dtype=np.float32)
    sizes = np.bincount(kmeans(points, 8, Run()))
    assert sizes.max() <= LARGEST
    assert sizes.sum() == len(points)


def test_a_large_crowd_is_divided():
    rng = np.random.default_rng(0)
    points = (0.1 * rng.normal(size=(2000, 3))).astype(np.float32)
    points[:20] += 50
    assert np.bincount(kmeans(points, 3, Run())).max() <= LARGEST


def test_means_are_those_of_the_rows():
    points, _ = kinds(500)
    group = np.random.default_rng(0).integers(0, 37, 500)
    wanted = np.stack([points[group == one].mean(axis=0) for one in range(37)])
    np.testing.assert_allclose(group_means(points, group, Run()), wanted, atol=1e-6)


def test_fewer_points_than_groups_stand_alone():
    points, _ = kinds(7)
    assert len(set(kmeans(points, 100, Run()).tolist())) == 7


def test_it_can_be_cancelled():
    class Stopped(Run):
        def check(self):
            raise Cancelled

    with pytest.raises(Cancelled):
        kmeans(kinds()[0], 60, Stopped())
