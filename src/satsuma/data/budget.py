"""Budgets: how much a table may grow to when its file is unpacked.

A few kilobytes can be packed so that they unpack to any number of cells, each of which takes some
fifty bytes of memory as text, and half the computer stands still before anybody could tell why.
"""

from __future__ import annotations

_SURELY_FINE = 20_000_000
_PER_BYTE = 20


def most_cells(size: int) -> int:
    """How many cells a packed file of so many bytes may unpack to."""
    return _SURELY_FINE + _PER_BYTE * size


def too_many(cells: int, what: str = "cells") -> str:
    """Why it is not unpacked, to be continued after “cannot be read: ”."""
    return f"it would unpack to {cells:,} {what}, far more than a file of its size should hold"
