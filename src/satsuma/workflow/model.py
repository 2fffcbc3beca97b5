"""Workflow: widgets and the links between them, as a value. Every edit gives a new one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from satsuma.problem import Problem
from satsuma.widget import Anything, Input
from satsuma.workflow.annotations import Annotation, Frame
from satsuma.workflow.codec import check_setting, parse_setting, setting_name
from satsuma.workflow.paths import typed
from satsuma.workflow.slug import free_slug


class LinkError(Problem):
    """The two ends cannot be linked; the text says why."""


@dataclass(frozen=True)
class Node:
    """A widget on the canvas. `auto` is False while it is paused."""

    widget: Any
    title: str = ""
    position: tuple[float, float] = (0.0, 0.0)
    auto: bool = True


@dataclass(frozen=True)
class Link:
    """From an output port to an input port; a disabled one carries nothing."""

    source: str
    output: str
    target: str
    input: str
    enabled: bool = True


@dataclass(frozen=True)
class Workflow:
    """Nodes by id, links in their order, notes. Ids are slugs of the first title."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    title: str = ""
    description: str = ""
    session: str = ""  # XML that others wrote and we keep

    def __post_init__(self) -> None:
        object.__setattr__(self, "nodes", MappingProxyType(dict(self.nodes)))
        object.__setattr__(self, "links", tuple(self.links))

    # Reading

    @cached_property
    def _into(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped((link.target, link) for link in self.links if link.enabled)

    @cached_property
    def _out_of(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped((link.source, link) for link in self.links if link.enabled)

    @cached_property
    def _order(self) -> tuple[str, ...]:
        # Disabled links count: enabling one must never close a circle.
        above: dict[str, list[str]] = {node: [] for node in self.nodes}
        for link in self.links:
            above[link.target].append(link.source)
        try:
            return tuple(TopologicalSorter(above).static_order())
        except CycleError as error:
            raise _circle([self.nodes[node_id].title for node_id in error.args[1]]) from None

    def into(self, node_id: str) -> tuple[Link, ...]:
        """The enabled links into a node, in their order."""
        return self._into.get(node_id, ())

    @cached_property
    def _disabled_into(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped((link.target, link) for link in self.links if not link.enabled)

    def disabled_into(self, node_id: str) -> tuple[Link, ...]:
        """The disabled links into a node."""
        return self._disabled_into.get(node_id, ())

    def out_of(self, node_id: str) -> tuple[Link, ...]:
        """The enabled links out of a node, in their order."""
        return self._out_of.get(node_id, ())

    def order(self) -> tuple[str, ...]:
        """Node ids, every node after those that feed it. Raises LinkError."""
        return self._order

    def node(self, node_id: str) -> Node:
        """The node of an id. Raises Problem when there is none."""
        if node_id not in self.nodes:
            near = ", ".join(list(self.nodes)[:20]) or "none"
            raise Problem(f"There is no node “{node_id}”. There are: {near}.")
        return self.nodes[node_id]

    # Nodes

    def with_node(self, node_id: str, node: Node) -> Workflow:
        """The workflow with the node added, or put in the place of the one of that id."""
        return replace(self, nodes={**self.nodes, node_id: node})

    def with_new_node(self, widget: Any, title: str | None = None,
                      position: tuple[float, float] = (0.0, 0.0)) -> tuple[Workflow, str]:
        """The workflow with a new node, and its id: the slug of its title."""
        title = title or widget.spec.title
        node_id = free_slug(title, self.nodes)
        return self.with_node(node_id, Node(widget, title, position)), node_id

    def with_widget(self, node_id: str, widget: Any) -> Workflow:
        """The workflow with other settings in a node."""
        return self._with(node_id, widget=widget)

    def with_setting(self, node_id: str, name: str, value: Any) -> Workflow:
        """The workflow with one setting changed. Raises Problem when the value does not fit."""
        widget = self.node(node_id).widget
        name = setting_name(widget, name)
        value = check_setting(type(widget), name, value)
        return self.with_widget(node_id, replace(widget, **{name: value}))

    def with_parsed_setting(self, node_id: str, name: str, text: str, folder: Path) -> Workflow:
        """As `with_setting`, from words; places on disk are below `folder`."""
        widget = self.node(node_id).widget
        name = setting_name(widget, name)
        value = parse_setting(type(widget), name, text)
        return self.with_widget(node_id, typed(replace(widget, **{name: value}), name, folder))

    def with_title(self, node_id: str, title: str) -> Workflow:
        """The workflow with a node renamed; its id stays."""
        return self._with(node_id, title=title)

    def with_position(self, node_id: str, position: tuple[float, float]) -> Workflow:
        """The workflow with a node elsewhere on the canvas, which has no place for NaN."""
        if not all(math.isfinite(part) for part in position):
            raise Problem(f"A node cannot be placed at {position}.")
        return self._with(node_id, position=position)

    def with_auto(self, node_id: str, auto: bool) -> Workflow:
        """The workflow with a node paused, or resumed."""
        return self._with(node_id, auto=auto)

    def _with(self, node_id: str, **changes: Any) -> Workflow:
        return self.with_node(node_id, replace(self.node(node_id), **changes))

    def without_node(self, node_id: str) -> Workflow:
        """The workflow without the node and its links; frames lose it too."""
        nodes = {n: node for n, node in self.nodes.items() if n != node_id}
        links = tuple(x for x in self.links if node_id not in (x.source, x.target))
        notes = tuple(_without_member(note, node_id) for note in self.annotations)
        return replace(self, nodes=nodes, links=links, annotations=notes)

    # Links

    def with_link(self, link: Link) -> Workflow:
        """The workflow with the link added; at an input that takes one, in place of the old one.

        Raises LinkError when the ports are not there, do not fit, or a circle would close.
        """
        taken = self._check_ports(link)
        if any(_ends(old) == _ends(link) for old in self.links):
            raise LinkError("These two are linked already.")
        kept = self.links
        if not taken.many:
            kept = tuple(x for x in kept if (x.target, x.input) != (link.target, link.input))
        linked = replace(self, links=(*kept, link))
        linked.order()
        return linked

    def with_fitting_links(self, links: Iterable[Link]) -> tuple[Workflow, tuple[str, ...]]:
        """The workflow with those links that are allowed, and why each of the others is not.

        For many links at once, in the time of one. What is there stays: of two links to an input
        that takes one, the first; of those that make a circle, all but the one that closes it.
        """
        kept: dict[tuple[str, ...], Link] = {}
        refused: list[tuple[Link, Problem]] = []
        for link in (*self.links, *links):
            try:
                many = self._check_ports(link).many
            except LinkError as error:
                refused.append((link, error))
                continue
            first = kept.setdefault(_ends(link) if many else (link.target, link.input), link)
            if first is not link:
                refused.append((link, _taken(first, link)))
        closing = _closing_circles(self.nodes, kept.values())
        refused += [(link, _circle([])) for link in closing]
        links = tuple(link for link in kept.values() if link not in closing)
        told = tuple(f"The link from {x.source} to {x.target} is left out: {e}" for x, e in refused)
        return replace(self, links=links), told

    def without_link(self, link: Link) -> Workflow:
        return replace(self, links=tuple(old for old in self.links if old != link))

    def with_link_enabled(self, link: Link, enabled: bool) -> Workflow:
        """The workflow with a link that carries something, or nothing."""
        changed = replace(link, enabled=enabled)
        return replace(self, links=tuple(changed if old == link else old for old in self.links))

    def _check_ports(self, link: Link) -> Input:
        for end in (link.source, link.target):
            if end not in self.nodes:
                raise LinkError(f"There is no node “{end}”.")
        source, target = self.nodes[link.source].widget, self.nodes[link.target].widget
        sent = source.spec.outputs.get(link.output)
        taken = target.spec.inputs.get(link.input)
        if sent is None:
            raise LinkError(f"{source.spec.title} has no output “{link.output}”. "
                            f"It has: {', '.join(source.spec.outputs) or 'none'}.")
        if taken is None:
            raise LinkError(f"{target.spec.title} has no input “{link.input}”. "
                            f"It has: {', '.join(target.spec.inputs) or 'none'}.")
        if sent is not Anything and not issubclass(sent, taken.type):
            raise LinkError(f"“{link.output}” sends {sent.__name__.lower()}, and “{link.input}” "
                            f"takes {taken.type.__name__.lower()}.")
        return taken


def _ends(link: Link) -> tuple[str, str, str, str]:
    return link.source, link.output, link.target, link.input


def _taken(first: Link, link: Link) -> LinkError:
    if _ends(first) == _ends(link):
        return LinkError("These two are linked already.")
    return LinkError(f"“{link.input}” takes one link only.")


def _circle(titles: list[str]) -> LinkError:
    way = f": {' → '.join(titles)}" if 0 < len(titles) <= 6 else ""
    return LinkError(f"A widget cannot feed itself: the links would go in a circle{way}.")


def _closing_circles(nodes: Iterable[str], links: Iterable[Link]) -> dict[Link, None]:
    """The links that lead back to a node the walk came through; without them is no circle."""
    after = _grouped((link.source, link) for link in links)
    closing: dict[Link, None] = {}
    under_way: dict[str, bool] = {}  # absent while not yet visited
    for start in nodes:
        path = [] if start in under_way else [(start, iter(after.get(start, ())))]
        under_way.setdefault(start, True)
        while path:
            link = next(path[-1][1], None)
            if link is None:
                under_way[path.pop()[0]] = False
            elif link.target not in under_way:
                under_way[link.target] = True
                path.append((link.target, iter(after.get(link.target, ()))))
            elif under_way[link.target]:
                closing[link] = None
    return closing


def _without_member(note: Annotation, node_id: str) -> Annotation:
    if not isinstance(note, Frame) or node_id not in note.members:
        return note
    return replace(note, members=tuple(m for m in note.members if m != node_id))


def _grouped(pairs: Iterable[tuple[str, Link]]) -> dict[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {}
    for name, link in pairs:
        found.setdefault(name, []).append(link)
    return {name: tuple(links) for name, links in found.items()}
