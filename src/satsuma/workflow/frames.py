"""Edits of notes, arrows and frames: they mean nothing to the engine, and much to a reader."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import replace

from satsuma.problem import Problem
from satsuma.workflow.annotations import Annotation, Arrow, Frame, Rect
from satsuma.workflow.model import Link, Workflow
from satsuma.workflow.slug import free_slug

BESIDE, ABOVE, BELOW = 88.0, 80.0, 104.0
"""From the center of a node to the edge of a frame around it: room for its title and ports."""


# Any annotation

def with_annotation(workflow: Workflow, annotation: Annotation) -> tuple[Workflow, int]:
    """The workflow with one more note, arrow or frame, and its index."""
    notes = (*workflow.annotations, _placed(annotation))
    return replace(workflow, annotations=notes), len(notes) - 1


def with_annotation_at(workflow: Workflow, index: int, annotation: Annotation) -> Workflow:
    """The workflow with another value in the place of the annotation at `index`."""
    notes = list(workflow.annotations)
    notes[index] = _placed(annotation)
    return replace(workflow, annotations=tuple(notes))


def without_annotations(workflow: Workflow, indices: Collection[int]) -> Workflow:
    """The workflow without those; the nodes of a frame stay."""
    notes = tuple(x for i, x in enumerate(workflow.annotations) if i not in indices)
    return replace(workflow, annotations=notes)


def shifted(annotation: Annotation, dx: float, dy: float) -> Annotation:
    """The annotation elsewhere; the nodes of a frame are another matter."""
    if isinstance(annotation, Arrow):
        (x, y), (u, v) = annotation.start, annotation.end
        return _placed(replace(annotation, start=(x + dx, y + dy), end=(u + dx, v + dy)))
    left, top, width, height = annotation.rect
    return _placed(replace(annotation, rect=(left + dx, top + dy, width, height)))


def moved(workflow: Workflow, node_ids: Iterable[str], annotations: Iterable[int],
          dx: float, dy: float) -> Workflow:
    """The workflow with these elsewhere. A frame takes its nodes along, and frames inside it."""
    nodes, indices = taken_along(workflow, node_ids, annotations)
    places = dict(workflow.nodes)
    for node_id in nodes:
        x, y = places[node_id].position
        if not (math.isfinite(x + dx) and math.isfinite(y + dy)):
            raise Problem(f"A node cannot be placed at {(x + dx, y + dy)}.")
        places[node_id] = replace(places[node_id], position=(x + dx, y + dy))
    notes = tuple(shifted(note, dx, dy) if i in indices else note
                  for i, note in enumerate(workflow.annotations))
    return replace(workflow, nodes=places, annotations=notes)


def taken_along(workflow: Workflow, node_ids: Iterable[str],
                annotations: Iterable[int]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The nodes and annotations that go with these: what is in the frames among them."""
    chosen, indices = set(node_ids), set(annotations)
    notes = workflow.annotations
    inside = {m for i in indices for m in _members(notes[i])}
    indices |= {i for i, note in enumerate(notes) if _members(note) and inside >= _members(note)}
    chosen |= inside
    return tuple(n for n in workflow.nodes if n in chosen), tuple(sorted(indices))


def _members(note: Annotation) -> set[str]:
    return set(note.members) if isinstance(note, Frame) else set()


def _placed(annotation: Annotation) -> Annotation:
    at = (*annotation.start, *annotation.end) if isinstance(annotation, Arrow) else annotation.rect
    if not all(math.isfinite(part) for part in at):
        raise Problem(f"Nothing can be placed at {at}.")
    return annotation


# Frames

def frame_named(workflow: Workflow, frame_id: str) -> tuple[int, Frame]:
    """The frame of an id, and its index. Raises Problem when there is none."""
    for index, note in enumerate(workflow.annotations):
        if isinstance(note, Frame) and note.id == frame_id:
            return index, note
    raise Problem(f"There is no frame “{frame_id}”.")


