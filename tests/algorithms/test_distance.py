"""Every metric against an independent implementation in float64: scipy, sklearn or plain loops.

It is long because one set of reference implementations serves the plain, the awkward and the
incomplete tables alike.
"""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.spatial.distance import pdist
from scipy.stats import rankdata
from sklearn.covariance import ledoit_wolf_shrinkage

from satsuma.algorithms import distance, memory
from satsuma.algorithms.distance import distances, estimate
from satsuma.algorithms.metrics import METRICS, Metric
from satsuma.algorithms.points import ranked
from satsuma.data.column import Passport, Role, categorical, numbers, texts, vectors
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Cancelled, Price, Run

ALL = list(METRICS)
ANGLES = [name for name in ALL if name.startswith(("cosine", "pearson", "spearman"))]
OTHERS = [name for name in ALL if name not in ANGLES]


class Told(Run):
    """A run that remembers what it was told."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.warnings: list[str] = []
        self.prices: list[Price] = []
        self.checks, self.cancel_after = 0, cancel_after

    def warn(self, text):
        self.warnings.append(text)

    def price(self, price):
        self.prices.append(price)

    def check(self):
        self.checks += 1
        if self.cancel_after is not None and self.checks > self.cancel_after:
            raise Cancelled

    def track(self, items, total=None):
        for item in items:
            self.check()
            yield item


def embedded(values: np.ndarray) -> Table:
    """A table with one column of vectors, float32."""
    return Table(_ids(values), {"embedding": vectors(values.astype(np.float32))})


def measured(values: np.ndarray) -> Table:
    """A table with a column per number, float64."""
    columns = {f"x{i}": numbers(values[:, i].copy()) for i in range(values.shape[1])}
    return Table(_ids(values), columns)


def _ids(values: np.ndarray) -> tuple[str, ...]:
    return tuple(f"r{i}" for i in range(len(values)))


def some(n: int = 60, d: int = 24, seed: int = 0) -> np.ndarray:
    """Numbers of different scale and place by column, a third of them 0, as float32 holds them."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(n, d)) * rng.uniform(0.1, 9, d) + rng.normal(size=d)
    values[rng.random((n, d)) < 0.3] = 0
    return values.astype(np.float32).astype(np.float64)


def by_pairs(values: np.ndarray, far) -> np.ndarray:
    n = len(values)
    return np.array([far(values[i], values[j]) for i in range(n) for j in range(i + 1, n)])


def expected(values: np.ndarray, metric: Metric) -> np.ndarray:
    """The condensed distances in float64, by other means than ours."""
    match metric:
        case "cosine":
            return pdist(values, "cosine")
        case "euclidean":
            return pdist(values)
        case "euclidean-normalized":
            return pdist((values - values.mean(axis=0)) / np.sqrt(2 * values.var(axis=0)))
        case "manhattan":
            return by_pairs(values, lambda x, y: np.abs(x - y).sum())
        case "manhattan-normalized":
            middle = np.median(values, axis=0)
            scale = 2 * np.median(np.abs(values - middle), axis=0)
            return by_pairs(values[:, scale > 0] / scale[scale > 0],
                            lambda x, y: np.abs(x - y).sum())
        case "pearson":
            return by_pairs(values, lambda x, y: (1 - np.corrcoef(x, y)[0, 1]) / 2)
        case "pearson-absolute":
            return by_pairs(values, lambda x, y: 1 - abs(np.corrcoef(x, y)[0, 1]))
        case "spearman" | "spearman-absolute":
            return expected(rankdata(values, axis=1), metric.replace("spearman", "pearson"))
        case "jaccard":
            return by_pairs(values != 0, lambda x, y: 1 - (x & y).sum() / max((x | y).sum(), 1))
        case "hamming":
            return by_pairs(values, lambda x, y: (x != y).mean())
        case "mahalanobis":
            inverse = np.linalg.inv(np.cov(values.T))
            return by_pairs(values, lambda x, y: np.sqrt((x - y) @ inverse @ (x - y)))


