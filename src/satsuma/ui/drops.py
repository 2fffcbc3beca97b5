"""Drops: what it means when something is dropped on the canvas, as plain data. Knows no Qt.

`look_at` asks the file system, so it belongs into the background; `meaning` only thinks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from os.path import normpath
from pathlib import Path
from typing import Any, Literal

from satsuma.catalog import Catalog
from satsuma.data.formats import HEAD, PICTURE_SUFFIXES, looks_like_picture, suffix_of
from satsuma.data.names import escape, natural_key
from satsuma.data.tables import is_table_file
from satsuma.problem import Problem
from satsuma.widget import setting_fields
from satsuma.workflow.fragment import free_title
from satsuma.workflow.model import Workflow

WIDGET_MIME = "application/x-satsuma-widget"
"""What the toolbox puts on a drag: the id of a widget, as UTF-8."""

Seen = Literal["folder", "workflow", "picture", "table", "other", "missing"]
"""What a path turned out to be."""


@dataclass(frozen=True)
class OpenWorkflow:
    """Workflows, to be opened."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class AddPictures:
    """Folders and loose pictures, for the widget of that id; names of files that are neither."""

    widget: str
    sources: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddTable:
    """A table, for the widget of that id."""

    widget: str
    path: Path


@dataclass(frozen=True)
class NewWidget:
    """A widget out of the toolbox, by its id."""

    id: str


@dataclass(frozen=True)
class Refused:
    """Nothing that can be used here; the reason is for the person."""

    reason: str


Drop = OpenWorkflow | AddPictures | AddTable | NewWidget | Refused


def look_at(paths: Iterable[Path]) -> dict[Path, Seen]:
    """What each path is. Asks the file system."""
    return {path: _seen(path) for path in paths}


def meaning(paths: Sequence[Path], seen: Mapping[Path, Seen], catalog: Catalog) -> Drop:
    """What is meant by dropping these files and folders, after `look_at` has seen them."""
    kinds: dict[Seen, list[Path]] = {}
    for path in dict.fromkeys(paths):
        kinds.setdefault(seen.get(path, "missing"), []).append(path)
    pictures = kinds.get("folder", []) + kinds.get("picture", [])
    workflows = kinds.get("workflow", [])
    if workflows and not pictures:
        return OpenWorkflow(tuple(workflows))
    if pictures and not workflows:
        rest = [path for path in paths if path not in pictures]
        return _pictures(pictures, rest, catalog)
    if workflows:
        return Refused("Drop workflows and pictures one after the other.")
    if tables := kinds.get("table"):
        return _table(tables, catalog)
    return Refused(_why_not(kinds))


def widget_dropped(widget_id: str, catalog: Catalog) -> Drop:
    """What is meant by dropping something that carries `WIDGET_MIME`."""
    if widget_id in catalog.widgets:
        return NewWidget(widget_id)
    return Refused("This widget is not installed here.")


def with_sources(workflow: Workflow, node_id: str, new_sources: Iterable[str]) -> Workflow:
    """The workflow with more folders and pictures in a node; those it has are not added twice.

    Raises Problem when the node takes none.
    """
    widget = workflow.node(node_id).widget
    name = _setting(widget, "pictures")
    if name is None:
        raise Problem(f"{widget.spec.title} takes no folders. Drop them on the canvas instead.")
    now = getattr(widget, name)
    if not isinstance(now, tuple):
        return workflow.with_setting(node_id, name, next(iter(new_sources), now))
    known = {normpath(source) for source in now}
    more = dict.fromkeys(normpath(source) for source in new_sources)
    added = tuple(source for source in more if source not in known)
    return workflow.with_setting(node_id, name, now + added) if added else workflow


def takes_sources(widget: Any) -> bool:
    """Whether folders and pictures can be dropped on a node of this widget (or its class)."""
    return _setting(widget, "pictures") is not None


def reads_files(widget: Any) -> bool:
    """Whether it reads pictures or a file of a person's, which may change meanwhile."""
    return takes_sources(widget) or _setting(widget, "file") is not None


