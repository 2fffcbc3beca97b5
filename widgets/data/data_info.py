"""Data Info."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, NamedTuple, Self

from satsuma.data.look import Look
from satsuma.data.row_words import in_rows
from satsuma.data.statistics import statistics
from satsuma.data.table import Table
from satsuma.data.table_facts import Facts, facts_of
from satsuma.gestures import Gesture, looked
from satsuma.views import Overview, looked_at
from satsuma.widget import Run, Shown, setting, widget

ICON = ("M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M12 16v-4 "
        "M12 8h.01")


class Outputs(NamedTuple):
    data: Table
    facts: Annotated[Facts, Shown]
    size: Annotated[tuple[int, int], Shown]


@widget("Data Info", icon=ICON, keywords=("summary", "statistics", "describe", "overview",
                                          "missing values", "feature statistics"))
class DataInfo:
    """Tell what is in a table: how many rows, which columns, what is missing.

    Above stands the table as a whole: its rows, its columns by role and kind, the values that are
    missing, where its pictures lie, which network its vectors come from, and how much memory it
    needs. Below is a line for each column: its kind and role, how many values are missing, how
    many different ones there are, the least, the mean and the greatest of numbers, the first
    values, and more: the largest categories, the first and the last time.

    The lines leave by **data** as a table, to be sorted, filtered or saved like any other. Its
    row ids are the names of the columns.
    """

    look: Look = setting(Look(), "Look of the table", cosmetic=True, form=False, help=(
        "How the table in the window is sorted, filtered and laid out."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        return Outputs(statistics(data, run), facts_of(data), (len(data), len(data.columns)))

    def view(self, outputs: Outputs) -> Overview:
        return Overview(outputs.facts, replace(looked_at(outputs.data, self.look), apart=True))

    def edits(self, gesture: Gesture) -> Self:
        return replace(self, look=looked(self.look, gesture))

    def summary(self, outputs: Outputs) -> str:
        rows, columns = outputs.size
        return f"{in_rows(rows)} × {'1 column' if columns == 1 else f'{columns:,} columns'}"
