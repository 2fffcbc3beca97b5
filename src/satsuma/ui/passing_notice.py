"""Passing notice: a sentence on what was done, over the view, with a way to look at it.

It floats, so that nothing moves away under the mouse, and keeps away from the mouse itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PyQt6.QtGui import QCursor
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from satsuma.ui.icons import path_of, path_pixmap
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px, theme

SHORTEST = 6_000
PER_LETTER = 55
"""Milliseconds: long sentences stay longer."""

WIDEST = 520
"""Design pixels."""

_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class PassingNotice(QFrame):
    """What a window has to say now, at the lower edge of `over` where that is in sight."""

    def __init__(self, window: QWidget, over: QWidget) -> None:
        super().__init__(window)
        self._over = over
        self._act: Callable[[], object] | None = None
        self.setProperty("surface", "popup")
        self.setAccessibleName("Notice")
        self._sign, self.words, self.button = QLabel(self), QLabel(self), QPushButton(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.button.setProperty("kind", "quiet")
        self.button.clicked.connect(self.follow)
        self.shut = SignButton("close")
        self.shut.setAccessibleName("Close the notice")
        self.shut.setToolTip("Close (Esc)")
        self.shut.clicked.connect(self.clear)
        for button in (self.button, self.shut):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the view
        self._row = QHBoxLayout(self)
        for part in (self._sign, self.words, self.button, self.shut):
            self._row.addWidget(part, 1 if part is self.words else 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._dress()
        self.hide()
        theme().changed.connect(self._dress)
        for watched in (window, over):
            watched.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is said now; "" when nothing is."""
        return "" if self.isHidden() else self.words.text()

    def say(self, text: str, link: str = "", act: Callable[[], object] | None = None, *,
            passes: bool = True) -> None:
        """Say it; `link` is the word that does `act`. What went wrong stays until it is closed."""
        self._timer.stop()
        if not text:
            self.clear()
            return
        self._act = act
        self.words.setText(text)
        self.setAccessibleDescription(text)
        self.button.setText(link)
        self.button.setAccessibleName(link)
        self.button.setVisible(bool(link))
        if passes:
            self._timer.start(max(SHORTEST, PER_LETTER * len(text)))
        self._place()
        self.show()
        self.raise_()

    def clear(self) -> None:
        """Say nothing any more."""
        self._timer.stop()
        self.hide()

    def follow(self) -> None:
        """The link was pressed."""
        if self._act is not None:
            self._act()

    def _place(self) -> None:
        room = self._room()
        between = px(16)
        width = max(px(80), min(px(WIDEST), room.width() - 2 * between, self._natural()))
        height = self._row.totalHeightForWidth(width)
        left = room.center().x() - width // 2
        low = QRect(left, room.bottom() - between - height, width, height)
        mouse = self.parentWidget().mapFromGlobal(QCursor.pos())
        away = low.adjusted(-between, -between, between, between).contains(mouse)
        self.setGeometry(low.translated(0, room.top() + between - low.top()) if away else low)

    def _natural(self) -> int:
        """As wide as one line makes it."""
        return self._row.sizeHint().width() - self.words.sizeHint().width() \
            + self.words.fontMetrics().horizontalAdvance(self.words.text()) + px(4)

    def _room(self) -> QRect:
        window = self.parentWidget()
        if not self._over.isVisibleTo(window):
            return window.rect()
        return QRect(self._over.mapTo(window, QPoint(0, 0)), self._over.size())

    def _dress(self) -> None:
        self._row.setContentsMargins(px(14), px(6), px(8), px(6))
        self._row.setSpacing(px(8))
        self._sign.setPixmap(path_pixmap(path_of("note"), 15, theme().colors.secondary))
        self._sign.setAccessibleName("Note")
        if not self.isHidden():
            self._place()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if event is not None and event.type() in _MOVES and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
