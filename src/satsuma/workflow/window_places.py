"""Window places: where the windows of widgets stand, kept with the workflow.

They lie in the file's `session_state`, beside what other programs keep there, which stays as it is.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from satsuma.workflow.coordinates import read_coordinates, write_coordinates
from satsuma.workflow.model import Workflow

TAG = "satsuma_windows"

FARTHEST = 100_000
"""Pixels from the corner of the screen; anything beyond is no place of a window."""


@dataclass(frozen=True)
class WindowPlace:
    """Where a window stands or last stood, in pixels, without its frame."""

    x: int
    y: int
    width: int
    height: int
    is_open: bool = True
    is_maximized: bool = False


def places_of(workflow: Workflow) -> dict[str, WindowPlace]:
    """The windows of a workflow by node, in the order of opening; only those that make sense."""
    found: dict[str, WindowPlace] = {}
    for part in _parts(workflow.session) or ():
        if part.tag == TAG:
            found |= {node: place for one in part.iterfind("window")
                      if (node := one.get("node_id", "")) in workflow.nodes
                      and (place := _place(one)) is not None}
    return found


def with_places(workflow: Workflow, places: Mapping[str, WindowPlace]) -> Workflow:
    """The workflow with these windows in the place of those it had."""
    parts = _parts(workflow.session)
    if parts is None:
        return workflow  # it is not ours to mend
    others = "".join(ET.tostring(part, encoding="unicode").strip()
                     for part in parts if part.tag != TAG)
    lines = "".join(_line(node, place) for node, place in places.items() if node in workflow.nodes)
    session = others + (f"<{TAG}>{lines}</{TAG}>" if lines else "")
    return workflow if session == workflow.session else replace(workflow, session=session)


def _parts(session: str) -> list[ET.Element] | None:
    """The elements that stand side by side; None where they cannot be understood."""
    parser = XMLParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(f"<session_state>{session}</session_state>")
        return list(parser.close())
    except (ET.ParseError, DefusedXmlException, ValueError):
        return None


def _place(element: ET.Element) -> WindowPlace | None:
    rect = read_coordinates(element.get("rect"), 4)
    if rect is None or not all(abs(number) < FARTHEST for number in rect):
        return None
    x, y, width, height = (round(number) for number in rect)
    if width < 1 or height < 1:
        return None
    return WindowPlace(x, y, width, height, element.get("open") == "true",
                       element.get("maximized") == "true")


def _line(node: str, place: WindowPlace) -> str:
    rect = write_coordinates((place.x, place.y, place.width, place.height))
    maximized = ' maximized="true"' if place.is_maximized else ""
    return (f'<window node_id={quoteattr(node)} open="{"true" if place.is_open else "false"}" '
            f'rect={quoteattr(rect)}{maximized} />')
