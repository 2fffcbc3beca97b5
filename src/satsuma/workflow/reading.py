"""Reading the elements of a workflow file into a workflow value."""

from __future__ import annotations

import ast
import json
import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.widget import setting_fields
from satsuma.workflow.annotations import Annotation, Arrow, Frame, TextNote
from satsuma.workflow.codec import check_setting
from satsuma.workflow.model import Link, LinkError, Node, Workflow, free_slug
from satsuma.workflow.paths import made_absolute
from satsuma.workflow.unknown import Unknown


def number(text: str | None) -> float:
    try:
        number = float(text or "")
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _numbers(text: str | None, count: int) -> tuple[float, ...]:
    """"(1.0, 2.0)" as numbers; zeros for anything else."""
    try:
        values = ast.literal_eval((text or "")[:200])
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        values = ()
    good = (isinstance(values, tuple) and len(values) == count and
            all(type(v) in (int, float) and math.isfinite(v) for v in values))
    return tuple(float(v) for v in values) if good else (0.0,) * count


class Reading:
    """One file being read: gathers nodes, links and problems."""

    def __init__(self, root: ET.Element, folder: Path, catalog: Catalog) -> None:
        self._root, self._folder, self._catalog = root, folder, catalog
        self._problems: list[str] = []
        self._ids: dict[str, str] = {}  # id in the file -> id here
        self._nodes: dict[str, Node] = {}
        self._channels: dict[str, dict[str, str]] = {}  # node here -> "in:port" -> shown name
        found = root.iterfind("node_properties/properties")
        self._properties = {one.get("node_id", ""): one for one in found}

    def workflow(self) -> tuple[Workflow, tuple[str, ...]]:
        """The workflow, and what could not be taken over."""
        for element in self._root.iterfind("nodes/node"):
            self._take_node(element)
        links = list(self._links())
        self._give_ports(links)
        workflow = Workflow(self._nodes, (), tuple(self._annotations()),
                            self._root.get("title", ""), self._root.get("description", ""),
                            self._session())
        return self._linked(workflow, links), tuple(self._problems)

    # Nodes

    def _take_node(self, element: ET.Element) -> None:
        title = element.get("title") or element.get("name") or "Node"
        given = element.get("id")
        if given is None or given in self._ids:
            self._problems.append(f"Node “{title}”: its id is missing or taken; it gets a new one.")
            given = f"{given} again {len(self._ids)}"
        node_id = given if given == free_slug(given, ()) else free_slug(title, self._nodes)
        if node_id in self._nodes:
            node_id = free_slug(title, self._nodes)
        self._ids[given] = node_id
        x, y = _numbers(element.get("position"), 2)
        auto = element.get("auto", "true") != "false"
        widget = self._widget(element, given, f"Node “{title}”")
        self._nodes[node_id] = Node(widget, title, (x, y), auto)

    def _widget(self, element: ET.Element, given: str, where: str) -> Any:
        properties = self._properties.get(given)
        name = element.get("qualified_name", "")
        cls = self._catalog.widgets.get(name)
        if cls is None:
            return self._unknown(element, properties, where, f"the widget {name!r} is not here")
        version = element.get("version", "")
        if not version.isdigit() or int(version) < 1:
            version = "1"
        if int(version) > cls.spec.version:
            return self._unknown(element, properties, where,
                                 "it was saved by a newer version of Satsuma")
        try:
            return self._known(cls, properties, int(version), where)
        except Problem as error:
            return self._unknown(element, properties, where, str(error))

    def _known(self, cls: Any, properties: ET.Element | None, version: int, where: str) -> Any:
        settings = self._settings(properties, where)
        for old in range(version, cls.spec.version):
            settings = _migrated(cls, old, settings)
        values = {}
        for name, data in settings.items():
            if name not in setting_fields(cls):
                self._problems.append(f"{where}: there is no setting “{name}”.")
                continue
            try:
                values[name] = check_setting(cls, name, data)
            except Problem as error:
                self._problems.append(f"{where}: {error} The default is used.")
        return made_absolute(cls(**values), self._folder)

    def _settings(self, properties: ET.Element | None, where: str) -> dict[str, Any]:
        if properties is None:
            return {}
        if properties.get("format") != "json":
            self._problems.append(f"{where}: its settings are not in JSON and are not read.")
            return {}
        try:
            settings = json.loads(properties.text or "{}")
        except (ValueError, RecursionError) as error:
            self._problems.append(f"{where}: its settings are no JSON ({error}).")
            return {}
        if not isinstance(settings, dict):
            self._problems.append(f"{where}: its settings are no JSON object.")
            return {}
        return settings

    def _unknown(self, element: ET.Element, properties: ET.Element | None, where: str,
                 why: str) -> Unknown:
        reason = f"{where} cannot be used: {why}. It is kept as it is."
        self._problems.append(reason)
        own = ("id", "title", "position", "auto")
        kept = tuple((k, v) for k, v in element.attrib.items() if k not in own)
        if properties is None:
            return Unknown(kept, None, "", reason)
        return Unknown(kept, properties.text or "", properties.get("format", ""), reason)

    # Links

    def _links(self) -> Iterator[Link]:
        for element in self._root.iterfind("links/link"):
            source = self._ids.get(element.get("source_node_id", ""))
            target = self._ids.get(element.get("sink_node_id", ""))
            if source is None or target is None:
                self._problems.append(f"Link {element.get('id', '')!r}: one of its nodes is not in "
                                      "the file; it is left out.")
                continue
            yield Link(source, self._port(element, "source_channel", source, "out"), target,
                       self._port(element, "sink_channel", target, "in"),
                       element.get("enabled", "true") != "false")

    def _port(self, element: ET.Element, which: str, node_id: str, side: str) -> str:
        shown = element.get(which, "")
        port = element.get(f"{which}_id") or shown
        self._channels.setdefault(node_id, {})[f"{side}:{port}"] = shown
        return port

    def _give_ports(self, links: list[Link]) -> None:
        """An unknown widget has the ports that links name."""
        for node_id, node in self._nodes.items():
            if isinstance(node.widget, Unknown):
                ins = tuple(dict.fromkeys(x.input for x in links if x.target == node_id))
                outs = tuple(dict.fromkeys(x.output for x in links if x.source == node_id))
                named = tuple(self._channels.get(node_id, {}).items())
                widget = replace(node.widget, inputs=ins, outputs=outs, channels=named)
                self._nodes[node_id] = replace(node, widget=widget)

    def _linked(self, workflow: Workflow, links: list[Link]) -> Workflow:
        try:
            return workflow.with_links(links)
        except LinkError:  # some do not fit: find out which, one by one
            pass
        for link in links:
            try:
                workflow = workflow.with_link(link)
            except LinkError as error:
                self._problems.append(f"The link from {link.source} to {link.target} is left out: "
                                      f"{error}")
        return workflow

    # Everything else

    def _annotations(self) -> Iterator[Annotation]:
        for element in self._root.iterfind("annotations/*"):
            match element.tag:
                case "text":
                    yield TextNote(_rect(element), element.text or "",
                                   element.get("type", "text/plain"),
                                   element.get("font-family", ""),
                                   int(number(element.get("font-size"))) or 13)
                case "arrow":
                    start, end = (_numbers(element.get(end), 2) for end in ("start", "end"))
                    yield Arrow((start[0], start[1]), (end[0], end[1]), element.get("fill", ""))
                case "frame":
                    members = (self._ids.get(m.get("node_id", "")) for m in element)
                    yield Frame(element.get("id", ""), element.get("title", ""), _rect(element),
                                tuple(m for m in members if m),
                                element.get("collapsed") == "true")

    def _session(self) -> str:
        element = self._root.find("session_state")
        if element is None or not len(element):
            return ""
        for part in element.iter():
            if (node_id := self._ids.get(part.get("node_id", ""))) is not None:
                part.set("node_id", node_id)
        return "".join(ET.tostring(child, encoding="unicode").strip() for child in element)


def _rect(element: ET.Element) -> tuple[float, float, float, float]:
    left, top, width, height = _numbers(element.get("rect"), 4)
    return left, top, width, height


def _migrated(cls: Any, version: int, settings: dict[str, Any]) -> dict[str, Any]:
    try:
        migrated: dict[str, Any] = cls.migrations[version](dict(settings))
    except Exception as error:  # noqa: BLE001 - old settings may hold anything
        raise Problem(f"its settings of version {version} cannot be brought up to date "
                      f"({type(error).__name__}: {error})") from error
    return migrated