def framed(workflow: Workflow, node_ids: Iterable[str], title: str) -> tuple[Workflow, str]:
    """The workflow with a frame around the nodes, and the id of the frame."""
    chosen = set(node_ids)
    members = tuple(n for n in workflow.nodes if n in chosen)
    if not members:
        raise Problem("Select the widgets that the frame should go around.")
    taken = {note.id for note in workflow.annotations if isinstance(note, Frame)}
    frame = Frame(free_slug(title or "frame", taken), title, _around(workflow, members), members)
    return with_annotation(workflow, frame)[0], frame.id


def unframed(workflow: Workflow, frame_id: str) -> Workflow:
    """The workflow without the frame; its nodes stay."""
    return without_annotations(workflow, [frame_named(workflow, frame_id)[0]])


def with_frame_rect(workflow: Workflow, frame_id: str, rect: Rect) -> Workflow:
    """The workflow with a frame of another place or size; the nodes stay where they are."""
    index, frame = frame_named(workflow, frame_id)
    return with_annotation_at(workflow, index, replace(frame, rect=rect))


def with_frame_title(workflow: Workflow, frame_id: str, title: str) -> Workflow:
    """The workflow with a frame renamed; its id stays."""
    index, frame = frame_named(workflow, frame_id)
    return with_annotation_at(workflow, index, replace(frame, title=title))


def with_frame_collapsed(workflow: Workflow, frame_id: str, collapsed: bool) -> Workflow:
    """The workflow with a frame drawn as one tile, or as a box again."""
    index, frame = frame_named(workflow, frame_id)
    return with_annotation_at(workflow, index, replace(frame, collapsed=collapsed))


def with_members_by_place(workflow: Workflow, node_ids: Iterable[str]) -> Workflow:
    """The workflow after these nodes were dropped: each belongs to the open frames it lies in."""
    dropped = set(node_ids)

    def after(note: Annotation) -> Annotation:
        if not isinstance(note, Frame) or note.collapsed:
            return note
        kept = [m for m in note.members
                if m not in dropped or _holds(note.rect, workflow.nodes[m].position)]
        new = [n for n in workflow.nodes if n in dropped and n not in kept
               and _holds(note.rect, workflow.nodes[n].position)]
        return replace(note, members=(*kept, *new))

    return replace(workflow, annotations=tuple(map(after, workflow.annotations)))


def collapsed_into(workflow: Workflow) -> dict[str, str]:
    """Which collapsed frame hides which node; of several, the one that hides most."""
    hidden: dict[str, str] = {}
    for frame in _collapsed(workflow):
        for node_id in frame.members:
            hidden.setdefault(node_id, frame.id)
    return hidden


def hidden_frames(workflow: Workflow) -> set[str]:
    """The frames that are not drawn, because another one is collapsed that holds all of theirs."""
    by, hidden = collapsed_into(workflow), set()
    for note in workflow.annotations:
        if isinstance(note, Frame) and note.members:
            holders = {by.get(m, "") for m in note.members}
            if len(holders) == 1 and not holders & {"", note.id}:
                hidden.add(note.id)
    return hidden


def outer_links(workflow: Workflow, frame_id: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links that lead into a frame from outside, and those that lead out of it."""
    members = set(frame_named(workflow, frame_id)[1].members)
    into = tuple(x for x in workflow.links if x.target in members and x.source not in members)
    out = tuple(x for x in workflow.links if x.source in members and x.target not in members)
    return into, out


def _collapsed(workflow: Workflow) -> list[Frame]:
    frames = [x for x in workflow.annotations if isinstance(x, Frame) and x.collapsed]
    return sorted(frames, key=lambda frame: -len(frame.members))


def _around(workflow: Workflow, members: Iterable[str]) -> Rect:
    points = [workflow.nodes[m].position for m in members]
    left, right = min(x for x, _ in points) - BESIDE, max(x for x, _ in points) + BESIDE
    top, bottom = min(y for _, y in points) - ABOVE, max(y for _, y in points) + BELOW
    return left, top, right - left, bottom - top


def _holds(rect: Rect, point: tuple[float, float]) -> bool:
    (left, top, width, height), (x, y) = rect, point
    return (min(left, left + width) <= x <= max(left, left + width)
            and min(top, top + height) <= y <= max(top, top + height))
