"""Arranged: the rows that a filter keeps, in the order of a sort."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.data.filter import matching
from satsuma.data.order import order_of
from satsuma.data.table import Table


@dataclass(frozen=True)
class Arranged:
    """Row numbers of a table, and what is to be said of how they were found."""

    rows: np.ndarray
    notes: tuple[str, ...] = ()


def arrange(table: Table, sort: tuple[str, ...], text: str) -> Arranged:
    """What the filter keeps, sorted; what cannot be used is passed over and noted."""
    if not text.strip() and not sort:
        return Arranged(np.arange(len(table)))
    found = matching(table, text)
    notes = list(found.notes)
    rows = order_of(table, sort, np.flatnonzero(found.rows), notes.append)
    return Arranged(rows, tuple(dict.fromkeys(notes)))
