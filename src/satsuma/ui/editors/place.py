"""Place: one folder or one file on disk."""

from __future__ import annotations

import os
from functools import partial

from PyQt6.QtWidgets import QPushButton

from satsuma.ui.background import background
from satsuma.ui.editors.ask_file import ask_file, ask_folder
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.text_line import TextEditor


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
        asks = ask_folder if self.facts.path == "folder" else ask_file
        if found := asks(self, f"Choose: {self.facts.label.lower()}"):
            self.show_value(found)
            self.edited.emit(found)

    def _looked(self, found: tuple[str, bool]) -> None:
        path, exists = found
        if path == self._value:
            what = "folder" if self.facts.path == "folder" else "file"
            self.noted.emit("" if exists else f"There is no such {what}. Choose another one.")


def _exists(path: str) -> tuple[str, bool]:
    return path, os.path.exists(os.path.expanduser(path))