@pytest.mark.parametrize("metric", OTHERS)
@pytest.mark.parametrize("made", [embedded, measured])
def test_a_metric_is_right_to_a_millionth(metric, made):
    values = some()
    found = distances(made(values), metric)
    assert found.condensed.dtype == np.float64
    np.testing.assert_allclose(found.condensed, expected(values, metric), rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("metric", ANGLES)
@pytest.mark.parametrize("made", [embedded, measured])
def test_a_metric_of_angles_is_right_to_a_millionth_of_the_whole(metric, made):
    values = some()
    found = distances(made(values), metric)
    assert found.condensed.dtype == np.float32
    np.testing.assert_allclose(found.condensed, expected(values, metric), rtol=0, atol=1e-6)


@pytest.mark.parametrize("metric", ["cosine", "pearson", "euclidean"])
def test_wide_vectors_in_several_blocks_are_as_right(metric):
    values = np.maximum(some(700, 2048, seed=3), 0)
    values[5], values[600] = values[1], values[2]
    found = distances(embedded(values), metric).condensed
    wanted = pdist(values, {"pearson": "correlation"}.get(metric, metric))
    if metric == "euclidean":
        np.testing.assert_allclose(found, wanted, rtol=1e-6)
    else:
        np.testing.assert_allclose(found, wanted / (2 if metric == "pearson" else 1), atol=1e-6)


@pytest.mark.parametrize("metric", ALL)
@pytest.mark.parametrize("made", [embedded, measured])
def test_equal_rows_are_exactly_0_apart(metric, made):
    values = some(40, 12)
    values[20:] = values[:20]
    square = distances(made(values), metric).square()
    assert (square[np.arange(20), np.arange(20, 40)] == 0).all()
    assert (square >= 0).all()


@pytest.mark.parametrize("apart", [1e-1, 1e-2, 1e-3, 1e-5])
@pytest.mark.parametrize("metric", ["cosine", "euclidean", "pearson"])
def test_near_duplicates_among_others_are_right(metric, apart):
    values = np.maximum(some(300, 512, seed=1), 0)
    rng = np.random.default_rng(2)
    values[150:] = values[:150] * (1 + apart * rng.normal(size=(150, 512)))
    values = values.astype(np.float32).astype(np.float64)
    found = distances(embedded(values), metric).square()[np.arange(150), np.arange(150, 300)]
    one, other = values[:150], values[150:]
    if metric == "pearson":
        one, other = (x - x.mean(axis=1, keepdims=True) for x in (one, other))
    if metric != "euclidean":
        one, other = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (one, other))
    squares = np.square(one - other).sum(axis=1)
    wanted = {"cosine": squares / 2, "pearson": squares / 4}.get(metric, np.sqrt(squares))
    np.testing.assert_allclose(found, wanted, rtol=1e-6 if metric == "euclidean" else 1e-4)


def test_a_crowd_of_near_duplicates_is_right():
    rng = np.random.default_rng(5)
    kinds = np.abs(rng.normal(size=(2, 64)))
    values = kinds[np.arange(200) % 2] * (1 + 1e-6 * rng.normal(size=(200, 64)))
    values = values.astype(np.float32).astype(np.float64)
    lengths = values / np.linalg.norm(values, axis=1, keepdims=True)
    wanted = pdist(lengths, "sqeuclidean") / 2
    np.testing.assert_allclose(distances(embedded(values)).condensed, wanted, rtol=1e-4)
    np.testing.assert_allclose(distances(embedded(values), "euclidean").condensed,
                               pdist(values), rtol=1e-6)


@pytest.mark.parametrize("metric", ["euclidean", "manhattan", "euclidean-normalized", "pearson"])
def test_numbers_far_from_zero_lose_nothing(metric):
    small = np.random.default_rng(4).integers(-8, 9, size=(50, 6)).astype(float)
    found = distances(measured(small + 1e6), metric).condensed
    np.testing.assert_allclose(found, expected(small, metric), rtol=1e-6, atol=1e-6)


def test_a_far_outlier_does_not_blur_the_others():
    values = some(50, 8)
    values[7] = 1e9
    found = distances(measured(values), "euclidean").condensed
    np.testing.assert_allclose(found, pdist(values), rtol=1e-6)


ANY_NUMBERS = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 7), st.integers(2, 5)),
    elements=st.one_of(st.integers(-3, 3).map(float),
                       st.floats(-1e6, 1e6, allow_subnormal=False).filter(
                           lambda x: x == 0 or abs(x) > 1e-6)))


