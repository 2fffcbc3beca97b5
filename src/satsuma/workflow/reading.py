"""Reading the elements of a workflow file into a workflow value."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from operator import itemgetter
from pathlib import Path

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.workflow.annotations import Annotation
from satsuma.workflow.coordinates import read_coordinates
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.orange.around import Around, Arrived
from satsuma.workflow.orange.counterparts import Counterpart
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.orange.taking import settled
from satsuma.workflow.paths import far_place
from satsuma.workflow.reading_notes import read_note
from satsuma.workflow.reading_widget import SavedWidget, SettingsBudget
from satsuma.workflow.slug import free_slug, slug
from satsuma.workflow.unknown import Unknown

MOST_NODES = 10_000
MOST_PROBLEMS = 200


class Reading:
    """One file being read: gathers nodes, links and problems."""

    def __init__(self, root: ET.Element, folder: Path, catalog: Catalog) -> None:
        self._root, self._folder, self._catalog = root, folder, catalog
        self._problems: list[str] = []
        self._untold = 0
        self._budget = SettingsBudget()
        self._nodes: dict[str, Node] = {}
        self._ids: dict[str, str] = {}  # id in the file -> id here
        self._numbers: dict[str, int] = {}  # slug -> the next number behind it
        self._pairs: dict[str, Counterpart] = {}  # nodes here that stand for a widget of Orange
        self._came: dict[str, ForeignSettings] = {}
        self._channels: dict[str, dict[str, str]] = {}  # node here -> "in:port" -> shown name
        self._entered: dict[str, list[str]] = {}  # node here -> the inputs of Orange's links

    def workflow(self) -> tuple[Workflow, tuple[str, ...]]:
        """The workflow, and what could not be taken over. Raises Problem when it is too large."""
        elements = list(islice(self._root.iterfind("nodes/node"), MOST_NODES + 1))
        if len(elements) > MOST_NODES:
            raise Problem(f"This is no workflow: it has more than {MOST_NODES:,} nodes.")
        properties = self._properties()
        for element in elements:
            self._take_node(element, properties)
        links = [link for _, link in sorted(self._links(), key=itemgetter(0))]
        self._give_ports(links)
        workflow = Workflow(self._nodes, (), tuple(self._annotations()),
                            self._root.get("title", ""), self._root.get("description", ""),
                            self._session())
        workflow, refused = workflow.with_fitting_links(links)
        for one in refused:
            self._tell(one)
        return self._settled(workflow), self._told()

    def _told(self) -> tuple[str, ...]:
        more = self._untold
        return (*self._problems, *([f"And {more:,} more problems."] if more else []))

    def _tell_of(self, where: str, text: str) -> None:
        self._tell(f"{where}: {text}")

    def _tell(self, text: str) -> None:
        """A file may have millions of them; the first are kept, the others counted."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(text)
        else:
            self._untold += 1

    # Nodes

    def _properties(self) -> dict[str, ET.Element]:
        found: dict[str, ET.Element] = {}
        twice: dict[str, None] = {}
        for element in self._root.iterfind("node_properties/properties"):
            node_id = element.get("node_id", "")
            if found.setdefault(node_id, element) is not element:
                twice[node_id] = None
        for node_id in twice:
            self._tell_of(f"Node “{node_id[:80]}”", "has settings twice; the first are used.")
        return found

    def _take_node(self, element: ET.Element, properties: dict[str, ET.Element]) -> None:
        title = element.get("title")
        title = element.get("name", "Node") if title is None else title
        tell = partial(self._tell_of, f"Node “{title[:80]}”")
        given = element.get("id")
        own = None
        if given is None or given in self._ids:
            tell("its id is missing or taken; it gets a new one, and the default settings.")
            node_id = self._new_id(title)
        else:
            node_id = self._ids[given] = self._id(given, title)
            own = properties.get(given)
        place = read_coordinates(element.get("position"), 2)
        if place is None:
            tell("its position is not (x, y); it is placed at (0, 0).")
            place = (0.0, 0.0)
        saved = SavedWidget(element, own, tell, self._budget)
        widget, pair, foreign = saved.read(self._catalog, self._folder)
        if pair is not None:
            self._pairs[node_id] = pair
        if foreign is not None:
            self._came[node_id] = foreign
        far = "" if isinstance(widget, Unknown) else far_place(widget, self._folder)
        if far:
            tell(f"it names “{far[:200]}” on another computer. It is paused; resume it to look "
                 "there.")
        auto = element.get("auto") != "false" and not far
        self._nodes[node_id] = Node(widget, title, (place[0], place[1]), auto)

    def _settled(self, workflow: Workflow) -> Workflow:
        """The workflow with what a widget of Orange kept of those around it."""
        arrived = Arrived(workflow, {one: (self._pairs[one].there, kept)
                                     for one, kept in self._came.items()}, self._entered)
        nodes = dict(workflow.nodes)
        for node_id, settings in self._came.items():
            node = nodes[node_id]
            tell = partial(self._tell_of, f"Node “{node.title[:80]}”")
            widget = settled(self._pairs[node_id], node.widget, settings,
                             Around(arrived, node_id), tell)
            nodes[node_id] = replace(node, widget=widget)
        return replace(workflow, nodes=nodes) if self._came else workflow

    def _id(self, given: str, title: str) -> str:
        """The id in the file, where it can be typed on a command line; else a new one.

        Orange counts its nodes, and a number says nothing to a person.
        """
        counted = given.isdigit() and self._root.get("satsuma") is None
        if given != slug(given) or counted or given in self._nodes:
            return self._new_id(title)
        return given

    def _new_id(self, title: str) -> str:
        plain = slug(title)
        number = self._numbers.get(plain, 2)
        found = free_slug(title, self._nodes, number)
        if found != plain:
            self._numbers[plain] = number + 1
        return found

    # Links

    def _links(self) -> Iterator[tuple[bool, Link]]:
        """The links, each with whether others into the same input go before it."""
        for element in self._root.iterfind("links/link"):
            source = self._ids.get(element.get("source_node_id", ""))
            target = self._ids.get(element.get("sink_node_id", ""))
            if source is None or target is None:
                self._tell_of(f"Link “{element.get('id', '')[:80]}”",
                              "one of its nodes is not in the file; it is left out.")
                continue
            link = Link(source, self._port(element, "source_channel", source, "out"), target,
                        self._port(element, "sink_channel", target, "in"),
                        element.get("enabled") != "false")
            yield not self._is_first(element, target), link

    def _is_first(self, element: ET.Element, target: str) -> bool:
        """Whether a link enters a widget of Orange by the input that goes before others."""
        if (pair := self._pairs.get(target)) is None:
            return False
        port = pair.input_there(element.get("sink_channel_id", ""),
                                element.get("sink_channel", ""))
        if port is not None:
            self._entered.setdefault(target, []).append(port.there)
        return port is not None and port.first

    def _port(self, element: ET.Element, which: str, node_id: str, side: str) -> str:
        shown = element.get(which, "")
        port = element.get(f"{which}_id") or shown
        if (pair := self._pairs.get(node_id)) is not None:
            port = pair.port_here(side, element.get(f"{which}_id", ""), shown)
        self._channels.setdefault(node_id, {})[f"{side}:{port}"] = shown
        return port

    def _give_ports(self, links: list[Link]) -> None:
        """An unknown widget has the ports that links name."""
        ports: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
        for link in links:
            ports.setdefault(link.target, ({}, {}))[0][link.input] = None
            ports.setdefault(link.source, ({}, {}))[1][link.output] = None
        for node_id, (inputs, outputs) in ports.items():
            node = self._nodes[node_id]
            if isinstance(node.widget, Unknown):
                widget = replace(node.widget, inputs=tuple(inputs), outputs=tuple(outputs),
                                 channels=tuple(self._channels[node_id].items()))
                self._nodes[node_id] = replace(node, widget=widget)

    # Everything else

    def _annotations(self) -> Iterator[Annotation]:
        for element in self._root.iterfind("annotations/*"):
            try:
                yield read_note(element, self._ids)
            except Problem as error:
                self._tell(f"A note is left out: {error}.")

    def _session(self) -> str:
        """What other programs keep there, as text, with our ids."""
        element = self._root.find("session_state")
        if element is None or not len(element):
            return ""
        for part in element.iter():
            if (node_id := self._ids.get(part.get("node_id", ""))) is not None:
                part.set("node_id", node_id)
        return "".join(ET.tostring(child, encoding="unicode").strip() for child in element)
