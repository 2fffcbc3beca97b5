"""Missing places: folders and files that a workflow names and that are elsewhere now.

Nothing here looks at the disk by itself: whether something exists is asked of a function, so that
a window can look in the background and a test can invent a disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from satsuma.widget import setting_fields
from satsuma.workflow.model import Workflow
from satsuma.workflow.paths import computer_of

Exists = Callable[[str], bool]


@dataclass(frozen=True)
class Missing:
    """A place that a setting names and that is not there."""

    node: str
    setting: str
    place: str


def named_places(workflow: Workflow) -> tuple[Missing, ...]:
    """Every place on disk in the workflow, in the order of its nodes."""
    return tuple(Missing(node_id, name, place)
                 for node_id, node in workflow.nodes.items()
                 for name, place in _places(node.widget))


def missing_places(workflow: Workflow, exists: Exists) -> tuple[Missing, ...]:
    """The places on disk in the workflow that do not exist.

    On another computer nobody looks while the node is paused: see `far_place`.
    """
    asked = [one for one in named_places(workflow)
             if workflow.nodes[one.node].auto or not computer_of(one.place)]
    known: dict[str, bool] = {}
    for one in asked:
        if one.place not in known:
            known[one.place] = exists(one.place)
    return tuple(one for one in asked if not known[one.place])


def replaced(workflow: Workflow, places: Mapping[str, str]) -> Workflow:
    """The workflow with these places named instead, wherever it names them."""
    for node_id, node in workflow.nodes.items():
        widget = _with_places(node.widget, places)
        if widget != node.widget:
            workflow = workflow.with_widget(node_id, widget)
    return workflow


def repaired(workflow: Workflow, old_root: str, new_root: str) -> Workflow:
    """The workflow with everything at or below `old_root` looked for at `new_root` instead."""
    places = {one.place for one in named_places(workflow)}
    return replaced(workflow, {place: moved(place, old_root, new_root) for place in places})


def moved(place: str, old_root: str, new_root: str) -> str:
    """The place after what was at `old_root` went to `new_root`; others stay as they are."""
    old, here = _parts(old_root), _parts(place)
    if not old or here[:len(old)] != old:
        return place
    return str(Path(new_root, *here[len(old):]))


def common_change(old: str, new: str) -> tuple[str, str]:
    """What changed at the beginning: `/a/x/cows` to `/b/x/cows` is `/a` to `/b`."""
    before, after = _parts(old), _parts(new)
    same = 0
    while same < min(len(before), len(after)) - 1 and before[-1 - same] == after[-1 - same]:
        same += 1
    return _joined(old, before[:len(before) - same]), _joined(new, after[:len(after) - same])


def guess(place: str, folder: Path, exists: Exists, also: tuple[Path, ...] = ()) -> str:
    """Where a missing place probably is now: below the workflow's folder, or one of its parents.

    The longest end of the path that is found wins; "" when nothing is.
    """
    parts = _parts(place)
    roots = [folder, *list(folder.parents)[:2], *also]
    for count in range(len(parts) - 1, 0, -1):
        for root in roots:
            found = str(root.joinpath(*parts[-count:]))
            if found != place and exists(found):
                return found
    return ""


def places_read(workflow: Workflow) -> set[str]:
    """All files and folders that the widgets of a workflow read, as their settings name them."""
    return {place for node in workflow.nodes.values() for _, place in _places(node.widget)}


def _places(widget: Any) -> Iterator[tuple[str, str]]:
    """What the widget reads; a place that is to be written need not be there."""
    for name, field in setting_fields(widget).items():
        if field.metadata.get("path") and not str(field.metadata["path"]).startswith("new "):
            yield from ((name, place) for place in _texts(getattr(widget, name)) if place)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def _with_places(widget: Any, places: Mapping[str, str]) -> Any:
    changes: dict[str, Any] = {}
    for name, field in setting_fields(widget).items():
        value = getattr(widget, name)
        if not field.metadata.get("path"):
            continue
        if isinstance(value, tuple):
            changes[name] = tuple(places.get(one, one) for one in value)
        elif isinstance(value, str):
            changes[name] = places.get(value, value)
    return replace(widget, **changes) if changes else widget


def _parts(place: str) -> list[str]:
    r"""The steps of a path of any system: both `/` and, in a path of Windows, `\` part them."""
    if re.match(r"[A-Za-z]:[\\/]|\\\\", place):
        return [part for part in re.split(r"[\\/]+", place) if part]
    return ["/", *filter(None, place.split("/"))] if place.startswith("/") \
        else [part for part in place.split("/") if part]


def _joined(like: str, parts: list[str]) -> str:
    """The steps as a path again, in the manner of `like`."""
    if "\\" in like and not like.startswith("/"):
        front = "\\\\" if like.startswith("\\\\") else ""
        return front + "\\".join(parts)
    return "/".join(parts).replace("//", "/", 1)
