"""Records: what stands in a foreign file for an object of some program, and can do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from satsuma.problem import Problem


class Unreadable(Problem):
    """The text is none of those that are read; says why, and nothing of it is used."""


@dataclass(frozen=True)
class Record:
    """An object as its file describes it: the name of its class, and plain values.

    `name` is only a text; nothing of that name is ever looked up. `arguments` were to make the
    object, `state` were its fields, `items` what it contained.
    """

    name: str
    arguments: tuple[Any, ...] = ()
    state: Any = None
    items: tuple[Any, ...] = ()

    def field(self, name: str) -> Any:
        """A field by its name; None where there is none."""
        state = self.state
        if isinstance(state, tuple):  # (fields, fields in slots)
            state = {k: v for part in state if isinstance(part, dict) for k, v in part.items()}
        return state.get(name) if isinstance(state, dict) else None
