"""Links: addresses on the web in a text that somebody wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")
_AFTER = ".,;:!?'’)]}"
"""Ends the sentence rather than the address."""


@dataclass(frozen=True)
class Link:
    """Where an address stands, and the address."""

    begin: int
    address: str

    @property
    def end(self) -> int:
        return self.begin + len(self.address)


def links_in(text: str) -> list[Link]:
    """The addresses in their order. A closing bracket belongs to one that holds the opening one."""
    return [Link(found.start(), _trimmed(found.group())) for found in _ADDRESS.finditer(text)]


def _trimmed(address: str) -> str:
    end, opened, closed = len(address), address.count("("), address.count(")")
    while address[end - 1] in _AFTER:
        if address[end - 1] == ")":
            if opened >= closed:
                break
            closed -= 1
        end -= 1
    return address[:end]
