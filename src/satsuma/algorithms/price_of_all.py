"""What distances and the tree made of them cost together: for all pairs, and for prototypes.

A person hears of it before it is spent: beyond a minute, or a quarter of the free memory, there is
another way to choose from.
"""

from __future__ import annotations

from satsuma.algorithms.cluster import estimate_clustering
from satsuma.algorithms.distance import estimate
from satsuma.algorithms.grouping import estimate_grouping
from satsuma.algorithms.memory import available, in_words, usable
from satsuma.algorithms.metrics import Metric
from satsuma.algorithms.prototypes import SAMPLE, estimate_prototypes
from satsuma.run import Price

LONGEST = 60.0
"""Seconds from which on a person is asked."""

SHARE = 0.25
"""Share of the free memory from which on a person is asked."""


def price_of_pairs(n: int, d: int, metric: Metric) -> Price:
    """The distances between all n rows of d numbers, and a tree of them."""
    return _sum(estimate(n, d, metric), estimate_grouping(n))


def price_of_prototypes(n: int, d: int, metric: Metric, count: int) -> Price:
    """The distances between n rows of d numbers by way of so many prototypes, and a tree."""
    tree = estimate_clustering(min(n, SAMPLE))
    return _sum(estimate_prototypes(n, d, metric, count),
                Price(3 * tree.seconds + n * 6e-5, tree.bytes))


def _sum(one: Price, other: Price) -> Price:
    return Price(one.seconds + other.seconds, one.bytes + other.bytes, stoppable=False)


def is_much(price: Price) -> bool:
    """Whether a person should be asked first."""
    free = available()
    return price.seconds > LONGEST or (free is not None and price.bytes > SHARE * free)


def fits(price: Price) -> bool:
    """Whether there is memory enough."""
    most = usable()
    return most is None or price.bytes <= most


def price_in_words(price: Price) -> str:
    """`about 40 s and 1.2 GB of memory`."""
    seconds = price.seconds
    time = f"{max(seconds, 1):.0f} s" if seconds < 90 else \
        f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.0f} h"
    return f"about {time} and {in_words(price.bytes)} of memory"
