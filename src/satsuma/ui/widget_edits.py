"""Edits of one node, each of them one step of undo; and what flows in and out of it."""

from __future__ import annotations

from typing import Any

from satsuma.engine.result import Result
from satsuma.gestures import Dragged
from satsuma.ui.document import Document
from satsuma.ui.editors.facts import facts_of
from satsuma.widget import result_settings
from satsuma.workflow.fitting import title_of
from satsuma.workflow.model import Link


def edit_setting(document: Document, node_id: str, name: str, value: Any) -> None:
    """Change a setting. Typing and sliding become one step."""
    widget = document.workflow.nodes[node_id].widget
    facts = next(one for one in facts_of(widget) if one.name == name)
    document.edit(document.workflow.with_setting(node_id, name, value),
                  f"Change {facts.label.lower()}", merge=f"{node_id}.{name}",
                  cosmetic=facts.cosmetic)


def edit_by_gesture(document: Document, node_id: str, gesture: Any, step: str) -> None:
    """Change what a gesture in the view changes; `step` is what a pick is called."""
    widget = document.workflow.nodes[node_id].widget
    if not hasattr(widget, "edits"):
        return
    dragging = isinstance(gesture, Dragged)
    after = widget.edits(gesture)
    document.edit(document.workflow.with_widget(node_id, after),
                  "Move cut line" if dragging else step,
                  merge=f"{node_id}.drag" if dragging else "",
                  cosmetic=result_settings(after) == result_settings(widget))


def reset_settings(document: Document, node_id: str) -> None:
    """All settings but places on disk: nobody wants to look for these again."""
    workflow = document.workflow
    for facts in facts_of(workflow.nodes[node_id].widget):
        if not facts.path:
            workflow = workflow.with_setting(node_id, facts.name, facts.default)
    document.edit(workflow, "Reset settings")


def add_link(document: Document, link: Link) -> None:
    """Link. Raises Problem when the two ends do not fit any more."""
    source = title_of(document.workflow.nodes[link.source])
    document.edit(document.workflow.with_link(link), f"Connect {source}")


def inputs_of(document: Document, node_id: str) -> dict[str, Any]:
    """What stands at a node's inputs, by port; ports without a link are left out."""
    found: dict[str, Any] = {}
    ports = document.workflow.nodes[node_id].widget.spec.inputs
    for link in document.workflow.into(node_id):
        result = document.bridge.last(link.source)
        value = result.values.get(link.output) if result is not None else None
        if link.input in ports and ports[link.input].many:
            found.setdefault(link.input, []).append(value)
        else:
            found[link.input] = value
    return found


def outputs_of(widget: Any, result: Result | None) -> dict[str, Any]:
    """What a result sends, by port; nothing without one."""
    return {} if result is None else {port: result.values.get(port) for port in widget.spec.outputs}
