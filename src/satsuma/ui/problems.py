"""Problems: everything that is not as it should be in a workflow, as one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from satsuma.engine.result import Result, Status
from satsuma.ui.state_words import stopped_words
from satsuma.workflow.model import Node, Workflow
from satsuma.workflow.unknown import Unknown

Sign = Literal["error", "warning", "note"]

_ORDER: dict[Sign, int] = {"error": 0, "warning": 1, "note": 2}

WORDS: dict[Sign, str] = {"error": "Error", "warning": "Warning", "note": "Note"}


@dataclass(frozen=True)
class Trouble:
    """One message: how grave it is, whose it is ("" for the file), its text."""

    sign: Sign
    node: str
    title: str
    text: str


@dataclass(frozen=True)
class Counts:
    """How many messages there are of each sign."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0

    @property
    def text(self) -> str:
        """In words: “1 error · 2 notes”."""
        named = ((self.errors, "error"), (self.warnings, "warning"), (self.notes, "note"))
        told = [f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in named if n]
        return " · ".join(told) or "No problems"


StatusOf = Callable[[str], Status]
LastOf = Callable[[str], Result | None]


def problems_of(workflow: Workflow, status_of: StatusOf, last_of: LastOf) -> tuple[Trouble, ...]:
    """The messages of all nodes, errors first, in the order of the nodes."""
    found = [Trouble(sign, node_id, node.title or node.widget.spec.title, text)
             for node_id, node in workflow.nodes.items()
             for sign, text in _of_node(workflow, node_id, node, status_of(node_id), last_of)]
    return in_order(dict.fromkeys(found))


def in_order(troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """The gravest first; those that are alike keep their order."""
    return tuple(sorted(troubles, key=lambda trouble: _ORDER[trouble.sign]))


def of_file(texts: Iterable[str], title: str) -> tuple[Trouble, ...]:
    """What was amiss with the file when it was opened."""
    return tuple(Trouble("warning", "", title, text) for text in texts)


def not_told_by_nodes(texts: Iterable[str], workflow: Workflow) -> tuple[str, ...]:
    """What was amiss with the file, without what the widgets that are unknown here say themselves.
    """
    told = {f"Node “{node.title[:80]}”: {node.widget.reason}".casefold()
            for node in workflow.nodes.values() if isinstance(node.widget, Unknown)}
    return tuple(text for text in texts if text.casefold() not in told)


def count(troubles: Iterable[Trouble]) -> Counts:
    """How many there are of each sign."""
    signs = [trouble.sign for trouble in troubles]
    return Counts(signs.count("error"), signs.count("warning"), signs.count("note"))


def messages_of(status: Status, last: Result | None) -> tuple[str, ...]:
    """The warnings and errors of a node, as texts."""
    result = status.result or last
    if result is None:
        return ()
    return (*((result.error,) if result.error else ()), *result.warnings)


def _of_node(workflow: Workflow, node_id: str, node: Node, status: Status,
             last_of: LastOf) -> Iterator[tuple[Sign, str]]:
    if isinstance(node.widget, Unknown):
        yield "error", node.widget.reason
        return
    # While it is computed anew, the last good result still stands in its window.
    result = status.result or last_of(node_id)
    if result is not None and result.error:
        yield "note" if result.asks else "error", result.error
    for text in result.warnings if result is not None else ():
        yield "warning", text
    yield from _notes(workflow, node_id, node, status)


def _notes(workflow: Workflow, node_id: str, node: Node, status: Status) \
        -> Iterator[tuple[Sign, str]]:
    if status.state == "stopped":
        yield "note", f"{stopped_words(status.text)}. Run it again to go on."
    if status.state == "paused" and status.stale:
        yield "note", "Paused, and what it shows is out of date. Resume it to compute it anew."
    if status.state == "waiting":
        yield from _without_links(workflow, node_id, node, status)


def _without_links(workflow: Workflow, node_id: str, node: Node, status: Status) \
        -> Iterator[tuple[Sign, str]]:
    """Inputs that nobody feeds. One whose widget above has a problem is told there alone."""
    fed = {link.input for link in workflow.into(node_id)}
    off = {link.input for link in workflow.disabled_into(node_id)}
    for port in status.waiting_for:
        name = port.replace("_", " ")
        if port in fed:
            yield from _paused_above(workflow, node_id, port)
            continue
        if port in off:
            yield "note", f"The link into “{name}” is disabled. Enable it to go on."
        else:
            yield "note", f"Nothing is connected to “{name}”. Connect a widget that sends it."


def _paused_above(workflow: Workflow, node_id: str, port: str) -> Iterator[tuple[Sign, str]]:
    """What is paused above and was never computed has no entry of its own."""
    for link in workflow.into(node_id):
        source = workflow.nodes[link.source]
        if link.input == port and not source.auto:
            title = source.title or source.widget.spec.title
            yield "note", f"It waits for “{title}”, which is paused. Resume that to go on."
