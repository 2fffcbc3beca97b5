"""Numbers: a line to type in, with a slider where both limits are known."""

from __future__ import annotations

import math
from typing import Any

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QWheelEvent
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSlider, QVBoxLayout

from satsuma.ui.editors.editor import Editor, guard_wheel
from satsuma.ui.editors.facts import Facts
from satsuma.ui.theme import px

PAUSE = 500
"""Milliseconds without a key after which a number that is typed counts as meant."""

STEPS = 1000
"""Places of a slider."""


class NumberLine(QLineEdit):
    """A number as text. The arrow keys and the wheel change it by a step."""

    committed = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._facts = facts
        self._whole = facts.plain is int
        self._value: float | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._commit)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._commit)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(facts.label)
        self.setAccessibleDescription(allowed(facts))
        guard_wheel(self)

    @property
    def value(self) -> float | None:
        return self._value

    def show_number(self, value: float | None) -> None:
        """Show a number, but leave what is just being typed alone."""
        if value == self._value and type(value) is type(self._value):
            return
        self._value = value
        self._pause.stop()
        if value is None or self._read() != value:
            self.setText("" if value is None else _shown(value))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        key = event.key() if event is not None else None
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10,
                 Qt.Key.Key_PageDown: -10}
        if key in steps:
            self.step(steps[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802
        if event is not None and event.angleDelta().y():
            self.step(1 if event.angleDelta().y() > 0 else -1)

    def step(self, count: int) -> None:
        """Change the number by so many steps, within its limits."""
        base = self._read()
        base = self._value if base is None else base
        value = clamped((base or 0) + count * step_of(self._facts), self._facts)
        self._give(value)
        self.setText(_shown(value))

    def _typed(self) -> None:
        self._tell_whether_usable()
        self._pause.start()

    def _tell_whether_usable(self) -> float | None:
        value = self._read()
        usable = value is not None and value == clamped(value, self._facts)
        self.refused.emit("" if usable else allowed(self._facts))
        return value if usable else None

    def _commit(self) -> None:
        self._pause.stop()
        if not self.isModified():
            return
        value = self._tell_whether_usable()
        if value is not None:
            self._give(value)

    def _give(self, value: float) -> None:
        self.refused.emit("")
        self.setModified(False)
        if value != self._value:
            self._value = value
            self.committed.emit(value)

    def _read(self) -> float | None:
        return read_number(self.text(), whole=self._whole)


def read_number(text: str, *, whole: bool) -> float | None:
    """The number that a person wrote, with or without signs for thousands; None for no number."""
    plain = "".join(text.split())
    if whole or "." in plain or plain.count(",") > 1:
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".").replace("−", "-").removesuffix("%")
    try:
        value = int(plain) if whole else float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def clamped(value: float, facts: Facts) -> float:
    """The nearest allowed number."""
    low = -math.inf if facts.low is None else facts.low
    high = math.inf if facts.high is None else facts.high
    near = min(max(value, low), high)
    return round(near) if facts.plain is int else round(float(near), 6)


def step_of(facts: Facts) -> float:
    """How much one press of an arrow key is."""
    if facts.plain is int:
        return 1
    if facts.low is None or facts.high is None:
        return 0.1
    return 10.0 ** (math.floor(math.log10(facts.high - facts.low)) - 1)


def allowed(facts: Facts) -> str:
    """What may be typed, as a sentence."""
    kind = "a whole number" if facts.plain is int else "a number"
    low, high = facts.low, facts.high
    if low is not None and high is not None:
        return f"Enter {kind} from {low:,g} to {high:,g}."
    if low is not None:
        return f"Enter {kind} of at least {low:,g}."
    return f"Enter {kind} of at most {high:,g}." if high is not None else f"Enter {kind}."


def _shown(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.6g}"


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
