"""Commands: what a user can ask for that is no state of the workflow.

A closed list of plain records. Forms, views and errors may offer them; only the window and the
command line perform them. They are never undone, stored, or performed because a file was opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FetchWeights:
    """Download the official weights of a network."""

    network: str


@dataclass(frozen=True)
class AddWeights:
    """Take the weights of a network from a file that the user chooses."""

    network: str


@dataclass(frozen=True)
class TryFast:
    """Try out what fast precision brings on this computer."""


@dataclass(frozen=True)
class Reload:
    """Look at the outside world again: files, folders, weights."""


@dataclass(frozen=True)
class ShowFile:
    """Show a file in the system's file manager."""

    path: str


@dataclass(frozen=True)
class Commit:
    """Write what a node has planned. "" is the node in whose window it is asked for."""

    node: str = ""


@dataclass(frozen=True)
class TakeBack:
    """Remove what the last commit of a node wrote, as far as it is still the same."""

    node: str = ""


@dataclass(frozen=True)
class Choose:
    """Give a setting of the node that offers this another value: an edit, which can be undone.

    `title` is what the button says.
    """

    setting: str
    value: Any
    title: str


Command = FetchWeights | AddWeights | TryFast | Reload | ShowFile | Commit | TakeBack | Choose
