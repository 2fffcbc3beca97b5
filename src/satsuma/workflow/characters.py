"""Characters that no file of ours can hold: XML 1.0 knows no control characters, even escaped.

They come by pasting, cannot be seen, and would turn into � when the workflow is saved. So they are
left out where a person brings them in, and what is seen is what the file gives back.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from satsuma.workflow.annotations import Annotation, Frame, TextNote
from satsuma.workflow.model import Node, Workflow

_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_BREAKS = re.compile("\r\n|[\v\f\r]")
"""Word processors end a line so inside of a paragraph, a page, or each line."""


def replaced(text: str, with_: str) -> str:
    """The text with each character that cannot be written replaced."""
    return _UNWRITABLE.sub(with_, text)


def escaped(text: str) -> str:
    """JSON with these characters as `\\u…`, which gives them back when it is read."""
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def cleaned(workflow: Workflow, before: Workflow) -> Workflow:
    """The workflow with texts that a file can hold; the very same one when they are all so.

    What it shares with `before` is not looked at again.
    """
    known = {id(one) for one in (*before.nodes.values(), *before.annotations)}
    changes: dict[str, Any] = {}
    nodes = {node_id: clean for node_id, node in workflow.nodes.items()
             if id(node) not in known and (clean := _clean_node(node)) is not node}
    if nodes:
        changes["nodes"] = {**workflow.nodes, **nodes}
    notes = tuple(note if id(note) in known else _clean_note(note)
                  for note in workflow.annotations)
    if any(new is not old for new, old in zip(notes, workflow.annotations, strict=True)):
        changes["annotations"] = notes
    if (title := _line(workflow.title)) != workflow.title:
        changes["title"] = title
    if (description := _lines(workflow.description)) != workflow.description:
        changes["description"] = description
    return replace(workflow, **changes) if changes else workflow


def _clean_node(node: Node) -> Node:
    title = _line(node.title)
    return node if title == node.title else replace(node, title=title)


def _clean_note(note: Annotation) -> Annotation:
    if isinstance(note, TextNote):
        text = _lines(note.text)
        return note if text == note.text else replace(note, text=text)
    if isinstance(note, Frame):
        title = _line(note.title)
        return note if title == note.title else replace(note, title=title)
    return note


def _lines(text: str) -> str:
    if not _UNWRITABLE.search(text):
        return text
    return replaced(_BREAKS.sub("\n", text), "")


def _line(text: str) -> str:
    if not _UNWRITABLE.search(text):
        return text
    return replaced(_BREAKS.sub(" ", text), "")
