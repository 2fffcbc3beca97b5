"""A workflow as a Python script: a call for every widget, the same tables, no engine."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from satsuma.catalog import OWN_WIDGETS
from satsuma.widget import setting_fields, writes
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.paths import is_foreign, relative
from satsuma.workflow.unknown import Unknown

_TAKEN = frozenset({"absolute", "commit", "compute", "discover"})
"""Names that a script uses itself; variables are in small letters, so classes are no concern."""


def to_python(workflow: Workflow, folder: Path) -> str:
    """The text of a script that lies in `folder`. Paths are written as seen from there."""
    return _Script(workflow, folder).text()


class _Script:
    """One script being written."""

    def __init__(self, workflow: Workflow, folder: Path) -> None:
        self._workflow, self._folder = workflow, folder
        self._variables = _variables(workflow.order())
        self._classes = {cls for node in workflow.nodes.values() if _is_called(node)
                         for cls in _classes(node.widget)}
        self._names = _class_names(self._classes)

    def text(self) -> str:
        calls = "\n\n".join(self._call(node_id) for node_id in self._workflow.order())
        parts = [f'"""{_title(self._workflow)}, as Satsuma wrote it down."""']
        imports = "\n".join(self._imports(
            waits="= WAITING" in calls, places="HERE)" in calls, plans="# commit(" in calls))
        if "HERE)" in calls:
            imports = f"from pathlib import Path\n\n{imports}"
            calls = f"HERE = Path(__file__).absolute().parent\n\n{calls}"
        return "\n\n".join([*parts, imports, calls]) + "\n"

    def _imports(self, *, waits: bool, places: bool, plans: bool) -> Iterator[str]:
        own = [cls for cls in self._classes if cls.__module__.startswith(f"{OWN_WIDGETS}.")]
        if own:
            yield "from satsuma.catalog import discover"
        called = ["WAITING"] * waits + ["commit"] * plans + ["compute"]
        yield f"from satsuma.scripting import {', '.join(called)}"
        lines = [self._import(cls) for cls in self._classes.difference(own)]
        yield from sorted([*lines, *["from satsuma.workflow.paths import absolute"] * places])
        if own:
            yield "\ndiscover()  # finds the widgets of the folder that SATSUMA_WIDGETS names"
            yield from sorted(map(self._import, own))

    def _import(self, cls: type) -> str:
        name = self._names[cls]
        renamed = "" if name == cls.__name__ else f" as {name}"
        return f"from {cls.__module__} import {cls.__name__}{renamed}"

    def _call(self, node_id: str) -> str:
        node = self._workflow.nodes[node_id]
        variable = self._variables[node_id]
        if not _is_called(node):
            title = " ".join(node.title.split())
            why = "is paused" if not node.auto else "is a widget that Satsuma does not know"
            return _plain(f"{variable} = WAITING  # {title} {why}")
        settings = "".join(f"\n    {name}={self._setting(node.widget, name)},"
                           for name in setting_fields(node.widget))
        made = f"{self._names[type(node.widget)]}({settings}{chr(10) if settings else ''})"
        inputs = "".join(f", {name}={value}" for name, value in self._inputs(node_id))
        if writes(node.widget):
            return _writing(variable, made, inputs, self._variables.values())
        return f"{variable} = compute({made}{inputs})"

    def _inputs(self, node_id: str) -> Iterator[tuple[str, str]]:
        links = self._workflow.into(node_id)
        for name, port in self._workflow.nodes[node_id].widget.spec.inputs.items():
            sent = [self._sent(link) for link in links if link.input == name]
            if port.many and sent:
                yield name, f"[{', '.join(sent)}]"
            elif sent:
                yield name, sent[-1]

    def _sent(self, link: Link) -> str:
        source = self._workflow.nodes[link.source]
        variable = self._variables[link.source]
        bundled = _is_called(source) and source.widget.spec.bundle is not None
        return f"{variable}.{link.output}" if bundled else variable

    def _setting(self, widget: Any, name: str) -> str:
        value = getattr(widget, name)
        if not setting_fields(widget)[name].metadata.get("path"):
            return self._value(value)
        if isinstance(value, tuple):
            return _tuple(self._place(text) for text in value)
        return self._place(value) if isinstance(value, str) else repr(value)

    def _value(self, value: Any) -> str:
        """As repr writes it, with named tuples called as the script imports them."""
        if hasattr(value, "_fields"):
            fields = ", ".join(f"{n}={self._value(v)}" for n, v in value._asdict().items())
            return f"{self._names[type(value)]}({fields})"
        return _tuple(map(self._value, value)) if isinstance(value, tuple) else repr(value)

    def _place(self, text: str) -> str:
        seen = relative(text, self._folder)
        if not text or Path(seen).is_absolute() or is_foreign(seen):
            return repr(seen)
        return f"absolute({seen!r}, HERE)"


def _writing(variable: str, made: str, inputs: str, taken: Iterable[str]) -> str:
    """The call of a widget that writes: it plans, and whoever runs the script decides."""
    name = _free(f"{variable}_widget", taken)
    return (f"{name} = {made}\n{variable} = compute({name}{inputs})\n"
            "# This has only planned. To write the files, take the # away from the next line.\n"
            f"# commit({name}, {variable})")


def _is_called(node: Node) -> bool:
    return node.auto and not isinstance(node.widget, Unknown)


def _classes(value: Any) -> Iterator[type]:
    """The class of a widget, and of the named tuples in its settings."""
    if not isinstance(value, tuple):
        yield type(value)
        value = tuple(getattr(value, name) for name in setting_fields(value))
    elif hasattr(value, "_fields"):
        yield type(value)
    for item in value:
        if isinstance(item, tuple):
            yield from _classes(item)


def _class_names(classes: Iterable[type]) -> dict[type, str]:
    """What each is called in the script; two of one name get numbers."""
    names: dict[str, type] = {}
    for cls in sorted(classes, key=lambda cls: (cls.__module__, cls.__name__)):
        names[_free(cls.__name__, names)] = cls
    return {cls: name for name, cls in names.items()}


def _variables(node_ids: Iterable[str]) -> dict[str, str]:
    """What each node's result is called in the script."""
    names: dict[str, str] = {}
    for node_id in node_ids:
        name = node_id.replace("-", "_")
        if not name.isidentifier() or keyword.iskeyword(name) or name in _TAKEN:
            name = f"node_{name}" if f"node_{name}".isidentifier() else "node"
        names[_free(name, names)] = node_id
    return {node_id: name for name, node_id in names.items()}


def _free(name: str, taken: Iterable[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def _title(workflow: Workflow) -> str:
    plain = " ".join(workflow.title.split()).replace("\\", "/").replace('"', "'")
    return _plain(plain or "A workflow")


def _plain(text: str) -> str:
    """The text without what no file can hold."""
    return text.encode(errors="replace").decode().replace("\0", "?")


def _tuple(items: Iterable[str]) -> str:
    texts = list(items)
    return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"
