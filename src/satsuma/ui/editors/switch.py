"""Switch: yes or no."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel

from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.theme import px, theme


class Switch(QAbstractButton):
    """A small sliding switch. Its knob is at the right when it is on."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(42), px(26))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, on = theme().colors, self.isChecked()
        height = px(20)
        track = QRectF(px(3), (self.height() - height) / 2, self.width() - px(6), height)
        painter.setPen(QPen(colors.accent if on else colors.control, 1))
        painter.setBrush(colors.accent if on else colors.panel)
        painter.drawRoundedRect(track, height / 2, height / 2)
        side = height - px(6)
        left = track.right() - side - px(3) if on else track.left() + px(3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.on_accent if on and theme().dark else
                         colors.window if on else colors.control)
        painter.drawEllipse(QRectF(left, track.top() + px(3), side, side))
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, px(1)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = track.adjusted(-px(2), -px(2), px(2), px(2))
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)


class SwitchEditor(Editor):
    """The label at the left, the switch at the right."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.switch = Switch()
        self.switch.setAccessibleName(facts.label)
        self.switch.setAccessibleDescription(facts.help)
        self.switch.clicked.connect(self._clicked)
        self.label = _SwitchLabel(facts.label, self.switch)
        self.head = QHBoxLayout(self)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(0)
        self.head.addWidget(self.label, 1)
        self.head.addWidget(self.switch)
        self.setFocusProxy(self.switch)

    def show_value(self, value: Any) -> None:
        self.switch.setChecked(bool(value))

    def _clicked(self, on: bool) -> None:
        self.edited.emit(on)


class _SwitchLabel(QLabel):
    """A click on the words is a click on the switch."""

    def __init__(self, text: str, switch: Switch) -> None:
        super().__init__(text)
        self._switch = switch
        self.setProperty("role", "heading")
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: Any) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._switch.click()
