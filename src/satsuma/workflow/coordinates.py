"""Coordinates as workflow files write them: `(1.0, 2.5)`."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


def read_number(text: str | None) -> float | None:
    """The number, when it is one and finite."""
    # The length keeps a file from having us read a number of a million digits.
    if text is None or len(text) > 60 or not _NUMBER.fullmatch(text.strip()):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def read_coordinates(text: str | None, count: int) -> tuple[float, ...] | None:
    """So many numbers in brackets; None for anything else."""
    inner = (text or "").strip()
    if len(inner) > 300 or not (inner.startswith("(") and inner.endswith(")")):
        return None
    numbers = [read_number(part) for part in inner[1:-1].split(",")]
    good = tuple(number for number in numbers if number is not None)
    return good if len(good) == len(numbers) == count else None


def write_coordinates(values: tuple[float, ...]) -> str:
    """The numbers in brackets, so that reading gives the same ones."""
    return f"({', '.join(repr(float(value)) for value in values)})"
