"""Placing: how high each box of a flow stands, once columns and orders are known.

Brandes and Köpf, “Fast and simple horizontal coordinate assignment” (2002), turned by a quarter and
with one change. They join boxes to straight lines in four ways (along the links to the left or to
the right, from the top or from the bottom) and take the middle of the four. Here the main way of
a flow is joined first, in all four: it stays straight, and what branches off stands beside it.
The lines are packed by longest ways in their order, which avoids the mistakes in the paper's own
packing (Brandes, Walter and Zink, Erratum, 2020).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from satsuma.workflow.columns import Columns

Strong = dict[int, int]
"""From a box or bend to the one in the next column that stands straight beside it."""


def heights(flow: Columns, sizes: Sequence[float]) -> list[float]:
    """The middle of each box and bend from top to bottom; `sizes` are heights with their gaps."""
    strong = _main_ways(flow)
    four = []
    for backward in (False, True):
        for upward in (False, True):
            four.append(_one_way(flow, sizes, strong, backward, upward))
    narrow = min(four, key=lambda way: max(way) - min(way))
    for number, way in enumerate(four):
        edge = max if number % 2 else min
        shift = edge(narrow) - edge(way)
        four[number] = [y + shift for y in way]
    middles = [sorted(values) for values in zip(*four, strict=True)]
    return [(values[1] + values[2]) / 2 for values in middles]


def _main_ways(flow: Columns) -> Strong:
    """Segments that stay straight: bends, and from each box the longest way on.

    Where two ways on are equally long neither is the main one, and the box stands between.
    """
    before, after = _lengths(flow.order, flow.left), _lengths(flow.order[::-1], flow.right)
    found = []
    for column in flow.order:
        for vertex in column:
            for target in flow.right[vertex]:
                if _is_main(flow, before, after, vertex, target):
                    inner = flow.is_bend(vertex) and flow.is_bend(target)
                    found.append((not inner, -before[vertex] - after[target], vertex, target))
    place = _places(flow.order)
    chosen: Strong = {}
    taken: dict[int, list[tuple[int, int]]] = {}
    number = {vertex: i for i, column in enumerate(flow.order) for vertex in column}
    for _, _, vertex, target in sorted(found):
        segment = (place[vertex], place[target])
        others = taken.setdefault(number[vertex], [])
        if all((a < segment[0]) == (b < segment[1]) and a != segment[0] and b != segment[1]
               for a, b in others):
            others.append(segment)
            chosen[vertex] = target
    return chosen


def _lengths(order: Sequence[Sequence[int]], before: Sequence[Sequence[int]]) -> list[int]:
    """How many columns the longest way to each vertex goes through."""
    lengths = [0] * len(before)
    for column in order:
        for vertex in column:
            lengths[vertex] = max((lengths[v] + 1 for v in before[vertex]), default=0)
    return lengths


def _is_main(flow: Columns, before: list[int], after: list[int], vertex: int, target: int) -> bool:
    onward = [after[v] for v in flow.right[vertex]]
    inward = [before[v] for v in flow.left[target]]
    return (after[target] == max(onward) and onward.count(after[target]) == 1
            and before[vertex] == max(inward) and inward.count(before[vertex]) == 1)


def _places(order: Sequence[Sequence[int]]) -> dict[int, int]:
    return {vertex: i for column in order for i, vertex in enumerate(column)}


def _one_way(flow: Columns, sizes: Sequence[float], strong: Strong, backward: bool,
             upward: bool) -> list[float]:
    """Joined along the links of one side, beginning at one end of every column."""
    order = [column[::-1] if upward else column for column in flow.order]
    before = flow.right if backward else flow.left
    if backward:
        order = order[::-1]
        joined = dict(strong)
    else:
        joined = {target: vertex for vertex, target in strong.items()}
    root = _lines(order, before, joined)
    ys = _packed(order, root, sizes)
    return [-y for y in ys] if upward else ys


def _lines(order: Sequence[Sequence[int]], before: Sequence[Sequence[int]],
           joined: dict[int, int]) -> list[int]:
    """The first vertex of the straight line that each vertex is on."""
    root = list(range(len(before)))
    place = _places(order)
    reserved = set(joined.values())
    for column in order[1:]:
        fixed = [(place[joined[v]], place[v]) for v in column if v in joined]
        last = -1
        for vertex in column:
            for partner in _partners(vertex, before[vertex], place, joined, reserved, fixed):
                if place[partner] > last:
                    root[vertex], last = root[partner], place[partner]
                    break
    return root


def _partners(vertex: int, before: Sequence[int], place: dict[int, int], joined: dict[int, int],
              reserved: set[int], fixed: Sequence[tuple[int, int]]) -> list[int]:
    """Which neighbors a vertex may be straight beside: its fixed one, or those in the middle."""
    if vertex in joined:
        return [joined[vertex]]
    if not before:
        return []
    near = sorted(before, key=place.__getitem__)
    middle = {(len(near) - 1) // 2: None, len(near) // 2: None}
    return [near[i] for i in middle
            if near[i] not in reserved and not _crosses(place[near[i]], place[vertex], fixed)]


def _crosses(start: int, end: int, fixed: Sequence[tuple[int, int]]) -> bool:
    above = bisect_left(fixed, (start, end))
    return ((above > 0 and fixed[above - 1][1] > end)
            or (above < len(fixed) and fixed[above][1] < end))


def _packed(order: Sequence[Sequence[int]], root: Sequence[int],
            sizes: Sequence[float]) -> list[float]:
    """Every line as near to the first one as the lines before allow, then as near to the next."""
    after: dict[int, dict[int, float]] = {line: {} for line in root}
    missing: dict[int, int] = dict.fromkeys(root, 0)
    for column in order:
        for upper, lower in zip(column, column[1:], strict=False):
            line, following = root[upper], root[lower]
            gap = (sizes[upper] + sizes[lower]) / 2
            missing[following] += following not in after[line]
            after[line][following] = max(after[line].get(following, 0.0), gap)
    ys = dict.fromkeys(root, 0.0)
    lines = [line for line in dict.fromkeys(root) if not missing[line]]
    for line in lines:  # grows while it is walked
        for following, gap in after[line].items():
            ys[following] = max(ys[following], ys[line] + gap)
            missing[following] -= 1
            if not missing[following]:
                lines.append(following)
    for line in reversed(lines):
        room = [ys[following] - gap for following, gap in after[line].items()]
        ys[line] = max(ys[line], min(room, default=ys[line]))
    return [ys[line] for line in root]
