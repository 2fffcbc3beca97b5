"""Toast: a sentence that is shown for a while over the lower edge of a window."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtWidgets import QLabel, QWidget

from satsuma.ui.theme import px, theme

SHORTEST = 3500
PER_LETTER = 55
"""Milliseconds: long sentences stay longer."""


class Toast(QLabel):
    """Takes no focus and no clicks; a new sentence takes the place of the old one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "popup")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._dress()
        theme().changed.connect(self._dress)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence; an empty one hides the last."""
        self.setText(text)
        self.setAccessibleName(text)
        if not text:
            self.hide()
            return
        self._place()
        self.show()
        self.raise_()
        self._timer.start(max(SHORTEST, PER_LETTER * len(text)))

    def _dress(self) -> None:
        colors = theme().colors
        self.setStyleSheet(
            f"QLabel {{ background: {colors.panel.name()}; border: 1px solid {colors.line.name()};"
            f" border-radius: {px(8)}px; padding: {px(4)}px {px(14)}px; }}")

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        width = min(px(520), parent.width() - px(32))
        natural = self.fontMetrics().horizontalAdvance(self.text()) + px(36)
        self.setFixedWidth(max(px(80), min(width, natural)))
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.move((parent.width() - self.width()) // 2,
                  parent.height() - self.height() - px(20))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
