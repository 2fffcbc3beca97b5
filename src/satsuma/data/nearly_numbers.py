"""Columns that are nearly numbers: all but a few values are, so that they are read as words.

A single “-” among a thousand sizes makes texts of all of them, and nobody sees why. Whether it
stands for a missing value only a person can tell, so nothing is changed, and it is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from satsuma.data.number_text import MISSING

MARKS = frozenset([
    "-", "--", "---", "–", "—", "−", "/", "*", "..", "…", "...", "x", "X", "n.a.", "N.A.", "n. a.",
    "k.A.", "k. A.", "#NV", "#VALUE!", "#DIV/0!", "#REF!", "none", "None", "NONE",
    "missing", "Missing", "unknown", "Unknown", "null", "Null", "nil", "NAN", "-nan", "<NA>", "NaT",
    "??"])
"""What people write for a missing value beside what is always taken for one (`MISSING`)."""

_NUMBER = re.compile(r"[ \t]*[+-]?(?!0\d)(\d{1,15}([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?[ \t]*")
_CODE = re.compile(r"[ \t]*[+-]?(0\d+|\d{16,})[ \t]*")
_FEWEST = 3
_LOOKED_AT = 200
_EXAMPLES = 3
_LONGEST = 20


@dataclass(frozen=True)
class Odd:
    """So many of the values of a column that is nearly numbers are none."""

    count: int
    of: int
    examples: tuple[str, ...]
    are_marks: bool

    @property
    def text(self) -> str:
        """“3 of 1,000 are no numbers: “-”, “x””."""
        shown = ", ".join(one if one == "…" else f"“{one}”" for one in self.examples)
        verb = "is no number" if self.count == 1 else "are no numbers"
        return f"{self.count:,} of {self.of:,} {verb}: {shown}"

    @property
    def is_striking(self) -> bool:
        """Whether the column is surely meant to be numbers."""
        return self.are_marks or 100 * self.count <= self.of


def nearly_numbers(cells: Sequence[str]) -> Odd | None:
    """The values that keep a column from being numbers, where these are few; else None.

    A column with `007` is one of codes, and none of numbers.
    """
    present = [cell for cell in cells if cell not in MISSING]
    first = present[:_LOOKED_AT]
    if 2 * sum(_NUMBER.fullmatch(cell) is not None for cell in first) < len(first):
        return None
    odd = [cell for cell in present if not _NUMBER.fullmatch(cell)]
    marks = all(cell.strip() in MARKS for cell in odd)
    few = max(1, len(present) // 10) if not marks else len(present) // 2
    if not odd or len(odd) > few or len(present) - len(odd) < _FEWEST:
        return None
    if any(map(_CODE.fullmatch, odd)):
        return None
    return Odd(len(odd), len(present), _shown(odd), marks)


def _shown(odd: Sequence[str]) -> tuple[str, ...]:
    examples = list(dict.fromkeys(" ".join(cell.split()) for cell in odd))
    shown = [one if len(one) <= _LONGEST else one[:_LONGEST - 1] + "…"
             for one in examples[:_EXAMPLES]]
    return (*shown, "…") if len(examples) > _EXAMPLES else tuple(shown)
