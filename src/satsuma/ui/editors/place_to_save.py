"""Place to save: a file or a folder that is to be written, which need not be there yet."""

from __future__ import annotations

import os
from functools import partial

from satsuma.data.safe_names import is_of_another_system
from satsuma.data.tables import SUFFIXES
from satsuma.ui.background import background
from satsuma.ui.editors.ask_file import ask_folder, ask_new_file
from satsuma.ui.editors.place import PlaceEditor

_SPOKEN = {".csv": "Comma-separated text", ".tsv": "Tab-separated text", ".xlsx": "Spreadsheet",
           ".npz": "Satsuma and numpy, without loss", ".tab": "Orange", ".parquet": "Parquet",
           ".csv.gz": "Comma-separated text, packed", ".tsv.gz": "Tab-separated text, packed",
           ".tab.gz": "Orange, packed"}


class PlaceToSaveEditor(PlaceEditor):
    """A line with the path, and a button that asks where to save.

    Whether an older file may be replaced is asked when it comes to that, not here.
    """

    def refresh(self) -> None:
        text = self._value
        if text:
            background().submit(partial(_looked_at, text), self._looked)
        else:
            self.noted.emit("")

    def _wanted(self) -> tuple[str, str]:
        if not self.facts.endings:
            return "Save the table as", kinds()
        return "Save as", ";;".join(f"{self.facts.label} (*{one})" for one in self.facts.endings)

    def _looked(self, found: tuple[str, str]) -> None:
        text, note = found
        if text == self._value:
            self.noted.emit(note)

    def _ask(self) -> None:
        found = ask_folder(self, "Choose a folder to save to") \
            if self.facts.path == "new folder" else \
            ask_new_file(self, *self._wanted(), self._value or "")
        if found:
            self.show_value(found)
            self.edited.emit(found)


def kinds() -> str:
    """The kinds of tables, as the system's dialog wants them."""
    return ";;".join(f"{_SPOKEN.get(suffix, suffix[1:])} (*{suffix})" for suffix in SUFFIXES)


def _looked_at(text: str) -> tuple[str, str]:
    return text, _note(text)


def _note(text: str) -> str:
    """What should be known of a place that is to be written to."""
    if is_of_another_system(text):
        return "This is a place on another computer. Choose one here."
    place = os.path.expanduser(text)
    above = os.path.dirname(place)
    if not os.path.exists(place) and not os.path.isdir(above):
        return f"The folder “{above}” is not there. It is made when you save."
    return ""
