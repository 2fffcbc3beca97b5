"""Linking: which links two nodes can have, which of them is meant, and why there is none.

For gestures on the canvas: a link that is drawn, a node dropped on a link, nodes deleted out of
the middle of a chain. Nothing here changes a workflow that is not allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from satsuma.workflow.bridging import bridged
from satsuma.workflow.fitting import (
    can_follow,
    can_precede,
    fits,
    listed,
    port_name,
    spoken,
    title_of,
)
from satsuma.workflow.model import Link, Workflow

__all__ = ["Pair", "bridged", "can_follow", "can_precede", "clear_choice", "fits", "inserted",
           "pairs", "port_name", "sources_of", "spoken", "targets_of", "title_of", "why_not"]


@dataclass(frozen=True)
class Pair:
    """A link that is allowed, how likely it is meant, and the link whose place it would take."""

    link: Link
    score: int
    replaces: Link | None = None


def pairs(workflow: Workflow, source_id: str, target_id: str) -> tuple[Pair, ...]:
    """All links that may still be made from one node to another, the likeliest first.

    What speaks for a link: its input is free (8), it is the main input, that is a required one, or
    the first where none is required (4), and of the outputs that fit it is the first (2). Those
    alike stand in the order of the ports.
    """
    if _makes_circle(workflow, source_id, target_id):
        return ()
    there = {_ends(link) for link in workflow.links}
    taken = _taken_inputs(workflow, target_id)
    fitting = _fitting(workflow, source_id, target_id)
    found = [_pair(workflow, link, fitting, taken) for link in fitting if _ends(link) not in there]
    return tuple(sorted(found, key=lambda pair: -pair.score))


def clear_choice(found: Sequence[Pair]) -> Link | None:
    """The link to make without asking; None when only the person can know.

    It is the likeliest of `pairs`, unless another one is as likely, or it would take the place of
    a link. So a viewer or a clustering sends on what is selected, an embedding its embeddings, and
    a second table at a widget that has its main one goes to the input that is still free.
    """
    if not found or found[0].replaces is not None:
        return None
    if len(found) > 1 and found[1].score == found[0].score:
        return None
    return found[0].link


def why_not(workflow: Workflow, source_id: str, target_id: str) -> str:
    """Why there is no pair, in a sentence to a person; "" when there is one."""
    source, target = workflow.node(source_id), workflow.node(target_id)
    sends, takes = source.widget.spec.outputs, target.widget.spec.inputs
    if source_id == target_id:
        return "A widget cannot feed itself."
    if not sends:
        return f"{title_of(source)} has no output."
    if not takes:
        return f"{title_of(target)} has no input."
    if not _fitting(workflow, source_id, target_id):
        return (f"{title_of(source)} sends {listed(sends.values())}; {title_of(target)} takes "
                f"{listed(port.type for port in takes.values())}.")
    if _makes_circle(workflow, source_id, target_id):
        return "This would make a circle."
    return "" if pairs(workflow, source_id, target_id) else "These two are linked already."


def targets_of(workflow: Workflow, source_id: str, output: str | None = None) -> frozenset[str]:
    """The nodes that a link from here, or from this output, may lead to."""
    spec = workflow.node(source_id).widget.spec
    barred = _reached(_steps(workflow, forward=False), (source_id,))
    return frozenset(n for n, node in workflow.nodes.items()
                     if n not in barred and can_follow(spec, node.widget.spec, output))


def sources_of(workflow: Workflow, target_id: str, port: str | None = None) -> frozenset[str]:
    """The nodes from which a link to here, or to this input, may come."""
    spec = workflow.node(target_id).widget.spec
    barred = _reached(_steps(workflow, forward=True), (target_id,))
    return frozenset(n for n, node in workflow.nodes.items()
                     if n not in barred and can_precede(spec, node.widget.spec, port))


def inserted(workflow: Workflow, link: Link, node_id: str) -> Workflow | None:
    """The workflow with a node in the middle of a link; None when it does not fit there.

    Links of the node that lead the same way already are used; none is replaced. The node sends on
    everything rather than what is picked in it: by the output that is called like the input it
    takes, else by the first that fits and is not “selected”.
    """
    if node_id not in workflow.nodes or link not in workflow.links \
            or node_id in (link.source, link.target):
        return None
    rest = workflow.without_link(link)
    before = _half(rest, link.source, node_id, output=link.output)
    after = _half(rest, node_id, link.target, port=link.input,
                  like=before.input if before is not None else "")
    if before is None or after is None:
        return None
    after = replace(after, enabled=link.enabled) if after not in rest.links else after
    new = [half for half in (before, after) if half not in rest.links]
    place = workflow.links.index(link)
    return replace(rest, links=(*rest.links[:place], *new, *rest.links[place:]))


# Two nodes


def _fitting(workflow: Workflow, source_id: str, target_id: str) -> list[Link]:
    sends = workflow.node(source_id).widget.spec.outputs
    takes = workflow.node(target_id).widget.spec.inputs
    return [Link(source_id, output, target_id, name) for output, sent in sends.items()
            for name, port in takes.items() if fits(sent, port.type)]


def _pair(workflow: Workflow, link: Link, fitting: Sequence[Link],
          taken: Mapping[str, Link]) -> Pair:
    inputs = workflow.nodes[link.target].widget.spec.inputs
    if any(port.required for port in inputs.values()):
        main = inputs[link.input].required
    else:
        main = link.input == next(iter(inputs))
    first = next(other for other in fitting if other.input == link.input)
    replaces = taken.get(link.input)
    score = 8 * (replaces is None) + 4 * main + 2 * (first == link)
    return Pair(link, score, replaces)


def _taken_inputs(workflow: Workflow, target_id: str) -> dict[str, Link]:
    """The inputs of a node that take one link and have it. Disabled links count."""
    inputs = workflow.node(target_id).widget.spec.inputs
    return {link.input: link for link in workflow.links
            if link.target == target_id and link.input in inputs and not inputs[link.input].many}


def _makes_circle(workflow: Workflow, source_id: str, target_id: str) -> bool:
    return source_id in _reached(_steps(workflow, forward=True), (target_id,))


def _steps(workflow: Workflow, *, forward: bool) -> dict[str, list[str]]:
    # Disabled links count: enabling one must never close a circle.
    steps: dict[str, list[str]] = {}
    for link in workflow.links:
        start, end = (link.source, link.target) if forward else (link.target, link.source)
        steps.setdefault(start, []).append(end)
    return steps


def _reached(steps: Mapping[str, Sequence[str]], starts: Iterable[str]) -> set[str]:
    """All that is reached from the starts, themselves included."""
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        node_id = waiting.pop()
        if node_id not in reached:
            reached.add(node_id)
            waiting += steps.get(node_id, ())
    return reached


def _ends(link: Link) -> tuple[str, str, str, str]:
    return link.source, link.output, link.target, link.input


# The middle of a link


def _half(workflow: Workflow, source_id: str, target_id: str, *, output: str | None = None,
          port: str | None = None, like: str = "") -> Link | None:
    """A link between two nodes, by this output or into this input, that replaces none."""
    for link in workflow.links:
        if (link.source, link.target) == (source_id, target_id) \
                and output in (None, link.output) and port in (None, link.input):
            return link
    found = [pair.link for pair in pairs(workflow, source_id, target_id)
             if pair.replaces is None and output in (None, pair.link.output)
             and port in (None, pair.link.input)]
    if like:  # stable: of those alike the likeliest stays first
        found.sort(key=lambda link: (link.output != like, link.output == "selected"))
    return next(iter(found), None)
