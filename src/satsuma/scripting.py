"""What exported scripts need: calling a widget to which nothing may come, and letting it write."""

from __future__ import annotations

import sys
from typing import Any

from satsuma.data.plan_words import receipt_lines


class Waiting:
    """What comes from a widget that did not run: nothing yet, by every port."""

    def __getattr__(self, port: str) -> Waiting:
        if port.startswith("__"):
            raise AttributeError(port)
        return self

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "WAITING"


WAITING = Waiting()


def compute(widget: Any, /, **inputs: Any) -> Any:
    """What the widget gives, or WAITING with a printed line that says for what.

    It waits, as in a workflow, where a needed input carries nothing and where anything that feeds
    it waits itself. None on other inputs is passed on; lists lose theirs.
    """
    spec = widget.spec
    given: dict[str, Any] = {}
    missing = []
    for name, port in spec.inputs.items():
        value = inputs.get(name)
        parts = (value or []) if port.many else [value]
        if any(part is WAITING for part in parts) or (port.required and value is None):
            missing.append(name)
        given[name] = [part for part in parts if part is not None] if port.many else value
    if missing:
        sys.stdout.write(f"{spec.title} waits for {' and '.join(missing)}\n")
        return WAITING
    return widget.compute(**given)


def commit(widget: Any, outputs: Any, /) -> Any:
    """Let a widget write what it has planned; prints what came of it, and gives the receipt.

    Nothing is written, and WAITING comes back, where the widget itself waits.
    """
    if outputs is WAITING:
        return WAITING
    receipt = widget.commit(outputs)
    sys.stdout.write("\n".join(receipt_lines(receipt)) + "\n")
    return receipt
