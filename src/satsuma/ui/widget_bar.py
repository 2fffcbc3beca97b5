"""Widget bar: what came into a widget and what goes out, and the buttons of its window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import QSize, Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
)

from satsuma.ui.describing import describe
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px, theme
from satsuma.ui.tool_tips import as_it_is

_ONE_LINE, _TWO_LINES = 960, 460
"""Design pixels of the window from which the bar has one line, or two."""


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
        self.setToolTip(as_it_is(text))
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
    """The lowest line of a widget's window; two or three lines where the window is narrow."""

    help_asked = pyqtSignal()
    reset_asked = pyqtSignal()
    save_asked = pyqtSignal()
    copy_asked = pyqtSignal()
    report_asked = pyqtSignal()
    form_asked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.came, self.goes = Elided(), Elided()
        self.form = self._sign("settings", "Show or hide the settings", "Ctrl+Shift+D",
                               self.form_asked)
        self.save = self._sign("image", "Save picture", "Alt+S", self.save_asked)
        self.copy = self._sign("copy", "Copy picture", "Ctrl+Shift+C", self.copy_asked)
        self.report = self._button("Add to report", "Put the picture into the report, with the "
                                   "workflow as it is now (Alt+R)", self.report_asked)
        self.reset = self._button("Reset settings", "Give all settings but folders and files "
                                  "their first values", self.reset_asked)
        self.help = self._sign("help", "Help", "F1", self.help_asked)
        self._arrange()
        self.set_has_view(False)
        self._dress()
        theme().changed.connect(self._dress)

    def _arrange(self) -> None:
        side = QBoxLayout.Direction.LeftToRight
        self._layout, self._flow = QBoxLayout(side, self), QBoxLayout(side)
        self._row = QHBoxLayout()
        for text in (self.came, self.goes):
            self._flow.addWidget(text, 1)
        self._row.addWidget(self.form)
        self._row.addStretch(1)
        for button in (self.save, self.copy, self.report, self.reset, self.help):
            self._row.addWidget(button)
        self._layout.addLayout(self._flow, 1)
        self._layout.addLayout(self._row)

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

    def show_form(self, shown: bool) -> None:
        """Say what the button of the settings does now."""
        words = "Hide the settings" if shown else "Show the settings"
        self.form.setAccessibleName(words)
        self.form.setToolTip(f"{words} (Ctrl+Shift+D)")

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

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """What comes and goes has a line of its own where there is little room, then two."""
        width, direction = self.width(), QBoxLayout.Direction
        below = direction.TopToBottom
        self._layout.setDirection(direction.LeftToRight if width >= px(_ONE_LINE) else below)
        self._flow.setDirection(direction.LeftToRight if width >= px(_TWO_LINES) else below)
        short = width < px(_TWO_LINES)
        aside = px(6) if width < px(_ONE_LINE) else 0  # so that the first sign stands below words
        self._layout.setContentsMargins(px(16) - aside, px(4), px(8), px(4))
        self._flow.setContentsMargins(aside, 0, 0, 0)
        self.report.setText("Report" if short else "Add to report")
        self.reset.setText("Reset" if short else "Reset settings")

    def _dress(self) -> None:
        for layout in (self._layout, self._flow, self._row):
            layout.setSpacing(px(4) if layout is self._layout else px(8))
        self._give_way()
