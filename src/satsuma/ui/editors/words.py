"""Choices by word: side by side when there are few, else in a list that opens."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QVBoxLayout

from satsuma.ui.editors.combo import Combo
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts, sentence_case
from satsuma.ui.theme import font, px, theme

FEW = 3
SHORT = 24
"""Letters of all words together that still fit side by side."""


def fits_side_by_side(words: tuple[str, ...]) -> bool:
    """Whether these words can stand beside each other in a form."""
    return len(words) <= FEW and sum(len(str(word)) for word in words) <= SHORT


class Segment(QAbstractButton):
    """One of several words side by side; the chosen one lies on a ground of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        width = QFontMetrics(font(13, bold=True)).horizontalAdvance(self.text())
        return QSize(width + px(16), px(32))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, chosen = theme().colors, self.isChecked()
        area = QRectF(self.rect()).adjusted(px(2), px(2), -px(2), -px(2))
        pen = colors.accent if self.hasFocus() else colors.control if chosen else None
        painter.setPen(QPen(pen, 1) if pen is not None else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(colors.selection if chosen else
                         colors.hover if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, px(6), px(6))
        painter.setPen(colors.text)
        painter.setFont(font(13, bold=chosen))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class SegmentsEditor(Editor):
    """A few words side by side; the arrow keys go from one to the next."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, Segment] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(1), px(1), px(1), px(1))
        layout.setSpacing(0)
        for word in facts.words:
            button = Segment(sentence_case(word))
            button.setAccessibleName(f"{facts.label}: {sentence_case(word)}")
            self.group.addButton(button)
            self.buttons[word] = button
            layout.addWidget(button, 1)
        self.group.buttonToggled.connect(self._toggled)

    def show_value(self, value: Any) -> None:
        if value in self.buttons and not self.buttons[value].isChecked():
            self.group.blockSignals(True)
            self.buttons[value].setChecked(True)
            self.group.blockSignals(False)

    def _toggled(self, button: QAbstractButton, checked: bool) -> None:
        if checked:
            self.edited.emit(next(word for word, own in self.buttons.items() if own is button))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colors.line, 1))
        painter.setBrush(theme().colors.window if not theme().dark else theme().colors.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(.5, .5, -.5, -.5), px(8), px(8))


class WordsEditor(Editor):
    """A list that opens, one word a line."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.combo = Combo()
        self.combo.setAccessibleName(facts.label)
        self.combo.setAccessibleDescription(facts.help)
        for word in facts.words:
            self.combo.addItem(sentence_case(word), word)
        self.combo.activated.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        layout.addWidget(self.combo)
        self.setFocusProxy(self.combo)

    def show_value(self, value: Any) -> None:
        place = self.combo.findData(value)
        if place >= 0 and place != self.combo.currentIndex():
            self.combo.setCurrentIndex(place)

    def _chosen(self, place: int) -> None:
        self.edited.emit(self.combo.itemData(place))
