"""Save Data."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from satsuma.data.choices import expanded
from satsuma.data.new_file import folder_stamp
from satsuma.data.plan import Plan, Receipt
from satsuma.data.plan_words import plan_title
from satsuma.data.safe_names import is_of_another_system
from satsuma.data.table import Table
from satsuma.data.table_saving import table_plan, write_planned
from satsuma.data.table_suffix import table_suffix
from satsuma.data.tables import SUFFIXES, write_table
from satsuma.views import Planned
from satsuma.widget import Run, Shown, WidgetError, setting, widget

ICON = ("M15.2 3a2 2 0 0 1 1.4.6l3.8 3.8a2 2 0 0 1 .6 1.4V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 "
        "0 1 2-2z M17 21v-7a1 1 0 0 0-1-1H8a1 1 0 0 0-1 1v7 M7 3v4a1 1 0 0 0 1 1h7")


class Outputs(NamedTuple):
    plan: Annotated[Plan, Shown]
    table: Annotated[Table, Shown]


@widget("Save Data", icon=ICON,
        keywords=("export", "write", "csv", "excel", "xlsx", "spreadsheet", "file", "store"))
class SaveData:
    """Save a table to a file, once you say so.

    Choose a file; its ending says what it becomes: `.csv` and `.tsv` for every program, `.xlsx` for
    spreadsheets, `.npz` for all of it without loss. First you see what would be written, what the
    format cannot hold and how long it takes. Only the button **Save** writes; opening a workflow
    never does.

    A file that is there already is never replaced without a question that names it: the new one
    gets a number, such as `animals (2).csv`, or you are asked. Afterwards you see what was written,
    can show it in the file manager, or take it back.

    For Orange choose `.tab`, or **Header**: “For Orange”. Then two rows below the names say what
    each column holds and what it is for. Other programs would take these rows for values, so
    usually the header has names only.
    """

    file: str = setting("", "File", path="new file", help=(
        "The file to be written. Its ending says which kind of file it becomes."))
    existing: Literal["number", "ask"] = setting("number", "If it is there already", help=(
        "Number: the new file gets a number, and both are kept. Ask: you are asked whether the old "
        "file may be replaced."))
    header: Literal["names", "for Orange"] = setting("names", "Header", help=(
        "What stands above the values of .csv, .tsv and .xlsx. Names: one row, which every program "
        "understands. For Orange: two rows more, which tell Orange kinds, roles and columns of "
        "pictures."))

    def stamp(self) -> tuple[object, ...]:
        """Whether the file is there, and how its folder looks."""
        return folder_stamp(os.path.dirname(self._place())) if self.file else ()

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        if not self.file:
            raise WidgetError("Choose the file to be written.", lasting=True, asks="file")
        place = self._place()
        if table_suffix(place) not in SUFFIXES:
            *most, last = SUFFIXES
            raise WidgetError(f"“{os.path.basename(place)}” does not say which kind of file it is: "
                              f"its name must end in {', '.join(most)} or {last}.", asks="file")
        try:
            plan = table_plan(data, place, self.existing, for_orange=self._for_orange)
            return Outputs(plan, data)
        except OSError as error:
            raise WidgetError(f"“{os.path.dirname(place)}” cannot be looked at: "
                              f"{(error.strerror or str(error)).lower()}.") from error

    def commit(self, outputs: Outputs, run: Run = Run()) -> Receipt:
        writer = partial(write_table, for_orange=self._for_orange)
        return write_planned(outputs.table, outputs.plan, run, writer)

    def view(self, outputs: Outputs) -> Planned:
        return Planned(outputs.plan)

    def summary(self, outputs: Outputs) -> str:
        return plan_title(outputs.plan)

    @property
    def _for_orange(self) -> bool:
        return self.header == "for Orange"

    def _place(self) -> str:
        if is_of_another_system(self.file):
            raise WidgetError(f"“{self.file}” is a place on another computer. Choose a file here.")
        return os.path.abspath(expanded(Path(self.file)))
