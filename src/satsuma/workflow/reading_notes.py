"""Reading notes, arrows and frames from a workflow file."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from satsuma.problem import Problem
from satsuma.workflow.annotations import Annotation, Arrow, Frame, Rect, TextNote
from satsuma.workflow.coordinates import read_coordinates, read_number


def read_note(element: ET.Element, ids: Mapping[str, str]) -> Annotation:
    """The annotation that an element describes; `ids` leads from ids in the file to ours.

    Raises Problem when it is of no known kind, or lies nowhere.
    """
    match element.tag:
        case "text":
            return TextNote(_rect(element), element.text or "", element.get("type", "text/plain"),
                            element.get("font-family", ""), _font_size(element))
        case "arrow":
            return Arrow(_point(element, "start"), _point(element, "end"), element.get("fill", ""))
        case "frame":
            named = (ids.get(member.get("node_id", "")) for member in element.iterfind("member"))
            return Frame(element.get("id", ""), element.get("title", ""), _rect(element),
                         tuple(node for node in named if node),
                         element.get("collapsed") == "true")
    raise Problem(f"<{element.tag[:40]}> is no kind of annotation")


def _rect(element: ET.Element) -> Rect:
    values = read_coordinates(element.get("rect"), 4)
    if values is None:
        raise Problem(f"a <{element.tag}> has no place: its rect is not (left, top, width, height)")
    left, top, width, height = values
    return left, top, width, height


def _point(element: ET.Element, name: str) -> tuple[float, float]:
    values = read_coordinates(element.get(name), 2)
    if values is None:
        raise Problem(f"an <{element.tag}> has no place: its {name} is not (x, y)")
    return values[0], values[1]


def _font_size(element: ET.Element) -> int:
    size = read_number(element.get("font-size"))
    return int(size) if size is not None and 1 <= size <= 999 else 13
