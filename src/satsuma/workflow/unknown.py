"""Unknown: stands for a widget that this program lacks, and keeps all that was saved of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from satsuma.widget import Anything, Input, Spec, WidgetError


@dataclass(frozen=True)
class Unknown:
    """A node as it stands in the file: its attributes, and its settings as text.

    `reason` says why it is not a widget. Its ports are those that links name; they take and send
    anything, so that no link is lost.
    """

    attributes: tuple[tuple[str, str], ...]
    properties: str | None
    properties_format: str
    reason: str
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    channels: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @cached_property
    def shown_names(self) -> Mapping[str, str]:
        """What its ports are called on the canvas, by `in:port` and `out:port`."""
        return dict(self.channels)

    @cached_property
    def spec(self) -> Spec:
        name = dict(self.attributes).get("name") or "Unknown widget"
        return Spec(
            id="unknown", title=name, category="", icon="M4 4h16v16H4z", version=1,
            doc=self.reason, keywords=(), lane="quick",
            inputs={port: Input(object, False, True) for port in self.inputs},
            outputs=dict.fromkeys(self.outputs, Anything), shown=(), bundle=None)

    def compute(self, **_inputs: Any) -> None:
        raise WidgetError(self.reason, lasting=True)
