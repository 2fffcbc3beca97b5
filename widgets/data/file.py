"""File."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Annotated, NamedTuple, Self

from satsuma.data.choices import expanded
from satsuma.data.column_edits import ColumnEdit, edited, wished_kinds
from satsuma.data.column_facts import ColumnFacts, facts_of_columns
from satsuma.data.file_news import FileRead
from satsuma.data.found_table import Wish
from satsuma.data.safe_names import is_of_another_system
from satsuma.data.table import Table
from satsuma.data.table_reading import Reading, Stamps, read_with, stamps_of
from satsuma.data.tables import SUFFIXES, is_table_file
from satsuma.gestures import Changed, Gesture
from satsuma.views import Columns
from satsuma.widget import Run, Shown, WidgetError, setting, setting_fields, widget

ICON = ("M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7z M14 2v4a2 2 0 0 0 2 2h4 "
        "M8 13h2 M14 13h2 M8 17h2 M14 17h2")


class Outputs(NamedTuple):
    data: Table
    reading: Annotated[Reading, Shown]
    facts: Annotated[tuple[ColumnFacts, ...], Shown]


@widget("File", icon=ICON, keywords=(
    "open", "load", "read", "import", "csv", "tab", "tsv", "excel", "xlsx", "spreadsheet", "table",
    "parquet", "npz"))
class File:
    """Read a table from a file.

    It reads `.csv`, `.tsv` and `.tab` (also packed, as `.csv.gz`), spreadsheets (`.xlsx`), `.npz`
    and `.parquet`. Encoding and separator are found out, and said. You can also drop a table on the
    canvas.

    The window lists the columns, each with its kind, its role, its first values and how many are
    missing. Where the file does not say what a column holds, that is guessed: click a kind or a
    role to correct it, double-click a name to change it. What you corrected is marked, and can be
    taken back. A column of paths of pictures becomes a column of pictures, when they are found from
    the table's folder; a column in the role **left out** is not sent on.

    Corrections are kept by the columns' names. When the file changes on disk, the window says so,
    and when; **Reload** reads it again, and so does opening the workflow the next time.
    """

    path: str = setting("", "File", path="file", help=(
        "The table: .csv, .tsv, .tab, .xlsx, .npz or .parquet."))
    sheet: str = setting("", "Sheet", form=False, help=(
        "Which sheet of a spreadsheet is read. Empty takes the first one."))
    ids: str | None = setting(None, "Row ids", form=False, help=(
        "The column that tells rows apart. Automatic takes one called id, where its values do not "
        "repeat; empty numbers the rows."))
    columns: tuple[ColumnEdit, ...] = setting((), "Columns", form=False, help=(
        "What you corrected of the columns: kinds, roles and names."))

    def stamp(self) -> Stamps | None:
        """Place, size and time of the file: when it changes, the table is a new one."""
        stamps = stamps_of(self._place()) if self.path else (None,)
        return stamps if stamps[0] is not None else None

    def compute(self, run: Run = Run()) -> Outputs:
        if not self.path:
            raise WidgetError("Choose a file with a table.", lasting=True, asks="path")
        place = self._place()
        if not is_table_file(place.name):
            *most, last = SUFFIXES
            raise WidgetError(f"“{place.name}” is no table that can be read: its name must end in "
                              f"{', '.join(most)} or {last}.", asks="path")
        if not os.path.exists(place):
            raise WidgetError(f"“{place}” is not there any more. Choose the file anew, or reload "
                              "when it is back.", asks="path")
        wish = Wish(wished_kinds(self.columns), self.sheet, self.ids)
        reading = read_with(place, wish, run)
        table = edited(reading.found, self.columns, run)
        return Outputs(table, reading, facts_of_columns(reading.found))

    def view(self, outputs: Outputs) -> Columns:
        found = outputs.reading.found
        return Columns(outputs.facts, self.columns, len(outputs.data), self.ids, found.ids,
                       found.sheets, self.sheet or found.sheet, found.told,
                       FileRead(outputs.reading.stamps))

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            case Changed(name, value) if name in setting_fields(self) and name != "path":
                return replace(self, **{name: value})
        return self

    def summary(self, outputs: Outputs) -> str:
        rows = len(outputs.data)
        return f"{PurePath(self.path).name} · {rows:,} {'row' if rows == 1 else 'rows'}"

    def _place(self) -> Path:
        if is_of_another_system(self.path):
            raise WidgetError(f"“{self.path}” is a place on another computer. Choose a file here.",
                              asks="path")
        return Path(os.path.abspath(expanded(Path(self.path))))
