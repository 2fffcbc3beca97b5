"""Points frame: where the points of a map are on the screen, as plain numbers. Knows no Qt.

Both axes are counted from 0 to 1, from the smallest number to the largest. `zoom` 1 shows all of
them, with `margin` pixels around; `middle` is what stands in the middle of the window. A cell is a
square of the screen for one picture; cells are counted from the corner of the map, not of the
window, so that what they show stays while the map is dragged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from satsuma.views import Points

LARGEST_ZOOM = 4_000.0


class Place(NamedTuple):
    """A point of the screen."""

    x: float
    y: float


class Room(NamedTuple):
    """The part of the screen for the points."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Spread:
    """The rows that have a place: `rows` (m,) and where they are, `across` and `up` from 0 to 1."""

    rows: np.ndarray
    across: np.ndarray
    up: np.ndarray
    ends: tuple[tuple[float, float], tuple[float, float]]


def spread(view: Points) -> Spread:
    """Of each axis from the smallest to the largest number; where all are equal, the middle."""
    rows = np.flatnonzero(np.isfinite(view.x) & np.isfinite(view.y))
    across, ends_x = _from_0_to_1(view.x[rows])
    up, ends_y = _from_0_to_1(view.y[rows])
    return Spread(rows, across, up, (ends_x, ends_y))


def _from_0_to_1(values: np.ndarray) -> tuple[np.ndarray, tuple[float, float]]:
    if not len(values):
        return values, (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if low == high:
        return np.full(len(values), 0.5), (low - 0.5, high + 0.5)
    size = max(abs(low), abs(high))  # the difference of the largest numbers is none any more
    return (values / size - low / size) / (high / size - low / size), (low, high)


@dataclass(frozen=True)
class Frame:
    """Which part of the map is seen, and where."""

    room: Room
    margin: float = 16.0
    zoom: float = 1.0
    middle: tuple[float, float] = (0.5, 0.5)

    def pixels(self, points: Spread) -> tuple[np.ndarray, np.ndarray]:
        """Where the points are, in pixels."""
        return self.x(points.across), self.y(points.up)

    def x(self, across: np.ndarray) -> np.ndarray:
        return self.room.left + self.room.width / 2 + (across - self.middle[0]) * self._wide

    def y(self, up: np.ndarray) -> np.ndarray:
        return self.room.top + self.room.height / 2 - (up - self.middle[1]) * self._high

    def across_at(self, x: float) -> float:
        return self.middle[0] + (x - self.room.left - self.room.width / 2) / self._wide

    def up_at(self, y: float) -> float:
        return self.middle[1] - (y - self.room.top - self.room.height / 2) / self._high

    @property
    def _wide(self) -> float:
        """Pixels from the smallest to the largest number."""
        return max(1.0, self.room.width - 2 * min(self.margin, self.room.width / 4)) * self.zoom

    @property
    def _high(self) -> float:
        return max(1.0, self.room.height - 2 * min(self.margin, self.room.height / 4)) * self.zoom

    def zoomed(self, factor: float, at: Place) -> Frame:
        """Larger or smaller; what is at a place stays there."""
        zoom = min(max(self.zoom * factor, 1.0), LARGEST_ZOOM)
        across, up = self.across_at(at.x), self.up_at(at.y)
        made = replace(self, zoom=zoom)
        return made._at(self.middle[0] + across - made.across_at(at.x),
                        self.middle[1] + up - made.up_at(at.y))

    def moved(self, right: float, down: float) -> Frame:
        """The map drawn so many pixels further right and down."""
        return self._at(self.middle[0] - right / self._wide, self.middle[1] + down / self._high)

    def _at(self, across: float, up: float) -> Frame:
        """At zoom 1 all is seen, so it is not moved; else some of the map stays in sight."""
        if self.zoom == 1.0:
            return replace(self, middle=(0.5, 0.5))
        return replace(self, middle=(min(max(across, 0.0), 1.0), min(max(up, 0.0), 1.0)))

    def showing(self, across: float, up: float) -> Frame:
        """Moved so that this place is in sight, where it is not."""
        x, y = float(self.x(np.float64(across))), float(self.y(np.float64(up)))
        room = self.room
        inside = room.left <= x <= room.left + room.width and \
            room.top <= y <= room.top + room.height
        return self if inside else self._at(across, up)

    def cells(self, points: Spread, side: float) -> Cells:
        """The cells that are in sight, each with the point nearest to its middle."""
        x, y = self.pixels(points)
        # The outermost points stand in the middle of a cell, not on the line between two.
        left, top = (float(one(np.float64(0)) - side / 2) % side for one in (self.x, self.y))
        room = self.room
        seen = np.flatnonzero((x >= room.left) & (x < room.left + room.width)
                              & (y >= room.top) & (y < room.top + room.height))
        column = np.floor((x[seen] - left) / side).astype(np.int64)
        line = np.floor((y[seen] - top) / side).astype(np.int64)
        middle_x, middle_y = left + (column + 0.5) * side, top + (line + 0.5) * side
        away = (x[seen] - middle_x) ** 2 + (y[seen] - middle_y) ** 2
        order = np.lexsort((away, column, line))
        same = np.zeros(len(order), bool)
        same[1:] = (np.diff(column[order]) == 0) & (np.diff(line[order]) == 0)
        first = np.flatnonzero(~same)
        cell_of = np.empty(len(order), np.intp)
        cell_of[order] = np.cumsum(~same) - 1
        chosen = order[first]
        return Cells(side, middle_x[chosen], middle_y[chosen], seen[chosen],
                     np.diff([*first, len(order)]), seen, cell_of)


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells of the screen: their middles, the point that each shows, and how many it holds.

    `points` are all points in sight, and `cell_of` the cell of each; points are counted as in the
    spread.
    """

    side: float
    x: np.ndarray
    y: np.ndarray
    shown: np.ndarray
    counts: np.ndarray
    points: np.ndarray
    cell_of: np.ndarray

    def at(self, place: Place) -> int | None:
        """The cell at a place."""
        inside = np.flatnonzero((np.abs(self.x - place.x) <= self.side / 2)
                                & (np.abs(self.y - place.y) <= self.side / 2))
        return int(inside[0]) if len(inside) else None

    def with_any(self, marked: np.ndarray) -> np.ndarray:
        """Which cells hold a marked point; `marked` is for all points of the spread."""
        found = np.zeros(len(self.shown), bool)
        found[self.cell_of[marked[self.points]]] = True
        return found


def round_steps(low: float, high: float, most: int) -> list[float]:
    """Round numbers between two ends, at most so many; none where there are no numbers between."""
    if not np.isfinite(high - low) or high <= low or most < 1:
        return []
    rough = (high - low) / most
    power = 10.0 ** np.floor(np.log10(rough)) if rough > 1e-300 else 0.0
    step = next((one * power for one in (1, 2, 5, 10) if one * power >= rough * 0.999), 0.0)
    if not step or abs(low / step) > 1e12 or abs(high / step) > 1e12:
        return []
    return [float(f"{number * step:.12g}")
            for number in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1)]
