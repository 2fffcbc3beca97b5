"""Seed: the number that drawing at random begins with, and a button for the next one."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QHBoxLayout, QPushButton

from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.number_line import NumberLine
from satsuma.ui.icons import icon
from satsuma.ui.theme import px


class SeedEditor(Editor):
    """A line with the seed; the button takes the next, and undo brings the last one back."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.line = NumberLine(facts)
        self.line.setFixedWidth(px(72))
        self.line.committed.connect(self.edited)
        self.line.refused.connect(self.refused)
        self.again = QPushButton("Draw again")
        self.again.setIcon(icon("reload"))
        self.again.setIconSize(QSize(px(16), px(16)))
        self.again.setToolTip("Take the next seed, which draws other rows")
        self.again.clicked.connect(self._draw_again)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(self.line)
        layout.addWidget(self.again, 1)
        self.setFocusProxy(self.line)

    def show_value(self, value: Any) -> None:
        self.line.show_number(value)

    def _draw_again(self) -> None:
        self.edited.emit(int(self.line.value or 0) + 1)
