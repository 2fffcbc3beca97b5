"""What stands around a widget that came from Orange, as far as it can be known without running.

Orange keeps picked rows by their places, and here they have ids. Where a table comes straight from
a file, its rows are numbered from 1 in both programs; then places are ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from satsuma.data.guess import is_id
from satsuma.workflow.model import Workflow
from satsuma.workflow.orange.foreign_settings import ForeignSettings

FILE = "Orange.widgets.data.owfile.OWFile"
IMPORT = "orangecontrib.imageanalytics.widgets.owimageimport.OWImportImages"
DISTANCES = "Orange.widgets.unsupervised.owdistances.OWDistances"
SELECT_COLUMNS = "Orange.widgets.data.owselectcolumns.OWSelectAttributes"

FARTHEST = 100
"""Widgets that are looked at upstream; a file may have ten thousand in a row."""


@dataclass(frozen=True)
class Arrived:
    """A workflow from Orange: which widget its nodes were there, and their settings."""

    workflow: Workflow
    came: Mapping[str, tuple[str, ForeignSettings]]
    entered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By which inputs of Orange links lead into each node, as often as they do."""

    @cached_property
    def before(self) -> Mapping[str, set[str]]:
        """The nodes from which links lead into each."""
        found: dict[str, set[str]] = {}
        for link in self.workflow.links:
            found.setdefault(link.target, set()).add(link.source)
        return found

    @cached_property
    def linked(self) -> set[tuple[str, str]]:
        """Nodes and their outputs that links lead from."""
        return {(link.source, link.output) for link in self.workflow.links}


@dataclass(frozen=True)
class Around:
    """The surroundings of one node."""

    arrived: Arrived
    node_id: str

    def sends(self, output: str) -> bool:
        """Whether a link leads from this output."""
        return (self.node_id, output) in self.arrived.linked

    def entered_by(self, port: str) -> bool:
        """Whether a link leads into this input, as it is called there, and others into others."""
        ports = self.arrived.entered.get(self.node_id, ())
        return port in ports and len(ports) > 1

    def row_ids(self, places: Iterable[int]) -> tuple[str, ...] | None:
        """The ids of the rows at these places, from 0; None where they cannot be known."""
        node_id = self.node_id
        for _ in range(FARTHEST):
            sources = self.arrived.before.get(node_id, set())
            if len(sources) != 1:
                return None
            node_id, = sources
            there, settings = self.arrived.came.get(node_id, ("", ForeignSettings({})))
            if there == FILE:
                return tuple(str(place + 1) for place in places) if _is_numbered(settings) else None
            if not _keeps_rows(there, settings):
                return None
        return None

    def are_pictures_imported(self) -> bool:
        """Whether all rows come from Import Images, where a picture's place is its id."""
        found, waiting = {self.node_id}, [self.node_id]
        while waiting and len(found) < FARTHEST:
            node_id = waiting.pop()
            before = self.arrived.before.get(node_id, set())
            there = self.arrived.came.get(node_id, ("",))[0]
            if not before and node_id != self.node_id and there != IMPORT:
                return False
            waiting.extend(before - found)
            found |= before
        return not waiting


def _keeps_rows(there: str, settings: ForeignSettings) -> bool:
    if there == DISTANCES:
        return settings.get("axis") in (None, 0)
    return there == SELECT_COLUMNS


def _is_numbered(settings: ForeignSettings) -> bool:
    """Whether a File's rows are numbered here: it has no column of ids, as far as Orange noted."""
    editor = settings.of_context("domain_editor")
    listed: Any = editor.get("variables") if isinstance(editor, dict) else None
    if not isinstance(listed, list) or not listed:
        return False
    names = [one[0] if isinstance(one, list | tuple) and one else None for one in listed]
    return all(isinstance(name, str) and not is_id(name) for name in names)
