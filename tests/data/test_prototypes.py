"""Approximate distances: what is known of a pair, and what their groups say of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsuma.data.distances import Distances
from satsuma.data.prototypes import Prototypes
from satsuma.data.table import Table
from satsuma.data.tables import write_distances
from satsuma.engine import archive
from satsuma.problem import Problem

# Rows 0 2 5 are group 0, row 1 is group 1, rows 3 4 are group 2; the sample is rows 1 3 5.
GROUP = np.array([0, 1, 0, 2, 2, 0], np.int32)
KNOWN = {(0, 2): 1.0, (0, 5): 2.0, (2, 5): 3.0, (3, 4): 4.0}
SAMPLED = {(1, 3): 10.0, (1, 5): 11.0, (3, 5): 12.0}
MEANS = {(0, 1): 20.0, (0, 2): 21.0, (1, 2): 22.0}


@pytest.fixture
def few() -> Distances:
    known = Prototypes(GROUP, np.array(list(KNOWN.values())), np.array([1, 3, 5]),
                       np.array(list(SAMPLED.values())))
    return Distances(np.array(list(MEANS.values())), Table(tuple("abcdef")), "euclidean", known)


def told(i: int, j: int) -> float:
    if (i, j) in {**KNOWN, **SAMPLED}:
        return {**KNOWN, **SAMPLED}[i, j]
    one, other = sorted((int(GROUP[i]), int(GROUP[j])))
    return MEANS[one, other]


def test_a_pair_is_exact_where_it_is_known_else_the_mean_of_its_groups(few):
    assert few.approximate
    assert len(few) == 6
    square = few.square()
    for i in range(6):
        for j in range(i):
            assert few.between(i, j) == few.between(j, i) == square[i, j] == square[j, i]
            assert square[i, j] == told(j, i)
    assert few.between(2, 2) == 0
    assert (few.block([4, 0, 4]) == square[np.ix_([4, 0, 4], [4, 0, 4])]).all()
    with pytest.raises(IndexError):
        few.between(0, 6)


def test_groups_know_their_rows_and_pairs(few):
    known = few.prototypes
    assert [known.rows(group).tolist() for group in range(3)] == [[0, 2, 5], [1], [3, 4]]
    assert [known.pairs(group).tolist() for group in range(3)] == [[1, 2, 3], [], [4]]
    assert (len(known), known.sizes.tolist()) == (3, [3, 1, 2])


def test_the_sample_is_exact_and_speaks_of_the_same_rows(few):
    sample = few.sample
    assert not sample.approximate
    assert sample.table.ids == ("b", "d", "f")
    assert sample.condensed.tolist() == list(SAMPLED.values())
    assert sample.sample is sample


@pytest.mark.parametrize("wrong", [
    {"group": np.array([0, 2, 0, 2, 2, 0], np.int32)},
    {"within": np.zeros(5)},
    {"exact": np.zeros(2)},
    {"sample": np.array([3, 1, 5])},
])
def test_groups_that_do_not_fit_are_refused(few, wrong):
    with pytest.raises(ValueError):  # noqa: PT011 - one of several sentences
        replace(few.prototypes, **wrong)


def test_distances_fit_their_groups_and_groups_their_rows(few):
    with pytest.raises(ValueError, match="3 rows want 3"):
        replace(few, condensed=np.zeros(15))
    with pytest.raises(ValueError, match="places of groups"):
        replace(few, table=Table(tuple("abc")))
    with pytest.raises(ValueError, match="read-only"):
        few.prototypes.within[0] = 7


def test_equal_only_with_equal_groups(few):
    same = Distances(few.condensed.copy(), few.table, "euclidean", few.prototypes)
    assert few.equals(same)
    assert not few.equals(replace(same, prototypes=replace(few.prototypes, within=np.ones(4))))
    assert not Distances(np.zeros(15), few.table, "euclidean").equals(few)


def test_they_come_back_from_the_disk_as_they_were(few, tmp_path):
    with (tmp_path / "kept").open("wb") as file:
        archive.save((few,), file)
    assert archive.load(tmp_path / "kept")[0].equals(few)


def test_they_are_not_written_as_if_all_pairs_were_known(few, tmp_path):
    with pytest.raises(Problem, match="Approximate distances cannot be written"):
        write_distances(few, tmp_path / "far.npz")
    assert not list(tmp_path.iterdir())
