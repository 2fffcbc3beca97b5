"""State words: how a node is doing, in sentences, and what can be done about it. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from satsuma.catalog import Catalog
from satsuma.commands import Command, FetchWeights
from satsuma.engine.result import Result, Status
from satsuma.run import Price
from satsuma.ui.canvas.face import percent, time_left
from satsuma.ui.command_words import button_text
from satsuma.ui.describing import why_nothing
from satsuma.widget import Spec
from satsuma.workflow.fitting import can_precede, title_of
from satsuma.workflow.model import Link, LinkError, Node, Workflow
from satsuma.workflow.unknown import Unknown

Sign = Literal["", "note", "warning", "error", "clock"]
Deed = Literal["cancel", "retry", "resume", "send", "details"]

LONG = 2.0
"""Seconds from which on the price of a run is told."""


@dataclass(frozen=True)
class Way:
    """A button: what it says, and what it does: a deed of the window, a command, or a link."""

    title: str
    does: Deed | Command | Link
    primary: bool = False


@dataclass(frozen=True)
class Told:
    """What the window says of a node; nothing at all when everything is well.

    `progress` is a share of the work, -1 while that cannot be told, None while nothing runs.
    """

    heading: str = ""
    text: str = ""
    sign: Sign = ""
    progress: float | None = None
    ways: tuple[Way, ...] = ()
    details: str = ""

    def __bool__(self) -> bool:
        return bool(self.heading)


def state_words(workflow: Workflow, node_id: str, status_of: Callable[[str], Status],
                catalog: Catalog | None = None) -> Told:
    """What there is to say of a node now."""
    node, status = workflow.nodes[node_id], status_of(node_id)
    if isinstance(node.widget, Unknown):
        return Told("This widget is not known here", node.widget.reason, "error")
    match status.state:
        case "pending" if _open_ports(workflow, node_id):
            return _waiting(workflow, node_id, status, status_of, catalog)
        case "waiting":
            return _waiting(workflow, node_id, status, status_of, catalog)
        case "pending":
            return Told("Looking at the files…", "", "", -1)
        case "queued":
            return Told("Waiting for its turn", "Another long run is under way.", "clock", -1,
                        (Way("Cancel", "cancel"),))
        case "running":
            return Told("Computing…", _running(status), "",
                        status.progress if status.progress > 0 else -1, (Way("Cancel", "cancel"),))
        case "failed" if status.result is not None:
            return _failed(status.result)
        case "stopped":
            return _stopped(node, status)
        case "paused":
            return _paused(status)
    return Told()


def _stopped(node: Node, status: Status) -> Told:
    """A widget with the setting `only_known` can send what a stopped run got to."""
    heading = stopped_words(status.text)
    if not hasattr(node.widget, "only_known"):
        return Told(heading, "Nothing is sent on.", "note", ways=(Way("Run again", "retry", True),))
    go_on, send = Way("Continue", "retry", True), Way("Send these", "send")
    if status.counted is None or not status.counted[0]:
        return Told(heading, "Nothing is lost.", "note", ways=(go_on,))
    return Told(heading, "What is done is kept.", "note", ways=(go_on, send))


def stopped_words(text: str) -> str:
    """How far a stopped run came, in the words of window, canvas and problems alike."""
    told = text or "stopped"
    return (told[:1].upper() + told[1:]).replace("%", "\N{NO-BREAK SPACE}%")


def _running(status: Status) -> str:
    parts = [percent(status.progress)] if status.progress > 0 else []
    if status.counted is not None:
        parts.append(f"{status.counted[0]:,} of {status.counted[1]:,} done")
    if status.left is not None:
        parts.append(f"{duration(status.left)} left")
    if status.text:
        parts.append(status.text)
    told = " · ".join(parts)
    price = price_words(status.price) if status.price is not None else ""
    return "\n".join(part for part in (told, price) if part)


def price_words(price: Price) -> str:
    """What a long run costs; "" for a short one."""
    if price.seconds < LONG:
        return ""
    memory = f" and {price.bytes / 1e9:.1f}\N{NO-BREAK SPACE}GB of memory" \
        if price.bytes > 1e8 else ""
    stop = "" if price.stoppable else " It cannot be stopped once it runs."
    return f"This takes about {duration(price.seconds)}{memory}.{stop}"


def duration(seconds: float) -> str:
    """A time as a person says it, the same as on the canvas."""
    return re.sub(r"(?<=\d) ", "\N{NO-BREAK SPACE}", time_left(seconds))


def _failed(result: Result) -> Told:
    ways = tuple(Way(button_text(one), one, place == 0)
                 for place, one in enumerate(result.remedies))
    if not result.lasting:
        ways = (*ways, Way("Retry", "retry", not ways))
    if result.details:
        ways = (*ways, Way("Details", "details"))
        return Told("This widget broke", "It is a fault in the widget, not yours. "
                    + result.error.removeprefix("This widget broke: "), "error", None, ways,
                    result.details)
    text = result.error
    if any(isinstance(one, FetchWeights) for one in result.remedies):
        # The rest of such a text tells what to type in a terminal; here there are buttons.
        text = result.error.partition(". ")[0] + "."
    return Told("This needs your help", text, "note" if result.asks else "error", None, ways)


def _paused(status: Status) -> Told:
    text = "It keeps what it has, and computes nothing until you resume it."
    if status.stale:
        text = "What it shows is of earlier settings. Resume it to compute it anew."
    return Told("Paused", text, "note", ways=(Way("Resume", "resume", True),))


# Waiting

def _waiting(workflow: Workflow, node_id: str, status: Status,
             status_of: Callable[[str], Status], catalog: Catalog | None) -> Told:
    if open_ports := _open_ports(workflow, node_id):
        return _unlinked(workflow, node_id, open_ports[0], catalog)
    fed = {link.input: link for link in workflow.into(node_id)}
    sentences = [_of_feeding(workflow, fed[port], status_of)
                 for port in status.waiting_for if port in fed]
    if not sentences:
        return Told("Waiting", "Something before it is not ready yet.", "clock")
    return Told("Waiting for what comes in", "\n".join(dict.fromkeys(sentences)), "clock")


def _open_ports(workflow: Workflow, node_id: str) -> list[str]:
    """The inputs that are needed and that nothing is linked to."""
    fed = {link.input for link in workflow.into(node_id)}
    inputs = workflow.nodes[node_id].widget.spec.inputs
    return [name for name, port in inputs.items() if port.required and name not in fed]


def _unlinked(workflow: Workflow, node_id: str, port: str, catalog: Catalog | None) -> Told:
    spec: Spec = workflow.nodes[node_id].widget.spec
    off = any(link.target == node_id and link.input == port for link in workflow.links)
    if off:
        return Told("Nothing comes in", f"The link to {said(port)} is disabled. "
                    "Enable it again on the canvas.", "note")
    fitting = [one.spec for one in (catalog.widgets.values() if catalog else ())
               if can_precede(spec, one.spec, port)]
    # What begins a workflow is named first: whoever sees this has little on the canvas yet.
    fitting.sort(key=lambda one: (bool(one.inputs), one.category != spec.category, one.title))
    names = [one.title for one in fitting if one.id != spec.id]
    example = f": {_listed(names)}" if names else "."
    ways = tuple(Way(f"Connect {title}", link, place == 0)
                 for place, (title, link) in enumerate(fitting_links(workflow, node_id, port)))
    return Told("Nothing comes in yet", f"Connect something to {said(port)}{example}", "note",
                ways=ways)


def fitting_links(workflow: Workflow, node_id: str, port: str) -> list[tuple[str, Link]]:
    """Up to three links into a port that are allowed now, with the titles of their sources."""
    found: list[tuple[str, Link]] = []
    for source, node in workflow.nodes.items():
        link = _allowed_link(workflow, source, node, node_id, port)
        if link is not None:
            found.append((title_of(node), link))
        if len(found) == 3:
            break
    return found


def _allowed_link(workflow: Workflow, source: str, node: Node, target: str,
                  port: str) -> Link | None:
    outputs = sorted(node.widget.spec.outputs, key=lambda name: name == "selected")
    for output in outputs if source != target and not isinstance(node.widget, Unknown) else ():
        link = Link(source, output, target, port)
        try:
            workflow.with_link(link)
        except LinkError:
            continue
        return link
    return None


def _of_feeding(workflow: Workflow, link: Link, status_of: Callable[[str], Status]) -> str:
    source = status_of(link.source)
    title = title_of(workflow.nodes[link.source])
    return f"{title}: {lower_first(why_nothing(source.state, link.output))}"


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def said(port: str) -> str:
    """The name of a port as it stands in a sentence."""
    return f"“{port.replace('_', ' ')}”"


def _listed(names: Sequence[str], most: int = 3) -> str:
    """A few names with commas, and the end of the sentence: that there are more, or a point."""
    return ", ".join(names[:most]) + (" …" if len(names) > most else ".")
