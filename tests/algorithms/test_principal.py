"""Principal components: equal to scikit-learn's, whatever the shape of the table."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.algorithms.principal import principal
from satsuma.data.column import categorical, numbers, vectors
from satsuma.data.table import Table
from satsuma.problem import Problem


def table(matrix: np.ndarray) -> Table:
    rows = tuple(f"r{row}" for row in range(len(matrix)))
    return Table(rows, {"v": vectors(matrix.astype(np.float32))})


def made(rows: int, wide: int) -> np.ndarray:
    random = np.random.default_rng(rows)
    mixed = random.normal(size=(rows, wide)) @ random.normal(size=(wide, wide))
    return (mixed * np.logspace(0, 2, wide) + 50).astype(np.float32)


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize(("rows", "wide"), [(90, 7), (7, 90), (40, 40), (2, 3), (3, 1)])
def test_they_are_those_of_scikit_learn(rows: int, wide: int, standardize: bool) -> None:
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    matrix = made(rows, wide)
    wanted = matrix.astype(np.float64)
    if standardize:
        wanted = StandardScaler().fit_transform(wanted)
    found = principal(table(matrix), standardize)
    count = len(found)
    assert count == min(rows - 1, wide)
    model = PCA(count, svd_solver="full").fit(wanted)
    assert found.variances == pytest.approx(model.explained_variance_, rel=1e-8)
    assert found.shares == pytest.approx(model.explained_variance_ratio_, rel=1e-8)
    turn = np.sign((found.axes * model.components_).sum(axis=1))
    assert found.axes == pytest.approx(model.components_ * turn[:, None], abs=1e-6)
    places = found.places(table(matrix), count)
    assert places == pytest.approx(model.transform(wanted) * turn, abs=1e-6 * np.abs(places).max())


def test_the_largest_weight_of_each_is_positive() -> None:
    axes = principal(table(made(50, 9)), True).axes
    assert (axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)] > 0).all()


def test_of_weights_that_are_equally_large_the_first_is_positive() -> None:
    values = np.array([1.0, 2.0, 3.0, 7.0])
    axes = principal(table(np.column_stack([values, -values])), False).axes
    assert axes == pytest.approx(np.array([[1, -1]]) / np.sqrt(2))


def test_what_is_missing_becomes_the_mean_and_is_told() -> None:
    matrix = made(30, 3)
    matrix[4, 1] = np.nan
    found = principal(table(matrix), False)
    whole = np.where(np.isnan(matrix), np.nanmean(matrix, axis=0), matrix)
    assert found.variances == pytest.approx(principal(table(whole), False).variances, rel=1e-5)
    assert "missing in 1 row" in found.told[0]


def test_categories_count_as_a_number_for_each_word_and_level_columns_for_nothing() -> None:
    rows = tuple(map(str, range(20)))
    given = Table(rows, {"kind": categorical(["a", "b"] * 10).with_role(numbers([0]).role),
                         "level": numbers([0.1] * 20), "size": numbers(range(20))})
    found = principal(given, True)
    assert found.axes.shape == (2, 4)
    assert (found.axes[:, 2] == 0).all()
    assert found.told == ("1 of the numbers is the same in every row, and counted for nothing.",)


def test_immense_and_tiny_numbers_keep_their_shares() -> None:
    matrix = made(30, 4).astype(np.float64)
    for size in (1e15, 1e-30):
        given = Table(tuple(map(str, range(30))),
                      {f"c{i}": numbers(matrix[:, i] * size) for i in range(4)})
        assert principal(given, False).shares == pytest.approx(
            principal(table(matrix), False).shares, rel=1e-6)


def test_enough_for_a_share() -> None:
    found = principal(table(made(60, 5)), False)
    together = np.cumsum(found.shares)
    assert found.enough(float(together[2]) - 1e-6) == 3
    assert found.enough(1.0) == 5
    assert found.enough(0.0) == 1


@pytest.mark.parametrize(("given", "said"), [
    (table(np.ones((1, 3))), "at least two rows"), (table(np.ones((5, 3))), "All rows are equal"),
    (Table(("a", "b")), "no features")])
def test_what_cannot_be_told_apart_is_refused_in_words(given: Table, said: str) -> None:
    with pytest.raises(Problem, match=said):
        principal(given, True)
