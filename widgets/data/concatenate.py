"""Concatenate."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NamedTuple, Self

from satsuma.data.column import Role
from satsuma.data.look import Look
from satsuma.data.repeats import without_repeats
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table, concatenate
from satsuma.gestures import Gesture, looked
from satsuma.views import Rows, looked_at
from satsuma.widget import Shown, WidgetError, setting, widget

ICON = ("M4 3h16a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z "
        "M4 15h16a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z M12 10v4 "
        "M10 12h4")


class Outputs(NamedTuple):
    data: Table
    passed_over: Annotated[int, Shown]


@widget("Concatenate", icon=ICON, keywords=("append", "add rows", "union", "combine", "stack",
                                            "join", "new picture"))
class Concatenate:
    """Put the rows of several tables into one table, below each other.

    This is how a new picture joins a collection: import and embed it by itself, connect it here
    together with the collection, and all that follows sees it among the others. Connect as many
    tables as you like; their rows follow each other in the order of the links.

    Columns of one name become one column. What a table lacks is missing in its rows. Columns of
    one name have to hold the same kind of values, and vectors have to come from the same network:
    otherwise you are told which column does not fit, and why. Rows keep their ids; one that
    another table has used already gets the name of its table in front.
    """

    columns: Literal["all", "common"] = setting("all", "Columns", help=(
        "All: every column that any table has. Common: only those that all tables have."))
    leave_out: bool = setting(False, "Leave out repeated rows", help=(
        "Leave out a row that an earlier table has with the same id and the same values."))
    source: bool = setting(False, "Tell the source", help=(
        "Add a column that says which table each row came from: by the table's name, such as that "
        "of the folder of its pictures or of its file. Of tables with one name the second gets "
        "a number: “cows”, “cows (2)”."))
    source_name: str = setting("Source", "Name of that column", when=("source", True), help=(
        "What the column with the names of the tables is called."))
    source_role: Literal["meta", "feature", "target"] = setting(
        "meta", "Use it as", when=("source", True), help=(
            "Meta: about the row. Feature: what a row is described by. Target: what is to be "
            "explained."))
    name: str = setting("", "Name of the table", help=(
        "What the result is called. Empty: as the first table."))
    look: Look = setting(Look(), "Look of the table", cosmetic=True, form=False, help=(
        "How the table in the window is sorted, filtered and laid out."))

    def compute(self, data: list[Table]) -> Outputs:
        if not data:
            raise WidgetError("There is nothing to put together. Connect at least one table.")
        tables = without_repeats(data) if self.leave_out else data
        source = (self.source_name or "Source") if self.source else None
        found = concatenate(tables, common=self.columns == "common", source=source)
        if source is not None:
            name, column = list(found.columns.items())[-1]
            found = found.with_column(name, column.with_role(Role(self.source_role)))
        if self.name:
            found = replace(found, name=self.name)
        return Outputs(found, sum(map(len, data)) - len(found))

    def view(self, outputs: Outputs) -> Rows:
        return looked_at(outputs.data, self.look)

    def edits(self, gesture: Gesture) -> Self:
        return replace(self, look=looked(self.look, gesture))

    def summary(self, outputs: Outputs) -> str:
        total = in_rows(len(outputs.data))
        return f"{total} · {outputs.passed_over:,} left out" if outputs.passed_over else total
