"""t-SNE: points on a plane, so that those which were neighbors in many dimensions stay neighbors.

L. van der Maaten and G. Hinton, Journal of Machine Learning Research 9 (2008), with the trees of
Barnes and Hut (van der Maaten, JMLR 15, 2014). Neighbors, their weights and the gradient are those
of scikit-learn; the descent stands here, so that it tells how far it is and can be cancelled. On
the same points it goes the same way as scikit-learn's TSNE, step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from satsuma.algorithms.calm import calm_sklearn
from satsuma.algorithms.memory import require
from satsuma.run import Price, Run

EARLY = 250
"""Steps in which neighbors are drawn together more strongly, so that groups find each other."""

_EXAGGERATION = 12.0
_THREADS = 1
"""However many cores there are: with more, sums are rounded in another order, and on busy cores
each of the many short steps waits for the slowest."""

_LOOK_EVERY = 50
_PATIENCE = 300
"""Steps without any gain after which it ends."""

_LEAST_GRADIENT = 1e-7
_BLOCK = 1_000
_STEP = 5.5e-7
"""Seconds for a step of one point, about, times the logarithm of their number."""

Objective = Callable[[np.ndarray, bool], tuple[float, np.ndarray]]
"""How far places are from the wanted ones (where it is asked for), and the gradient of that."""


def price_of_map(rows: int, perplexity: float, iterations: int) -> Price:
    """What it costs to place so many rows."""
    seconds = iterations * rows * np.log2(rows + 2) * _STEP + rows ** 2 / 2e8
    return Price(float(seconds), _bytes(rows, perplexity))


def on_a_plane(points: np.ndarray, start: np.ndarray, perplexity: float, iterations: int,
               run: Run = Run()) -> np.ndarray:
    """Places for n points, n × 2 float64, from the places in `start`, n × 2.

    `perplexity` is less than n; each point looks at three times as many neighbors.
    """
    from sklearn.manifold._t_sne import _kl_divergence_bh

    require(_bytes(len(points), perplexity), f"A map of {len(points):,} rows",
            "Take a sample of the rows, or a smaller perplexity.")
    with calm_sklearn():
        wanted = _weights(points, perplexity, run)

        def objective(places: np.ndarray, compute_error: bool) -> tuple[float, np.ndarray]:
            found: tuple[float, np.ndarray] = _kl_divergence_bh(
                places, wanted, 1, len(points), 2, angle=0.5, num_threads=_THREADS,
                compute_error=compute_error)
            return found

        # A number of numpy's, as there: steps are then added up in double precision.
        rate = np.maximum(len(points) / _EXAGGERATION / 4, 50.0)
        steps = iter(run.track(range(iterations), iterations))
        wanted *= _EXAGGERATION
        places, reached = _descended(objective, start.astype(np.float32).ravel(), steps,
                                     (-1, min(EARLY, iterations)), 0.5, rate)
        wanted /= _EXAGGERATION
        places, _ = _descended(objective, places, steps, (reached, iterations), 0.8, rate)
    return places.reshape(-1, 2).astype(np.float64)


def _bytes(rows: int, perplexity: float) -> int:
    return int(rows * (3 * perplexity + 2) * 60)


def _weights(points: np.ndarray, perplexity: float, run: Run) -> Any:
    """How much each pair of neighbors counts, a sparse square that sums to 1."""
    from scipy.sparse import csr_array
    from sklearn.manifold._t_sne import _joint_probabilities_nn

    count = len(points)
    wanted = min(count - 1, int(3.0 * perplexity + 1))
    far, near = np.empty((count, wanted)), np.empty((count, wanted), np.int32)
    for start, distances, places in _neighbors(points, wanted, run):
        far[start:start + len(distances)] = distances ** 2
        near[start:start + len(places)] = places
    ends = np.arange(0, count * wanted + 1, wanted, dtype=np.int32)
    square = csr_array((far.ravel(), near.ravel(), ends), shape=(count, count))
    return _joint_probabilities_nn(square, perplexity, 0)


def _neighbors(points: np.ndarray, wanted: int,
               run: Run) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """The nearest other points of a block of points, and how far they are."""
    from sklearn.neighbors import NearestNeighbors

    model = NearestNeighbors(n_neighbors=wanted + 1).fit(points)
    for start in range(0, len(points), _BLOCK):
        run.check()
        distances, places = model.kneighbors(points[start:start + _BLOCK])
        itself = places == np.arange(start, start + len(places))[:, None]
        itself[~itself.any(axis=1), -1] = True  # among many that are equal it may be none of them
        shape = len(places), wanted
        yield start, distances[~itself].reshape(shape), places[~itself].reshape(shape)


def _descended(objective: Objective, places: np.ndarray, steps: Iterator[int],
               between: tuple[int, int], momentum: float,
               rate: np.float64) -> tuple[np.ndarray, int]:
    """Step by step downhill, from behind one step up to another; also the last step made."""
    places, update, gains = places.copy(), np.zeros_like(places), np.ones_like(places)
    least, least_at = np.inf, between[0]
    last = between[0]
    for last in range(between[0] + 1, between[1]):
        next(steps)
        look = (last + 1) % _LOOK_EVERY == 0
        error, gradient = objective(places, look)
        against = update * gradient < 0.0
        gains[against] += 0.2
        gains[~against] *= 0.8
        np.clip(gains, 0.01, np.inf, out=gains)
        gradient *= gains
        update = momentum * update - rate * gradient
        places += update
        if look and error < least:
            least, least_at = error, last
        elif look and last - least_at > _PATIENCE:
            break
        if look and np.linalg.norm(gradient) <= _LEAST_GRADIENT:
            break
    return places, last
