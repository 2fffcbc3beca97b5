"""Rows, finding: where a text stands in the cells that are shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from satsuma.data.column import Kind
from satsuma.ui.painters.rows_columns import ShownColumn

_OF_NUMBERS = set("0123456789.,+-−einfx")


def find(columns: Sequence[ShownColumn], rows: np.ndarray, wanted: str) -> np.ndarray:
    """Place of the row and of the column of every match, row by row: m × 2. For any thread.

    Vectors, folded or not, are not looked into.
    """
    low = wanted.strip().casefold()
    if not low:
        return np.empty((0, 2), np.intp)
    parts = [(at, _matches(column, rows, low)) for at, column in enumerate(columns)]
    found = [np.column_stack([places, np.full(len(places), at)]) for at, places in parts
             if len(places)]
    if not found:
        return np.empty((0, 2), np.intp)
    every = np.concatenate(found)
    return every[np.lexsort((every[:, 1], every[:, 0]))]


def _matches(column: ShownColumn, rows: np.ndarray, low: str) -> np.ndarray:
    """Places of the rows whose value, as it is shown, contains the text."""
    if column.kind is Kind.VECTOR or column.part.number is not None:
        return np.arange(0)
    values = column.column.values
    if column.kind is Kind.CATEGORY:
        fits = [low in word.casefold() for word in column.column.categories]
        return np.flatnonzero(np.array([*fits, False], bool)[values[rows]])
    if column.kind in (Kind.TEXT, Kind.IMAGE):
        texts = values[rows].tolist()
        return np.flatnonzero(np.fromiter((low in text.casefold() for text in texts), bool))
    if column.is_number and not set(low) <= _OF_NUMBERS:
        return np.arange(0)
    text = column.text
    return np.flatnonzero(np.fromiter((low in text(row).casefold() for row in rows.tolist()),
                                      bool))
