"""Select Rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, NamedTuple, Self

import numpy as np

from satsuma.data.condition import Condition, Join, fulfilled
from satsuma.data.look import Look
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table, with_selected
from satsuma.gestures import Gesture, looked
from satsuma.views import Rows, looked_at
from satsuma.widget import Run, Shown, setting, widget

ICON = "M10 5H3 M12 19H3 M14 3v4 M16 17v4 M21 12h-9 M21 19h-5 M21 5h-7 M8 10v4 M8 12H3"


class Outputs(NamedTuple):
    matching: Table | None
    unmatched: Table | None
    data: Table
    shown: Annotated[Table, Shown]


@widget("Select Rows", icon=ICON, keywords=("filter", "condition", "where", "subset", "query"))
class SelectRows:
    """Send on the rows that fulfill conditions, such as a size of at least 1000.

    Each line asks something of one column, and says how many rows fulfill it: of numbers and
    times, whether they lie below, above or between values; of categories, whether they are among
    those that you tick; of texts and names of pictures, whether they contain, begin or end with
    something, or look like a pattern in which `*` stands for any letters and `?` for one:
    `cow-??.png`. Large and small letters count as the same in texts. A missing value fulfills only
    **is missing**. Times are as fine as you write them: “is 2024-05” means all of May.

    The rows that fulfill all conditions, or any of them, leave by **matching**, the others by
    **unmatched**, all of them, marked, by **data**. A condition whose column is not there, or that
    is not finished yet, is kept and counts as not there.
    """

    conditions: tuple[Condition, ...] = setting((), "Conditions", help=(
        "What is asked of the rows, a column at a time."))
    join: Join = setting("all", "Rows fulfill", help=(
        "All: every condition. Any: at least one of them."))
    look: Look = setting(Look(), "Look of the table", cosmetic=True, form=False, help=(
        "How the table in the window is sorted, filtered and laid out."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        found = fulfilled(data, self.conditions, self.join, run.warn)
        matching, unmatched = data.rows(found), data.rows(~found)
        return Outputs(matching if len(matching) else None, unmatched if len(unmatched) else None,
                       with_selected(data, np.flatnonzero(found).tolist()), matching)

    def view(self, outputs: Outputs) -> Rows:
        return looked_at(outputs.shown, self.look)

    def edits(self, gesture: Gesture) -> Self:
        return replace(self, look=looked(self.look, gesture))

    def summary(self, outputs: Outputs) -> str:
        return f"{len(outputs.shown):,} of {in_rows(len(outputs.data))}"
