"""Figures for whoever runs the long form with -s; docs/reliability.md is written from them."""

from __future__ import annotations


def report(name: str, **figures: object) -> None:
    """A line of them."""
    print(f"\n{name}: {', '.join(f'{k} {v}' for k, v in figures.items())}")  # noqa: T201
