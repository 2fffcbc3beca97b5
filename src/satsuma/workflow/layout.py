"""Places on the canvas: tidy up, line up, spread evenly, find a free place.

Every function takes a workflow and gives another one. A node's position is the middle of its disc;
its text stands below, so a node covers more below its position than above.

Tidying is written here because no library at hand fits: grandalf's terms (GPL version 2 only, or
EPL 1.0) do not go with ours, igraph's layered layout bends the main way of a flow at every branch.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Literal

from satsuma.workflow.annotations import Annotation, Frame
from satsuma.workflow.flow import Point
from satsuma.workflow.following import NODE, all_along, covered, overlap, with_frames
from satsuma.workflow.framed_flow import COLUMN, ROW, framed_flow
from satsuma.workflow.model import Link, Workflow

Align = Literal["left", "center", "right", "top", "middle", "bottom"]
Places = Mapping[str, Point]

BETWEEN = 170.0
"""From a node to the one that stands beside it."""


def tidy(workflow: Workflow, node_ids: Collection[str] | None = None) -> Workflow:
    """The nodes in columns along the links, from left to right, with few crossings.

    All nodes, or those of `node_ids`, which are laid out by themselves. The upper left corner
    stays. Nodes of a frame stay together; notes and arrows go with the nodes they are near to.
    """
    chosen = _chosen(workflow, node_ids)
    if not chosen:
        return workflow
    links = [(link.source, link.target) for link in workflow.links]
    frames = _frames_within(workflow, chosen)
    places = framed_flow(chosen, links, frames)
    before, after = _places(workflow), {**_places(workflow), **_from_corner(places, chosen)}
    notes = all_along(workflow.annotations, before, after, frames)
    return _changed(workflow, after, notes)


def between(workflow: Workflow, link: Link) -> Point:
    """The middle of a link."""
    (x, y), (u, v) = workflow.node(link.source).position, workflow.node(link.target).position
    return (x / 2 + u / 2, y / 2 + v / 2)


def with_room(workflow: Workflow, link: Link, node_id: str) -> Workflow:
    """Room for a node that was put into a link: what comes after it moves to the right.

    Nothing moves where the node covers neither end of the link.
    """
    (left, _), (right, _) = workflow.node(link.source).position, workflow.node(link.target).position
    x, y = workflow.node(node_id).position
    ends = [covered(workflow.node(end).position) for end in (link.source, link.target)]
    if not left < right or not any(overlap(covered((x, y)), end) for end in ends):
        return workflow
    x = max(x, left + BETWEEN) if overlap(covered((x, y)), ends[0]) else x
    shift = max(0.0, x + BETWEEN - right)
    behind = _downstream(workflow, link.target)
    places = {node: (u + shift, v) for node, (u, v) in _places(workflow).items()
              if u > left and node in behind}
    return with_places(workflow, {**places, node_id: (x, y)})


def _downstream(workflow: Workflow, node_id: str) -> set[str]:
    """A node and all that it feeds."""
    found, waiting = {node_id}, [node_id]
    while waiting:
        new = {link.target for link in workflow.out_of(waiting.pop())} - found
        found |= new
        waiting += new
    return found


def aligned(workflow: Workflow, node_ids: Collection[str], how: Align) -> Workflow:
    """The nodes below each other (left, center, right) or side by side (top, middle, bottom)."""
    chosen = _chosen(workflow, node_ids)
    if len(chosen) < 2:
        return workflow
    across = how in ("left", "center", "right")
    values = [x if across else y for x, y in chosen.values()]
    low, high = min(values), max(values)
    line = {"left": low, "top": low, "right": high, "bottom": high}.get(how, (low + high) / 2)
    return with_places(workflow, {node: (line, y) if across else (x, line)
                            for node, (x, y) in chosen.items()})


def distributed(workflow: Workflow, node_ids: Collection[str],
                direction: Literal["horizontal", "vertical"]) -> Workflow:
    """The nodes evenly spread between the two outermost ones, in the order they are in."""
    chosen = _chosen(workflow, node_ids)
    if len(chosen) < 3:
        return workflow
    axis = 0 if direction == "horizontal" else 1
    order = sorted(chosen, key=lambda node: chosen[node][axis])
    low, high = chosen[order[0]][axis], chosen[order[-1]][axis]
    step = (high - low) / (len(order) - 1)
    places = {}
    for number, node in enumerate(order[1:-1], 1):
        x, y = chosen[node]
        places[node] = (low + number * step, y) if axis == 0 else (x, low + number * step)
    return with_places(workflow, places)


def free_position(workflow: Workflow, near: Point) -> Point:
    """A place that overlaps no node: `near` itself, else to the right of it, else below."""
    xs = [near[0] + step * COLUMN for step in range(4)]
    y = near[1]
    # Every node can spoil at most two rows, so there is a free one among these.
    for _ in range(2 * len(workflow.nodes) + 1):
        beside = [at[0] for at in _places(workflow).values() if abs(at[1] - y) < NODE[3]]
        for x in xs:
            if all(abs(x - other) >= NODE[2] for other in beside):
                return (x, y)
        y += ROW
    raise AssertionError("there is always a free row")


def with_places(workflow: Workflow, places: Places) -> Workflow:
    """The workflow with nodes at other places; the frames around them go along."""
    before = _places(workflow)
    after = {**before, **{node: at for node, at in places.items() if node in before}}
    return _changed(workflow, after, with_frames(workflow.annotations, before, after))


def _changed(workflow: Workflow, places: Places, notes: tuple[Annotation, ...]
             ) -> Workflow:
    nodes = {node_id: node if node.position == places[node_id]
             else replace(node, position=places[node_id])
             for node_id, node in workflow.nodes.items()}
    return replace(workflow, nodes=nodes, annotations=notes)


def _places(workflow: Workflow) -> dict[str, Point]:
    return {node_id: node.position for node_id, node in workflow.nodes.items()}


def _chosen(workflow: Workflow, node_ids: Collection[str] | None) -> dict[str, Point]:
    wanted = workflow.nodes.keys() if node_ids is None else set(node_ids)
    return {node: at for node, at in _places(workflow).items() if node in wanted}


def _frames_within(workflow: Workflow, chosen: Places) -> list[Frame]:
    """Frames that have nodes, all of them chosen."""
    found = []
    for note in workflow.annotations:
        if isinstance(note, Frame):
            members = workflow.nodes.keys() & set(note.members)
            if members and members <= chosen.keys():
                found.append(note)
    return found


def _from_corner(places: Places, corner_of: Places) -> dict[str, Point]:
    """The places in whole pixels from the upper left corner of others."""
    left, top = (min(at[axis] for at in places.values()) for axis in (0, 1))
    x, y = (min(at[axis] for at in corner_of.values()) for axis in (0, 1))
    return {node: (x + round(at[0] - left), y + round(at[1] - top))
            for node, at in places.items()}
