"""Bridging: nodes are deleted out of the middle, and what flowed through them flows past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from satsuma.workflow.annotations import Annotation, Frame
from satsuma.workflow.fitting import fits
from satsuma.workflow.model import Link, Workflow


def bridged(workflow: Workflow, node_ids: Iterable[str]) -> Workflow:
    """The workflow without these nodes; what flowed through them flows past where it fits.

    Every link that led out of them is led back, through as many of them as there are, to the first
    link, in the order of the ports, that came in and fits. All other links stay as they are.
    """
    gone = set(node_ids) & workflow.nodes.keys()
    if not gone:
        return workflow
    kept = {_ends(link) for link in workflow.links if not {link.source, link.target} & gone}
    into = _into(workflow, gone)
    links: dict[tuple[str, ...], Link] = {}
    for link in workflow.links:
        if link.target in gone:
            continue
        past = _past(workflow, link, gone, into) if link.source in gone else link
        if past is not None and (past is link or _ends(past) not in kept):
            links.setdefault(_ends(past), past)
    nodes = {node_id: node for node_id, node in workflow.nodes.items() if node_id not in gone}
    notes = tuple(_without_members(note, gone) for note in workflow.annotations)
    return replace(workflow, nodes=nodes, links=tuple(links.values()), annotations=notes)


def _without_members(note: Annotation, gone: set[str]) -> Annotation:
    if not isinstance(note, Frame) or not gone & set(note.members):
        return note
    return replace(note, members=tuple(member for member in note.members if member not in gone))


def _into(workflow: Workflow, gone: set[str]) -> dict[str, list[Link]]:
    """The links into the nodes that go, those of each in the order of its ports."""
    by_port: dict[tuple[str, str], list[Link]] = {}
    for link in workflow.links:
        by_port.setdefault((link.target, link.input), []).append(link)
    return {node_id: [link for port in workflow.nodes[node_id].widget.spec.inputs
                      for link in by_port.get((node_id, port), ())] for node_id in gone}


def _past(workflow: Workflow, out: Link, gone: set[str],
          into: Mapping[str, Sequence[Link]]) -> Link | None:
    """A link that leads past the nodes that go, to where `out` leads; None when nothing fits."""
    taken = workflow.nodes[out.target].widget.spec.inputs[out.input].type
    for link, enabled in _upstream(out, gone, into):
        sent = workflow.nodes[link.source].widget.spec.outputs[link.output]
        if fits(sent, taken):
            return replace(out, source=link.source, output=link.output, enabled=enabled)
    return None


def _upstream(out: Link, gone: set[str],
              into: Mapping[str, Sequence[Link]]) -> Iterator[tuple[Link, bool]]:
    """The links from outside that lead to `out` through the nodes that go, the first port first.

    With each: whether something flows all the way.
    """
    seen: set[str] = set()
    waiting = [(out, True)]
    while waiting:
        link, flows = waiting.pop()
        flows = flows and link.enabled
        if link.source not in gone:
            yield link, flows
        elif link.source not in seen:
            seen.add(link.source)
            waiting += [(before, flows) for before in reversed(into[link.source])]


def _ends(link: Link) -> tuple[str, str, str, str]:
    return link.source, link.output, link.target, link.input
