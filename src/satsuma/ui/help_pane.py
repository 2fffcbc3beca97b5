"""Help pane: below the toolbox, tells what the widget does that is pointed at."""

from __future__ import annotations

from html import escape
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from satsuma.ui.help_text import ShortHelp, rich, short_help
from satsuma.ui.theme import px, theme

TITLE = "Widgets"
NOTHING = ("Point at a widget to see what it does. Click it to put it on the canvas, or drag it to "
           "its place. Then draw a link from the right side of one widget to the left side of "
           "another.")


class HelpPane(QFrame):
    """The short help of a widget class; `more` asks for its whole page."""

    more = pyqtSignal(object)  # the widget class, or None for the help in general

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Any = None
        self.setProperty("surface", "panel")
        self.setAccessibleName("Help")
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.link = QPushButton("More (F1)", self)
        self.link.setProperty("kind", "quiet")
        self.link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.link.clicked.connect(self._ask_more)
        self._scroll = QScrollArea(self)
        self._lay_out()
        theme().changed.connect(self._measure)
        self._measure()
        self.show_widget(None)

    def _lay_out(self) -> None:
        self._scroll.setWidget(self.text)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignRight)

    def _measure(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(px(16), px(12), px(8), px(8))
        layout.setSpacing(px(4))
        self._write()

    def show_widget(self, cls: Any) -> None:
        """Show the help of a widget class; None says how to begin."""
        if cls is not self._shown or not self.title.text():
            self._shown = cls
            self._write()

    def _write(self) -> None:
        if self._shown is None:
            self._tell(TITLE, f"<p>{NOTHING}</p>")
            self.link.setAccessibleName("Open the help")
            return
        help_ = short_help(self._shown)
        self._tell(help_.title, as_html(help_))
        self.link.setAccessibleName(f"More about {help_.title}")

    def _tell(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(f'<div style="color:{theme().colors.secondary.name()}">{text}</div>')
        bar = self._scroll.verticalScrollBar()
        if bar is not None:
            bar.setValue(0)

    def _ask_more(self) -> None:
        self.more.emit(self._shown)


def as_html(help_: ShortHelp) -> str:
    """The short help as rich text: what it is for, what comes in and goes out, then the rest."""
    strong = theme().colors.text.name()
    parts = [f'<p style="color:{strong}">{rich(help_.summary)}</p>' if help_.summary else "",
             f"<p>{escape(help_.takes)} {escape(help_.gives)}</p>",
             *(f"<p>{rich(each)}</p>" for each in help_.paragraphs)]
    return "".join(parts)
