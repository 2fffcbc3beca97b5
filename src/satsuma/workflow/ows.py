"""Workflow files, `.ows`: Orange's XML dialect with settings as JSON; docs/file-format.md.

Reading is only reading: no entity is resolved, nothing is unpickled, nothing is run. What cannot
be taken over is told, with its line or node, and the rest still opens. Widgets that are unknown
here are kept as they stand and saved back.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from satsuma.catalog import Catalog
from satsuma.data.atomic import atomic_write
from satsuma.problem import Problem
from satsuma.workflow.coordinates import read_number
from satsuma.workflow.model import Workflow
from satsuma.workflow.reading import Reading
from satsuma.workflow.writing import FORMAT, dumps

LARGEST = 64_000_000
MOST_ELEMENTS = 400_000
DEEPEST = 40


@dataclass(frozen=True)
class Opened:
    """A workflow from a file, and what could not be taken over."""

    workflow: Workflow
    problems: tuple[str, ...] = ()


def read_ows(file: Path, catalog: Catalog) -> Opened:
    """Read a workflow. Raises Problem when the file is no workflow at all."""
    try:
        if file.is_dir():
            raise Problem("This is a folder, not a workflow file.")
        if file.exists() and not file.is_file():
            raise Problem("This is no file that can be read to its end.")  # a pipe, a device
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise Problem(f"The file cannot be read: {(error.strerror or str(error)).lower()}.") \
            from error
    return loads(data, file.absolute().parent, catalog)


def write_ows(workflow: Workflow, file: Path) -> None:
    """Write a workflow: the file is the old one or the whole new one. Raises Problem."""
    with atomic_write(file) as opened:
        opened.write(dumps(workflow, file.absolute().parent).encode())


def loads(data: bytes, folder: Path, catalog: Catalog) -> Opened:
    """A workflow from the bytes of a file that lies in `folder`. Raises Problem."""
    if len(data) > LARGEST:
        raise Problem(f"This is no workflow: it is larger than {LARGEST // 1_000_000} MB.")
    root = _parsed(data)
    if root.tag != "scheme":
        raise Problem(f"This is no workflow: it begins with <{root.tag[:40]}>, not with <scheme>.")
    if (version := root.get("version", "")) not in ("2.0", "2.1"):
        raise Problem(f"This workflow has version {version[:20]!r}; known are 2.0 and 2.1.")
    if (ours := read_number(root.get("satsuma", "0"))) is None:
        raise Problem("This workflow does not say with which version of Satsuma it was saved.")
    if ours > FORMAT:
        raise Problem("This workflow was saved by a newer version of Satsuma. Update Satsuma to "
                      "open it.")
    workflow, problems = Reading(root, folder, catalog).workflow()
    return Opened(workflow, problems)


class _Bounded(ET.TreeBuilder):
    """Builds the tree, and refuses one too deep or too large while it is still small."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: Any, attrs: Any) -> Any:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise Problem("This is no workflow: its elements are too many or too deep.")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Any:
        self._depth -= 1
        return super().end(tag)


def _parsed(data: bytes) -> ET.Element:
    parser = XMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True,
                       forbid_external=True)
    try:
        parser.feed(data)
        root = parser.close()
    except ET.ParseError as error:
        line, column = error.position
        what = str(error).partition(":")[0]
        raise Problem(f"This is no workflow: {what} in line {line}, column {column}.") from None
    except DefusedXmlException:
        raise Problem("This file defines entities or a document type, which no workflow needs. "
                      "It is not opened.") from None
    except (ValueError, LookupError) as error:
        raise Problem(f"This is no workflow: {error}.") from None
    if root is None:
        raise Problem("This is no workflow: the file is empty.")
    return root
