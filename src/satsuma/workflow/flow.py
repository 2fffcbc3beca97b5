"""A flow laid out from left to right: boxes with their sizes, what feeds what, and then places.

Parts that are not linked with each other stand below each other, boxes without any link in rows
at the end. `now` says where things are now: it decides which part comes first and whether a part is
drawn as it is or mirrored from top to bottom, so that what was above tends to stay above. Nothing
else of it matters, so what is tidy stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from satsuma.workflow.columns import Columns, Edge, columns
from satsuma.workflow.placing import heights

Point = tuple[float, float]

BEND = 68.0
"""The height that a link needs to pass between boxes."""


@dataclass(frozen=True)
class Box:
    """What is placed: its width and height with the gaps around it, and where it is."""

    width: float
    height: float
    now: Point


@dataclass(frozen=True)
class _Part:
    """Boxes that are linked with each other, their places, and what they cover."""

    boxes: tuple[int, ...]
    places: tuple[Point, ...]
    width: float
    height: float


def flow(boxes: Sequence[Box], edges: Sequence[Edge]) -> list[Point]:
    """The middle of each box; the upper left corner of all is at (0, 0)."""
    groups = _linked(len(boxes), edges)
    parts = [_part(boxes, group, edges_of) for group, edges_of in groups if len(group) > 1]
    parts.sort(key=lambda part: min((boxes[b].now[::-1], b) for b in part.boxes))
    single = [group[0] for group, _ in groups if len(group) == 1]
    if single:
        parts.append(_rows(boxes, single, max((part.width for part in parts), default=0.0)))
    places: list[Point] = [(0.0, 0.0)] * len(boxes)
    top = 0.0
    for part in parts:
        for box, (x, y) in zip(part.boxes, part.places, strict=True):
            places[box] = (x, y + top)
        top += part.height
    return places


def _linked(count: int, edges: Sequence[Edge]) -> list[tuple[list[int], list[Edge]]]:
    """Groups of boxes that are linked with each other, with the links of each."""
    leader = list(range(count))

    def find(box: int) -> int:
        while leader[box] != box:
            leader[box] = leader[leader[box]]
            box = leader[box]
        return box

    for source, target in edges:
        first, second = sorted((find(source), find(target)))
        leader[second] = first
    groups: dict[int, tuple[list[int], list[Edge]]] = {}
    for box in range(count):
        groups.setdefault(find(box), ([], []))[0].append(box)
    for edge in edges:
        groups[find(edge[0])][1].append(edge)
    return list(groups.values())


def _part(boxes: Sequence[Box], group: Sequence[int], edges: Sequence[Edge]) -> _Part:
    number = {box: i for i, box in enumerate(group)}
    mine = [boxes[box] for box in group]
    laid = columns(len(mine), [(number[a], number[b]) for a, b in edges])
    bends = len(laid.left) - len(mine)
    ys = heights(laid, [box.height for box in mine] + [BEND] * bends)[:len(mine)]
    if _is_upside_down(laid, mine):
        ys = [-y for y in ys]
    xs, width = _across(laid, mine)
    return _from_corner(_Part(tuple(group), tuple(zip(xs, ys, strict=True)), width, 0.0), mine)


def _across(laid: Columns, boxes: Sequence[Box]) -> tuple[list[float], float]:
    """The middle of each box from left to right: columns are as wide as their widest box."""
    xs, left = [0.0] * len(boxes), 0.0
    for column in laid.order:
        there = [vertex for vertex in column if not laid.is_bend(vertex)]
        width = max(boxes[vertex].width for vertex in there)
        for vertex in there:
            xs[vertex] = left + boxes[vertex].width / 2
        left += width
    return xs, left


def _is_upside_down(laid: Columns, boxes: Sequence[Box]) -> bool:
    """Whether more neighbors in a column are now the other way round than as they are laid."""
    agreeing = 0
    for column in laid.order:
        ys = [boxes[vertex].now[1] for vertex in column if not laid.is_bend(vertex)]
        agreeing += sum((a < b) - (a > b) for a, b in zip(ys, ys[1:], strict=False))
    return agreeing < 0


def _from_corner(part: _Part, boxes: Sequence[Box]) -> _Part:
    top = min(y - box.height / 2 for (_, y), box in zip(part.places, boxes, strict=True))
    bottom = max(y + box.height / 2 for (_, y), box in zip(part.places, boxes, strict=True))
    return replace(part, places=tuple((x, y - top) for x, y in part.places), height=bottom - top)


def _rows(boxes: Sequence[Box], single: Sequence[int], width: float) -> _Part:
    """Boxes without links side by side, about as many in a row as the other parts are wide."""
    room = max(width, 5 * max(boxes[box].width for box in single))
    places: list[Point] = []
    left = top = height = 0.0
    for box in single:
        if left and left + boxes[box].width > room:
            left, top, height = 0.0, top + height, 0.0
        places.append((left + boxes[box].width / 2, top + boxes[box].height / 2))
        left, height = left + boxes[box].width, max(height, boxes[box].height)
    return _Part(tuple(single), tuple(places), room, top + height)
