"""Place: one folder or one file on disk."""

from __future__ import annotations

import os
from functools import partial

from PyQt6.QtWidgets import QPushButton

from satsuma.data.tables import SUFFIXES
from satsuma.ui.background import background
from satsuma.ui.editors.ask_file import ask_file, ask_folder
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.text_line import TextEditor

TABLES = f"Tables ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;All files (*)"
"""What a file that a widget reads can be, as the system's dialog wants it."""


class PlaceEditor(TextEditor):
    """A line with the path, and a button that opens the system's dialog."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.choose = QPushButton("Choose…")
        self.choose.setAccessibleName(f"{facts.label}: choose")
        self.choose.clicked.connect(self._ask)
        self.layout().addWidget(self.choose)

    def show_value(self, value: object) -> None:
        super().show_value(value)
        self.refresh()

    def refresh(self) -> None:
        if self._value:
            background().submit(partial(_exists, self._value), self._looked)
        else:
            self.noted.emit("")

    def _ask(self) -> None:
        found = ask_folder(self, "Choose a folder") if self.facts.path == "folder" else \
            ask_file(self, *self._wanted())
        if found:
            self.show_value(found)
            self.edited.emit(found)

    def _wanted(self) -> tuple[str, str]:
        """The title of the system's dialog, and the kinds of files."""
        if not self.facts.endings:
            return "Choose a table", TABLES
        kinds = " ".join(f"*{ending}" for ending in self.facts.endings)
        return "Choose a file", f"{self.facts.label} ({kinds});;All files (*)"

    def _looked(self, found: tuple[str, bool]) -> None:
        path, exists = found
        if path == self._value:
            what = "folder" if self.facts.path == "folder" else "file"
            self.noted.emit("" if exists else f"There is no such {what}. Choose another one.")


def _exists(path: str) -> tuple[str, bool]:
    return path, os.path.exists(os.path.expanduser(path))
