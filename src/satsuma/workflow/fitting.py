"""Fitting: which output can go into which input, and how that is said to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from satsuma.widget import Anything, Spec
from satsuma.workflow.model import Node
from satsuma.workflow.unknown import Unknown


def can_follow(source: Spec, spec: Spec, output: str | None = None) -> bool:
    """Whether a widget takes something that `source`, or this output of it, sends."""
    sent = [kind for name, kind in source.outputs.items() if output in (None, name)]
    return any(fits(kind, port.type) for kind in sent for port in spec.inputs.values())


def can_precede(target: Spec, spec: Spec, port: str | None = None) -> bool:
    """Whether a widget sends something that `target`, or this input of it, takes."""
    taken = [one.type for name, one in target.inputs.items() if port in (None, name)]
    return any(fits(sent, kind) for sent in spec.outputs.values() for kind in taken)


def fits(sent: type, taken: type) -> bool:
    """Whether what an output sends can go into an input."""
    return sent is Anything or issubclass(sent, taken)


def spoken(kind: type) -> str:
    """What a port sends or takes, in words: “a table”, “distances”."""
    if kind in (Anything, object):
        return "anything"
    name = "".join(f" {c.lower()}" if c.isupper() else c for c in kind.__name__).strip()
    if name.endswith("s"):
        return name
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"


def listed(kinds: Iterable[type]) -> str:
    """What some ports send or take, each thing once: “a table or distances”."""
    words = list(dict.fromkeys(spoken(kind) for kind in kinds))
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def port_name(node: Node, side: Literal["in", "out"], port: str) -> str:
    """What a port is called on the canvas."""
    if isinstance(node.widget, Unknown):
        port = node.widget.shown_names.get(f"{side}:{port}") or port
    return port.replace("_", " ")


def title_of(node: Node) -> str:
    """What a node is called on the canvas."""
    return node.title or node.widget.spec.title
