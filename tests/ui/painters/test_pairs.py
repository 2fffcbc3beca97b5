"""The nearest and the farthest pairs are those that a look at all of them gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data.distances import Distances
from satsuma.data.table import Table
from satsuma.ui.painters import pairs
from satsuma.ui.painters.pairs import Pair, ends


def distances(values: list[float], n: int) -> Distances:
    return Distances(np.array(values, float), Table(tuple(f"r{i}" for i in range(n))), "euclidean")


def by_looking(of: Distances, count: int) -> tuple[list[Pair], list[Pair]]:
    n = len(of)
    found = [Pair(i, j, of.between(i, j)) for i in range(n) for j in range(i + 1, n)]
    found = [pair for pair in found if np.isfinite(pair.distance)]
    near = sorted(found, key=lambda pair: pair.distance)
    return near[:count], sorted(found, key=lambda pair: -pair.distance)[:count]


@given(data=st.data(), n=st.integers(0, 12), count=st.integers(1, 8), chunk=st.integers(1, 20))
def test_they_are_the_pairs_at_both_ends(data, n, count, chunk):
    number = st.sampled_from([0.0, 0.5, 1.0, 2.0, 7.0, np.nan, np.inf])
    of = distances(data.draw(st.lists(number, min_size=n * (n - 1) // 2,
                                      max_size=n * (n - 1) // 2)), n)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "CHUNK", chunk)
        found = ends(of, count)
    nearest, farthest = by_looking(of, count)
    assert (list(found.nearest), list(found.farthest)) == (nearest, farthest)


@pytest.mark.parametrize("n", [2, 3, 1000, 20_000, 100_000])
def test_every_place_leads_to_its_rows(n):
    for i, j in ((0, 1), (0, n - 1), (n // 2 - 1, n // 2), (n - 2, n - 1)):
        if i < 0 or i == j:
            continue
        place = n * i - i * (i + 1) // 2 + j - i - 1
        assert pairs._rows(n, place) == (i, j)  # noqa: SLF001 - rounding shows at large n only
