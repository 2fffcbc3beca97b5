"""Writing a workflow value as the text of a file: a node a line, all settings, a stable order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from satsuma.widget import setting_fields
from satsuma.workflow.annotations import Annotation, Arrow, Frame, TextNote
from satsuma.workflow.characters import escaped
from satsuma.workflow.codec import to_json
from satsuma.workflow.coordinates import write_coordinates
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.paths import made_relative
from satsuma.workflow.unknown import Unknown
from satsuma.workflow.xml_text import attributes, content, inside

FORMAT = 1
"""The version of our own part of the format; a file of a later one is refused."""


def dumps(workflow: Workflow, folder: Path | None) -> str:
    """The text of the file; places on disk are written as seen from `folder`, or in full."""
    return "\n".join(_lines(workflow, folder)) + "\n"


def _lines(workflow: Workflow, folder: Path | None) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield "<scheme" + attributes({
        "version": "2.0", "title": workflow.title, "description": workflow.description,
        "satsuma": str(FORMAT)}) + ">"
    yield from inside("nodes", (_node(n, node) for n, node in workflow.nodes.items()))
    yield from inside("links", (_link(i, x, workflow) for i, x in enumerate(workflow.links)))
    yield from inside("annotations", (
        _annotation(i, one) for i, one in enumerate(workflow.annotations)))
    yield "\t<thumbnail />"
    yield from inside("node_properties", (
        text for n, node in workflow.nodes.items() if (text := _properties(n, node, folder))))
    yield f"\t<session_state>{workflow.session}</session_state>"
    yield "</scheme>"


def _node(node_id: str, node: Node) -> str:
    values = {"id": node_id}
    if isinstance(node.widget, Unknown):
        values |= dict(node.widget.attributes)
    else:
        spec = node.widget.spec
        values |= {"name": spec.title, "qualified_name": spec.id, "project_name": "Satsuma",
                   "version": str(spec.version)}
    values |= {"title": node.title, "position": write_coordinates(node.position)}
    if not node.auto:
        values["auto"] = "false"
    return f"<node{attributes(values)} />"


def _link(number: int, link: Link, workflow: Workflow) -> str:
    return "<link" + attributes({
        "id": str(number), "source_node_id": link.source, "sink_node_id": link.target,
        "source_channel": _channel(workflow.nodes[link.source], "out", link.output),
        "sink_channel": _channel(workflow.nodes[link.target], "in", link.input),
        "enabled": "true" if link.enabled else "false",
        "source_channel_id": link.output, "sink_channel_id": link.input}) + " />"


def _channel(node: Node, side: str, port: str) -> str:
    if isinstance(node.widget, Unknown):
        return node.widget.shown_names.get(f"{side}:{port}") or port
    return port


def _properties(node_id: str, node: Node, folder: Path | None) -> str:
    widget = node.widget
    if isinstance(widget, Unknown):
        if widget.properties is None:
            return ""
        form, text = widget.properties_format, widget.properties
    else:
        form, text = "json", _settings(widget, folder)
    head = attributes({"node_id": node_id, "format": form})
    return f"<properties{head}>{content(text)}</properties>"


def _settings(widget: Any, folder: Path | None) -> str:
    placed = made_relative(widget, folder) if folder is not None else widget
    settings = {name: to_json(getattr(placed, name)) for name in setting_fields(placed)}
    # File names that are no Unicode hold such characters, and must come back as they were.
    return escaped(json.dumps(settings, ensure_ascii=False))


def _annotation(number: int, one: Annotation) -> str:
    match one:
        case TextNote():
            values = {"id": str(number), "type": one.content_type,
                      "rect": write_coordinates(one.rect),
                      "font-family": one.font_family, "font-size": str(one.font_size)}
            return f"<text{attributes(values)}>{content(one.text)}</text>"
        case Arrow():
            values = {"id": str(number), "start": write_coordinates(one.start),
                      "end": write_coordinates(one.end), "fill": one.color}
            return f"<arrow{attributes(values)} />"
        case Frame():
            values = {"id": one.id, "title": one.title, "rect": write_coordinates(one.rect),
                      "collapsed": "true" if one.collapsed else "false"}
            members = "".join(f"<member{attributes({'node_id': m})} />" for m in one.members)
            return f"<frame{attributes(values)}>{members}</frame>"
