"""How frames, notes and arrows follow when nodes move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from satsuma.workflow.annotations import Annotation, Arrow, Frame, Rect, TextNote
from satsuma.workflow.flow import Point
from satsuma.workflow.frames import ABOVE, BELOW, BESIDE

NODE: Rect = (-75.0, -38.0, 150.0, 120.0)
"""What a node covers around its position: left, top, width, height."""

NESTED = 16.0, 40.0
"""From a frame in a frame to the outer one: beside and below, and above with its title."""

NEAR = 160.0
"""So near to a node a note belongs to it."""

Places = Mapping[str, Point]


def with_frames(notes: Iterable[Annotation], before: Places, after: Places
                ) -> tuple[Annotation, ...]:
    """Frames keep their gaps to the outermost nodes in them; notes and arrows stay."""
    return tuple(_kept_around(note, before, after) if isinstance(note, Frame) else note
                 for note in notes)


def all_along(notes: Sequence[Annotation], before: Places, after: Places, tidied: Iterable[Frame]
              ) -> tuple[Annotation, ...]:
    """Frames around their nodes, notes and arrows with what they are near to."""
    snug = list(tidied)
    taken = [covered(at) for at in after.values()]
    new: list[Annotation] = []
    for note in notes:
        if isinstance(note, Frame):
            new.append(replace(note, rect=around(note, after, snug)) if note in snug
                       else _kept_around(note, before, after))
        elif isinstance(note, TextNote):
            rect = _free(_shifted(note.rect, _shift(note.rect, before, after)), taken)
            taken.append(rect)
            new.append(replace(note, rect=rect))
        else:
            new.append(_taken_along(note, before, after))
    return tuple(new)


def covered(at: Point) -> Rect:
    """What a node at this position covers."""
    return (at[0] + NODE[0], at[1] + NODE[1], NODE[2], NODE[3])


def around(frame: Frame, places: Places, frames: Sequence[Frame]) -> Rect:
    """The rectangle of a frame that fits snugly around its nodes and the frames in it."""
    members = set(frame.members)
    rects = [_beside(places[node]) for node in frame.members if node in places]
    rects += [_beyond(around(inner, places, frames)) for inner in frames
              if inner.members and set(inner.members) < members]
    if not rects:
        return frame.rect
    left, top, right, bottom = _bounds(rects)
    return (left, top, right - left, bottom - top)


def _beside(at: Point) -> Rect:
    return (at[0] - BESIDE, at[1] - ABOVE, 2 * BESIDE, ABOVE + BELOW)


def _beyond(rect: Rect) -> Rect:
    gap, title = NESTED
    return (rect[0] - gap, rect[1] - title, rect[2] + 2 * gap, rect[3] + title + gap)


def overlap(first: Rect, second: Rect) -> bool:
    return (first[0] < second[0] + second[2] and second[0] < first[0] + first[2]
            and first[1] < second[1] + second[3] and second[1] < first[1] + first[3])


def _kept_around(frame: Frame, before: Places, after: Places) -> Frame:
    members = [node for node in frame.members if node in before and node in after]
    if all(before[node] == after[node] for node in members):
        return frame
    old = _bounds([covered(before[node]) for node in members])
    new = _bounds([covered(after[node]) for node in members])
    left, top, width, height = frame.rect
    right, bottom = left + width + new[2] - old[2], top + height + new[3] - old[3]
    left, top = left + new[0] - old[0], top + new[1] - old[1]
    return replace(frame, rect=(left, top, right - left, bottom - top))


def _bounds(rects: Sequence[Rect]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all."""
    return (min(r[0] for r in rects), min(r[1] for r in rects),
            max(r[0] + r[2] for r in rects), max(r[1] + r[3] for r in rects))


def _shift(rect: Rect, before: Places, after: Places, reach: float = NEAR) -> Point:
    """How far the nearest node went, when it is near enough."""
    x, y = rect[0] + rect[2] / 2, rect[1] + rect[3] / 2
    distances = ((_distance(rect, covered(at)), abs(at[0] - x) + abs(at[1] - y), node)
                 for node, at in before.items())
    distance, _, node = min(distances, default=(reach + 1, 0.0, ""))
    if distance > reach:
        return (0.0, 0.0)
    return after[node][0] - before[node][0], after[node][1] - before[node][1]


def _distance(first: Rect, second: Rect) -> float:
    across = max(second[0] - first[0] - first[2], first[0] - second[0] - second[2], 0.0)
    down = max(second[1] - first[1] - first[3], first[1] - second[1] - second[3], 0.0)
    return across + down


def _shifted(rect: Rect, by: Point) -> Rect:
    return (rect[0] + by[0], rect[1] + by[1], rect[2], rect[3])


def _free(rect: Rect, taken: Sequence[Rect]) -> Rect:
    """The rectangle, or the nearest place for it that nothing else takes."""
    reach = range(-12, 13)
    steps = sorted(((40.0 * x, 40.0 * y) for x in reach for y in reach),
                   key=lambda step: (abs(step[0]) + abs(step[1]), -step[1], -step[0]))
    for step in steps:
        place = _shifted(rect, step)
        if not any(overlap(place, other) for other in taken):
            return place
    return rect


def _taken_along(arrow: Arrow, before: Places, after: Places) -> Arrow:
    (x, y), (u, v) = arrow.start, arrow.end
    dx, dy = _shift(((x + u) / 2, (y + v) / 2, 0.0, 0.0), before, after)
    return replace(arrow, start=(x + dx, y + dy), end=(u + dx, v + dy))