@given(ANY_NUMBERS, st.sampled_from(ALL), st.sampled_from(["rows", "columns"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_the_numbers_distances_are_finite_and_within_bounds(values, metric, compare,
                                                                     gaps):
    if gaps:
        values[np.indices(values.shape).sum(axis=0) % 3 == 1] = np.nan
    if metric in ANGLES[1:] and compare == "columns" and len(values) < 2:
        return
    found = distances(measured(values), metric, compare).condensed
    assert np.isfinite(found).all()
    assert (found >= 0).all()
    if metric == "cosine":
        assert (found <= 2).all()
    elif metric in (*ANGLES, "hamming") or (metric == "jaccard" and not gaps):
        assert (found <= 1).all()


@pytest.mark.parametrize("metric", ALL)
def test_columns_are_compared_as_rows_of_the_table_on_its_side(metric):
    values = some(30, 9)
    if metric.endswith("-normalized") or metric == "mahalanobis":
        values = some(9, 30)  # scaling is by column; the covariance needs more of them
    table = measured(values)
    found = distances(table, metric, "columns")
    assert found.table.ids == tuple(f"x{i}" for i in range(values.shape[1]))
    assert found.table["name"].values.tolist() == list(found.table.ids)
    if metric == "euclidean-normalized":
        values = (values - values.mean(axis=0)) / np.sqrt(2 * values.var(axis=0))
        metric = "euclidean"
    if metric == "manhattan-normalized":
        middle = np.median(values, axis=0)
        deviation = np.median(np.abs(values - middle), axis=0)
        values = np.where(deviation > 0, (values - middle) / np.where(deviation, 2 * deviation, 1),
                          0)
        metric = "manhattan"
    np.testing.assert_allclose(found.condensed, expected(values.T, metric), rtol=1e-6, atol=1e-6)


def test_the_numbers_of_vectors_are_columns_too_with_names_of_their_own():
    table = embedded(some(5, 3)).with_column("n1", numbers(range(5)))
    ids = distances(table, "euclidean", "columns").table.ids
    assert len(set(ids)) == 4
    assert ids[-1].startswith("n1")


def with_gaps() -> np.ndarray:
    values = some(30, 8, seed=9)
    values[np.random.default_rng(1).random(values.shape) < 0.15] = np.nan
    return values


def expected_of_unknown(x: float, y: float, center: float, spread: float, power: int) -> float:
    """What is to be expected of |x - y| to a power where a value is unknown; NaN is unknown."""
    if np.isnan(x) and np.isnan(y):
        return 2 * spread
    if np.isnan(x) or np.isnan(y):
        known = y if np.isnan(x) else x
        return abs(known - center) ** power + spread
    return abs(x - y) ** power


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
@pytest.mark.parametrize("normalized", [False, True])
def test_an_unknown_value_counts_as_what_is_to_be_expected_of_it(metric, normalized):
    values = with_gaps()
    values[values == 0] = 0.5  # otherwise some columns have no median deviation
    values += 0.01 * np.arange(30)[:, None]
    power = 2 if metric == "euclidean" else 1
    centers = (np.nanmean if power == 2 else np.nanmedian)(values, axis=0)
    spreads = np.nanvar(values, axis=0) if power == 2 \
        else np.nanmedian(np.abs(values - centers), axis=0)
    scaled = values
    if normalized:
        scaled = (values - centers) / (np.sqrt(2 * spreads) if power == 2 else 2 * spreads)
        centers, spreads = np.zeros(8), np.full(8, 0.5)
    sums = by_pairs(scaled, lambda x, y: sum(
        expected_of_unknown(*four, power) for four in zip(x, y, centers, spreads, strict=True)))
    name = f"{metric}-normalized" if normalized else metric
    found = distances(measured(values), name).condensed
    np.testing.assert_allclose(found, sums ** (1 / power), rtol=1e-6)


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_in_columns_too_what_is_to_be_expected_is_that_of_the_column(metric):
    values = with_gaps()
    power = 2 if metric == "euclidean" else 1
    centers = (np.nanmean if power == 2 else np.nanmedian)(values, axis=0)
    spreads = np.nanvar(values, axis=0) if power == 2 \
        else np.nanmedian(np.abs(values - centers), axis=0)
    gaps = np.isnan(values)
    whole = np.where(gaps, centers, values)
    sums = [np.sum(np.abs(whole[:, i] - whole[:, j]) ** power)
            + gaps[:, i].sum() * spreads[i] + gaps[:, j].sum() * spreads[j]
            for i in range(8) for j in range(i + 1, 8)]
    found = distances(measured(values), metric, "columns").condensed
    np.testing.assert_allclose(found, np.power(sums, 1 / power), rtol=1e-6)


@pytest.mark.parametrize("metric", [*ANGLES, "hamming", "mahalanobis"])
def test_elsewhere_the_mean_of_the_column_stands_for_an_unknown_value(metric):
    values = with_gaps()
    run = Told()
    found = distances(measured(values), metric, run=run).condensed
    whole = np.where(np.isnan(values), np.nanmean(values, axis=0), values)
    np.testing.assert_allclose(found, expected(whole, metric), rtol=1e-6, atol=1e-6)
    assert run.warnings == [f"{np.isnan(values).sum()} missing values were filled in with what is "
                            "typical of the column."]


def test_in_jaccard_an_unknown_value_is_there_as_often_as_in_its_column():
    values = np.array([[1, np.nan], [1, 1], [0, 0], [0, np.nan]])  # present: half, half
    found = distances(measured(values), "jaccard").square()
    assert found[0, 1] == pytest.approx(1 - 1.5 / 2)
    assert found[0, 2] == 1
    assert found[0, 3] == pytest.approx(1 - 0.25 / 1.75)


def test_a_picture_without_a_vector_is_put_in_the_middle_and_said_so():
    values = some(6, 4)
    values[2] = np.nan
    run = Told()
    found = distances(embedded(values), "cosine", run=run)
    assert np.isfinite(found.condensed).all()
    assert run.warnings[0].startswith("4 missing values")


def test_a_column_without_any_value_counts_nothing_and_is_told():
    values = some(6, 3)
    values[:, 1] = np.nan
    run = Told()
    found = distances(measured(values), "euclidean", run=run).condensed
    np.testing.assert_allclose(found, pdist(values[:, [0, 2]]))
    assert "1 column without any value counts as 0" in run.warnings[1]


@pytest.mark.parametrize("metric", ["euclidean-normalized", "manhattan-normalized"])
def test_a_column_that_cannot_be_scaled_says_nothing_and_is_told(metric):
    values = some(20, 4)
    values[:, 2] = 0.1  # its mean is not exactly 0.1
    run = Told()
    found = distances(measured(values), metric, run=run).condensed
    np.testing.assert_allclose(found, expected(values[:, [0, 1, 3]], metric), rtol=1e-6)
    assert "1 column with one value in most rows" in run.warnings[0]


def test_a_row_of_zeros_is_far_from_all_but_its_like():
    values = some(6, 4)
    values[[1, 4]] = 0
    run = Told()
    square = distances(measured(values), "cosine", run=run).square()
    assert square[1, 4] == 0
    assert (np.delete(square[1], [1, 4]) == 1).all()
    assert run.warnings[0].startswith("2 rows have nothing but zeros")


@pytest.mark.parametrize(("metric", "beyond"), [("pearson", 0.5), ("spearman-absolute", 1)])
def test_a_row_of_one_number_correlates_with_none(metric, beyond):
    values = some(6, 3)
    values[1], values[4] = 0.1, 7
    run = Told()
    square = distances(measured(values), metric, run=run).square()
    assert square[1, 4] == 0
    assert (np.delete(square[1], [1, 4]) == beyond).all()
    assert run.warnings[0].startswith("2 rows have the same number everywhere")


def test_opposite_rows_are_far_in_pearson_and_close_in_its_absolute():
    values = some(5, 40)
    values[3] = -2 * values[0]
    assert distances(measured(values), "pearson").between(0, 3) == pytest.approx(1, abs=1e-6)
    assert distances(measured(values), "pearson-absolute").between(0, 3) < 1e-6


def test_mahalanobis_of_columns_that_depend_on_each_other_is_shrunk_and_says_so():
    values = some(12, 30)
    run = Told()
    found = distances(measured(values), "mahalanobis", run=run).condensed
    standard = (values - values.mean(axis=0)) / values.std(axis=0)
    shrinkage = ledoit_wolf_shrinkage(standard)
    matrix = (1 - shrinkage) * standard.T @ standard / 12 + shrinkage * np.eye(30)
    inverse = np.linalg.inv(matrix * 12 / 11)
    wanted = by_pairs(standard, lambda x, y: np.sqrt((x - y) @ inverse @ (x - y)))
    np.testing.assert_allclose(found, wanted, rtol=1e-6)
    assert "depend on each other" in run.warnings[0]


def test_mahalanobis_does_not_mind_the_units_of_a_column():
    values = some(50, 4)
    scaled = values * [1e-9, 1, 1e9, 3]
    run = Told()
    found = distances(measured(scaled), "mahalanobis", run=run).condensed
    np.testing.assert_allclose(found, expected(values, "mahalanobis"), rtol=1e-6)
    assert run.warnings == []


@given(arrays.arrays(np.float64, (3, 7), elements=st.integers(-2, 2).map(float)))
def test_ranks_are_those_of_scipy(values):
    np.testing.assert_array_equal(ranked(values, Run()), rankdata(values, axis=1))


def test_a_table_without_numbers_says_what_to_connect():
    table = Table(("a", "b"), {"name": texts(["x", "y"])})
    with pytest.raises(Problem, match="Connect Image Embedding"):
        distances(table)
    with pytest.raises(Problem, match="Connect Image Embedding"):
        distances(Table(("a", "b"), {"n": numbers([1, 2], Role.META)}))


def test_a_table_without_rows_is_refused_and_one_row_is_no_distance():
    with pytest.raises(Problem, match="no rows"):
        distances(measured(np.empty((0, 3))))
    for metric in ALL:
        assert len(distances(measured(np.array([[1.0, 2.0, 4.0]])), metric).condensed) == 0


def test_vectors_of_different_origin_are_not_compared_together():
    def of(network: str):
        return vectors(np.ones((2, 3)), Passport(network, "w", "p", "d", 3))

    table = Table(("a", "b"), {"embedding": of("resnet50"), "embedding (2)": of("inception_v3")})
    with pytest.raises(Problem, match="network resnet50 and inception_v3"):
        distances(table)
    twice = table.with_column("embedding (2)", of("resnet50"))
    assert distances(twice, "euclidean").condensed.tolist() == [0]


@pytest.mark.parametrize("bad", [np.inf, -np.inf, 1e200])
def test_infinite_numbers_are_refused(bad):
    values = some(3, 2)
    values[1, 1] = bad
    with pytest.raises(Problem, match="infinite or beyond"):
        distances(measured(values))
    with np.errstate(over="ignore"), pytest.raises(Problem, match="infinite or beyond"):
        distances(embedded(values))


def test_a_correlation_of_single_numbers_and_an_unknown_metric_are_refused():
    with pytest.raises(Problem, match="at least two numbers"):
        distances(measured(some(4, 1)), "pearson")
    with pytest.raises(Problem, match="“angle” is no metric. There are: cosine"):
        distances(measured(some(4, 2)), "angle")


def test_categories_among_the_features_are_left_out_and_said_so():
    values = some(4, 2)
    table = measured(values).with_column("kind", categorical("abab", Role.FEATURE))
    run = Told()
    np.testing.assert_allclose(distances(table, "euclidean", run=run).condensed, pdist(values))
    assert run.warnings == ["Only numbers are compared; left out: kind."]


def test_what_does_not_fit_into_memory_is_refused_with_the_price_and_what_would_fit(monkeypatch):
    monkeypatch.setattr(memory, "usable", lambda: 10_000_000)
    monkeypatch.setattr(distance, "usable", lambda: 10_000_000)
    run = Told()
    told = r"3,000 rows would take 18 MB of memory, and 10 MB can be used.*About 2,200 would fit"
    with pytest.raises(Problem, match=told):
        distances(measured(np.zeros((3000, 2))), run=run)
    assert run.prices[0].bytes > 10_000_000  # the price is told before


def test_the_price_grows_with_rows_numbers_and_metric():
    small, large = estimate(1000, 100, "cosine"), estimate(10_000, 100, "cosine")
    fixed = estimate(0, 100, "cosine").seconds
    assert 0 < fixed < 0.1
    assert large.seconds - fixed > 50 * (small.seconds - fixed)
    assert large.bytes > 50 * small.bytes
    assert estimate(10_000, 100, "manhattan").seconds > 2 * large.seconds
    assert 200e6 < estimate(10_000, 2048, "cosine").bytes < 1e9
    assert estimate(1, 1, "mahalanobis").bytes > 0


@pytest.mark.parametrize("metric", ALL)
def test_it_stops_soon_when_cancelled_and_asks_often(metric):
    table = embedded(some(900, 64))
    run = Told()
    distances(table, metric, run=run)
    for after in (0, run.checks // 2, run.checks - 1):
        with pytest.raises(Cancelled):
            distances(table, metric, run=Told(cancel_after=after))


def test_runs_in_several_threads_give_the_same_numbers():
    table = embedded(some(400, 128))
    wanted = distances(table).condensed
    found: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: found.append(distances(table).condensed))
               for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(np.array_equal(one, wanted) for one in found)


def test_the_table_is_not_changed_and_goes_along():
    table = embedded(with_gaps())
    before = table["embedding"].values.copy()
    assert distances(table, "jaccard").table is table
    np.testing.assert_array_equal(table["embedding"].values, before)
