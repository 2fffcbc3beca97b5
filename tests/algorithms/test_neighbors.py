"""Neighbors: as scikit-learn finds them, and exact where its products are not."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from satsuma.algorithms import neighbors
from satsuma.algorithms.neighbors import search
from satsuma.algorithms.neighbors_space import points_of, space_of
from satsuma.data.column import Passport, numbers, vectors
from satsuma.data.table import Table
from satsuma.problem import Problem

THEIRS = {"cosine": "cosine", "euclidean": "euclidean", "manhattan": "manhattan",
          "pearson": "correlation"}


def table(values: np.ndarray) -> Table:
    ids = tuple(f"r{row}" for row in range(len(values)))
    return Table(ids, {"e": vectors(values.astype(np.float32))})


@pytest.fixture
def values() -> np.ndarray:
    rng = np.random.default_rng(1)
    return np.abs(rng.normal(size=(700, 40))).astype(np.float32)


def found(data: Table, rows: list[int], count: int, metric="cosine", **how):
    space = space_of(data, metric)
    return search(space, points_of(space, data, data.rows(rows)), count, **how)


@pytest.mark.parametrize("metric", THEIRS)
def test_they_are_those_of_scikit_learn(values, metric):
    theirs = NearestNeighbors(n_neighbors=12, algorithm="brute", metric=THEIRS[metric])
    exact = values.astype(np.float64)
    far, rows = theirs.fit(exact).kneighbors(exact[[37]])
    ours = found(table(values), [37], 12, metric)
    assert ours.rows.tolist() == rows[0].tolist()
    half = 2 if metric == "pearson" else 1
    assert ours.far[1:] == pytest.approx(far[0][1:] / half, rel=1e-9)
    assert ours.far[0] == 0


@pytest.mark.parametrize("metric", THEIRS)
def test_the_distance_of_every_row_is_that_to_the_nearest_reference(values, metric):
    every = NearestNeighbors(n_neighbors=3, algorithm="brute", metric=THEIRS[metric])
    exact = values.astype(np.float64)
    far, nearest = every.fit(exact[[3, 4, 5]]).kneighbors(exact)
    ours = found(table(values), [3, 4, 5], 30, metric)
    half = 2 if metric == "pearson" else 1
    assert ours.all == pytest.approx(far[:, 0] / half, rel=1e-5, abs=1e-6)
    assert ours.of.tolist() == nearest[ours.rows, 0].tolist()
    assert (np.diff(ours.far) >= 0).all()


@pytest.mark.parametrize("metric", THEIRS)
def test_copies_are_exactly_0_away_and_stand_in_their_order(values, metric):
    values[[600, 20, 300]] = values[8]
    ours = found(table(values), [8], 4, metric)
    assert ours.rows.tolist() == [8, 20, 300, 600]
    assert ours.far.tolist() == [0, 0, 0, 0]
    assert ours.all[[8, 20, 300, 600]].tolist() == [0, 0, 0, 0]


def test_near_copies_are_told_apart_where_float32_cannot():
    rng = np.random.default_rng(5)
    one = np.abs(rng.normal(size=64))
    values = np.array([one * (1 + 10.0 ** -power * rng.normal(size=64)) for power in range(2, 7)])
    values = values[[2, 4, 0, 3, 1]].astype(np.float32)
    data = table(np.vstack([one, values]))
    exact = data.features().astype(np.float64)
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    wanted = np.square(exact - exact[0]).sum(axis=1) / 2
    ours = found(data, [0], 6)
    assert ours.rows.tolist() == np.argsort(wanted).tolist() == [0, 2, 4, 1, 5, 3]
    assert ours.far == pytest.approx(wanted[ours.rows], rel=1e-9)


def test_so_many_of_each_kind_and_only_those_that_may(values):
    kinds = np.arange(700) % 3 - 1
    may = np.arange(700) >= 100
    ours = found(table(values), [0], 5, kinds=kinds, allowed=may)
    assert np.unique(kinds[ours.rows], return_counts=True)[1].tolist() == [5, 5, 5]
    assert ours.rows.min() >= 100
    for kind in (-1, 0, 1):
        rows = np.flatnonzero(may & (kinds == kind))
        best = rows[np.argsort(ours.all[rows])[:5]]
        assert ours.rows[kinds[ours.rows] == kind].tolist() == best.tolist()


def test_so_many_for_each_reference_every_row_once(values):
    data = table(values)
    ours = found(data, [10, 11], 20, each=True)
    apart = [set(found(data, [row], 20).rows.tolist()) for row in (10, 11)]
    assert sorted(ours.rows.tolist()) == sorted(apart[0] | apart[1])


def test_many_references_take_their_turns(values, monkeypatch):
    at_once = found(table(values), list(range(9)), 25)
    monkeypatch.setattr(neighbors, "_DISTANCES_AT_ONCE", 1500)
    in_turns = found(table(values), list(range(9)), 25)
    assert in_turns.rows.tolist() == at_once.rows.tolist()
    assert in_turns.of.tolist() == at_once.of.tolist()


def test_rows_without_a_direction_are_near_only_to_their_like(values):
    values[[5, 9]] = 0
    ours = found(table(values), [5], 3)
    assert ours.rows.tolist()[:2] == [5, 9]
    assert ours.far.tolist() == [0, 0, 1]


@pytest.mark.parametrize("most", [3e38, 1e-42])
def test_lengths_at_the_ends_of_float32_are_compared_too(values, most):
    values = (values / values.max() * most).astype(np.float32)
    theirs = NearestNeighbors(n_neighbors=6, algorithm="brute", metric="cosine")
    exact = values.astype(np.float64) / most
    _, rows = theirs.fit(exact).kneighbors(exact[[2]])
    assert found(table(values), [2], 6).rows[:3].tolist() == rows[0][:3].tolist()


def test_gaps_get_the_mean_and_rows_of_gaps_are_never_found(values):
    values[4] = np.nan
    values[6, 0] = np.nan
    data = table(values)
    space = space_of(data, "euclidean")
    assert space.notes == ("1 row has no numbers at all and cannot be found.",
                           "1 missing value was filled in with the mean of the column.")
    ours = search(space, points_of(space, data, data.rows([6])), 700)
    assert len(ours.rows) == 699
    assert ours.far[0] == 0
    assert np.isnan(ours.all[4])
    with pytest.raises(Problem, match="“r4” has no numbers"):
        points_of(space, data, data.rows([4]))


def test_vectors_of_another_network_are_refused(values):
    data = Table(("a",), {"e": vectors(values[:1], Passport("a", "1", "p", "d", 40))})
    other = Table(("b",), {"e": vectors(values[:1], Passport("b", "1", "p", "d", 40))})
    space = space_of(data, "cosine")
    with pytest.raises(Problem, match="do not come from the same source: network a and b"):
        points_of(space, data, other)
    with pytest.raises(Problem, match="no column “e”"):
        points_of(space, data, Table(("c",), {"x": numbers([1.0])}))
    with pytest.raises(Problem, match="number values in the reference"):
        points_of(space, data, Table(("c",), {"e": numbers([1.0])}))
