"""A flow of nodes in which every frame is one large box that is laid out inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from satsuma.workflow.annotations import Frame
from satsuma.workflow.columns import Edge, without_circles
from satsuma.workflow.flow import Box, Point, flow
from satsuma.workflow.following import NODE, around

COLUMN, ROW = 184.0, 136.0
"""How far apart neighbors stand in a tidy flow: a node with its text and the gap around it."""

BESIDE_NODE = NODE[1] + NODE[3] - ROW / 2 + 8.0
"""The gap above and below a frame: a node reaches further down than half a row."""

Places = Mapping[str, Point]
Links = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class _Unit:
    """What is placed as one: a node, or a frame with its nodes."""

    nodes: tuple[str, ...]
    frame: Frame | None = None


def framed_flow(nodes: Places, links: Links, frames: Sequence[Frame]) -> dict[str, Point]:
    """A place for each node; `nodes` says where they are now."""
    links = [link for link in links if link[0] in nodes and link[1] in nodes]
    units = _units(nodes, _outer(nodes, links, frames))
    insides = [_inside(unit, nodes, links, frames) for unit in units]
    boxes = [_box(unit, inside, nodes, frames) for unit, inside in zip(units, insides, strict=True)]
    places: dict[str, Point] = {}
    for unit, inside, (x, y) in zip(units, insides, flow(boxes, _between(units, links)),
                                    strict=True):
        left, top = _middle(unit, inside, frames)
        places |= {node: (x + at[0] - left, y + at[1] - top) for node, at in inside.items()}
    return places


def _members(frame: Frame, nodes: Places) -> tuple[str, ...]:
    return tuple(node for node in frame.members if node in nodes)


def _outer(nodes: Places, links: Links, frames: Sequence[Frame]) -> list[Frame]:
    """The largest frames that share no node, and with which the flow still goes one way."""
    chosen: list[Frame] = []
    taken: set[str] = set()
    for frame in sorted(frames, key=lambda frame: -len(_members(frame, nodes))):
        members = set(_members(frame, nodes))
        if members and not members & taken and not _goes_round(
                _units(nodes, [*chosen, frame]), links):
            chosen.append(frame)
            taken |= members
    return chosen


def _goes_round(units: Sequence[_Unit], links: Links) -> bool:
    edges = _between(units, links)
    return len(without_circles(len(units), edges)) < len(edges)


def _units(nodes: Places, frames: Sequence[Frame]) -> list[_Unit]:
    """Frames and the nodes in none of them, in the order of the nodes."""
    frame_of = {node: frame for frame in frames for node in _members(frame, nodes)}
    units: list[_Unit] = []
    seen: set[str] = set()
    for node in nodes:
        frame = frame_of.get(node)
        if node not in seen:
            units.append(_Unit((node,)) if frame is None
                         else _Unit(_members(frame, nodes), frame))
            seen.update(units[-1].nodes)
    return units


def _between(units: Sequence[_Unit], links: Links) -> list[Edge]:
    """Links between different units, each pair once."""
    number = {node: i for i, unit in enumerate(units) for node in unit.nodes}
    edges = ((number[source], number[target]) for source, target in links)
    return [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1]]


def _inside(unit: _Unit, nodes: Places, links: Links, frames: Sequence[Frame]
            ) -> dict[str, Point]:
    """The places in a unit, as if there were nothing else."""
    if unit.frame is None:
        return {unit.nodes[0]: (0.0, 0.0)}
    inner = [frame for frame in frames
             if frame is not unit.frame and set(_members(frame, nodes)) <= set(unit.nodes)]
    return framed_flow({node: nodes[node] for node in unit.nodes}, links, inner)


def _box(unit: _Unit, inside: Places, nodes: Places, frames: Sequence[Frame]) -> Box:
    there = [nodes[node] for node in unit.nodes]
    now = (min(x for x, _ in there), sum(y for _, y in there) / len(there))
    if unit.frame is None:
        return Box(COLUMN, ROW, now)
    _, top, width, height = around(unit.frame, inside, frames)
    _, middle = _middle(unit, inside, frames)
    half = max(middle - top, top + height - middle)
    return Box(width + COLUMN - NODE[2], 2 * (half + BESIDE_NODE), now)


def _middle(unit: _Unit, inside: Places, frames: Sequence[Frame]) -> Point:
    """What links aim at: half as wide as the unit, and between its top and bottom nodes."""
    ys = [y for _, y in inside.values()]
    if unit.frame is None:
        return inside[unit.nodes[0]]
    left, _, width, _ = around(unit.frame, inside, frames)
    return left + width / 2, (min(ys) + max(ys)) / 2
