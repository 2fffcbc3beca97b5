"""Text: views that nothing draws yet, as `satsuma run` would write them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PyQt6.QtGui import QFontDatabase
from PyQt6.QtWidgets import QPlainTextEdit, QVBoxLayout

from satsuma.text_views import as_text
from satsuma.ui.background import background
from satsuma.ui.painters.painter import Painter
from satsuma.ui.theme import px


class TextPainter(Painter):
    """A view in letters of one width."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName("Result as text")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(16), px(16), px(16))
        layout.addWidget(self.text)

    def show_view(self, view: Any) -> None:
        background().submit(partial(_written, view), self._show)

    def _show(self, text: str) -> None:
        self.text.setPlainText(text)


def _written(view: Any) -> str:
    kind = type(view).__name__.lower()
    return as_text(view) or f"There is no drawing of this {kind} yet."
