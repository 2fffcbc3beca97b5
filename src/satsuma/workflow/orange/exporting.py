"""Export for Orange: a workflow as a file that Orange opens, and what has no place in it.

Orange reads settings of widgets as Python literals, or as pickles, which are programs; only
literals are written here. Widgets that came from Orange and are unknown here go back as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from satsuma.workflow.annotations import Annotation, Arrow, Frame, TextNote
from satsuma.workflow.coordinates import write_coordinates
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.orange.counterparts import Counterpart, from_here
from satsuma.workflow.orange.session import window_groups
from satsuma.workflow.unknown import Unknown
from satsuma.workflow.xml_text import attributes, content, inside

ARROW = "#000000"
"""The color of arrows that have none of their own; Orange would draw them red."""

_PLAIN = (bool, int, str, bytes, type(None))


class Note(NamedTuple):
    """What has no place in Orange: the title of the node, "" for none in particular, and words."""

    title: str
    text: str

    def __str__(self) -> str:
        return f"“{self.title}”: {self.text}" if self.title else self.text


class ForOrange(NamedTuple):
    """The text of the file, and what could not be put into it."""

    text: str
    notes: tuple[Note, ...]


def orange_text(workflow: Workflow) -> ForOrange:
    """The workflow as Orange saves workflows."""
    export = _Export(workflow)
    return ForOrange("\n".join(export.lines()) + "\n", tuple(export.notes))


class _There(NamedTuple):
    """A node as it is to stand in Orange's file; `pair` is None for one that came from there."""

    id: str
    node_id: str
    node: Node
    pair: Counterpart | None


class _Export:
    """One workflow being written: which node is which there, and the notes."""

    def __init__(self, workflow: Workflow) -> None:
        self._workflow = workflow
        self.notes: list[Note] = []
        self._linked = {(link.source, link.output) for link in workflow.links}
        self._nodes: dict[str, _There] = {}
        for node_id, node in workflow.nodes.items():
            pair = None if isinstance(node.widget, Unknown) else from_here(node.widget.spec.id)
            if pair is not None or _is_from_orange(node.widget):
                self._nodes[node_id] = _There(
                    str(len(self._nodes)), node_id, node, pair)
            else:
                self._tell(node, "Orange has no such widget; it is left out with its links.")

    def lines(self) -> Iterator[str]:
        workflow = self._workflow
        yield "<?xml version='1.0' encoding='utf-8'?>"
        yield "<scheme" + attributes({"version": "2.0", "title": workflow.title,
                                      "description": workflow.description}) + ">"
        yield from inside("nodes", map(_node, self._nodes.values()))
        yield from inside("links", self._links())
        yield from inside("annotations", self._annotations())
        yield "\t<thumbnail />"
        yield from inside("node_properties", [
            text for there in self._nodes.values() if (text := self._properties(there))])
        ids = {node_id: there.id for node_id, there in self._nodes.items()}
        yield f"\t<session_state>{window_groups(workflow.session, ids)}</session_state>"
        yield "</scheme>"

    def _tell(self, node: Node, text: str) -> None:
        self.notes.append(Note(node.title, text))

    def _properties(self, there: _There) -> str:
        """A node's settings; tells what of them has no place."""
        widget = there.node.widget
        tell = partial(self._tell, there.node)
        if not there.node.auto:
            tell("It is paused here. Orange cannot pause one widget; it will run there.")
        if there.pair is None:
            form, text = widget.properties_format, widget.properties
        else:
            form, text = "literal", self._settings(there, there.pair)
        if not text:
            return ""
        if form == "pickle":
            tell("Its settings go back just as Orange wrote them (as a pickle). Here nothing in "
                 "them was run. Orange does run them, so open the file there only if you trust "
                 "where they came from.")
        head = attributes({"node_id": there.id, "format": form})
        return f"<properties{head}>{content(text)}</properties>"

    def _settings(self, there: _There, pair: Counterpart) -> str:
        written = pair.give(there.node.widget)
        told = dict.fromkeys(text for port, text in written.on_links.items()
                             if (there.node_id, port) in self._linked)
        for note in (*written.notes, *told):
            self._tell(there.node, note)
        # Without its version Orange takes settings for those of an early one, and changes them.
        settings = {"__version__": pair.version, **written.settings}
        if not is_plain(settings):
            raise TypeError(f"settings for {pair.there} that are no plain values: {settings}")
        return repr(settings)

    # Links

    def _links(self) -> Iterator[str]:
        count = 0
        for link in self._workflow.links:
            source, target = self._nodes.get(link.source), self._nodes.get(link.target)
            if source is None or target is None:
                continue  # the node was told of
            output, sink = _port(source, "out", link.output), _port(target, "in", link.input)
            if output is None or sink is None:
                self._tell_of_link(link, source.node, target.node)
                continue
            yield "<link" + attributes({
                "id": str(count), "source_node_id": source.id, "sink_node_id": target.id,
                "source_channel": output[1], "sink_channel": sink[1],
                "enabled": "true" if link.enabled else "false",
                "source_channel_id": output[0], "sink_channel_id": sink[0]}) + " />"
            count += 1

    def _tell_of_link(self, link: Link, source: Node, target: Node) -> None:
        self._tell(source, f"The link from “{link.output}” to “{target.title}” ({link.input}) is "
                           "left out: Orange's widgets have no such ports.")

    # Notes, arrows, frames

    def _annotations(self) -> Iterator[str]:
        for number, one in enumerate(self._workflow.annotations):
            yield _annotation(number, one)
        if any(isinstance(one, Frame) for one in self._workflow.annotations):
            self.notes.append(Note("", "Orange has no frames. Each becomes a note with its title, "
                                       "in its place; the widgets stay where they are."))


