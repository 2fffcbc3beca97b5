"""Summary: one line on what came out of a node."""

from __future__ import annotations


def summary(widget: object, value: object) -> str:
    """One line on what came out, by the widget's own words where it has some."""
    own = getattr(widget, "summary", None)
    return own(value) if own is not None else "done"
