"""A number as a line of text: read as people write numbers, and kept within its limits."""

from __future__ import annotations

import math

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QWheelEvent
from PyQt6.QtWidgets import QLineEdit

from satsuma.ui.editors.editor import guard_wheel
from satsuma.ui.editors.facts import Facts

PAUSE = 500
"""Milliseconds without a key after which a number that is typed counts as meant."""


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
            self.setText("" if value is None else shown(value))

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
        self.setText(shown(value))

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


def shown(value: float) -> str:
    """The number as it stands in the line."""
    return str(value) if isinstance(value, int) else f"{value:.6g}"
