"""Layout of a gallery: where each picture and each heading lies on a page of any length.

Everything is reckoned, nothing is stored for single pictures, so that a hundred thousand of them
cost as much as ten. Places count the pictures in the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QRect

from satsuma.ui.painters.gallery_arrangement import Arrangement, Group


@dataclass(frozen=True)
class Measures:
    """Pixels: the room for a picture with its captions, and the height of a heading."""

    width: int
    height: int
    heading: int
    edge: int


class Layout:
    """An arrangement on a page of a certain width. `folded` holds the titles of closed groups."""

    def __init__(self, arrangement: Arrangement, measures: Measures, width: int,
                 folded: frozenset[str] = frozenset()) -> None:
        self.arrangement = arrangement
        self.measures = measures
        room = max(measures.width, width - 2 * measures.edge)
        self.columns = max(1, room // measures.width)
        self.cell = room // self.columns
        self._headed = bool(arrangement.groups)
        self.groups = arrangement.groups or (Group("", -1, 0, len(arrangement.rows)),)
        counts = np.array([group.count for group in self.groups])
        self._firsts = np.array([group.first for group in self.groups])
        self.closed = np.array([group.title in folded for group in self.groups]) & self._headed
        self._lines = np.where(self.closed, 0, -(-counts // self.columns))
        heights = self._lines * measures.height + self._heading
        self._tops = measures.edge + np.concatenate(([0], np.cumsum(heights)))

    @property
    def is_headed(self) -> bool:
        return self._headed

    @property
    def _heading(self) -> int:
        return self.measures.heading if self._headed else 0

    @property
    def height(self) -> int:
        """Of the whole page."""
        return int(self._tops[-1]) + self.measures.edge

    def group_of(self, place: int) -> int:
        return int(np.searchsorted(self._firsts, place, "right")) - 1

    def rect(self, place: int) -> QRect | None:
        """Where a picture lies with its captions; None in a closed group."""
        index = self.group_of(place)
        if self.closed[index]:
            return None
        line, column = divmod(place - self.groups[index].first, self.columns)
        top = int(self._tops[index]) + self._heading + line * self.measures.height
        return QRect(self.measures.edge + column * self.cell, top, self.cell, self.measures.height)

    def heading_rect(self, index: int) -> QRect:
        return QRect(self.measures.edge, int(self._tops[index]),
                     self.columns * self.cell, self._heading)

    def _groups_between(self, top: int, bottom: int) -> range:
        first = max(0, int(np.searchsorted(self._tops, top, "right")) - 1)
        last = int(np.searchsorted(self._tops, bottom, "left"))
        return range(first, min(last, len(self.groups)))

    def headings(self, top: int, bottom: int) -> Iterator[tuple[int, QRect]]:
        """The headings that are seen between two heights, by the number of their group."""
        if self._headed:
            for index in self._groups_between(top, bottom):
                yield index, self.heading_rect(index)

    def places(self, top: int, bottom: int, left: int = 0, right: int = 1 << 30) -> list[int]:
        """The pictures that are touched by a box, in order."""
        found: list[int] = []
        edge = self.measures.edge
        first_column = max(0, (left - edge) // self.cell)
        last_column = min(self.columns - 1, (right - edge) // self.cell)
        for index in self._groups_between(top, bottom):
            group, body = self.groups[index], int(self._tops[index]) + self._heading
            first = max(0, (top - body) // self.measures.height)
            last = min(int(self._lines[index]) - 1, (bottom - body) // self.measures.height)
            for line in range(first, last + 1):
                start = group.first + line * self.columns
                end = min(start + last_column + 1, group.first + group.count)
                found.extend(range(start + first_column, end))
        return found

    def place_at(self, x: int, y: int) -> int | None:
        """The picture at a point of the page."""
        if not self.measures.edge <= x < self.measures.edge + self.columns * self.cell:
            return None
        return next(iter(self.places(y, y, x, x)), None)

    def heading_at(self, x: int, y: int) -> int | None:
        """The group whose heading is at a point of the page."""
        return next((index for index, rect in self.headings(y, y + 1) if rect.contains(x, y)), None)

    def beside(self, place: int, step: int) -> int:
        """The next picture in reading order that is not in a closed group."""
        last = len(self.arrangement.rows) - 1
        at = place
        while 0 <= at + step <= last:
            at += step
            index = self.group_of(at)
            if not self.closed[index]:
                return at
            group = self.groups[index]
            at = group.first if step < 0 else group.first + group.count - 1
        return place

    def above_or_below(self, place: int, lines: int) -> int:
        """The picture so many lines further down, in the same column where there is one."""
        for _ in range(abs(lines)):
            place = self._one_line(place, 1 if lines > 0 else -1)
        return place

    def is_edge(self, place: int, step: int) -> bool:
        """Whether a picture is in the last line of its group, or with -1 in the first."""
        index = self.group_of(place)
        line = (place - self.groups[index].first) // self.columns
        return line == (0 if step < 0 else int(self._lines[index]) - 1)

    def nearest(self, index: int, step: int) -> int:
        """The first picture of a group, or with -1 the first one of its last line."""
        line = 0 if step > 0 else int(self._lines[index]) - 1
        return self.groups[index].first + line * self.columns

    def _one_line(self, place: int, step: int) -> int:
        index = self.group_of(place)
        group = self.groups[index]
        line, column = divmod(place - group.first, self.columns)
        if 0 <= line + step < self._lines[index]:
            return min(group.first + (line + step) * self.columns + column,
                       group.first + group.count - 1)
        edge = group.first if step < 0 else group.first + group.count - 1
        beyond = self.beside(edge, step)
        if beyond == edge:
            return place
        other = self.groups[self.group_of(beyond)]
        line = 0 if step > 0 else (other.count - 1) // self.columns
        return min(other.first + line * self.columns + column, other.first + other.count - 1)
