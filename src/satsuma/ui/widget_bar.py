"""Widget bar: what came into a widget and what goes out, and the buttons of its window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import QSize, Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from satsuma.ui.describing import describe
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px, theme


def flow_words(values: Mapping[str, Any]) -> str:
    """What stands at some ports: “data: 23 pictures × 5 · selected: nothing”."""
    return " · ".join(f"{port.replace('_', ' ')}: {_said(value)}" for port, value in values.items())


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(describe(one).title for one in value) or "nothing"
    return describe(value).title


class Elided(QLabel):
    """A line of text that gives way, with all of it as its tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setProperty("role", "secondary")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show this text, as much of it as fits."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    @property
    def whole(self) -> str:
        return self._whole

    def _elide(self) -> None:
        self.setText(QFontMetrics(self.font()).elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(40), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._elide()


class WidgetBar(QFrame):
    """The lowest line of a widget's window."""

    help_asked = pyqtSignal()
    reset_asked = pyqtSignal()
    save_asked = pyqtSignal()
    copy_asked = pyqtSignal()
    report_asked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.came, self.goes = Elided(), Elided()
        self.save = self._sign("image", "Save picture", "Alt+S", self.save_asked)
        self.copy = self._sign("copy", "Copy picture", "Ctrl+Shift+C", self.copy_asked)
        self.report = self._button("Add to report", "Put the picture into the report, with the "
                                   "workflow as it is now (Alt+R)", self.report_asked)
        self.reset = self._button("Reset settings", "Give all settings but folders and files "
                                  "their first values", self.reset_asked)
        self.help = self._sign("help", "Help", "F1", self.help_asked)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.came, 1)
        self._layout.addWidget(self.goes, 1)
        for button in (self.save, self.copy, self.report, self.reset, self.help):
            self._layout.addWidget(button)
        self.set_has_view(False)
        self._dress()
        theme().changed.connect(self._dress)

    def _button(self, text: str, tip: str, does: pyqtBoundSignal) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "quiet")
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.clicked.connect(does)
        return button

    def _sign(self, name: str, text: str, keys: str, does: pyqtBoundSignal) -> SignButton:
        button = SignButton(name, side=28, sign=16)
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({keys})")
        button.clicked.connect(does)
        return button

    def set_has_view(self, has_view: bool) -> None:
        """Pictures can be made only of what is shown."""
        for button in (self.save, self.copy, self.report):
            button.setEnabled(has_view)

    def show_flow(self, came: Mapping[str, Any], goes: Mapping[str, Any]) -> None:
        """Show what stands at the inputs and the outputs."""
        self.came.setVisible(bool(came))
        self.came.show_text(f"In – {flow_words(came)}")
        self.goes.show_text(f"Out – {flow_words(goes)}" if goes else "Nothing goes out yet")

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme().colors.line)
        painter.drawLine(0, 0, self.width(), 0)

    def _dress(self) -> None:
        self._layout.setContentsMargins(px(16), px(4), px(8), px(4))
        self._layout.setSpacing(px(8))
