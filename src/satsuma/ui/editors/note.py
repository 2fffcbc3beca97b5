"""Settings that no control can change yet: shown as they are."""

from __future__ import annotations

import json
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QVBoxLayout

from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.theme import px
from satsuma.workflow.codec import to_json

LONGEST = 200


class NoteEditor(Editor):
    """The value as text, with a line that says where it can be changed."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.value = QLabel()
        self.value.setWordWrap(True)
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setAccessibleName(facts.label)
        note = QLabel("This setting can be changed in a script or in the file.")
        note.setProperty("role", "secondary")
        note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(2))
        layout.addWidget(self.value)
        layout.addWidget(note)

    def show_value(self, value: Any) -> None:
        text = "None" if value is None else json.dumps(to_json(value), ensure_ascii=False)
        self.value.setText(text if len(text) <= LONGEST else text[:LONGEST - 1] + "…")
