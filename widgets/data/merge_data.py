"""Merge Data."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NamedTuple, Self

from satsuma.data.keys import KeyPair, automatic_pairs, pairs_in_words
from satsuma.data.look import Look
from satsuma.data.merge import Keep, Merged, check_no_repeats, loosely_found, merge
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.gestures import Gesture, looked
from satsuma.views import Rows, looked_at
from satsuma.widget import Choice, Run, Shown, WidgetError, setting, widget

ICON = ("M8 18L12 22L16 18 M12 2V22 M4 3v4a4 4 0 0 0 4 4h8a4 4 0 0 0 4-4V3")


class How(NamedTuple):
    """How the rows found each other: by what, and how many of how many."""

    by: str
    found: int
    rows: int


class Outputs(NamedTuple):
    data: Table
    how: Annotated[How, Shown]


def keep_choices() -> list[Choice]:
    """Which rows there are, each with a line on what that means."""
    return [
        Choice("data", "All rows of data",
               "Columns of extra are added; where nothing matches they are missing."),
        Choice("matches", "Only rows that match", "The rows of data that extra knows too."),
        Choice("both", "All rows of both",
               "Rows of extra that match nothing come at the end."),
    ]


@widget("Merge Data", icon=ICON, keywords=("join", "add columns", "lookup", "combine", "vlookup",
                                           "match"))
class MergeData:
    """Add the columns of a second table, row by row, where the rows belong together.

    A list of what is known of each animal is not of much use beside its pictures, but in one table
    with them: connect the pictures to **data** and the list to **extra**. Rows belong together
    when they have the same key: the same row id, or the same value in a column of each table, such
    as the name of the file. With several pairs of columns all of them have to be equal.

    Without pairs they are found by themselves: the row ids where tables share any, unless these
    only count the rows (1, 2, 3 …), as they do in every file without ids; else a column of the
    same name in which no value repeats, of words rather than of numbers; else all columns that
    both have. The form says which.

    Words match when they are equal letter by letter, numbers and times when they are the same.
    Where more would match without regard to capitals and spaces, as `Cow 1` and `cow  1`, you are
    told, and **Ignore capitals and spaces** does it. A missing key matches nothing. Columns named
    alike get a number; rows keep their ids, and all of them their order.
    """

    keys: tuple[KeyPair, ...] = setting((), "Match by", help=(
        "Columns in which rows that belong together have the same value. Empty: found by itself."))
    loose: bool = setting(False, "Ignore capitals and spaces", help=(
        "Words match even if they differ in capital letters, or in spaces before, after and "
        "between them."))
    keep: Keep = setting("data", "Keep", choices=keep_choices, help="Which rows there are then.")
    repeated: Literal["first", "refuse"] = setting("first", "Repeated keys in extra", help=(
        "First: of several rows of extra with one key the first counts, and you are told. Refuse: "
        "nothing is merged until the keys are told apart."))
    look: Look = setting(Look(), "Look of the table", cosmetic=True, form=False, help=(
        "How the table in the window is sorted, filtered and laid out."))

    def compute(self, data: Table, extra: Table, run: Run = Run()) -> Outputs:
        pairs = self.keys or automatic_pairs(data, extra)
        if not pairs:
            raise WidgetError(_nothing_fits(data, extra), lasting=True, asks="keys")
        merged = merge(data, extra, pairs, self.keep, loose=self.loose)
        if self.repeated == "refuse":
            check_no_repeats(merged)
        _tell(merged, run)
        more = 0 if self.loose else loosely_found(data, extra, pairs) - merged.found
        if more > 0:
            rows = "row" if more == 1 else "rows"
            run.warn(f"{more:,} more {rows} would match if capitals and spaces were ignored. Turn "
                     "on “Ignore capitals and spaces”.")
        return Outputs(merged.table, How(pairs_in_words(pairs), merged.found, merged.rows))

    def view(self, outputs: Outputs) -> Rows:
        return looked_at(outputs.data, self.look)

    def edits(self, gesture: Gesture) -> Self:
        return replace(self, look=looked(self.look, gesture))

    def summary(self, outputs: Outputs) -> str:
        by, found, rows = outputs.how
        return f"{found:,} of {in_rows(rows)} matched by {by}"


def _nothing_fits(data: Table, extra: Table) -> str:
    if set(data.ids).isdisjoint(extra.ids):
        return ("These tables have neither row ids nor a column in common. Choose by which columns "
                "their rows belong together.")
    return ("These tables have no column in common, and their row ids are only counted (1, 2, "
            "3 …), which does not say that rows belong together. Choose by which columns they do; "
            "or the row id, if equal numbers mean the same row.")


def _tell(merged: Merged, run: Run) -> None:
    if merged.repeated:
        verb = "repeats" if merged.repeated == 1 else "repeat"
        run.warn(f"{in_rows(merged.repeated)} of extra {verb} the key of an earlier row; the first "
                 "row with a key counts.")
    if merged.rows and not merged.found:
        run.warn("No row of data matches a row of extra. Choose other columns to match by.")
