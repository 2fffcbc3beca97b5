"""k-Means by scikit-learn: exactly k groups, and how good they are.

`kmeans.py` is another: it finds thousands of small groups for prototypes, fast and roughly. Here
there are few, each start is drawn well apart (k-means++), and the best of several starts is kept.
"""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.calm import calm_sklearn
from satsuma.algorithms.group_space import Closeness, group_space
from satsuma.algorithms.groups import found_in, silhouette
from satsuma.data.table import Table
from satsuma.run import Price

_ROUNDS = 300
_SECONDS_PER_NUMBER = 2.5e-9
"""For each number of each row, each group and each of some 20 rounds of a start."""


def kmeans_groups(table: Table, metric: Closeness, k: int, restarts: int,
                  seed: int) -> tuple[np.ndarray, np.ndarray, float]:
    """The group of each row, how far it is from its center, and the mean silhouette.

    Fewer than k groups where there are fewer different rows. The silhouette is NaN of one group.
    """
    space = group_space(table, metric)
    with calm_sklearn():
        from sklearn.cluster import KMeans

        model = KMeans(k, n_init=restarts, max_iter=_ROUNDS, random_state=seed, algorithm="lloyd")
        codes = model.fit_predict(space.points)
        score = silhouette(space, codes, metric, seed)
    return (*found_in(space, codes), score)


def price_of_kmeans(rows: int, width: int, k: int, restarts: int) -> Price:
    """What it costs to find k groups."""
    seconds = _SECONDS_PER_NUMBER * rows * width * k * 20 * restarts
    return Price(seconds, 4 * 8 * rows * width)
