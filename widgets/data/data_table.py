"""Data Table."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, Self

from satsuma.data.selection import Selection, selected_rows
from satsuma.data.table import Table, with_selected
from satsuma.gestures import Gesture, picked
from satsuma.views import Rows
from satsuma.widget import setting, widget

ICON = ("M12 3v18 M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M3 9h18 "
        "M3 15h18")


class Outputs(NamedTuple):
    selected: Table | None
    data: Table


@widget("Data Table", icon=ICON, keywords=("spreadsheet", "rows", "columns", "look"))
class DataTable:
    """Show a table as it is: rows, columns and values.

    Click a row to pick it; hold Ctrl to pick several. The picked rows leave by **selected**, all
    of them, marked, by **data**.
    """

    selected: Selection = setting((), "Selected", help="The rows that are sent on.")

    def compute(self, data: Table) -> Outputs:
        rows = selected_rows(data, self.selected)
        return Outputs(data.rows(rows) if rows else None, with_selected(data, rows))

    def view(self, outputs: Outputs) -> Rows:
        return Rows(outputs.data, self.selected)

    def edits(self, gesture: Gesture) -> Self:
        now = self.selected if isinstance(self.selected, tuple) else ()
        return replace(self, selected=picked(now, gesture))

    def summary(self, outputs: Outputs) -> str:
        columns = sum(column.width for column in outputs.data.columns.values()) - 1
        total = f"{len(outputs.data):,} rows × {columns:,}"
        return f"{total} · {len(outputs.selected):,} selected" if outputs.selected else total
