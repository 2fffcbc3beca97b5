"""Saying: the canvas in words, for those who hear it instead of seeing it."""

from __future__ import annotations

from satsuma.ui.canvas.face import spoken
from satsuma.ui.canvas.scene import CanvasScene
from satsuma.workflow.model import Link, Workflow

MOST = 3
"""So many things are described; of more, only the number is said."""


def selection_said(scene: CanvasScene) -> str:
    """What is selected; without a selection, what there is."""
    workflow, items = scene.document.workflow, scene.annotations.items()
    links = scene.selected_links()
    nodes, notes = scene.selected_nodes(), scene.selected_annotations()
    if len(nodes) + len(notes) + len(links) > MOST:
        return f"Selected: {_counts(len(nodes), len(links), len(notes))}."
    said = [*(spoken(scene.node_items[n].node, scene.node_items[n].face) for n in nodes),
            *(items[i].spoken() for i in notes), *(link_said(x, workflow) for x in links)]
    return ". ".join(said) if said else workflow_said(workflow)


def link_said(link: Link, workflow: Workflow) -> str:
    """“Link from Distances, distances, to Hierarchical Clustering, distances”."""
    source, target = workflow.nodes[link.source].title, workflow.nodes[link.target].title
    off = "" if link.enabled else "; disabled"
    return f"Link from {source}, {link.output}, to {target}, {link.input}{off}"


def workflow_said(workflow: Workflow) -> str:
    """How much there is."""
    if not workflow.nodes and not workflow.annotations:
        return "An empty workflow. Press Space to add a widget."
    counts = _counts(len(workflow.nodes), len(workflow.links), len(workflow.annotations))
    return f"A workflow: {counts}. Tab goes from one to the next."


def _counts(nodes: int, links: int, notes: int) -> str:
    parts = [_count(nodes, "widget", "widgets"), _count(links, "link", "links"),
             _count(notes, "note, arrow or frame", "notes, arrows and frames")]
    return ", ".join(part for part in parts if part)


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}" if count else ""
