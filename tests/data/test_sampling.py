"""Drawing at random: the same rows everywhere, none twice, shares that add up."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from satsuma.data.sampling import dealt, drawn, redrawn

GROUPS = arrays.arrays(np.int32, st.integers(0, 40), elements=st.integers(-1, 3))
SEEDS = st.integers(0, 2**70)


def test_these_rows_are_drawn_on_every_computer() -> None:
    one = np.zeros(10, np.int32)
    assert drawn(one, 4, 1).tolist() == [2, 4, 7, 9]
    assert redrawn(one, 10, 1).tolist() == [0, 4, 4, 4, 5, 6, 7, 8, 8, 9]
    assert dealt(one, 3, 1).tolist() == [2, 0, 1, 2, 2, 1, 1, 0, 0, 0]


@given(GROUPS, st.floats(0, 1), SEEDS)
def test_rows_are_drawn_once_in_order(groups: np.ndarray, share: float, seed: int) -> None:
    count = round(share * len(groups))
    rows = drawn(groups, count, seed)
    assert len(rows) == count
    assert (np.diff(rows) > 0).all()
    for code in np.unique(groups):
        exact = (groups == code).sum() * count / len(groups)
        assert abs((groups[rows] == code).sum() - exact) < 1


@given(GROUPS, st.integers(0, 60), SEEDS)
def test_rows_are_drawn_again_within_their_groups(groups: np.ndarray, count: int,
                                                  seed: int) -> None:
    count = count if len(groups) else 0
    rows = redrawn(groups, count, seed)
    assert len(rows) == count
    assert (np.diff(rows) >= 0).all()
    if count == len(groups):
        assert np.bincount(groups[rows] + 1).tolist() == np.bincount(groups + 1).tolist()


@given(GROUPS, st.integers(1, 12), SEEDS)
def test_parts_are_of_one_size(groups: np.ndarray, count: int, seed: int) -> None:
    part = dealt(groups, count, seed)
    for rows in (slice(None), *(groups == code for code in np.unique(groups))):
        sizes = np.bincount(part[rows], minlength=count)
        assert len(sizes) == count
        assert sizes.max() - sizes.min() <= 1


def test_every_row_is_as_likely_as_any_other() -> None:
    groups = np.zeros(8, np.int32)
    once, again = np.zeros(8), np.zeros(8)
    for seed in range(2_000):
        once[drawn(groups, 4, seed)] += 1
        again += np.bincount(redrawn(groups, 8, seed), minlength=8)
    assert np.abs(once / 2_000 - 0.5).max() < 0.05
    assert np.abs(again / 2_000 - 1).max() < 0.1
