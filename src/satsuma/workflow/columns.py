"""Columns: which column of a flow each box stands in, and in what order from top to bottom.

The first steps of the layered layout of Sugiyama, Tagawa and Toda (1981): links that close a circle
are left out, every box gets a column after those that feed it, links over several columns get bends
in between, and sweeps to and fro bring boxes near those they are linked with, so that few links
cross (medians, then swaps of neighbors, as Gansner, Koutsofios, North and Vo do in “A technique
for drawing directed graphs”, 1993). Where each box stands exactly is decided in placing.py.

Boxes are numbers from 0; bends have the numbers after them.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Edge = tuple[int, int]

PATIENCE = 60_000
"""So many steps of sweeping and swapping are worth their time: about a third of a second."""


@dataclass(frozen=True)
class Columns:
    """The order in every column, and the neighbors of each box and bend to either side."""

    order: tuple[tuple[int, ...], ...]
    left: tuple[tuple[int, ...], ...]
    right: tuple[tuple[int, ...], ...]
    boxes: int

    def is_bend(self, vertex: int) -> bool:
        return vertex >= self.boxes


def columns(count: int, edges: Sequence[Edge]) -> Columns:
    """The columns of so many boxes, in an order with few crossings."""
    edges = without_circles(count, edges)
    numbers = column_numbers(count, edges)
    numbers, segments = _with_bends(numbers, edges)
    left, right = _neighbors(len(numbers), segments)
    order = _first_order(numbers, right)
    return Columns(_fewer_crossings(order, left, right), left, right, count)


def without_circles(count: int, edges: Iterable[Edge]) -> list[Edge]:
    """The edges, each once, without those that lead back to where a walk came through."""
    _, after = _neighbors(count, edges := list(dict.fromkeys(edges)))
    closing: set[Edge] = set()
    under_way: dict[int, bool] = {}
    for start in range(count):
        path = [] if start in under_way else [(start, iter(after[start]))]
        under_way.setdefault(start, True)
        while path:
            vertex, rest = path[-1]
            following = next(rest, None)
            if following is None:
                under_way[path.pop()[0]] = False
            elif following not in under_way:
                under_way[following] = True
                path.append((following, iter(after[following])))
            elif under_way[following]:
                closing.add((vertex, following))
    return [edge for edge in edges if edge not in closing]


def column_numbers(count: int, edges: Sequence[Edge]) -> list[int]:
    """As far left as the links allow; what feeds something far to the right stands near it."""
    before, after = _neighbors(count, edges)
    order = _in_order(before, after)
    numbers = [0] * count
    for vertex in order:
        numbers[vertex] = max((numbers[v] + 1 for v in before[vertex]), default=0)
    for vertex in reversed(order):
        if after[vertex] and len(after[vertex]) >= len(before[vertex]):
            numbers[vertex] = min(numbers[v] for v in after[vertex]) - 1
    for vertex in order:
        if before[vertex] and len(before[vertex]) >= len(after[vertex]):
            numbers[vertex] = max(numbers[v] for v in before[vertex]) + 1
    first = min(numbers, default=0)
    return [number - first for number in numbers]


def _in_order(before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> list[int]:
    missing = [len(those) for those in before]
    order = [vertex for vertex, count in enumerate(missing) if not count]
    for vertex in order:  # grows while it is walked
        for following in after[vertex]:
            missing[following] -= 1
            if not missing[following]:
                order.append(following)
    return order


def _with_bends(numbers: list[int], edges: Sequence[Edge]) -> tuple[list[int], list[Edge]]:
    """Columns of boxes and bends, and the segments between neighboring columns.

    Links out of one box share their bends. In a very large flow very long links get none.
    """
    numbers = list(numbers)
    reach = max(12, 20_000 // max(len(edges), 1))
    ways: dict[int, list[int]] = {}
    segments: dict[Edge, None] = {}
    for source, target in sorted(edges, key=lambda edge: numbers[edge[1]]):
        bends = numbers[target] - numbers[source] - 1
        if bends > reach:
            continue
        way = ways.setdefault(source, [source])
        while len(way) <= bends:
            segments[way[-1], len(numbers)] = None
            way.append(len(numbers))
            numbers.append(numbers[source] + len(way) - 1)
        segments[way[bends], target] = None
    return numbers, list(segments)


def _neighbors(count: int, edges: Iterable[Edge]) -> tuple[tuple[tuple[int, ...], ...], ...]:
    left: list[list[int]] = [[] for _ in range(count)]
    right: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        right[source].append(target)
        left[target].append(source)
    return tuple(map(tuple, left)), tuple(map(tuple, right))


def _first_order(numbers: Sequence[int], right: Sequence[Sequence[int]]) -> list[list[int]]:
    """Each column in the order in which a walk along the links comes by."""
    order: list[list[int]] = [[] for _ in range(max(numbers, default=-1) + 1)]
    seen: set[int] = set()
    for start in sorted(range(len(numbers)), key=lambda vertex: numbers[vertex]):
        waiting = [start]
        while waiting:
            vertex = waiting.pop()
            if vertex not in seen:
                seen.add(vertex)
                order[numbers[vertex]].append(vertex)
                waiting += reversed(right[vertex])
    return order


def _fewer_crossings(order: list[list[int]], left: Sequence[Sequence[int]],
                     right: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Sweep to the right and back, and keep the best order of all."""
    best, fewest = order, _crossings(order, right)
    size = sum(map(len, order)) + sum(map(len, right))
    for turn in range(min(24, PATIENCE // max(size, 1) + 4)):
        if not fewest:
            break
        order = _swept(order, left) if turn % 2 == 0 else _swept(order[::-1], right)[::-1]
        if size < PATIENCE // 40:
            _swap(order, left, right)
        crossings = _crossings(order, right)
        if crossings < fewest:
            best, fewest = order, crossings
    return tuple(map(tuple, best))


def _swept(order: Sequence[Sequence[int]], left: Sequence[Sequence[int]]) -> list[list[int]]:
    """Each column sorted by the middle of the neighbors in the column before."""
    swept: list[list[int]] = []
    place: dict[int, float] = {}
    for column in order:
        keys = {vertex: _middle(sorted([place[v] for v in left[vertex]]), i)
                for i, vertex in enumerate(column)}
        swept.append(sorted(column, key=keys.__getitem__))
        place = {vertex: i for i, vertex in enumerate(swept[-1])}
    return swept


def _middle(places: list[float], own: float) -> float:
    """Between median and mean: the median for straight links, the mean to tell apart."""
    if not places:
        return own
    half = len(places) // 2
    median = places[half] if len(places) % 2 else (places[half - 1] + places[half]) / 2
    return median + (sum(places) / len(places) - median) / 1000


def _crossings(order: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> int:
    total = 0
    for column, following in zip(order, order[1:], strict=False):
        place = {vertex: i for i, vertex in enumerate(following)}
        ends: list[int] = []
        for vertex in column:
            new = [place[v] for v in right[vertex]]
            total += sum(len(ends) - bisect_left(ends, end + 1) for end in new)
            for end in new:
                insort(ends, end)
    return total


def _swap(order: list[list[int]], left: Sequence[Sequence[int]],
          right: Sequence[Sequence[int]]) -> None:
    """Swap neighbors in a column as long as links cross less for it."""
    place = {vertex: i for column in order for i, vertex in enumerate(column)}
    for _ in range(4):
        swapped = False
        for column in order:
            for i in range(len(column) - 1):
                upper, lower = column[i], column[i + 1]
                if _gain(place, left[upper], left[lower]) + _gain(
                        place, right[upper], right[lower]) > 0:
                    column[i], column[i + 1] = lower, upper
                    place[lower], place[upper] = i, i + 1
                    swapped = True
        if not swapped:
            return


def _gain(place: dict[int, int], upper: Sequence[int], lower: Sequence[int]) -> int:
    """How many crossings fewer there are when upper and lower change places."""
    above = [place[v] for v in upper]
    below = [place[v] for v in lower]
    return sum((a > b) - (a < b) for a in above for b in below)
