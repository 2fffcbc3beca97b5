"""Message strip: the warnings of a result, each with its sign and its text."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy

from satsuma.ui.icons import path_of, path_pixmap
from satsuma.ui.theme import px, theme

FEW = 2


class MessageStrip(QFrame):
    """A few messages at once; a button shows all of them.

    `followed` says that the link beside the notice was pressed.
    """

    followed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.messages: tuple[str, ...] = ()
        self.notice = self.link = ""
        self._all = False
        self._layout = QGridLayout(self)
        self._layout.setColumnStretch(1, 1)
        self.more = QPushButton()
        self.more.setProperty("kind", "quiet")
        self.more.clicked.connect(self._toggle)
        self.follow = QPushButton()
        self.follow.setProperty("kind", "quiet")
        self.follow.clicked.connect(self.followed)
        self.setProperty("surface", "window")
        self.setAccessibleName("Warnings")
        self._labels: list[QLabel] = []
        self.hide()
        theme().changed.connect(self._fill)

    def show_messages(self, messages: tuple[str, ...], notice: str = "", link: str = "") -> None:
        """Show these warnings, and a notice that is none, with a link; nothing without any."""
        if (messages, notice, link) != (self.messages, self.notice, self.link):
            self._all = self._all and messages == self.messages
            self.messages, self.notice, self.link = messages, notice, link
            self._fill()

    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()

    def _fill(self) -> None:
        for label in self._labels:
            self._layout.removeWidget(label)
            label.hide()
            label.deleteLater()
        for button in (self.more, self.follow):
            self._layout.removeWidget(button)
        self._layout.setContentsMargins(px(16), px(8), px(16), px(8))
        self._layout.setHorizontalSpacing(px(8))
        self._layout.setVerticalSpacing(px(4))
        shown = self.messages if self._all else self.messages[:FEW]
        lines = [("warning", text) for text in shown]
        lines += [("note", self.notice)] if self.notice else []
        self._labels = [label for row, line in enumerate(lines) for label in self._line(row, *line)]
        rest = len(self.messages) - FEW
        self.more.setVisible(rest > 0)
        self.more.setText("Show fewer" if self._all else f"Show {rest:,} more")
        self._layout.addWidget(self.more, len(lines), 1, Qt.AlignmentFlag.AlignLeft)
        self.follow.setVisible(bool(self.notice and self.link))
        self.follow.setText(self.link)
        self._layout.addWidget(self.follow, max(0, len(lines) - 1), 2)
        self.setVisible(bool(lines))

    def _line(self, row: int, name: str, text: str) -> tuple[QLabel, QLabel]:
        sign, words, colors = QLabel(), QLabel(text), theme().colors
        color = colors.warning if name == "warning" else colors.secondary
        sign.setPixmap(path_pixmap(path_of(name), 15, color))
        sign.setAccessibleName(name.capitalize())
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        beside = name == "note" and self.link  # a button makes the line higher
        self._layout.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignVCenter if beside
                               else Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(words, row, 1)
        return sign, words
