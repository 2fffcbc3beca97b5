"""Offer bar: a sentence above the canvas that stays until it was read, with what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from satsuma.ui.icons import icon, path_of, path_pixmap
from satsuma.ui.theme import px, theme


class OfferBar(QFrame):
    """Shows one sentence at a time; the next one takes its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self.setAccessibleName("Notice")
        self._act: Callable[[], None] | None = None
        self._sign = QLabel()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves it to the canvas
        self.button.clicked.connect(self._do)
        self.shut = QToolButton()
        self.shut.setIcon(icon("close"))
        self.shut.setToolTip("Close")
        self.shut.setAccessibleName("Close the notice")
        self.shut.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.shut.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        for part in (self._sign, self.words, self.button, self.shut):
            self._row.addWidget(part, 1 if part is self.words else 0)
        self._dress()
        self.hide()
        theme().changed.connect(self._dress)

    @property
    def text(self) -> str:
        """What is shown now; "" when nothing is."""
        return "" if self.isHidden() else self.words.text()

    def say(self, text: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a sentence, and a button that does something about it."""
        self._act = act
        self.words.setText(text)
        self.setAccessibleDescription(text)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(bool(button))
        self.show()

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _dress(self) -> None:
        self._row.setContentsMargins(px(16), px(6), px(8), px(6))
        self._row.setSpacing(px(8))
        self._sign.setPixmap(path_pixmap(path_of("warning"), 16, theme().colors.warning))
        self._sign.setAccessibleName("Warning")
        self.shut.setIconSize(QSize(px(16), px(16)))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colors.line)
