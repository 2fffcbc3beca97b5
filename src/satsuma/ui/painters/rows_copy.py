"""Rows, copy: rows as text with tabs, as spreadsheets take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from satsuma.data.column import Kind
from satsuma.ui.painters.rows_columns import ShownColumn

MOST_CELLS = 1_000_000
"""More than that no clipboard takes well; what is left out is said."""


@dataclass(frozen=True)
class Copied:
    """The text and a sentence on what it holds."""

    text: str
    told: str


def as_text(columns: Sequence[ShownColumn], rows: np.ndarray) -> Copied:
    """Names of columns, then the rows; folded vectors are left out. For any thread."""
    flat = [one for one in columns if one.kind is not Kind.VECTOR]
    most = max(1, MOST_CELLS // max(1, len(flat)))
    taken = rows[:most].tolist()
    lines = ["\t".join(_plain(one.name) for one in flat)]
    lines += ["\t".join(_plain(one.full(row)) for one in flat) for row in taken]
    told = f"Copied {len(taken):,} {_of(len(taken), 'row')} × {len(flat):,} " \
           f"{_of(len(flat), 'column')}."
    if len(taken) < len(rows):
        told = f"Copied the first {len(taken):,} of {len(rows):,} rows; more would be too much."
    if any(one.kind is Kind.VECTOR and not one.unfolded for one in columns):
        told += " Vectors were left out; unfold them to copy their numbers."
    return Copied("\n".join(lines) + "\n", told)


def _of(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _plain(text: str) -> str:
    """A text that stays in its cell."""
    return " ".join(text.split()) if any(sign in text for sign in "\t\n\r\v\f") else text