def placed(workflow: Workflow, catalog: Catalog, sources: Iterable[str],
           position: tuple[float, float]) -> tuple[Workflow, str]:
    """The workflow with a new node that reads these folders and pictures, and the node's id.

    Raises Problem when no widget reads any.
    """
    cls = _reader(catalog, "pictures")
    if cls is None:
        raise Problem(_NO_PICTURES)
    made = cls()
    made = made.placed() if hasattr(made, "placed") else made
    title = free_title(made.spec.title, {node.title for node in workflow.nodes.values()})
    workflow, node_id = workflow.with_new_node(made, title, position)
    return with_sources(workflow, node_id, sources), node_id


def with_table(workflow: Workflow, node_id: str, file: Path) -> Workflow:
    """The workflow with another table in a node. Raises Problem when the node takes none."""
    widget = workflow.node(node_id).widget
    name = _setting(widget, "file")
    if name is None:
        raise Problem(f"{widget.spec.title} takes no tables. Drop it on the canvas instead.")
    return workflow.with_setting(node_id, name, str(file))


def placed_table(workflow: Workflow, catalog: Catalog, file: Path,
                 position: tuple[float, float]) -> tuple[Workflow, str]:
    """The workflow with a new node that reads this table, and the node's id."""
    cls = _reader(catalog, "file")
    if cls is None:
        raise Problem(_NO_TABLES)
    title = free_title(cls.spec.title, {node.title for node in workflow.nodes.values()})
    workflow, node_id = workflow.with_new_node(cls(), title, position)
    return with_table(workflow, node_id, file), node_id


_NO_PICTURES = "There is no widget that reads pictures yet."
_NO_TABLES = "There is no widget that reads tables yet."


def _seen(path: Path) -> Seen:
    suffix = suffix_of(path.name)
    try:
        if path.is_dir():
            return "folder"
        if not path.is_file():
            return "missing"
        if suffix in (".ows", ".html", ".htm"):  # a report brings its workflows along
            return "workflow"
        if suffix in PICTURE_SUFFIXES:
            return "picture"
        if is_table_file(path.name):
            return "table"
        with path.open("rb") as stream:
            return "picture" if looks_like_picture(stream.read(HEAD)) else "other"
    except OSError:
        return "missing"


def _pictures(pictures: Sequence[Path], rest: Iterable[Path], catalog: Catalog) -> Drop:
    cls = _reader(catalog, "pictures")
    if cls is None:
        return Refused(_NO_PICTURES)
    in_order = sorted(pictures, key=lambda path: natural_key(escape(path.as_posix())))
    return AddPictures(cls.spec.id, tuple(str(path) for path in in_order),
                       tuple(escape(path.name) for path in rest))


def _table(tables: Sequence[Path], catalog: Catalog) -> Drop:
    cls = _reader(catalog, "file")
    if cls is None:
        return Refused(_NO_TABLES)
    if len(tables) > 1:
        return Refused("Drop one table at a time.")
    return AddTable(cls.spec.id, tables[0])


def _why_not(kinds: Mapping[Seen, Sequence[Path]]) -> str:
    if missing := kinds.get("missing"):
        return f"“{escape(missing[0].name)}” cannot be found or read."
    if others := kinds.get("other"):
        return (f"“{escape(others[0].name)}” is neither a picture, a table nor a workflow. "
                "Drop pictures, folders of pictures, tables (.csv, .xlsx …) or workflows (.ows).")
    return "Only files and folders on this computer can be dropped here."


def _reader(catalog: Catalog, kind: str) -> Any:
    """The first widget that reads such files: it has a setting for them and needs no input."""
    return next((cls for cls in catalog.widgets.values()
                 if _setting(cls, kind) is not None and not cls.spec.inputs), None)


def _setting(widget: Any, kind: str) -> str | None:
    return _setting_of(widget if isinstance(widget, type) else type(widget), kind)


@cache
def _setting_of(cls: type, kind: str) -> str | None:
    """Asked for every node whenever the workflow changes, and the same for all of a class."""
    return next((name for name, field in setting_fields(cls).items()
                 if field.metadata.get("path") == kind), None)
