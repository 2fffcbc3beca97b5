"""Where links end while frames are collapsed: at the tile that stands for the nodes in it."""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.workflow.annotations import Frame
from satsuma.workflow.frames import collapsed_into
from satsuma.workflow.model import Link, Workflow

Point = tuple[float, float]

TILE = 60.0
"""The side of the tile."""

PORT = TILE / 2 + 7.0
"""From the middle of the tile to its ports."""


@dataclass(frozen=True)
class Ends:
    """Where a link begins and ends; None: at the port of its node, as ever."""

    start: Point | None
    end: Point | None


def tile_center(frame: Frame) -> Point:
    """The middle of a collapsed frame's tile, which is the middle of the frame."""
    left, top, width, height = frame.rect
    return left + width / 2, top + height / 2


def link_ends(workflow: Workflow) -> dict[Link, Ends | None]:
    """The links that touch a hidden node; None: not drawn, for both ends are in one tile."""
    hidden_in = collapsed_into(workflow)
    centers = {note.id: tile_center(note) for note in workflow.annotations
               if isinstance(note, Frame) and note.collapsed}
    found: dict[Link, Ends | None] = {}
    for link in workflow.links:
        source, target = hidden_in.get(link.source), hidden_in.get(link.target)
        if source is None and target is None:
            continue
        found[link] = None if source == target else Ends(
            _beside(centers, source, PORT), _beside(centers, target, -PORT))
    return found


def tile_ports(workflow: Workflow) -> dict[str, tuple[bool, bool]]:
    """For every collapsed frame whether links come in, and whether some go out."""
    hidden_in = collapsed_into(workflow)
    into, out = set(), set()
    for link in workflow.links:
        source, target = hidden_in.get(link.source), hidden_in.get(link.target)
        if source != target:
            into.add(target)
            out.add(source)
    return {note.id: (note.id in into, note.id in out) for note in workflow.annotations
            if isinstance(note, Frame) and note.collapsed}


def _beside(centers: dict[str, Point], frame_id: str | None, by: float) -> Point | None:
    if frame_id is None:
        return None
    x, y = centers[frame_id]
    return x + by, y
