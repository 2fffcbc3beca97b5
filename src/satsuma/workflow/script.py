"""A workflow as a Python script: a call for every widget, the same tables, no engine."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from satsuma.widget import setting_fields
from satsuma.workflow.model import Link, Workflow
from satsuma.workflow.paths import relative
from satsuma.workflow.unknown import Unknown


def to_python(workflow: Workflow, folder: Path) -> str:
    """The text of a script that lies in `folder`. Paths are written as seen from there."""
    calls = "\n\n".join(_call(workflow, node_id, folder) for node_id in workflow.order())
    parts = [f'"""{_title(workflow)}, as Satsuma wrote it down."""', "\n".join(_imports(workflow))]
    if "HERE /" in calls:
        parts.append("HERE = Path(__file__).absolute().parent")
    return "\n\n".join([*parts, calls]) + "\n"


def _title(workflow: Workflow) -> str:
    plain = " ".join(workflow.title.split()).replace("\\", "/").replace('"', "'")
    return plain or "A workflow"


def _imports(workflow: Workflow) -> Iterator[str]:
    used: set[type] = set()
    places = False
    for node in workflow.nodes.values():
        if isinstance(node.widget, Unknown):
            continue
        used.add(type(node.widget))
        for name, field in setting_fields(node.widget).items():
            places = places or bool(field.metadata.get("path") and getattr(node.widget, name))
            used |= set(_named_tuples(getattr(node.widget, name)))
    if places:
        yield "from pathlib import Path\n"
    yield "from satsuma.scripting import compute"
    yield from sorted(f"from {cls.__module__} import {cls.__name__}" for cls in used)


def _named_tuples(value: Any) -> Iterator[type]:
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            yield type(value)
        for item in value:
            yield from _named_tuples(item)


def _variable(node_id: str) -> str:
    name = node_id.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) or name in ("compute", "HERE") else \
        name if name.isidentifier() else f"node_{name}"


def _call(workflow: Workflow, node_id: str, folder: Path) -> str:
    node = workflow.nodes[node_id]
    if isinstance(node.widget, Unknown):
        return f"# {' '.join(node.title.split())} is left out: Satsuma does not know this widget."
    settings = [f"    {name}={_value(getattr(node.widget, name), f.metadata.get('path'), folder)},"
                for name, f in setting_fields(node.widget).items()]
    made = f"{type(node.widget).__name__}(" + "".join(f"\n{line}" for line in settings)
    made += "\n)" if settings else ")"
    inputs = "".join(f", {name}={value}" for name, value in _inputs(workflow, node_id))
    return f"{_variable(node_id)} = compute({made}{inputs})"


def _inputs(workflow: Workflow, node_id: str) -> Iterator[tuple[str, str]]:
    links = workflow.into(node_id)
    for name, port in workflow.nodes[node_id].widget.spec.inputs.items():
        sent = [_sent(workflow, link) for link in links if link.input == name]
        sent = [text for text in sent if text]
        if port.many and sent:
            yield name, f"[{', '.join(sent)}]"
        elif sent:
            yield name, sent[0]


def _sent(workflow: Workflow, link: Link) -> str:
    source = workflow.nodes[link.source].widget
    if isinstance(source, Unknown):
        return ""
    variable = _variable(link.source)
    return f"{variable}.{link.output}" if source.spec.bundle else variable


def _value(value: Any, is_path: Any, folder: Path) -> str:
    if is_path and isinstance(value, tuple):
        return _tuple(_place(text, folder) for text in value)
    if is_path and isinstance(value, str) and value:
        return _place(value, folder)
    return repr(value)


def _tuple(items: Iterable[str]) -> str:
    texts = list(items)
    return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"


def _place(text: str, folder: Path) -> str:
    seen = relative(text, folder)
    return repr(seen) if Path(seen).is_absolute() else f"str(HERE / {seen!r})"
