"""Snapping: what is dragged falls into line with what stands around it, and lines show why.

Centers line up with other centers, and a node may stand as far from its neighbor as that one from
the next. Whatever is nearest wins, across and down each for itself; where nothing is near, the grid
decides if there is one. All in design pixels of the scene.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Point = tuple[float, float]
Points = Sequence[Point] | np.ndarray

BESIDE = 600.0
"""Only neighbors so near to each other are repeated as equal gaps."""


@dataclass(frozen=True)
class Guide:
    """A line that says why something snapped: a common line, or one of two equal gaps."""

    start: Point
    end: Point
    kind: Literal["line", "gap"] = "line"


@dataclass(frozen=True)
class Snap:
    """How far to shift what is dragged, and the lines to draw then."""

    dx: float
    dy: float
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True)
class _Pull:
    """A shift along one axis; `gap` holds the two neighbors whose gap is repeated."""

    by: float
    gap: tuple[Point, Point] | None = None


def snap(moving: Points, others: Points, tolerance: float, grid: float | None) -> Snap:
    """Where the dragged nodes at `moving` fall into line with the `others`, those in view."""
    dragged = np.asarray(moving, dtype=float).reshape(-1, 2)
    fixed = np.asarray(others, dtype=float).reshape(-1, 2)
    if not len(dragged):
        return Snap(0.0, 0.0)
    pulls = [_nearest(dragged, fixed, axis, tolerance) for axis in (0, 1)]
    shift = [_grid_shift(dragged, axis, grid) if pull is None else pull.by
             for axis, pull in enumerate(pulls)]
    dropped = dragged + np.array(shift)
    guides: list[Guide] = []
    for axis, pull in enumerate(pulls):
        if pull is not None:
            guides += _guides(dropped, fixed, axis, pull)
    return Snap(float(shift[0]), float(shift[1]), tuple(guides))


def _nearest(dragged: np.ndarray, fixed: np.ndarray, axis: int, tolerance: float) -> _Pull | None:
    """The smallest shift that lines up or makes gaps equal; lining up wins a draw."""
    pulls = []
    if len(fixed):
        pulls.append(_Pull(_smallest_offset(dragged[:, axis], np.sort(fixed[:, axis]))))
    if len(dragged) == 1:
        pulls += _equal_gaps(dragged[0], fixed, axis, tolerance)
    best = min(pulls, key=lambda pull: abs(pull.by), default=None)
    return best if best is not None and abs(best.by) <= tolerance else None


def _smallest_offset(dragged: np.ndarray, lines: np.ndarray) -> float:
    """From any of the dragged to the sorted line nearest to it."""
    number = np.searchsorted(lines, dragged)
    offsets = np.concatenate([lines[np.minimum(number, len(lines) - 1)] - dragged,
                              lines[np.maximum(number - 1, 0)] - dragged])
    return float(offsets[np.abs(offsets).argmin()])


def _equal_gaps(point: np.ndarray, fixed: np.ndarray, axis: int, tolerance: float) -> list[_Pull]:
    """Shifts that repeat the gap of two neighbors in the row, or halve the gap around."""
    beside = fixed[np.abs(fixed[:, 1 - axis] - point[1 - axis]) <= tolerance]
    beside = beside[np.argsort(beside[:, axis], kind="stable")]
    number = int(np.searchsorted(beside[:, axis], point[axis]))
    before, after = beside[max(number - 2, 0):number], beside[number:number + 2]
    wanted = []
    if len(before) == 2:
        wanted.append((2 * before[1] - before[0], before[0], before[1]))
    if len(after) == 2:
        wanted.append((2 * after[0] - after[1], after[0], after[1]))
    if len(before) and len(after):
        wanted.append(((before[-1] + after[0]) / 2, before[-1], after[0]))
    return [_Pull(float(place[axis] - point[axis]), (_point(first), _point(second)))
            for place, first, second in wanted if 0 < second[axis] - first[axis] <= BESIDE]


def _grid_shift(dragged: np.ndarray, axis: int, grid: float | None) -> float:
    if not grid:
        return 0.0
    first = float(dragged[0, axis])
    return round(first / grid) * grid - first


def _guides(dropped: np.ndarray, fixed: np.ndarray, axis: int, pull: _Pull) -> list[Guide]:
    if pull.gap is not None:
        return _gap_guides(_point(dropped[0]), pull.gap, axis)
    guides = []
    mine, theirs = np.round(dropped[:, axis], 3), np.round(fixed[:, axis], 3)
    for value in np.intersect1d(mine, theirs):
        along = np.concatenate([dropped[mine == value], fixed[theirs == value]])[:, 1 - axis]
        guides.append(_line(axis, float(value), float(along.min()), float(along.max())))
    return guides


def _gap_guides(at: Point, gap: tuple[Point, Point], axis: int) -> list[Guide]:
    """The two equal gaps, drawn at the height of the node that is dragged."""
    stops = sorted({at[axis], gap[0][axis], gap[1][axis]})
    return [Guide(_at(axis, start, at[1 - axis]), _at(axis, end, at[1 - axis]), "gap")
            for start, end in zip(stops, stops[1:], strict=False)]


def _line(axis: int, value: float, start: float, end: float) -> Guide:
    """A line along the other axis."""
    return Guide(_at(axis, value, start), _at(axis, value, end))


def _at(axis: int, value: float, other: float) -> Point:
    return (value, other) if axis == 0 else (other, value)


def _point(row: np.ndarray) -> Point:
    return (float(row[0]), float(row[1]))
