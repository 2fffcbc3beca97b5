from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import squareform

from satsuma.data.distances import Distances
from satsuma.data.table import Table


def some(n: int, dtype: type = np.float32) -> Distances:
    values = np.random.default_rng(n).random(n * (n - 1) // 2).astype(dtype)
    return Distances(values, Table(tuple(f"r{i}" for i in range(n))), "cosine")


@given(st.integers(1, 12), st.sampled_from([np.float32, np.float64]))
def test_square_between_and_block_agree_with_scipys_squareform(n, dtype):
    distances = some(n, dtype)
    wanted = squareform(distances.condensed) if n > 1 else np.zeros((1, 1), dtype)
    assert distances.square().dtype == dtype
    np.testing.assert_array_equal(distances.square(), wanted)
    one_by_one = [[distances.between(i, j) for j in range(n)] for i in range(n)]
    np.testing.assert_array_equal(one_by_one, wanted)


@given(st.lists(st.integers(0, 8), max_size=12))
def test_a_block_has_the_given_rows_in_the_given_order_also_twice(rows):
    distances = some(9)
    np.testing.assert_array_equal(distances.block(rows), distances.square()[np.ix_(rows, rows)])


def test_a_row_that_is_not_there_is_an_error_and_never_another_row():
    distances = some(5)
    for i, j in [(-1, 0), (0, 5), (7, 7)]:
        with pytest.raises(IndexError, match="5 rows"):
            distances.between(i, j)
        with pytest.raises(IndexError, match="5 rows"):
            distances.block([i, j])


def test_the_number_of_distances_has_to_fit_the_table():
    with pytest.raises(ValueError, match="3 rows want 3 distances"):
        Distances(np.zeros(4, np.float32), Table(("a", "b", "c")), "cosine")
    with pytest.raises(TypeError, match="float32 or float64"):
        Distances(np.zeros(3, np.int64), Table(("a", "b", "c")), "cosine")


def test_distances_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        some(3).condensed[0] = 1


def test_equal_distances_are_equal_and_others_not():
    assert some(4).equals(some(4))
    assert not some(4).equals(some(4, np.float64))
    assert not some(4).equals(some(5))
