"""History: the workflow values before and after, so that every edit can be taken back.

Values share their parts, so a step costs only what it changed. The stack is bounded by bytes, not
by steps: a thousand moves cost less than one selection of ten thousand pictures.

How something is shown (a zoom, the size of pictures) is no step. What was changed of it since a
step stays as it is when the step is taken back.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from satsuma.widget import setting_fields
from satsuma.workflow.model import Workflow

MOST_BYTES = 64_000_000


@dataclass(frozen=True)
class Step:
    """An edit: the values around it, what it is called, what it may be merged with, its size."""

    before: Workflow
    after: Workflow
    name: str
    merge: str
    size: int


class History:
    """The present value, and the ways back and forward from it."""

    def __init__(self, workflow: Workflow, most_bytes: int = MOST_BYTES) -> None:
        self.workflow = workflow
        self._most_bytes = most_bytes
        self._back: deque[Step] = deque()
        self._forward: deque[Step] = deque()
        self._bytes = 0  # of the steps back

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
        before = self.workflow
        if merge and self._back and self._back[-1].merge == merge:
            last = self._take(self._back)
            before, name = last.before, last.name
        self._put_back(Step(before, workflow, name, merge, _size(before, workflow)))
        self._forget_oldest()
        self.workflow = workflow

    def replace(self, workflow: Workflow) -> None:
        """Take a value that is no step: how something is shown, not what it is."""
        self.workflow = workflow

    def seal(self) -> None:
        """The next edit begins a step of its own, whatever it may be merged with."""
        if self._back and self._back[-1].merge:
            self._back[-1] = replace(self._back[-1], merge="")

    def undo(self) -> bool:
        """Go one step back; False when there is none."""
        if not self._back:
            return False
        step = self._take(self._back)
        self._forward.append(replace(step, merge=""))
        self.workflow = with_looks(step.before, step.after, self.workflow)
        self.seal()
        return True

    def redo(self) -> bool:
        """Go one step forward; False when there is none."""
        if not self._forward:
            return False
        step = self._forward.pop()
        self._put_back(step)
        self.workflow = with_looks(step.after, step.before, self.workflow)
        return True

    def _take(self, steps: deque[Step]) -> Step:
        step = steps.pop()
        self._bytes -= step.size
        return step

    def _put_back(self, step: Step) -> None:
        self._back.append(step)
        self._bytes += step.size

    def _forget_oldest(self) -> None:
        while self._bytes > self._most_bytes and len(self._back) > 1:
            self._bytes -= self._back.popleft().size


def with_looks(workflow: Workflow, seen: Workflow, now: Workflow) -> Workflow:
    """The workflow with those cosmetic settings that changed between `seen` and `now`."""
    if seen is now or seen.nodes is now.nodes:
        return workflow
    nodes = {}
    for node_id, node in workflow.nodes.items():
        before, after = seen.nodes.get(node_id), now.nodes.get(node_id)
        if before is None or after is None or before.widget is after.widget:
            continue
        changes = _changed_looks(before.widget, after.widget)
        if changes and type(node.widget) is type(after.widget):
            nodes[node_id] = replace(node, widget=replace(node.widget, **changes))
    return replace(workflow, nodes={**workflow.nodes, **nodes}) if nodes else workflow


def _changed_looks(before: Any, after: Any) -> dict[str, Any]:
    if type(before) is not type(after):
        return {}
    return {name: getattr(after, name) for name, field in setting_fields(after).items()
            if field.metadata.get("cosmetic") and getattr(after, name) != getattr(before, name)}


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
