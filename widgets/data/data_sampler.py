"""Data Sampler."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NamedTuple, Self

import numpy as np

from satsuma.data.column import Kind
from satsuma.data.look import Look
from satsuma.data.row_words import in_rows
from satsuma.data.sampling import dealt, drawn, redrawn
from satsuma.data.table import Table, free_name
from satsuma.gestures import Gesture, looked
from satsuma.views import Rows, looked_at
from satsuma.widget import Choice, Run, Shown, WidgetError, columns, setting, widget

ICON = ("M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M16 8h.01 "
        "M8 8h.01 M8 16h.01 M12 12h.01 M16 16h.01")

Method = Literal["share", "number", "folds", "bootstrap"]


class Outputs(NamedTuple):
    sample: Table | None
    rest: Table | None
    shown: Annotated[Table, Shown]
    total: Annotated[int, Shown]


def method_choices() -> list[Choice]:
    """The ways of drawing, each with a line on what it is for."""
    return [
        Choice("share", "Share", "A share of the rows, such as 70 % to learn from and the rest to "
               "test."),
        Choice("number", "Number", "So many rows, such as 100 to look at."),
        Choice("folds", "Folds", "All but one of several parts of one size, as in a "
               "cross-validation; that part is the rest."),
        Choice("bootstrap", "Bootstrap", "As many rows as there are, each drawn from all: some "
               "come several times, about a third never."),
    ]


@widget("Data Sampler", icon=ICON, keywords=("random", "subset", "split", "train", "test",
                                             "cross-validation", "bootstrap", "stratified"))
class DataSampler:
    """Draw rows at random.

    What is drawn leaves by **sample**, everything else by **rest**, both in the order of the
    table. The same seed draws the same rows, today, tomorrow and on every computer; **Draw again**
    takes the next seed, and undo brings the last sample back.

    With **Same shares of** every category gives as large a share of its rows as the others, so
    that a small sample of cats and dogs has both. A row that comes several times gets a number
    behind its id.
    """

    method: Method = setting("share", "Draw", choices=method_choices,
                             help="How many rows are drawn, and how.")
    share: int = setting(70, "Share", low=0, high=100, unit="%", when=("method", "share"),
                         help="How much of all rows is drawn.")
    number: int = setting(10, "Number of rows", low=1, high=1_000_000, when=("method", "number"),
                          help="How many rows are drawn. Where there are fewer, all are.")
    repeats: bool = setting(False, "Rows may repeat", when=("method", "number"), help=(
        "Put each row back before the next is drawn, so that a row may come several times."))
    folds: int = setting(10, "Number of parts", low=2, high=100, when=("method", "folds"), help=(
        "How many parts the rows are dealt out into."))
    fold: int = setting(1, "Part left out", low=1, high=100, when=("method", "folds"), help=(
        "Which part is the rest; all others are the sample."))
    by: str | None = setting(None, "Same shares of", help=(
        "A column of categories, each of which gives its share."),
        choices=columns("data", (Kind.CATEGORY,), none="No column"))
    seed: int = setting(1, "Seed", low=0, help=(
        "The number that the drawing begins with. The same seed draws the same rows."))
    look: Look = setting(Look(), "Look of the table", cosmetic=True, form=False, help=(
        "How the table in the window is sorted, filtered and laid out."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        rows = self._drawn(data, self._groups(data, run), run)
        sample = _with_own_ids(data, rows)
        others = np.ones(len(data), bool)
        others[rows] = False
        rest = data.rows(others)
        return Outputs(sample if len(sample) else None, rest if len(rest) else None, sample,
                       len(data))

    def _groups(self, data: Table, run: Run) -> np.ndarray:
        if self.by is None:
            return np.zeros(len(data), np.int32)
        if self.by not in data or data[self.by].kind is not Kind.CATEGORY:
            run.warn(f"There is no column of categories “{self.by}”; the rows are drawn from all.")
            return np.zeros(len(data), np.int32)
        return data[self.by].values

    def _drawn(self, data: Table, groups: np.ndarray, run: Run) -> np.ndarray:
        match self.method:
            case "share":
                return drawn(groups, (len(data) * self.share + 50) // 100, self.seed)
            case "folds":
                return np.flatnonzero(self._parts(data, groups) != self.fold - 1)
            case "bootstrap":
                return redrawn(groups, len(data), self.seed)
        if self.repeats:
            return redrawn(groups, self.number if len(data) else 0, self.seed)
        if self.number > len(data):
            run.warn(f"{in_rows(self.number)} are asked for and there are {len(data):,}; "
                     "all are taken.")
        return drawn(groups, min(self.number, len(data)), self.seed)

    def _parts(self, data: Table, groups: np.ndarray) -> np.ndarray:
        if self.fold > self.folds:
            raise WidgetError(f"There are {self.folds:,} parts, and part {self.fold:,} is none of "
                              f"them. Choose one from 1 to {self.folds:,}.", lasting=True)
        if self.folds > len(data):
            raise WidgetError(f"{in_rows(len(data))} cannot be dealt out into {self.folds:,} "
                              "parts. Choose fewer parts.", lasting=True)
        return dealt(groups, self.folds, self.seed)

    def view(self, outputs: Outputs) -> Rows:
        return looked_at(outputs.shown, self.look)

    def edits(self, gesture: Gesture) -> Self:
        return replace(self, look=looked(self.look, gesture))

    def summary(self, outputs: Outputs) -> str:
        return f"{len(outputs.shown):,} of {in_rows(outputs.total)}"


def _with_own_ids(data: Table, rows: np.ndarray) -> Table:
    """The rows; where one comes again its id gets a number."""
    again = np.flatnonzero(np.diff(rows) == 0) + 1
    if not len(again):
        return data.rows(rows)
    known, numbers = set(data.ids), dict[str, int]()
    ids = [data.ids[row] for row in rows]
    for place in again:
        ids[place] = free_name(ids[place], known, numbers)
        known.add(ids[place])
    picked = {name: column.rows(rows) for name, column in data.columns.items()}
    return Table(tuple(ids), picked, data.name)
