"""Message strip: the warnings of a result, each with its sign and its text."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy

from satsuma.ui.icons import path_of, path_pixmap
from satsuma.ui.theme import px, theme

FEW = 2


class MessageStrip(QFrame):
    """A few messages at once; a button shows all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: tuple[str, ...] = ()
        self._all = False
        self._layout = QGridLayout(self)
        self._layout.setColumnStretch(1, 1)
        self.more = QPushButton()
        self.more.setProperty("kind", "quiet")
        self.more.clicked.connect(self._toggle)
        self.setProperty("surface", "window")
        self.setAccessibleName("Warnings")
        self._labels: list[QLabel] = []
        self.hide()
        theme().changed.connect(self._fill)

    def show_messages(self, messages: tuple[str, ...]) -> None:
        """Show these warnings; nothing without any."""
        if messages != self.messages:
            self._all = False
            self.messages = messages
            self._fill()

    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()

    def _fill(self) -> None:
        for label in self._labels:
            self._layout.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._layout.removeWidget(self.more)
        self._layout.setContentsMargins(px(16), px(8), px(16), px(8))
        self._layout.setHorizontalSpacing(px(8))
        self._layout.setVerticalSpacing(px(4))
        shown = self.messages if self._all else self.messages[:FEW]
        self._labels = [label for row, text in enumerate(shown) for label in self._line(row, text)]
        rest = len(self.messages) - FEW
        self._layout.addWidget(self.more, len(shown), 1, Qt.AlignmentFlag.AlignLeft)
        self.more.setVisible(rest > 0)
        self.more.setText("Show fewer" if self._all else f"Show {rest:,} more")
        self.setVisible(bool(shown))

    def _line(self, row: int, text: str) -> tuple[QLabel, QLabel]:
        sign, words = QLabel(), QLabel(text)
        sign.setPixmap(path_pixmap(path_of("warning"), 15, theme().colors.warning))
        sign.setAccessibleName("Warning")
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._layout.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(words, row, 1)
        return sign, words