def _is_from_orange(widget: Any) -> bool:
    """Whether an unknown widget came out of a file of Orange, by how its settings are written."""
    if not isinstance(widget, Unknown):
        return False
    if widget.properties is None:
        name = dict(widget.attributes).get("qualified_name", "")
        return name.rpartition(".")[2][:1].isupper()  # there it is a class, here a word
    return widget.properties_format in ("literal", "pickle")


def _node(there: _There) -> str:
    pair = there.pair
    known = dict(there.node.widget.attributes) if pair is None else {
        "name": pair.title, "qualified_name": pair.there, "project_name": pair.project,
        "version": ""}
    return "<node" + attributes({
        "id": there.id, **known, "title": there.node.title,
        "position": write_coordinates(there.node.position)}) + " />"


def is_plain(value: Any) -> bool:
    """Whether `repr` gives a text that Orange reads as this value."""
    match value:
        case dict():
            return all(map(is_plain, value)) and all(map(is_plain, value.values()))
        case list() | tuple():
            return all(map(is_plain, value))
        case float():
            return value - value == 0  # neither infinite nor missing
    return type(value) in _PLAIN


def _port(there: _There, side: str, port: str) -> tuple[str, str] | None:
    """Id and shown name of a port there; None where that widget has none."""
    if there.pair is None:
        return port, there.node.widget.shown_names.get(f"{side}:{port}") or port
    found = there.pair.port_there(side, port)
    return None if found is None else (found.there, found.shown)


def _annotation(number: int, one: Annotation) -> str:
    match one:
        case TextNote():
            values = {"id": str(number), "type": one.content_type,
                      "rect": write_coordinates(one.rect), "font-size": str(one.font_size)}
            if one.font_family:
                values["font-family"] = one.font_family
            return f"<text{attributes(values)}>{content(one.text)}</text>"
        case Arrow():
            return "<arrow" + attributes({
                "id": str(number), "start": write_coordinates(one.start),
                "end": write_coordinates(one.end), "fill": one.color or ARROW}) + " />"
        case Frame():
            left, top, width, _height = one.rect
            return "<text" + attributes({
                "id": str(number), "type": "text/plain", "font-size": "16",
                "rect": write_coordinates((left, top, width, 30.0))}) \
                + f">{content(one.title)}</text>"
