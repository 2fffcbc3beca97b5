"""Selection: rows picked by their ids, so that they stay picked whatever is sorted or added."""

from __future__ import annotations

from typing import Literal

from satsuma.data.table import Table

Selection = tuple[str, ...] | Literal["all"]
"""Row ids, or every row that comes in."""


def selected_rows(table: Table, selection: Selection) -> list[int]:
    """The row numbers that a selection means, in the order of the table.

    Ids that the table lacks are passed over: the rows may come back.
    """
    if selection == "all":
        return list(range(len(table)))
    if not selection:
        return []  # without the numbers of all rows, which a large table has still to find out
    found = set(map(table.row_of.get, selection))
    return sorted(row for row in found if row is not None)
