"""Trying out fast precision: what it brings on this computer, and what becomes of neighbors.

The example pictures go through a network at full and at fast precision by turns, so that whatever
else the computer does falls on both. It tells how many times as fast it is, and how often the
pictures that are nearest to each other stay the same.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from statistics import median

import numpy as np

from satsuma.algorithms.fast_model import FastModel
from satsuma.algorithms.fast_trial import NEAREST, FastTrial, keep, key_of, weights_here
from satsuma.algorithms.inference import GraphModel
from satsuma.algorithms.model import Model
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.openvino_runtime import NoFastPrecision
from satsuma.algorithms.see import see
from satsuma.algorithms.weights import Weights
from satsuma.data.images import open_picture
from satsuma.problem import Problem
from satsuma.run import Run

BATCH = 8
_TURNS = 3
_SECONDS = 8.0
"""After that no further turn begins."""


def try_fast(run: Run = Run()) -> list[FastTrial]:
    """Try out every network whose weights are here, and keep what came of it.

    Takes some seconds for each network. Raises NoFastPrecision where there is none, Problem where
    the example pictures are gone.
    """
    found: dict[str, FastTrial] = {}
    for weights in weights_here():
        if (key := key_of(weights)) not in found:
            run.say(f"trying out {weights.network.title}")
            found[key] = _tried(weights, run)
            keep(found)
    if not found:
        raise NoFastPrecision("There are no weights of any network here to try it out with.")
    return list(found.values())


def _tried(weights: Weights, run: Run) -> FastTrial:
    pictures = example_pictures(weights.network, run)
    with (FastModel(weights.network, weights, run, device="cpu") as fast,
          GraphModel(weights.network, weights, run) as full):
        times, vectors, others = _by_turns(full, fast, pictures, run)
    return compared(weights.network.title, times, vectors, others)


def _by_turns(full: Model, fast: Model, pictures: np.ndarray,
              run: Run) -> tuple[float, np.ndarray, np.ndarray]:
    """How many times as fast the second is, and the vectors of both."""
    batches = [pictures[start:start + BATCH] for start in range(0, len(pictures), BATCH)]
    _turn(full, fast, batches[-1:], run)  # the first call of each prepares itself
    ratios, vectors, others = _turn(full, fast, batches, run)
    started = time.monotonic()
    for _ in range(_TURNS):
        if time.monotonic() - started < _SECONDS:
            ratios += _turn(full, fast, batches[:-1], run)[0]
    return median(ratios), vectors, others


def _turn(full: Model, fast: Model, batches: Sequence[np.ndarray],
          run: Run) -> tuple[list[float], np.ndarray, np.ndarray]:
    ratios, vectors, others = [], [], []
    for batch in batches:
        run.check()
        slow, one = _timed(full, batch)
        quick, other = _timed(fast, batch)
        ratios.append(slow / quick)
        vectors.append(one)
        others.append(other)
    return ratios, np.concatenate(vectors), np.concatenate(others)


def _timed(model: Model, batch: np.ndarray) -> tuple[float, np.ndarray]:
    started = time.perf_counter()
    vectors = model(batch)
    return time.perf_counter() - started, vectors


def compared(title: str, times: float, vectors: np.ndarray, others: np.ndarray) -> FastTrial:
    """What became of the neighbors of vectors (n × d) that are others now."""
    one, other = _directions(vectors), _directions(others)
    near, now = _nearest(one), _nearest(other)
    same = int(np.count_nonzero(near[:, 0] == now[:, 0]))
    kept = np.mean([len(set(a) & set(b)) / len(a) for a, b in zip(near, now, strict=True)])
    cosine = float((one * other).sum(axis=1).min())
    return FastTrial(title, times, len(vectors), same, float(kept), cosine)


def _directions(vectors: np.ndarray) -> np.ndarray:
    vectors = vectors.astype(np.float64)
    made: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return made


def _nearest(directions: np.ndarray) -> np.ndarray:
    """The numbers of each one's nearest others by cosine, nearest first."""
    alike = directions @ directions.T
    np.fill_diagonal(alike, -np.inf)
    return np.argsort(-alike, axis=1, kind="stable")[:, :NEAREST]


def example_pictures(network: Network, run: Run = Run()) -> np.ndarray:
    """The pictures that come with the program, as the network sees them. Raises Problem."""
    seen = []
    for file in _example_files():
        run.check()
        seen.append(see(open_picture(file), network.preprocessing))
    if len(seen) <= NEAREST:
        raise Problem("The example pictures, which fast precision is tried out with, are not "
                      "there. Install Satsuma again.")
    return np.stack(seen)


def _example_files() -> Sequence[Path]:
    try:
        folder = Path(str(resources.files("satsuma.examples")))
    except ModuleNotFoundError:
        return ()
    return sorted((folder / "animals").rglob("*.png"))
