"""Run: all that running code may ask of the program around it.

The base class does nothing, so every function that takes a `run` also works alone, in a notebook
or a test. The engine hands in one that reports and can cancel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


class Cancelled(BaseException):
    """The result is no longer wanted. Let it pass: `except Exception` does not catch it."""


@dataclass(frozen=True)
class Price:
    """What a piece of work will cost, told before it starts."""

    seconds: float
    bytes: int = 0
    stoppable: bool = True


class Run:
    """What running code may ask for. This one runs alone."""

    def track(self, items: Iterable[T], total: int | None = None) -> Iterator[T]:
        """Go through the items, reporting progress and stopping when cancelled.

        `total` is the number of items where they have no length.
        """
        yield from items

    def check(self) -> None:
        """Raise `Cancelled` when the result is no longer wanted."""

    def count(self, done: int, total: int) -> None:
        """Tell how many things are done for good, of how many: what a cancelled run keeps."""

    def say(self, text: str) -> None:
        """Show a short text beside the progress, such as "38 images/s"."""

    def price(self, price: Price) -> None:
        """Tell what the next step will cost, before it starts."""

    def warn(self, text: str) -> None:
        """Tell the user something about this result; it stays with the result."""

    def passing(self) -> None:
        """Tell that this result holds for now only: what it lacks, such as a file that may not be
        read, may be there the next time. It is shown and handed on, but not kept on disk, and it
        is forgotten on reload; so is what is made of it."""

    def once(self, function: Callable[..., T], *args: Any, price: Price | None = None) -> T:
        """The function's result, kept for as long as function, arguments and inputs stay the same.

        `price` is told only when the function has to be called. The arguments are inputs of the
        widget (told apart by where they come from, not read) or plain values. The function may
        not take the run: what it gives must not depend on it.
        """
        return function(*args)
