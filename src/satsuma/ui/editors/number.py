"""Numbers: a line to type in, with a slider where both limits are known."""

from __future__ import annotations

import math
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout

from satsuma.ui.editors.editor import Editor, guard_wheel
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.number_line import NumberLine, clamped
from satsuma.ui.theme import px

STEPS = 1000
"""Places of a slider."""


class NumberEditor(Editor):
    """A number with its unit, and a slider where it has both limits."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.line = NumberLine(facts)
        self.line.committed.connect(self._committed)
        self.line.refused.connect(self.refused)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        self.slider: QSlider | None = None
        if facts.low is not None and facts.high is not None and facts.high > facts.low:
            self.slider = self._make_slider()
            layout.addWidget(self.slider, 1)
        layout.addWidget(self.line)
        if facts.unit:
            unit = QLabel(facts.unit)
            unit.setProperty("role", "secondary")
            layout.addWidget(unit)
        if self.slider is None:
            layout.addStretch(1)
        self.setFocusProxy(self.line)
        self.line.setFixedWidth(px(72))

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setFixedHeight(px(24))
        slider.setRange(0, STEPS)
        slider.setSingleStep(max(1, STEPS // 100))
        slider.setPageStep(STEPS // 10)
        slider.setAccessibleName(f"{self.facts.label}, slider")
        slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        slider.valueChanged.connect(self._slid)
        guard_wheel(slider)
        return slider

    def show_value(self, value: Any) -> None:
        self.line.show_number(value)
        if self.slider is not None and value is not None and not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(self._place(value))
            self.slider.blockSignals(False)

    def _committed(self, value: Any) -> None:
        self.edited.emit(value)

    def _slid(self, place: int) -> None:
        value = clamped(self._number(place), self.facts)
        if value != self.line.value:
            self.line.show_number(value)
            self.edited.emit(value)

    def _is_wide(self) -> bool:
        """Whether small and large numbers are so far apart that the slider goes by factors."""
        low, high = self.facts.low or 0.0, self.facts.high or 0.0
        return low > 0 and high / low >= 16

    def _place(self, value: float) -> int:
        low, high = self.facts.low or 0.0, self.facts.high or 0.0
        if self._is_wide():
            return round(STEPS * math.log(value / low) / math.log(high / low))
        return round(STEPS * (value - low) / (high - low))

    def _number(self, place: int) -> float:
        low, high = self.facts.low or 0.0, self.facts.high or 0.0
        if self._is_wide():
            return _tidy(low * (high / low) ** (place / STEPS))
        return _tidy(low + (high - low) * place / STEPS)


def _tidy(value: float) -> float:
    """Three digits: what a hand on a slider can mean."""
    return float(f"{value:.3g}")


class LimitEditor(Editor):
    """A number, or no limit."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.free = QCheckBox("No limit")
        self.free.setAccessibleName(f"{facts.label}: no limit")
        self.free.clicked.connect(self._freed)
        self.number = NumberEditor(facts)
        self.number.edited.connect(self.edited)
        self.number.refused.connect(self.refused)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        layout.addWidget(self.free)
        layout.addWidget(self.number)
        self._last = clamped(self._first_guess(), facts)

    def _first_guess(self) -> float:
        low = self.facts.low if self.facts.low is not None else 0
        return max(100, low) if self.facts.plain is int else max(1.0, low)

    def show_value(self, value: Any) -> None:
        self.free.setChecked(value is None)
        self.number.setVisible(value is not None)
        if value is not None:
            self._last = value
        self.number.show_value(value)

    def _freed(self, free: bool) -> None:
        self.refused.emit("")
        self.edited.emit(None if free else self._last)
        if not free:
            self.number.line.setFocus()
            self.number.line.selectAll()
