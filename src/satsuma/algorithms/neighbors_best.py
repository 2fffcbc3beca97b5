"""The best of many: which rows may be among the nearest, and which are in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Pairs:
    """Rows, how far they are, and from which of the wanted points; side by side."""

    rows: np.ndarray
    far: np.ndarray
    of: np.ndarray

    def at(self, places: np.ndarray) -> Pairs:
        return Pairs(self.rows[places], self.far[places], self.of[places])


@dataclass(frozen=True, eq=False)
class Found(Pairs):
    """The rows that were searched for, nearest first; `all` has a distance for every row, to the
    nearest of the wanted points, NaN for rows that cannot be compared."""

    all: np.ndarray


def best(far: np.ndarray, count: int, may: np.ndarray, kinds: np.ndarray | None,
         margin: float) -> np.ndarray:
    """The rows, of those that may, that can be among the `count` nearest (of each kind), where
    each distance may be off by the margin."""
    rows = np.flatnonzero(may)
    parts = [_up_to(far, part, count, margin) for part in _by_kind(rows, kinds)]
    return np.concatenate(parts) if parts else rows


def merged(pairs: Sequence[Pairs], count: int, kinds: np.ndarray | None, *, each: bool) -> Pairs:
    """The nearest of all pairs, every row once, with the point that it is nearest to."""
    if each:
        pairs = [_nearest(one, count, kinds) for one in pairs]
    together = Pairs(np.concatenate([one.rows for one in pairs]),
                     np.concatenate([one.far for one in pairs]),
                     np.concatenate([one.of for one in pairs]))
    together = together.at(np.lexsort((together.of, together.far)))
    _, firsts = np.unique(together.rows, return_index=True)
    once = together.at(np.sort(firsts))
    once = once.at(np.lexsort((once.rows, once.far)))
    return once if each else _nearest(once, count, kinds)


def _nearest(pairs: Pairs, count: int, kinds: np.ndarray | None) -> Pairs:
    """The `count` nearest (of each kind), nearest first; the earlier row where two are equal."""
    order = np.lexsort((pairs.rows, pairs.far))
    if kinds is None:
        return pairs.at(order[:count])
    parts = [places[:count] for places in _by_kind(order, kinds[pairs.rows])]
    kept = np.concatenate(parts) if parts else order
    return pairs.at(kept[np.lexsort((pairs.rows[kept], pairs.far[kept]))])


def _by_kind(places: np.ndarray, kinds: np.ndarray | None) -> Iterator[np.ndarray]:
    """The places of each kind, in the order they have."""
    if kinds is None:
        yield places
    elif len(places):
        order = places[np.argsort(kinds[places], kind="stable")]
        yield from np.split(order, np.flatnonzero(np.diff(kinds[order])) + 1)


def _up_to(far: np.ndarray, rows: np.ndarray, count: int, margin: float) -> np.ndarray:
    if len(rows) <= count:
        return rows
    here = far[rows]
    last = float(np.partition(here, count - 1)[count - 1])
    return rows[here <= last + 2 * margin]
