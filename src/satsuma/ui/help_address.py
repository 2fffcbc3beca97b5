"""Address bar of the help: tells of a link that leads out; only a click opens it."""

from __future__ import annotations

from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtGui import QDesktopServices, QGuiApplication
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from satsuma.ui.theme import px, theme

_SCHEMES = ("https", "http", "mailto")


class AddressBar(QFrame):
    """A line at the bottom of the help, hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = ""
        self.setProperty("surface", "panel")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton("Copy the address", self)
        self.copy.clicked.connect(self._copy)
        self.open = QPushButton("Open in the browser", self)
        self.open.clicked.connect(self._open)
        self.close_button = QPushButton("Close", self)
        self.close_button.setProperty("kind", "quiet")
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.addWidget(self.words, 1)
        for button in (self.copy, self.open, self.close_button):
            row.addWidget(button)
        theme().changed.connect(self._measure)
        self._measure()
        self.hide()

    def _measure(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(px(16), px(8), px(8), px(8))
        layout.setSpacing(px(8))

    def offer(self, address: str) -> None:
        """Show where a link leads, and what can be done with it."""
        self._address = address
        web = QUrl(address).scheme() in _SCHEMES
        self.words.setText(f"This leads out of Satsuma: {address}" if web else
                           f"This is not part of the help: {address}")
        self.copy.show()
        self.open.setVisible(web)
        self.show()

    def tell(self, words: str) -> None:
        """Say something in place of a page."""
        self.words.setText(words)
        self.copy.hide()
        self.open.hide()
        self.show()

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self._address)
            self.words.setText(f"Copied: {self._address}")

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address))
