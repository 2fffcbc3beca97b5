"""Offers: the choices of a setting that a function lists, in words for a form. Knows no Qt.

Listing them may look at the disk, so it is done in a worker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from satsuma.algorithms.network_record import Network
from satsuma.algorithms.networks import networks
from satsuma.commands import AddWeights, Command, FetchWeights
from satsuma.ui.command_words import button_text
from satsuma.widget import Choice


@dataclass(frozen=True)
class Offer:
    """One choice as it is shown: its lines, whether it can be used, what can be done about it."""

    value: str
    title: str
    detail: str = ""
    facts: str = ""
    state: str = ""
    available: bool = True
    buttons: tuple[tuple[str, Command], ...] = ()
    tip: str = ""


def offers(choices: Callable[[], list[Choice]]) -> list[Offer]:
    """The choices there are now, in words."""
    known = {one.id: one for one in networks()}
    return [_offer(choice, known.get(choice.value)) for choice in choices()]


def _offer(choice: Choice, network: Network | None) -> Offer:
    plain = Offer(choice.value, choice.title, choice.detail, available=choice.available)
    command = choice.command
    if network is None or (command is not None and not isinstance(command, FetchWeights)):
        state = "" if choice.available else "Not available here"
        buttons = ((button_text(command), command),) if command is not None else ()
        return replace(plain, state=state, buttons=buttons)
    facts = f"{network.width:,} numbers"
    if choice.available:
        return replace(plain, facts=facts, state="Ready on this computer")
    # The long text of what is missing is for terminals; here its parts have places of their own.
    buttons: tuple[tuple[str, Command], ...] = (("Add a file…", AddWeights(network.id)),)
    if network.url is not None:
        fetch = f"Fetch {megabytes(network.size)}…"
        buttons = ((fetch, FetchWeights(network.id)), *buttons)
    return replace(plain, detail=network.description, facts=facts, tip=choice.detail,
                   state="Its weights are not on this computer", buttons=buttons)


def megabytes(size: int) -> str:
    """So many bytes as a person reads them."""
    return f"{size / 1e6:,.0f} MB"
