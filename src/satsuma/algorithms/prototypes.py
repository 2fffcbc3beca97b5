"""Prototypes: distances between more rows than can be compared pair by pair.

Rows that are alike are put into groups by k-means; within a group all pairs are compared, and
between two groups the mean of their distances stands for all of them. So n rows cost about
n × groups, not n². What that loses is measured on a sample of which all pairs are known.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satsuma.algorithms.condensed import fill_condensed, tell_lost
from satsuma.algorithms.distance import estimate, features_for, without_gaps
from satsuma.algorithms.group_means import kind_of, mean_distances, space_of
from satsuma.algorithms.kmeans import AXES, LARGEST, ROUNDS, kmeans
from satsuma.algorithms.memory import require
from satsuma.algorithms.metrics import METRICS, Metric
from satsuma.algorithms.points import directions, ranked
from satsuma.algorithms.threads import each_in_threads, thread_count
from satsuma.algorithms.whiten import whitened
from satsuma.data.distances import Distances
from satsuma.data.prototypes import Prototypes
from satsuma.data.table import Table
from satsuma.run import Price, Run

SAMPLE = 5000
"""Rows of which all pairs are compared, to tell how good the rest is."""

_SEED = 1

_SECONDS = 1.3e-11
"""Seconds of one core for a row, a mean and a number of each, in float32 products."""

_SECONDS_PER_GROUP = 2e-3
"""Seconds of one core for comparing the pairs within a group, beside those of its products."""


def approximate_distances(table: Table, metric: Metric = "cosine", count: int = 2000,
                          run: Run = Run()) -> Distances:
    """The distances between the rows of a table, by way of about `count` groups of rows.

    As `distance.distances`, and exact as there, where there are no more rows than groups. Groups
    hold 400 rows at most, so there may be more of them. Raises Problem as `distances` does.
    """
    matrix = features_for(table, metric, "rows", run)
    n, width = matrix.shape
    price = estimate_prototypes(n, width, metric, count)
    run.price(price)
    require(price.bytes, f"Grouping {n:,} rows", "Take a sample, or close other programs.")
    items, added = without_gaps(matrix, metric, "rows", run)
    items, metric_left = _plain(items, metric, run)
    _tell_lost_rows(items, metric_left, run)
    return Distances(*_grouped(items, added, metric_left, count, run, table, metric))


def _grouped(items: np.ndarray, added: np.ndarray, plain: Metric, count: int, run: Run,
             table: Table, metric: Metric) -> tuple[np.ndarray, Table, Metric, Prototypes]:
    steps = iter(run.track(range(ROUNDS + 3)))
    silent = _Silent(run)
    run.say("finding groups")
    next(steps)
    space = space_of(items, plain, silent)
    group = kmeans(space.points, count, silent, lambda done: next(steps))
    run.say("comparing groups")
    means = mean_distances(space, group, items, added, plain, silent)
    del space
    next(steps)
    run.say("comparing rows")
    within = _within(items, added, group, plain, silent)
    next(steps)
    sample, exact = _sampled(items, added, plain, silent)
    for _ in steps:
        pass
    return means, table, metric, Prototypes(group, within, sample, exact)


def _plain(items: np.ndarray, metric: Metric, run: Run) -> tuple[np.ndarray, Metric]:
    """Rows and a metric with the same distances, none of whose work concerns all rows together."""
    if metric == "mahalanobis":
        return whitened(items, run), "euclidean"
    if metric == "spearman":
        return ranked(items, run), "pearson"
    if metric == "spearman-absolute":
        return ranked(items, run), "pearson-absolute"
    return items, metric


def _tell_lost_rows(items: np.ndarray, metric: Metric, run: Run) -> None:
    if metric.startswith(("cosine", "pearson")):
        lost = directions(items, run, centered=metric != "cosine").lost
        if lost.any():
            tell_lost(int(lost.sum()), metric, run)


def _within(items: np.ndarray, added: np.ndarray, group: np.ndarray, metric: Metric,
            run: Run) -> np.ndarray:
    """The distances within the groups, condensed, one after the other."""
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group)
    starts, pairs = np.cumsum(sizes) - sizes, sizes * (sizes - 1) // 2
    places = np.cumsum(pairs) - pairs
    found = np.empty(int(pairs.sum()), METRICS[metric].dtype)

    def work(one: int) -> None:
        rows = order[starts[one]:starts[one] + sizes[one]]
        fill_condensed(found[places[one]:places[one] + pairs[one]], items[rows], added[rows],
                       metric, run)

    each_in_threads(work, np.flatnonzero(sizes > 1).tolist(), run, shown=False)
    return found


def _sampled(items: np.ndarray, added: np.ndarray, metric: Metric,
             run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Some rows, ascending, and the distances between them."""
    m = min(SAMPLE, len(items))
    rows = np.sort(np.random.default_rng(_SEED).choice(len(items), m, replace=False))
    found = np.empty(m * (m - 1) // 2, METRICS[metric].dtype)
    fill_condensed(found, items[rows], added[rows], metric, run)
    return rows.astype(np.intp), found


class _Silent(Run):
    """Passes cancelling on, and nothing else: the steps of the whole are told outside."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def check(self) -> None:
        self._run.check()

    def track(self, items: Any, total: int | None = None) -> Any:
        for item in items:
            self._run.check()
            yield item


def estimate_prototypes(n: int, d: int, metric: Metric, count: int) -> Price:
    """What approximate distances between n rows of d numbers cost, on this machine's cores."""
    k, m = min(count, n), min(SAMPLE, n)
    size = np.dtype(METRICS[metric].dtype).itemsize
    axes = AXES if d > 2 * AXES else d
    products = n * k * (ROUNDS * axes + (d if d > axes else 0))
    seconds = (products * _SECONDS + k * _SECONDS_PER_GROUP) / thread_count()
    parts = [estimate(m, d, metric), estimate(n // k + 1, d, metric)]
    seconds += parts[0].seconds + k * (parts[1].seconds - estimate(1, d, metric).seconds)
    if kind_of(metric) == "others":
        parts.append(estimate(2 * k, d, metric))
        seconds += parts[-1].seconds
    copies = 4 * n * d * (1 if METRICS[metric].dtype is np.float32 else 3)
    pairs = size * (n * LARGEST // 4 + m * m // 2) + 8 * k * k
    return Price(seconds, copies + pairs + max(part.bytes for part in parts))
