"""Handler: what an action does in a window, and when it can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


def always() -> bool:
    return True


@dataclass(frozen=True)
class Handler:
    """`checked` says whether an action that is on or off is on, `title` what it is called now."""

    run: Callable[[], None]
    enabled: Callable[[], bool] = always
    checked: Callable[[], bool] | None = None
    title: Callable[[], str] | None = None


Handlers = Mapping[str, Handler]
"""By the id of the action."""
