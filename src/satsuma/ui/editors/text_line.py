"""Texts: a line, or several parts with commas between them."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QLineEdit, QVBoxLayout

from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts

PAUSE = 600
"""Milliseconds without a key after which a text counts as meant."""


class TextEditor(Editor):
    """One line of text. An empty one is no text where the setting allows none."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.line = QLineEdit()
        self.line.setAccessibleName(facts.label)
        self.line.setAccessibleDescription(facts.help)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._commit)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._commit)
        self._value: Any = facts.default
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)

    def show_value(self, value: Any) -> None:
        if value == self._value and self.line.isModified():
            return  # what is being typed stays
        self._value = value
        if self.read(self.line.text()) != value:
            self._pause.stop()
            self.line.setText(self.written(value))

    def read(self, text: str) -> Any:
        """What a text means as a value of the setting."""
        return None if not text and self.facts.may_be_none else text

    def written(self, value: Any) -> str:
        """A value as text."""
        return value or ""

    def _typed(self) -> None:
        self._pause.start()

    def _commit(self) -> None:
        self._pause.stop()
        if not self.line.isModified():
            return
        self.line.setModified(False)
        value = self.read(self.line.text())
        if value != self._value:
            self._value = value
            self.edited.emit(value)


class PartsEditor(TextEditor):
    """Several texts with commas between them."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.line.setPlaceholderText("Separated by commas")

    def read(self, text: str) -> tuple[str, ...]:
        return tuple(part for part in (part.strip() for part in text.split(",")) if part)

    def written(self, value: Any) -> str:
        return ", ".join(value or ())
