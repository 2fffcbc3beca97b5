"""Link words: what the link dialog says of a link that could be made. Knows no Qt."""

from __future__ import annotations

from satsuma.workflow.fitting import fits, port_name, spoken, title_of
from satsuma.workflow.model import Link, LinkError, Workflow


def refusal(workflow: Workflow, link: Link) -> str:
    """Why a link cannot be made, in a sentence; "" when it can."""
    try:
        workflow.with_link(link)
    except LinkError as error:
        return str(error)
    return ""


def short_refusal(workflow: Workflow, link: Link, *, at_output: bool) -> str:
    """Why a link cannot be made, as a note at its output or its input; "" when it can."""
    if not refusal(workflow, link):
        return ""
    sent = workflow.node(link.source).widget.spec.outputs[link.output]
    taken = workflow.node(link.target).widget.spec.inputs[link.input].type
    if not fits(sent, taken):
        own = f"sends {spoken(sent)}" if at_output else f"takes {spoken(taken)}"
        return f"does not fit: {own}"
    there = any((old.source, old.output, old.target, old.input)
                == (link.source, link.output, link.target, link.input) for old in workflow.links)
    return "linked already" if there else "would make a circle"


def consequence(workflow: Workflow, link: Link) -> str:
    """What making a link does, in a sentence. Raises LinkError when it cannot be made."""
    made = workflow.with_link(link)
    gone = next((old for old in workflow.links if old not in made.links), None)
    source, target = workflow.nodes[link.source], workflow.nodes[link.target]
    if gone is None:
        return (f"Link “{port_name(source, 'out', link.output)}” and "
                f"“{port_name(target, 'in', link.input)}”.")
    if gone.source == link.source:
        return f"This takes the place of “{port_name(source, 'out', gone.output)}”."
    origin = title_of(workflow.nodes[gone.source])
    return f"This takes the place of the link from {origin}."


def origin_note(workflow: Workflow, source_id: str, target_id: str, port: str) -> str:
    """Which other node feeds an input that takes one link; "" when none does."""
    taken = workflow.node(target_id).widget.spec.inputs[port]
    others = [link.source for link in workflow.links
              if (link.target, link.input) == (target_id, port) and link.source != source_id]
    if taken.many or not others:
        return ""
    return f"now from {title_of(workflow.nodes[others[0]])}"
