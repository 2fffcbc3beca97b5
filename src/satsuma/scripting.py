"""What exported scripts need: calling a widget whose inputs may carry nothing."""

from __future__ import annotations

import sys
from typing import Any


class Nothing:
    """What a widget gives that still waits: nothing, by every port."""

    def __getattr__(self, port: str) -> None:
        return None


def compute(widget: Any, **inputs: Any) -> Any:
    """What the widget gives; nothing, with a line that says so, where a needed input is missing."""
    spec = widget.spec
    for name, port in spec.inputs.items():
        if port.many:
            inputs[name] = [value for value in inputs.get(name, []) if value is not None]
        elif inputs.setdefault(name, None) is None and port.required:
            sys.stdout.write(f"{spec.title} waits: nothing comes by “{name}”\n")
            return Nothing() if spec.bundle else None
    return widget.compute(**inputs)
