"""The view of what a widget would write."""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.data.plan import Plan


@dataclass(frozen=True)
class Planned:
    """What a widget would write, step by step, before a person says so."""

    plan: Plan
