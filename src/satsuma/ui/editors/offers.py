"""Offers: the choices of a setting that a function lists, in words for a form. Knows no Qt.

Listing them may look at the disk, so it is done in a worker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from satsuma.algorithms.network_record import Network
from satsuma.algorithms.networks import networks
from satsuma.algorithms.weights import find_weights
from satsuma.commands import AddWeights, Command, FetchWeights, TryFast
from satsuma.problem import Problem
from satsuma.ui.command_words import button_text
from satsuma.widget import Choice

PRIVACY = "Nothing leaves this computer."


@dataclass(frozen=True)
class Offer:
    """One choice as it is shown: its lines, whether it can be used, what can be done about it.

    A network without weights can be chosen: its node then says what to do. What is not
    `choosable` cannot.

    `more` are lines for those who want to know everything.
    """

    value: str
    title: str
    detail: str = ""
    facts: str = ""
    more: tuple[str, ...] = ()
    state: str = ""
    available: bool = True
    choosable: bool = True
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
        away = "Not tried out yet" if isinstance(command, TryFast) else "Not available here"
        buttons = ((button_text(command), command),) if command is not None else ()
        return replace(plain, state="" if choice.available else away, buttons=buttons,
                       choosable=choice.available or isinstance(command, AddWeights))
    side = network.preprocessing.crop
    known = replace(plain, facts=f"{network.width:,} numbers · {side} × {side} pixels",
                    more=_everything(network))
    if choice.available:
        return replace(known, state=_state(network))
    # The long text of what is missing is for terminals; here its parts have places of their own.
    buttons: tuple[tuple[str, Command], ...] = (("Add a file…", AddWeights(network.id)),)
    if network.url is not None:
        fetch = f"Fetch {megabytes(network.size)}…"
        buttons = ((fetch, FetchWeights(network.id)), *buttons)
    return replace(known, detail=network.description, tip=choice.detail, buttons=buttons,
                   state="Its weights are not on this computer")


def _state(network: Network) -> str:
    """Weights other than the published ones give other numbers, so they are always named."""
    try:
        official = find_weights(network).official
    except Problem:
        official = True  # they went this very moment; whoever uses them is told
    return "Ready on this computer" if official else "Ready, with custom weights"


def _everything(network: Network) -> tuple[str, ...]:
    """How it looks at a picture, what it learnt from, its license and size."""
    seen = network.preprocessing
    if seen.fit == "whole":
        how = f"It sees the whole picture, fitted into {seen.crop} × {seen.crop} pixels on white."
    else:
        how = (f"It sees the middle: the shorter side is brought to {seen.resize} pixels, and "
               f"{seen.crop} × {seen.crop} are cut out.")
    return (how, f"Learnt from {network.training}.",
            f"License: {network.licence}. Weights: {megabytes(network.size)}.")


def megabytes(size: int) -> str:
    """So many bytes as a person reads them."""
    return f"{size / 1e6:,.0f}\N{NO-BREAK SPACE}MB"
