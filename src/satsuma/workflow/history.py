"""History: the workflow values before and after, so that every edit can be taken back.

Values share their parts, so a step costs only what it changed. The stack is bounded by bytes, not
by steps: a thousand moves cost less than one selection of ten thousand pictures.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from satsuma.workflow.model import Workflow

MOST_BYTES = 64_000_000


@dataclass(frozen=True)
class Step:
    """An edit: the value before it, what it is called, what it may be merged with, its size."""

    before: Workflow
    name: str
    merge: str
    size: int


class History:
    """The present value, and the ways back and forward from it."""

    def __init__(self, workflow: Workflow, most_bytes: int = MOST_BYTES) -> None:
        self.workflow = workflow
        self._most_bytes = most_bytes
        self._back: list[Step] = []
        self._forward: list[Step] = []

    @property
    def undo_name(self) -> str:
        """What would be undone; "" when nothing can be."""
        return self._back[-1].name if self._back else ""

    @property
    def redo_name(self) -> str:
        """What would be redone; "" when nothing can be."""
        return self._forward[-1].name if self._forward else ""

    def edit(self, workflow: Workflow, name: str, merge: str = "") -> None:
        """Take a new value; a step with the same `merge` as the last one joins it."""
        self._forward.clear()
        if not (merge and self._back and self._back[-1].merge == merge):
            self._back.append(Step(self.workflow, name, merge, _size(self.workflow, workflow)))
            self._forget_oldest()
        self.workflow = workflow

    def replace(self, workflow: Workflow) -> None:
        """Take a value that is no step: how something is shown, not what it is."""
        self.workflow = workflow

    def seal(self) -> None:
        """The next edit begins a step of its own, whatever it may be merged with."""
        if self._back and self._back[-1].merge:
            last = self._back[-1]
            self._back[-1] = Step(last.before, last.name, "", last.size)

    def undo(self) -> bool:
        """Go one step back; False when there is none."""
        return self._go(self._back, self._forward)

    def redo(self) -> bool:
        """Go one step forward; False when there is none."""
        return self._go(self._forward, self._back)

    def _go(self, source: list[Step], target: list[Step]) -> bool:
        if not source:
            return False
        step = source.pop()
        target.append(Step(self.workflow, step.name, "", step.size))
        self.workflow = step.before
        return True

    def _forget_oldest(self) -> None:
        total = sum(step.size for step in self._back)
        while total > self._most_bytes and len(self._back) > 1:
            total -= self._back.pop(0).size


def _size(before: Workflow, after: Workflow) -> int:
    """About how many bytes the older value keeps alive that the newer one does not."""
    size = 100 + 8 * len(before.nodes) + 8 * len(before.links)
    for node_id, node in before.nodes.items():
        later = after.nodes.get(node_id)
        if later is None or later.widget is not node.widget:
            size += 200 + sum(map(_bytes, _fields(node.widget)))
    return size


def _fields(widget: Any) -> Iterator[Any]:
    return iter(vars(widget).values())


def _bytes(value: Any) -> int:
    if isinstance(value, tuple | list | frozenset):
        return sys.getsizeof(value) + sum(map(_bytes, value))
    return sys.getsizeof(value)
