"""Part of a workflow as text, to copy and paste between windows, files and programs.

The text is that of a workflow file, so a whole file can be pasted too, and a copied part saved.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.workflow.annotations import Annotation, Arrow, Frame
from satsuma.workflow.following import covered, overlap
from satsuma.workflow.frames import shifted, taken_along
from satsuma.workflow.model import Node, Workflow
from satsuma.workflow.ows import loads
from satsuma.workflow.paths import made_absolute
from satsuma.workflow.reading import MOST_NODES
from satsuma.workflow.slug import free_slug
from satsuma.workflow.unknown import Unknown
from satsuma.workflow.writing import dumps

STEP = 32.0
"""How far down and to the right a copy lies, so that it does not hide what it was made from."""


_MOST_LOOKED_AT = 4000
"""Of more pairs of nodes none is looked at: the copy goes below everything."""


@dataclass(frozen=True)
class Pasted:
    """A workflow with a part more: what of it is new, and what could not be taken over."""

    workflow: Workflow
    node_ids: tuple[str, ...]
    annotations: tuple[int, ...]
    problems: tuple[str, ...] = ()


def fragment(workflow: Workflow, node_ids: Iterable[str], annotations: Iterable[int] = (),
             folder: Path | None = None) -> str:
    """These nodes, the links among them and these annotations, as text; frames with their nodes.

    Places on disk are written in full; those that are relative are seen from `folder`.
    """
    part = _part(workflow, node_ids, annotations)
    if folder is not None:
        nodes = {n: _absolute(node, folder) for n, node in part.nodes.items()}
        part = replace(part, nodes=nodes)
    return dumps(part, None)


def pasted(workflow: Workflow, text: str, catalog: Catalog, *,
           offset: tuple[float, float] | None = None,
           at: tuple[float, float] | None = None, folder: Path | None = None) -> Pasted:
    """The workflow with what the text holds: moved by `offset`, or with its middle at `at`.

    With neither it lies where it was copied, or beside that when that place is taken. Raises
    Problem when the text holds nothing to paste.
    """
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        raise Problem("There is nothing to paste here. Copy widgets or notes on a canvas first.")
    try:
        opened = loads(text.encode("utf-8", "replace"), folder or Path.cwd(), catalog)
    except Problem as error:
        raise Problem(f"This cannot be pasted. {error}") from error
    part = opened.workflow
    if not part.nodes and not part.annotations:
        raise Problem("There is nothing to paste: this workflow is empty.")
    if at is not None:
        middle = _middle(part)
        offset = at[0] - middle[0], at[1] - middle[1]
    return _added(workflow, part, offset or _free_offset(workflow, part, 0), opened.problems)


def duplicated(workflow: Workflow, node_ids: Iterable[str], annotations: Iterable[int],
               catalog: Catalog) -> Pasted:
    """The workflow with a copy of these beside them; links from and to others are not copied."""
    del catalog  # a part of this very workflow needs no reading
    part = _part(workflow, node_ids, annotations)
    return _added(workflow, part, _beside(workflow, part), ())


def free_title(title: str, taken: Collection[str]) -> str:
    """The title itself, or `Image Viewer (2)`, `Image Viewer (3)` … where it is taken."""
    return _free_title(title, taken, {})


def _free_title(title: str, taken: Collection[str], numbers: dict[str, int]) -> str:
    """As `free_title`; `numbers` remembers how far each title was counted, for many at once."""
    if not title or title not in taken:
        return title
    base = re.sub(r" \(\d{1,9}\)$", "", title)
    number = next(i for i in count(numbers.get(base, 2)) if f"{base} ({i})" not in taken)
    numbers[base] = number + 1
    return f"{base} ({number})"


def _part(workflow: Workflow, node_ids: Iterable[str], annotations: Iterable[int]) -> Workflow:
    chosen, indices = taken_along(workflow, node_ids, annotations)
    nodes = {node_id: workflow.nodes[node_id] for node_id in chosen}
    links = tuple(x for x in workflow.links if x.source in nodes and x.target in nodes)
    return Workflow(nodes, links, tuple(workflow.annotations[i] for i in indices))


def _absolute(node: Node, folder: Path) -> Node:
    if isinstance(node.widget, Unknown):
        return node
    return replace(node, widget=made_absolute(node.widget, folder))


def _added(workflow: Workflow, part: Workflow, offset: tuple[float, float],
           problems: tuple[str, ...]) -> Pasted:
    if len(workflow.nodes) + len(part.nodes) > MOST_NODES:
        raise Problem(f"A workflow can have {MOST_NODES:,} widgets; with these it would have more. "
                      "Put them into a workflow of their own.")
    titles = _titles(workflow, part)
    ids = _ids(workflow, part, titles)
    nodes = {ids[n]: _moved(replace(node, title=titles[n]), offset)
             for n, node in part.nodes.items()}
    links = tuple(replace(x, source=ids[x.source], target=ids[x.target]) for x in part.links)
    notes = tuple(shifted(note, *offset) for note in _renamed(workflow, part, ids))
    whole = replace(workflow, nodes={**workflow.nodes, **nodes},
                    links=(*workflow.links, *links),
                    annotations=(*workflow.annotations, *notes))
    indices = range(len(workflow.annotations), len(whole.annotations))
    return Pasted(whole, tuple(nodes), tuple(indices), problems)


def _titles(workflow: Workflow, part: Workflow) -> dict[str, str]:
    """The titles of the new nodes: those that are taken get a number behind them."""
    there = {node.title for node in workflow.nodes.values()}
    taken = there | {node.title for node in part.nodes.values()}
    titles: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for node_id, node in part.nodes.items():
        title = node.title if node.title not in there \
            else _free_title(node.title, taken, numbers)
        titles[node_id] = title
        taken.add(title)
    return titles


def _ids(workflow: Workflow, part: Workflow, titles: dict[str, str]) -> dict[str, str]:
    taken = {*workflow.nodes, *part.nodes}
    ids = {}
    for node_id in part.nodes:
        new = free_slug(titles[node_id], taken) if node_id in workflow.nodes else node_id
        ids[node_id] = new
        taken.add(new)
    return ids


def _renamed(workflow: Workflow, part: Workflow, ids: dict[str, str]) -> Iterable[Annotation]:
    """The notes of the part, frames with the new names of their nodes and a free id."""
    there = {note.id for note in workflow.annotations if isinstance(note, Frame)}
    taken = there | {note.id for note in part.annotations if isinstance(note, Frame)}
    for note in part.annotations:
        if isinstance(note, Frame):
            new = free_slug(note.title or "frame", taken) if note.id in there else note.id
            taken.add(new)
            yield replace(note, id=new, members=tuple(ids[m] for m in note.members if m in ids))
        else:
            yield note


def _moved(node: Node, offset: tuple[float, float]) -> Node:
    x, y = node.position[0] + offset[0], node.position[1] + offset[1]
    if not (math.isfinite(x) and math.isfinite(y)):
        raise Problem(f"A node cannot be placed at {(x, y)}.")
    return replace(node, position=(x, y))


def _free_offset(workflow: Workflow, part: Workflow, first: int) -> tuple[float, float]:
    """The fewest steps after which nothing of the part lies exactly on something that is there."""
    there, new = set(_corners(workflow)), list(_corners(part))
    most = first + len(there)
    step = next((i for i in range(first, most)
                 if not any((x + i * STEP, y + i * STEP) in there for x, y in new)), most)
    return step * STEP, step * STEP


def _corners(workflow: Workflow) -> Iterable[tuple[float, float]]:
    yield from (node.position for node in workflow.nodes.values())
    for note in workflow.annotations:
        yield note.start if isinstance(note, Arrow) else note.rect[:2]


def _beside(workflow: Workflow, part: Workflow) -> tuple[float, float]:
    """The nearest step down and to the right after which no node of the part covers another."""
    there = [covered(node.position) for node in workflow.nodes.values()]
    new = [covered(node.position) for node in part.nodes.values()]
    if not new:
        return _free_offset(workflow, part, 1)
    if len(there) * len(new) <= _MOST_LOOKED_AT:
        steps = sorted((i * i + j * j, i, j) for i in range(1, 13) for j in range(1, 13))
        for _, i, j in steps:
            moved = [(x + i * STEP, y + j * STEP, w, h) for x, y, w, h in new]
            if not any(overlap(a, b) for a in moved for b in there):
                return i * STEP, j * STEP
    below = max(y + h for _, y, _, h in there) - min(y for _, y, _, _ in new)
    return STEP, math.ceil(below / STEP) * STEP


def _middle(part: Workflow) -> tuple[float, float]:
    points = list(_corners(part))
    for note in part.annotations:
        if isinstance(note, Arrow):
            points.append(note.end)
        else:
            left, top, width, height = note.rect
            points.append((left + width, top + height))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    # Halved before they are added: two large numbers have no sum.
    return min(xs) / 2 + max(xs) / 2, min(ys) / 2 + max(ys) / 2
