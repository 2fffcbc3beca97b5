"""Pairs: the two rows that are nearest to each other, and the two farthest. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from satsuma.data.distances import Distances
from satsuma.data.prototypes import Prototypes

CHUNK = 1 << 20
"""Distances that are looked at together, so that no large array is copied."""


class Pair(NamedTuple):
    """Two rows and how far apart they are."""

    first: int
    second: int
    distance: float


class Ends(NamedTuple):
    """The nearest pairs, nearest first, and the farthest, farthest first."""

    nearest: tuple[Pair, ...]
    farthest: tuple[Pair, ...]


def ends(distances: Distances, count: int = 10) -> Ends:
    """The pairs at both ends; of equal ones those that come first. Missing distances are left out.

    One pass over all distances: a second for 20,000 rows. Of approximate ones the nearest are those
    within groups, and the farthest those of the sample: all of them exact.
    """
    known = distances.prototypes
    if known is None:
        rows = partial(_rows, len(distances))
        return Ends(_smallest(distances.condensed, rows, count, 1),
                    _smallest(distances.condensed, rows, count, -1))
    return Ends(_smallest(known.within, partial(_rows_of_group, known), count, 1),
                _smallest(known.exact, partial(_rows_of_sample, known), count, -1))


def _smallest(condensed: np.ndarray, rows: Callable[[int], tuple[int, int]], count: int,
              sign: int) -> tuple[Pair, ...]:
    values, places = np.empty(0), np.empty(0, np.int64)
    for start, chunk in _chunks(condensed, sign):
        full = len(values) == count
        # Most chunks have nothing to add, and the smallest is found quickly.
        if full and not chunk.min() < values[-1]:
            continue
        near = np.flatnonzero(chunk < values[-1]) if full else np.flatnonzero(np.isfinite(chunk))
        if len(near) > count:
            limit = np.partition(chunk[near], count - 1)[count - 1]
            near = near[chunk[near] <= limit]
        values = np.concatenate([values, chunk[near].astype(float)])
        places = np.concatenate([places, near + start])
        best = np.argsort(values, kind="stable")[:count]
        values, places = values[best], places[best]
    return tuple(Pair(*rows(place), sign * value)
                 for value, place in zip(values.tolist(), places.tolist(), strict=True))


def _chunks(condensed: np.ndarray, sign: int) -> Iterator[tuple[int, np.ndarray]]:
    for start in range(0, len(condensed), CHUNK):
        chunk = condensed[start : start + CHUNK]
        low, high = chunk.min(), chunk.max()
        chunk = chunk if sign > 0 else -chunk
        if not (np.isfinite(low) and np.isfinite(high)):
            chunk = np.where(np.isfinite(chunk), chunk, np.inf)
        yield start, chunk


def _rows_of_group(known: Prototypes, place: int) -> tuple[int, int]:
    group = int(np.searchsorted(known.pair_starts, place, side="right")) - 1
    rows = known.rows(group)
    i, j = _rows(len(rows), place - int(known.pair_starts[group]))
    return int(rows[i]), int(rows[j])


def _rows_of_sample(known: Prototypes, place: int) -> tuple[int, int]:
    i, j = _rows(len(known.sample), place)
    return int(known.sample[i]), int(known.sample[j])


def _rows(n: int, place: int) -> tuple[int, int]:
    """The rows i < j whose distance stands at a place of the condensed array."""
    # Row i begins at n i - i (i + 1) / 2; the root is a float, so it is put right by hand.
    i = int((2 * n - 1 - ((2 * n - 1) ** 2 - 8 * place) ** 0.5) / 2)
    while n * i - i * (i + 1) // 2 > place:
        i -= 1
    while n * (i + 1) - (i + 1) * (i + 2) // 2 <= place:
        i += 1
    return i, place - (n * i - i * (i + 1) // 2) + i + 1
