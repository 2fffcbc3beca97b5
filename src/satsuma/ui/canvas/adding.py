"""Adding: edits that put a widget on the canvas, alone or linked in the same step. Knows no Qt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from satsuma.widget import Spec
from satsuma.workflow.annotations import Arrow, TextNote
from satsuma.workflow.fragment import free_title
from satsuma.workflow.frames import framed, with_annotation
from satsuma.workflow.layout import between, free_position, with_room
from satsuma.workflow.linking import can_follow, can_precede, inserted, pairs
from satsuma.workflow.model import Link, Workflow

BESIDE = 170.0
"""From a node to the one that is added after it."""


@dataclass(frozen=True)
class Place:
    """Where a widget is added: near a point; after or before a node; or into a link."""

    near: tuple[float, float] | None = None
    exact: bool = False
    node_id: str = ""
    side: Literal["in", "out"] = "out"
    port: str | None = None
    link: Link | None = None


def beside(workflow: Workflow, node_id: str, side: Literal["in", "out"] = "out"
           ) -> tuple[float, float]:
    """A free place after a node, or before it."""
    x, y = workflow.node(node_id).position
    return free_position(workflow, (x + (BESIDE if side == "out" else -BESIDE), y))


def fits_between(workflow: Workflow, link: Link, spec: Spec) -> bool:
    """Whether a widget takes what the link carries, and sends what its end takes."""
    source = workflow.nodes[link.source].widget.spec
    target = workflow.nodes[link.target].widget.spec
    return can_follow(source, spec, link.output) and can_precede(target, spec, link.input)


def added(workflow: Workflow, widget: Any, place: Place) -> tuple[Workflow, str]:
    """The workflow with a widget more, and its id; linked as the place says, where that fits."""
    if place.near is not None:
        at = place.near if place.exact else free_position(workflow, place.near)
    elif place.node_id:
        at = beside(workflow, place.node_id, place.side)
    else:
        at = free_position(workflow, (0.0, 0.0))
    taken = {node.title for node in workflow.nodes.values()}
    title = free_title(widget.spec.title, taken)
    if place.link is not None and not place.exact:
        at = between(workflow, place.link)
    workflow, node_id = workflow.with_new_node(widget, title, at)
    if place.link is not None:
        linked = inserted(workflow, place.link, node_id)
        return (with_room(linked, place.link, node_id) if linked else workflow), node_id
    return _linked(workflow, node_id, place), node_id


def _linked(workflow: Workflow, node_id: str, place: Place) -> Workflow:
    if not place.node_id:
        return workflow
    ends = (place.node_id, node_id) if place.side == "out" else (node_id, place.node_id)
    for pair in pairs(workflow, *ends):
        own = pair.link.output if place.side == "out" else pair.link.input
        if place.port in (None, own):
            return workflow.with_link(pair.link)
    return workflow


def annotated(workflow: Workflow, kind: str, at: tuple[float, float],
              around: Collection[str]) -> tuple[Workflow, int]:
    """The workflow with a new "Text note", "Arrow" or, around these nodes, "Frame"; its index.

    Raises Problem when there is nothing to frame.
    """
    if kind == "Text note":
        return with_annotation(workflow, TextNote((*at, 220.0, 60.0), ""))
    if kind == "Arrow":
        return with_annotation(workflow, Arrow(at, (at[0] + 120.0, at[1] - 60.0)))
    after, _ = framed(workflow, around, "Frame")
    return after, len(after.annotations) - 1
