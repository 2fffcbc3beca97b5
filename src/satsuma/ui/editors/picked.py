"""What is picked in the view: how much of it, and a button that picks nothing."""

from __future__ import annotations

from typing import Any

from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.theme import px


class PickedEditor(Editor):
    """A selection is made in the view; the form says how much it is."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.told = QLabel()
        self.clear = QPushButton("Clear")
        self.clear.setAccessibleName(f"{facts.label}: clear")
        self.clear.clicked.connect(self._cleared)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(self.told, 1)
        layout.addWidget(self.clear)

    def show_value(self, value: Any) -> None:
        self.told.setText(told_of(value))
        self.clear.setVisible(bool(value))

    def _cleared(self) -> None:
        self.edited.emit(())


def told_of(value: Any) -> str:
    """How much is picked, in words."""
    if value == "all":
        return "All selected"
    return f"{len(value):,} selected" if value else "None"
