"""Hamming distances by counting what rows share, and the sorting that it stands on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.spatial.distance import pdist

from satsuma.algorithms import sharing
from satsuma.algorithms.ascending import ascending, narrowed
from satsuma.algorithms.sharing import from_shares
from satsuma.run import Run


def shares(values: np.ndarray) -> np.ndarray:
    out = np.empty(len(values) * (len(values) - 1) // 2)
    from_shares(values, out, Run())
    return out


@pytest.mark.parametrize("kinds", [1, 2, 5, 9, 40, 10**6])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_it_is_scipys_however_many_values_a_column_has(kinds, dtype):
    values = np.random.default_rng(0).integers(0, kinds, (90, 30)).astype(dtype) / 7
    values[40:50] = values[:10]
    assert (shares(values) == pdist(values.astype(float), "hamming")).all()


def test_zeros_that_many_share_beside_numbers_that_few_share():
    values = np.maximum(np.random.default_rng(1).normal(size=(120, 50)), 0).astype(np.float32)
    values[7], values[9] = values[3], -values[2] * 0
    np.testing.assert_allclose(shares(values), pdist(values.astype(float), "hamming"), atol=1e-15)


def test_columns_of_many_values_that_many_share_are_gone_through_pair_by_pair(monkeypatch):
    gone: list[int] = []

    def watched(matrix, kind, added, out, run):
        gone.append(len(matrix))
        out[:] = pdist(matrix, kind)

    monkeypatch.setattr(sharing, "from_sums", watched)
    values = np.random.default_rng(0).integers(0, 30, (300, 4)).astype(float)
    assert (shares(values) == pdist(values, "hamming")).all()
    assert gone == [300]


@given(arrays.arrays(np.float32, st.tuples(st.integers(1, 4), st.integers(1, 12)),
                     elements=st.floats(width=32, allow_nan=False)))
@settings(max_examples=100, deadline=None)
def test_numbers_ascend_in_the_order_that_is_given(rows):
    order, values = ascending(rows)
    there = np.take_along_axis(rows, order, axis=1)
    assert (there[:, 1:] >= there[:, :-1]).all()
    assert (np.sort(order, axis=1) == np.arange(rows.shape[1])).all()
    assert ((values[:, 1:] == values[:, :-1]) == (there[:, 1:] == there[:, :-1])).all()
    assert (values[:, 1:] >= values[:, :-1]).all()


def test_numbers_are_narrowed_only_where_nothing_is_lost():
    assert narrowed(np.array([[0.5, -3.0]])).dtype == np.float32
    assert narrowed(np.array([[0.1]])).dtype == np.float64
    assert narrowed(np.array([[1e300]])).dtype == np.float64
