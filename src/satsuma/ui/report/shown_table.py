"""Shown table: a table as a window shows it, as text for a report. Knows no Qt; for any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from satsuma.data.arranged import Arranged, arrange
from satsuma.data.selection import selected_rows
from satsuma.ui.painters.rows_columns import ShownColumn, shown_columns, shown_name
from satsuma.ui.report.facts import cut
from satsuma.ui.report.items import Cells
from satsuma.views import Rows

MOST_ROWS = 200
MOST_COLUMNS = 16
MARK = "✓"


@dataclass(frozen=True)
class ShownTable:
    """The text of the cells under the names of the columns, and what is to be said of them."""

    rows: Cells
    facts: tuple[tuple[str, str], ...]


def shown_table(view: Rows) -> ShownTable:
    """The first rows and columns in the order they are shown, with what the filter keeps.

    Where rows are selected a first column marks them.
    """
    arranged = arrange(view.table, view.sort, view.filter)
    columns = shown_columns(view)
    chosen = np.zeros(len(view.table), bool)
    chosen[selected_rows(view.table, view.selected)] = True
    rows = arranged.rows[:MOST_ROWS].tolist()
    cells = _cells(columns[:MOST_COLUMNS], rows, chosen)
    return ShownTable(cells, tuple(_facts(view, arranged, columns, chosen)))


def _cells(columns: Sequence[ShownColumn], rows: Sequence[int], chosen: np.ndarray) -> Cells:
    heads = tuple(shown_name(one.name) for one in columns)
    texts = [tuple(cut(one.full(row)) for one in columns) for row in rows]
    if not chosen.any():
        return (heads, *texts)
    marks = [(MARK if chosen[row] else "",) for row in rows]
    return (("Selected", *heads), *(mark + text for mark, text in zip(marks, texts, strict=True)))


def _facts(view: Rows, arranged: Arranged, columns: Sequence[ShownColumn],
           chosen: np.ndarray) -> list[tuple[str, str]]:
    facts = [("Note", note) for note in arranged.notes]
    if chosen.any():
        facts.append(("Selected", f"{np.count_nonzero(chosen):,} of {len(chosen):,} rows"))
    if remark := _left_out(view, len(arranged.rows), len(columns)):
        facts.append(("Shown", remark))
    return facts


def _left_out(view: Rows, rows: int, columns: int) -> str:
    """What the cells are of all that there is; "" when they are all of it."""
    parts = []
    if rows > MOST_ROWS:
        parts.append(f"the first {MOST_ROWS} of {rows:,} rows")
    elif rows < len(view.table):
        parts.append(f"{rows:,} of {len(view.table):,} rows")
    if columns > MOST_COLUMNS:
        parts.append(f"the first {MOST_COLUMNS} of {columns:,} columns")
    hidden = len(set(view.hidden) & view.table.columns.keys())
    if hidden:
        parts.append(f"not {hidden:,} hidden {'column' if hidden == 1 else 'columns'}")
    return ", ".join(parts)
